"""What the program failed with: its exit status, and a report that shows the program's frames only."""

import sys

from .recorder import is_own_file


def exit_code_of(end):
    """The exit code that the interpreter makes of a SystemExit."""
    code = end.code
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF if sys.platform != "win32" else code & 0xFFFFFFFF
    return 1


def status_of(error):
    """(exit code, signal) that the interpreter ends with for an exception that nobody caught."""
    if type(error) is KeyboardInterrupt and sys.platform != "win32":
        return None, 2
    return 1, None


def report_without_own_frames(error):
    """Makes the interpreter's own report of `error`, which is about to leave `__main__`, start at the program's frames.

    The interpreter calls sys.excepthook when the exception arrives; ours puts the program's back, cuts our frames off and
    hands over.
    """
    hook = getattr(sys, "excepthook", None)
    if hook is None:
        return

    def report(kind, value, trace):
        sys.excepthook = hook
        trace = _without_own(trace)
        value.__traceback__ = trace
        _remember(kind, value, trace)
        try:
            hook(kind, value, trace)
        except SystemExit:
            raise
        except BaseException as second:
            second.__traceback__ = _without_own(second.__traceback__)
            second.__context__ = None if second.__context__ is value else second.__context__
            sys.stderr.write("Error in sys.excepthook:\n")
            sys.__excepthook__(type(second), second, second.__traceback__)
            sys.stderr.write("\nOriginal exception was:\n")
            sys.__excepthook__(kind, value, trace)

    sys.excepthook = report


def _without_own(trace):
    """A traceback without our frames (and runpy's below them, when the shim's folder was started)."""
    first = trace
    while first is not None and not _is_own(first):
        first = first.tb_next
    if first is None:
        return trace
    while first is not None and _is_own(first):
        first = first.tb_next
    entry = first
    while entry is not None:  # our stand-ins for os._exit and os.exec*
        while entry.tb_next is not None and _is_own(entry.tb_next):
            entry.tb_next = entry.tb_next.tb_next
        entry = entry.tb_next
    return first


def _is_own(trace):
    return is_own_file(trace.tb_frame.f_code.co_filename)


def report_not_compiled(path):
    """Lets the interpreter itself read the file, fail in its own words, and exit; returns where that can't be had."""
    if sys.platform == "win32":
        return
    import ctypes
    from os import fsencode
    library = ctypes.CDLL(None)
    library.fopen.restype = ctypes.c_void_p
    library.fopen.argtypes = (ctypes.c_char_p, ctypes.c_char_p)
    run = ctypes.pythonapi.PyRun_SimpleFileExFlags
    run.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.c_void_p)
    file = library.fopen(fsencode(path), b"rb")
    if file:
        raise SystemExit(1 if run(file, fsencode(path), 1, None) else 0)


def _remember(kind, value, trace):
    sys.last_type, sys.last_value, sys.last_traceback = kind, value, trace
    if sys.version_info >= (3, 12):
        sys.last_exc = value
