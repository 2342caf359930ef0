"""Follows the process through exit, os._exit, os.exec* and fork, and lets go of all of it when the recording has ended."""

import _thread
import atexit
import os
import sys
import time

_replaced = {}
_main_thread = _thread.get_ident()  # the shim is imported where the program will run


def install(session):
    """Hooks the ends that a process can have."""
    atexit.register(session.finish)  # the first to register, so the last to run: after the program's own handlers
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(before=session.before_fork, after_in_parent=session.after_fork_in_parent,
                            after_in_child=session.after_fork_in_child)
    _replace("_exit", _exit_of(session, os._exit))
    if hasattr(os, "execv"):
        _replace("execv", _execv_of(session, os.execv))
        _replace("execve", _execve_of(session, os.execve))


def uninstall(session):
    """Gives `os` its own functions back, unless the program has put others there."""
    for name, (ours, original) in list(_replaced.items()):
        if getattr(os, name, None) is ours:
            setattr(os, name, original)
        del _replaced[name]
    atexit.unregister(session.finish)


def ensure_exit_handler(session):
    """A program may have thrown all exit handlers away, ours too."""
    count = getattr(atexit, "_ncallbacks", None)
    if count is not None and count() == 0 and not session.closed:
        atexit.register(session.finish)


def interrupt_program():
    """What Ctrl+C in the program's terminal would do: a real signal, because a main thread that waits in the kernel hears no other."""
    try:
        from _signal import SIGINT, pthread_kill
    except ImportError:
        _thread.interrupt_main()
    else:
        pthread_kill(_main_thread, SIGINT)


def wait_for_thread_end(native_id):
    """Waits (at most 50 ms) until the operating system has let go of a thread that has left its Python code."""
    if sys.version_info < (3, 12) or not sys.platform.startswith("linux"):
        return
    task, deadline = "/proc/self/task/%d" % native_id, time.monotonic() + 0.05
    while os.path.exists(task) and time.monotonic() < deadline:
        time.sleep(0.0001)


def forking_frame():
    """The frame that forks; called by what a fork hook calls."""
    try:
        return sys._getframe(2)
    except ValueError:
        return None


def after_fork(frame, action):
    """Calls `action` in the parent as soon as starting a thread can't make Python warn about the fork.

    Python 3.13.0 counts the threads after the fork hooks of the parent; there, wait for the next event in the forking `frame`.
    """
    if sys.version_info[:2] != (3, 13) or frame is None:
        action()
        return
    monitoring, code = sys.monitoring, frame.f_code
    tool = next((number for number in (4, 3) if monitoring.get_tool(number) is None), None)
    if tool is None:
        action()
        return
    events = monitoring.events.LINE | monitoring.events.PY_RETURN | monitoring.events.CALL

    def begin(*_):
        if monitoring.get_tool(tool) == "emberline-fork":
            monitoring.set_local_events(tool, code, 0)
            monitoring.free_tool_id(tool)
            action()

    monitoring.use_tool_id(tool, "emberline-fork")
    for event in (monitoring.events.LINE, monitoring.events.PY_RETURN, monitoring.events.CALL):
        monitoring.register_callback(tool, event, begin)
    monitoring.set_local_events(tool, code, events)


def _replace(name, ours):
    original = getattr(os, name)
    for attribute in ("__name__", "__qualname__", "__module__", "__doc__"):
        setattr(ours, attribute, getattr(original, attribute))
    ours.__text_signature__ = original.__text_signature__
    _replaced[name] = (ours, original)
    setattr(os, name, ours)


def _exit_of(session, original):
    def _exit(status):
        if isinstance(status, int):
            session.finish("exited", status & 0xFF)
        original(status)
    return _exit


def _execv_of(session, original):
    def execv(path, argv):
        _leave(session, path)
        original(path, argv)
    return execv


def _execve_of(session, original):
    def execve(path, argv, env):
        _leave(session, path)
        original(path, argv, env)
    return execve


def _leave(session, path):
    # os.execvp tries every folder of PATH; only the one that will do ends the recording.
    try:
        will_run = os.access(path, os.X_OK) and not os.path.isdir(path)
    except (TypeError, ValueError, OSError):
        return
    if will_run:
        session.finish("replaced")
