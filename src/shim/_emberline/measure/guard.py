"""Stops a trial before it does what must not be done twice: write, delete, talk to the network, start programs, ask for input."""

import os
import sys

_EVENTS = {
    "os.remove": "delete", "os.rmdir": "delete", "shutil.rmtree": "delete",
    "os.rename": "write", "os.mkdir": "write", "os.link": "write", "os.symlink": "write", "os.truncate": "write",
    "os.chmod": "write", "os.chown": "write", "os.utime": "write", "shutil.move": "write", "shutil.copyfile": "write",
    "shutil.make_archive": "write", "shutil.unpack_archive": "write",
    "socket.connect": "network", "socket.bind": "network", "socket.sendto": "network", "socket.sendmsg": "network",
    "socket.getaddrinfo": "network", "socket.gethostbyname": "network", "urllib.Request": "network", "http.client.connect": "network",
    "ftplib.connect": "network", "smtplib.connect": "network", "imaplib.open": "network", "poplib.connect": "network",
    "webbrowser.open": "network",
    "subprocess.Popen": "process", "os.system": "process", "os.exec": "process", "os.posix_spawn": "process", "os.spawn": "process",
    "os.fork": "process", "os.forkpty": "process", "os.startfile": "process", "os.kill": "process", "os.killpg": "process",
    "builtins.input": "input",
}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_MOST_TOLD = 20
ALL = ("write", "delete", "network", "process", "input", "database")


class NotRepeatable(BaseException):
    """What the program was about to do must not be done again unasked."""


class Guard:
    """One a process: an audit hook can't be taken out, so it is armed and disarmed."""

    def __init__(self, allowed, scratch):
        """`allowed`: kinds that the user agreed to. `scratch`: a folder that the trial may write to."""
        self.seen = []
        self._allowed = frozenset(allowed)
        self._scratch = os.path.realpath(scratch) + os.sep if scratch else None
        self._armed = False
        self._own = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
        sys.addaudithook(self._hook)

    def __enter__(self):
        self._armed = True
        return self

    def __exit__(self, *_):
        self._armed = False

    def _hook(self, event, arguments):
        if not self._armed:
            return
        kind = _EVENTS.get(event)
        if kind is None:
            kind = self._opened(arguments) if event == "open" else _database(event, arguments)
        if kind is None or kind in self._allowed:
            return
        self._armed = False
        try:
            told = self._tell(kind, event, arguments)
        finally:
            self._armed = True
        if told:
            raise NotRepeatable("%s: %s" % (kind, event))

    def _opened(self, arguments):
        path, mode, flags = (tuple(arguments) + (None, None))[:3]
        if isinstance(path, int) or path is None:
            return None
        if mode is None:
            writes = isinstance(flags, int) and flags & _WRITING
        else:
            writes = any(letter in mode for letter in "wax+")
        return "write" if writes and not self._is_scratch(path) else None

    def _is_scratch(self, path):
        try:
            real = os.path.realpath(os.fsdecode(path))
        except (TypeError, ValueError):
            return False
        return real == os.path.realpath(os.devnull) or self._scratch is not None and (real + os.sep).startswith(self._scratch)

    def _tell(self, kind, event, arguments):
        first = arguments[0] if arguments else ""
        if kind in ("write", "delete") and event != "open" and isinstance(first, (str, bytes)) and self._is_scratch(first):
            return False
        frame = sys._getframe(2)
        while frame is not None and (frame.f_code.co_filename.startswith(self._own) or frame.f_code.co_filename.startswith("<")):
            frame = frame.f_back
        user = frame
        while user is not None and _is_library(user.f_code.co_filename):
            user = user.f_back
        place = user or frame
        if len(self.seen) < _MOST_TOLD:
            self.seen.append({
                "kind": kind, "event": event, "what": _short(first),
                "file": place.f_code.co_filename if place else None, "line": place.f_lineno if place else None,
            })
        return True


def _database(event, arguments):
    if event == "sqlite3.connect" and arguments and arguments[0] not in (":memory:", ""):
        return "database"
    return None


def _short(value):
    text = value if isinstance(value, str) else repr(value)
    return text[:120]


def _is_library(path):
    # Paths alone: importing sysconfig here would open files.
    return path.startswith(os.path.dirname(os.__file__) + os.sep) or "site-packages" in path or path.startswith("<")
