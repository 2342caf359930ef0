"""A tracer of calls on `sys.monitoring` (3.12+) that keeps the stacks of threads, generators and coroutines apart."""

import sys
from _thread import get_ident
from time import perf_counter_ns

from .recorder import is_own_file

_TOOL_ORDER = (2, 3, 4, 1, 0)
_NAME = "emberline calls"
_BUILTIN = (type(len), type(str.join), type(dict.__dict__["fromkeys"]), type(int.__add__), type((1).__add__))


def free_tool():
    """A monitoring tool id that nobody uses; None when all are taken."""
    return next((number for number in _TOOL_ORDER if sys.monitoring.get_tool(number) is None), None)


class _Thread:
    """Tables of one thread.

    A count is [calls, primitive calls, self, total, how often it is on the stack now]; those of functions hold a sixth: callee ->
    count of the edge. A stack entry is [key, begun, time of callees, count of the function, count of the edge].
    """

    def __init__(self):
        self.stack = []
        self.functions = {}
        self.outside = {}

    def enter(self, key, counts, now):
        """A call begins, or goes on after a yield (`counts` 0)."""
        stack = self.stack
        function = self.functions.get(key)
        if function is None:
            function = self.functions[key] = [0, 0, 0, 0, 0, {}]
        callees = stack[-1][3][5] if stack else self.outside
        edge = callees.get(key)
        if edge is None:
            edge = callees[key] = [0, 0, 0, 0, 0]
        function[0] += counts
        edge[0] += counts
        if not function[4]:
            function[1] += counts
        if not edge[4]:
            edge[1] += counts
        function[4] += 1
        edge[4] += 1
        stack.append([key, now, 0, function, edge])

    def leave(self, key, now):
        """A call ends or pauses; what was above it on the stack ended unseen."""
        stack = self.stack
        if not stack or stack[-1][0] is not key and not any(entry[0] is key for entry in stack):
            return  # it began before us
        while True:
            top, begun, inner, function, edge = stack.pop()
            passed = now - begun
            if stack:
                stack[-1][2] += passed
            for count in (function, edge):
                count[2] += passed - inner
                count[4] -= 1
                if not count[4]:
                    count[3] += passed
            if top is key:
                return


class _Ignored:
    """A thread that is not the program's."""

    def enter(self, key, counts, now):
        """Nothing."""

    def leave(self, key, now):
        """Nothing."""


class MonitoringTracer:
    """Global events; built-ins too. Times in nanoseconds on the clock of `perf_counter_ns`, its own cost included."""

    number = 0

    def __init__(self):
        self._threads = {}
        self._tool = free_tool()
        self._names = {}

    def start_threads(self):
        """Every thread is seen anyway."""

    def ignore_thread(self):
        """Forgets the calling thread: it is ours."""
        self._threads[get_ident()] = _Ignored()

    def start(self):
        """Begins."""
        monitoring = sys.monitoring
        monitoring.use_tool_id(self._tool, _NAME)
        events = monitoring.events
        enter, go_on, leave, call, back = self._callbacks()
        for event, callback in ((events.PY_START, enter), (events.PY_RESUME, go_on), (events.PY_THROW, go_on), (events.PY_RETURN, leave),
                                (events.PY_YIELD, leave), (events.PY_UNWIND, leave), (events.CALL, call), (events.C_RETURN, back),
                                (events.C_RAISE, back)):
            monitoring.register_callback(self._tool, event, callback)
        monitoring.set_events(self._tool, events.PY_START | events.PY_RESUME | events.PY_THROW | events.PY_RETURN | events.PY_YIELD
                              | events.PY_UNWIND | events.CALL)

    def stop(self):
        """Ends."""
        if sys.monitoring.get_tool(self._tool) == _NAME:
            sys.monitoring.set_events(self._tool, 0)
            sys.monitoring.free_tool_id(self._tool)

    def _callbacks(self):
        threads, names, disable = self._threads, self._names, sys.monitoring.DISABLE

        def thread():
            try:
                return threads[get_ident()]
            except KeyError:
                found = threads[get_ident()] = _Thread()
                return found

        def enter(code, _offset):
            if is_own_file(code.co_filename):
                return disable
            thread().enter(code, 1, perf_counter_ns())

        def go_on(code, *_):
            thread().enter(code, 0, perf_counter_ns())

        def leave(code, *_):
            thread().leave(code, perf_counter_ns())

        def name_of(function):
            try:
                return names[function]
            except KeyError:
                name = names[function] = sys.intern(_builtin_name(function))
                return name
            except TypeError:  # bound to something that has no hash
                return sys.intern(_builtin_name(function))

        def call(code, _offset, function, _first):
            if type(function) in _BUILTIN:
                if is_own_file(code.co_filename):
                    return disable
                thread().enter(name_of(function), 1, perf_counter_ns())

        def back(_code, _offset, function, _first):
            if type(function) in _BUILTIN:
                now = perf_counter_ns()
                thread().leave(name_of(function), now)

        return enter, go_on, leave, call, back

    def results(self):
        """(functions, edges): key -> [calls, primitive calls, self ns, total ns]. A key is a code object or a built-in's text."""
        functions, edges = {}, {}
        for thread in list(self._threads.values()):
            if isinstance(thread, _Ignored):
                continue
            for key, count in list(thread.functions.items()):
                _add(functions, key, count)
                for callee, edge in list(count[5].items()):
                    _add(edges, (key, callee), edge)
            for callee, edge in list(thread.outside.items()):
                _add(edges, (None, callee), edge)
        return functions, edges


def _add(found, key, count):
    known = found.get(key, (0, 0, 0, 0))
    found[key] = [one + other for one, other in zip(known, count)]


def _builtin_name(function):
    """As pstats writes it."""
    owner = getattr(function, "__objclass__", None)
    if owner is not None:
        return "<method '%s' of '%s' objects>" % (function.__name__, owner.__name__)
    bound = getattr(function, "__self__", None)
    if bound is not None and not isinstance(bound, type(sys)):
        kind = bound if isinstance(bound, type) else type(bound)
        return "<built-in method %s.%s>" % (kind.__name__, function.__name__)
    return "<built-in method %s.%s>" % (getattr(function, "__module__", None) or "builtins", function.__name__)
