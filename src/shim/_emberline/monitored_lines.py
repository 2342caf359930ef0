"""Line events of sys.monitoring (3.12+) in the code that can see a watched object, and nowhere else."""

import sys
import types

from .plain_access import class_attribute, is_kind
from .recorder import is_own_file
from .watched_lines import WatchedLines

_TOOL_IDS = (4, 3)  # free for anyone; debuggers, coverage and profilers have numbers of their own
_OWN_NAME = "emberline"
_MOST_MISSES = 200  # frames of a called function that held nothing watched, before its lines are left alone


class MonitoredLines(WatchedLines):
    """Functions that mention a name are followed from their start, others as long as they are handed a watched object."""

    _tool = None

    def start(self, recorder):
        self._recorder = recorder
        monitoring = sys.monitoring
        for tool in _TOOL_IDS:
            if monitoring.get_tool(tool) is None:
                self._tool = tool
                break
        else:
            self._notices.append(("watch-refused", "References were not followed: other tools have taken sys.monitoring."))
            return
        self._called = {}  # id(code) -> [code, misses, id of the frame that was looked at last]
        events = monitoring.events
        self._followed_events = events.LINE | events.PY_RETURN | events.PY_YIELD | events.CALL
        self._callbacks = ((events.PY_START, self._started), (events.LINE, self._line), (events.PY_RETURN, self._returned),
                           (events.PY_YIELD, self._yielded), (events.CALL, self._calls))
        monitoring.use_tool_id(tool, _OWN_NAME)
        for event, callback in self._callbacks:
            monitoring.register_callback(tool, event, callback)
        self._calibrate()
        monitoring.set_events(tool, events.PY_START)

    def _calibrate(self):
        code = _trial.__code__
        self._by_code[id(code)] = (code, [])
        sys.monitoring.set_local_events(self._tool, code, sys.monitoring.events.PY_RETURN)
        _trial()
        sys.monitoring.set_local_events(self._tool, code, 0)
        del self._by_code[id(code)]

    def _started(self, code, _offset):
        if self.follow(code):
            sys.monitoring.set_local_events(self._tool, code, self._followed_events)
        return sys.monitoring.DISABLE

    def _line(self, code, line):
        called = self._called.get(id(code))
        if called is not None and called[0] is code:
            frame = sys._getframe(1)
            if called[2] != id(frame) and not self._takes(called, code, frame):
                return sys.monitoring.DISABLE if called[1] > _MOST_MISSES else None
        if self.is_full:
            return sys.monitoring.DISABLE
        self.line(code, line, sys._getframe(1))

    def _takes(self, called, code, frame):
        """Whether a frame of a function that mentions no name was handed a watched object."""
        if id(code) in self._by_code and any(place[0] == id(frame) for place in self._threads.get(self._last_thread, ())):
            return True
        if not self.is_handed(frame):
            called[1] += 1
            return False
        called[1], called[2] = 0, id(frame)
        self.follow(code, True)
        return True

    def _returned(self, code, _offset, value):
        if id(code) in self._by_code:
            self.left_frame(code, sys._getframe(1), id(value))

    def _yielded(self, code, _offset, value):
        if id(code) in self._by_code:
            self.left_frame(code, sys._getframe(1), id(value), False)

    def _calls(self, _code, _offset, function, _first):
        code = _code_of(function)
        if code is None or self.is_full:
            return sys.monitoring.DISABLE  # a place that calls a built-in function: asking each time would be felt
        if id(code) in self._called:
            return None
        if self.follow(code):
            sys.monitoring.set_local_events(self._tool, code, self._followed_events)
            return None
        if not self.is_candidate(code):
            return None
        # Of generators only the first run begins with a call; they are followed when they mention a name themselves.
        self._called[id(code)] = [code, 0, 0]
        sys.monitoring.set_local_events(self._tool, code, self._followed_events)
        return None

    def stop(self):
        if self._tool is None:
            return
        tool, self._tool = self._tool, None
        monitoring = sys.monitoring
        monitoring.set_events(tool, 0)
        for code in [entry[0] for entry in list(self._by_code.values()) + list(self._called.values())]:
            monitoring.set_local_events(tool, code, 0)
        for event, _callback in self._callbacks:
            monitoring.register_callback(tool, event, None)
        monitoring.free_tool_id(tool)
        self.tell()


def _trial():
    return None


def _code_of(function):
    """The code that a call will run, None where that isn't a plain function, method or class of Python."""
    kind = type(function)
    if kind is types.MethodType:
        function = function.__func__
    elif is_kind(function, type):
        function = class_attribute(function, "__init__")
    if type(function) is not types.FunctionType:
        return None
    code = function.__code__
    return None if is_own_file(code.co_filename) else code
