"""Keeps our file descriptors out of the program's way: it must get the same small numbers as without us."""

import os

_CANDIDATES = (987, 731, 499, 251, 173, 97)


def move_away(fd):
    """The same open file under a high number that children don't inherit. Closes `fd` when it could be moved."""
    if os.name == "nt":
        return fd
    for number in _CANDIDATES:
        for wanted in range(number, number - 8, -1):
            if _is_free(wanted):
                try:
                    os.dup2(fd, wanted, inheritable=False)
                except OSError:
                    break  # above the limit of this process
                os.close(fd)
                return wanted
    return fd


class LowNumbersTaken:
    """While it lasts, whatever is opened gets a number above those that a program sees (libraries keep what they open)."""

    _UP_TO = 64
    _SPARE = 64

    def __enter__(self):
        self._taken = []
        if os.name == "nt" or 0 < os.sysconf("SC_OPEN_MAX") < self._UP_TO + self._SPARE:
            return
        try:
            fd = os.open(os.devnull, os.O_RDONLY | os.O_CLOEXEC)
            while fd < self._UP_TO:
                self._taken.append(fd)
                fd = os.dup(fd)
            os.close(fd)
        except OSError:
            pass  # at the limit of open files: the program gets other numbers, nothing else

    def __exit__(self, *_):
        for fd in self._taken:
            os.close(fd)


def identity(fd):
    """What tells one open file from another, None when `fd` is closed."""
    try:
        status = os.fstat(fd)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _is_free(fd):
    return identity(fd) is None
