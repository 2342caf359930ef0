"""Line events of sys.settrace (3.9 to 3.11) in the frames that can see a watched object; other frames pay for their call alone."""

import sys

from .watched_lines import WatchedLines

_COPIES_LOCALS = sys.version_info < (3, 11)
_LOCALS_OF_FRAME = 56  # PyFrameObject.f_locals of 3.9 and 3.10
_OPTIMIZED = 0x1
_PAUSES = 0x20 | 0x80 | 0x200  # generators, coroutines, asynchronous generators
_TAKEN = ("From the moment that the program called sys.settrace itself, watched names were followed four times a second, without the "
          "lines of their changes.")


class TracedLines(WatchedLines):
    """Gives way to a program (or debugger, or coverage) that traces by itself."""

    _on = False

    def start(self, recorder):
        self._recorder = recorder
        if sys.gettrace() is not None:
            self._notices.append(("watch-sampled", "Another tool traces this program: watched names were followed four times a second, "
                                                   "without the lines of their changes."))
            return
        self._raised = {}  # id of a frame that an exception passes
        self._hooked = False
        if _COPIES_LOCALS:
            import ctypes
            self._pointer = ctypes.c_void_p.from_address
            self._release = ctypes.PYFUNCTYPE(None, ctypes.c_void_p)(("Py_DecRef", ctypes.pythonapi))
        self._settrace, self._gettrace = sys.settrace, sys.gettrace
        self._on = True
        self._settrace(self._call)
        self._calibrate()
        sys.settrace, sys.gettrace = _like(self._programs_settrace, self._settrace), _like(self._programs_gettrace, self._gettrace)
        self._hook_threads()

    def _calibrate(self):
        code = _trial.__code__
        self._by_code[id(code)] = (code, [])
        self._trial_code = code
        _trial()
        self._trial_code = None
        del self._by_code[id(code)]

    _trial_code = None

    def _call(self, frame, _event, _argument):
        try:
            code = frame.f_code
            if _COPIES_LOCALS:
                self._drop_copy(frame, code)
            if self._trial_code is code:
                return self._local
            if not self._on or self.is_full:
                return None
            if not self._hooked and "threading" in sys.modules:
                self._hook_threads()
            if self.follow(code) or self._threads and self.is_candidate(code) and self.is_handed(frame) and self.follow(code, True):
                return self._local
        except RecursionError:
            pass
        return None

    def _local(self, frame, event, argument):
        try:
            code = frame.f_code
            if _COPIES_LOCALS:
                self._drop_copy(frame, code)
            if event == "line":
                self._raised.pop(id(frame), None)
                self.line(code, frame.f_lineno, frame)
            elif event == "exception":
                self._raised[id(frame)] = True
            elif event == "return":
                failed = self._raised.pop(id(frame), False) and argument is None
                self.left_frame(code, frame, id(argument), not failed and not code.co_flags & _PAUSES)
        except RecursionError:
            pass  # the program is at its limit
        return self._local if self._on else None

    def _drop_copy(self, frame, code):
        """Before 3.11 the interpreter puts every variable of a traced frame into a dict first, where it would count once more and
        live longer. Takes the dict away again, unless the program has it too; the interpreter doesn't miss it."""
        if not code.co_flags & _OPTIMIZED:
            return
        field = self._pointer(id(frame) + _LOCALS_OF_FRAME)
        address = field.value
        if address and self._read(address)[0] == 1:
            field.value = None
            self._release(address)

    def _hook_threads(self):
        threading = sys.modules.get("threading")
        if threading is not None and hasattr(threading, "_trace_hook"):
            self._hooked = True
            if threading._trace_hook is None:
                threading._trace_hook = self._call

    # -- a program that traces by itself -------------------------------------------------------------------------------

    def _programs_settrace(self, function):
        if function is not None:
            self._give_way()
            self._notices.append(("watch-sampled", _TAKEN))
            self._settrace(function)
        elif not self._on:
            self._settrace(None)

    def _programs_gettrace(self):
        found = self._gettrace()
        return None if found == self._call else found

    def _give_way(self):
        """Takes every hook out; lines that are being traced end with the next event of their frame."""
        if not self._on:
            return
        self._on = False
        self._threads.clear()
        sys.settrace, sys.gettrace = self._settrace, self._gettrace
        threading = sys.modules.get("threading")
        if threading is not None and getattr(threading, "_trace_hook", None) == self._call:
            threading._trace_hook = None

    def stop(self):
        was_on = self._on
        self._give_way()
        if was_on and self._gettrace() == self._call:
            self._settrace(None)
        self.tell()


def _like(ours, original):
    def stand_in(*arguments):
        return ours(*arguments)
    stand_in.__name__ = stand_in.__qualname__ = original.__name__
    stand_in.__doc__ = original.__doc__
    stand_in.__module__ = original.__module__
    return stand_in


def _trial():
    return None
