"""Counts every call: calls, time of the function itself, time with what it calls, by caller and callee.

From 3.12 a tracer of our own on `sys.monitoring`, because cProfile there mixes up the callers of several threads; before, the
interpreter's C profiler, one for each thread. Either way the cost of counting one call is measured in the run and told.
"""

import sys
from time import perf_counter_ns

from . import record_table as table
from .instruments import Instrument
from .recorder import NONE, is_own_file
from .sink import encode_columns

_PROBES = 4000
_PERIOD_NS = 2000000000


class ExactCalls(Instrument):
    """Writes the whole table every two seconds and at the end: the last one counts."""

    def __init__(self, notices):
        self._notices = notices
        self._tracer = self._recorder = None
        self._per_call_ns, self._written, self._stopped = 0.0, 0, False

    def start(self, recorder):
        """Measures its own cost, then begins; before 3.11 when the program's first frame does."""
        self._recorder = recorder
        make = _tracer_for_this_version()
        if make is None:
            self._notices.append(("calls-not-counted", "Calls could not be counted: every monitoring tool id of the interpreter is taken."))
            return
        self._per_call_ns = _cost_of_one_call(make)
        self._tracer = make()
        self._tracer.start_threads()
        if sys.version_info >= (3, 11):
            self._tracer.start()
        else:
            from .bottom import when_program_begins
            when_program_begins.append(lambda frame: self._tracer.start(frame.f_code))

    def stop(self):
        """Ends counting."""
        if self._tracer is not None and not self._stopped:
            self._stopped = True
            self._tracer.stop()

    def drain(self):
        """Records the table when it is time, or over."""
        if self._tracer is None:
            return
        now = perf_counter_ns()
        self._tracer.ignore_thread()
        if not self._stopped and now - self._written < _PERIOD_NS:
            return
        self._written = now
        functions, edges = self._tracer.results()
        frames = {}
        function_rows = []
        for key, values in functions.items():
            frame = self._frame(key, frames)
            if frame != NONE:
                function_rows.append((frame,) + tuple(values))
        edge_rows = [(self._frame(caller, frames), self._frame(callee, frames)) + tuple(values)
                     for (caller, callee), values in edges.items() if self._frame(callee, frames) != NONE]
        if function_rows:
            called, *columns = zip(*function_rows)
            scalars = (self._per_call_ns, self._tracer.number)
            self._recorder.encoded(encode_columns(table.CALLS, len(called), scalars, tuple(columns) + (called,)))
        if edge_rows:
            callers, callees, *columns = zip(*edge_rows)
            self._recorder.encoded(encode_columns(table.CALL_EDGES, len(callers), (), tuple(columns) + (callers, callees)))

    def _frame(self, key, frames):
        """The frame of a code object or of a built-in's name; NONE for what lies outside the program."""
        frame = frames.get(key)
        if frame is None:
            if key is None or not isinstance(key, str) and is_own_file(key.co_filename):
                frame = NONE
            elif isinstance(key, str):
                frame = self._recorder.frame(table.FRAME_KIND_NATIVE, key, None, None)
            else:
                frame = self._recorder.code_frame(key)
            frames[key] = frame
        return frame


def _tracer_for_this_version():
    if not hasattr(sys, "monitoring"):
        return ProfilerTracer
    from .monitored_calls import MonitoringTracer, free_tool
    return MonitoringTracer if free_tool() is not None else None


def _cost_of_one_call(make):
    """Nanoseconds that counting adds to one call and its return, measured here and now."""
    def called():
        return None
    called.__code__ = called.__code__.replace(co_filename="<emberline>")  # as if it were the program's

    def calls():
        begun = perf_counter_ns()
        for _ in range(_PROBES):
            called()
        return perf_counter_ns() - begun
    plain = min(calls() for _ in range(3))
    tracer = make()
    tracer.start()
    try:
        counted = min(calls() for _ in range(3))
    finally:
        tracer.stop()
    return max(0.0, (counted - plain) / _PROBES)


class ProfilerTracer:
    """The interpreter's own C profiler (what cProfile uses), one for each thread; for 3.9 to 3.11."""

    number = 1

    def __init__(self):
        from _lsprof import Profiler
        self._make = lambda: Profiler(subcalls=True, builtins=True)
        self._profilers, self._own, self._outer, self._span = [], None, None, [0, 0]

    def start(self, outer=None):
        """Begins in this thread. `outer`: code of the frame that runs already, which the profiler does not see."""
        self._outer = outer
        self._span[0] = perf_counter_ns()
        self._own = self._begin()

    def _begin(self):
        profiler = self._make()
        self._profilers.append(profiler)
        profiler.enable()
        return profiler

    def start_threads(self):
        """Threads that start from now on begin by themselves."""
        import threading

        def first_event(_frame, _event, _argument):
            sys.setprofile(None)
            self._begin()
        threading.setprofile(first_event)

    def ignore_thread(self):
        """Our own thread is not started through `threading`, so it is not counted."""

    def stop(self):
        """Ends in this thread; other threads go on into tables that nobody reads any more."""
        self._span[1] = perf_counter_ns()
        if self._own is not None:
            self._own.disable()
        threading = sys.modules.get("threading")
        if threading is not None:
            threading.setprofile(None)

    def results(self):
        """(functions, edges): key -> (calls, primitive calls, self ns, total ns). A key is a code object or a built-in's text."""
        functions, edges = {}, {}
        for profiler in list(self._profilers):
            called = {}
            stats = profiler.getstats()
            for entry in stats:
                _add(functions, entry.code, _values(entry))
                for inner in entry.calls or ():
                    _add(edges, (entry.code, inner.code), _values(inner))
                    _add(called, inner.code, _values(inner))
            if profiler is self._own and self._outer is not None:
                self._add_outer(functions, edges, stats, called)
        return functions, edges

    def _add_outer(self, functions, edges, stats, called):
        """The calls that no function made were made by the frame that ran already."""
        inner = 0.0
        for entry in stats:
            rest = tuple(one - other for one, other in zip(_values(entry), called.get(entry.code, (0, 0, 0, 0))))
            if rest[0] > 0:
                _add(edges, (self._outer, entry.code), (rest[0], rest[0]) + tuple(max(0.0, value) for value in rest[2:]))
                inner += max(0.0, rest[3])
        total = (self._span[1] or perf_counter_ns()) - self._span[0]
        _add(functions, self._outer, (1, 1, max(0.0, total - inner), total))


def _values(entry):
    return (entry.callcount, entry.callcount - entry.reccallcount, entry.inlinetime * 1e9, entry.totaltime * 1e9)


def _add(found, key, values):
    known = found.get(key)
    found[key] = values if known is None else tuple(one + other for one, other in zip(known, values))
