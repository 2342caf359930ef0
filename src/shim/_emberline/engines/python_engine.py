"""The time engine that needs nothing but the standard library.

On Linux every thread that uses the processor has a timer on its own CPU clock, whose signal makes CPython's `faulthandler`
write that thread's stack at the true instant: in C, without the GIL, without touching a waiting system call. What a thread
waits for is seen by looking at it some fifty times a second: a waiting thread's line stands still. Elsewhere, and where that
dump is not safe at every instant (3.11 to 3.14.0), there are the looks alone, and a look from Python finds a running thread only
where it lets go of the GIL: functions are about true, lines are not.
"""

import sys

from .interface import Engine as _Interface
from .interface import EngineUnavailable
from .python_engine_account import Account
from .python_engine_dumps import DumpSplitter
from .python_engine_sampler import Sampler
from .python_engine_sites import Sites

_PERIOD_WITH_DUMPS_S = 0.02
_PERIOD_OF_LOOKS_S = 0.01


class Engine(_Interface):
    """See `interface.Engine`."""

    name = "python"

    def __init__(self, options):
        if not hasattr(sys, "_current_frames"):
            raise EngineUnavailable("The Python engine needs sys._current_frames, which this interpreter doesn't have.")
        if not getattr(sys, "_is_gil_enabled", lambda: True)() or "free-threading" in sys.version:
            raise EngineUnavailable("The Python engine can't see stacks in a free-threaded interpreter; use the ordinary build.")
        self._interval_ns = options.interval_ns
        self._machine = self._sampler = self._recorder = self._sites = None
        self._lost = self._dump_cpu_ns = 0
        self._stopped = False
        why_no_lines = _why_no_lines()
        if why_no_lines is None:
            try:
                from .python_engine_machine import Machine
                self._machine = Machine(self._interval_ns)
                self.reason = "The Python engine samples with CPU timers and CPython's own stack dumps."
            except Exception as fault:
                why_no_lines = "timers or stack dumps can't be had here (%s: %s)." % (type(fault).__name__, fault)
        if why_no_lines is not None:
            self.lines = "none"
            self.reason = "The Python engine shows functions only: " + why_no_lines
        if sys.platform == "linux":
            self.metrics = ("wall", "cpu")

    # -- figures -------------------------------------------------------------------------------------------------------

    @property
    def lost(self):
        """Dumps that were torn."""
        return self._lost + sum(thread.account.splitter.lost for thread in self._known() if thread.account.splitter)

    @property
    def own_cpu_ns(self):
        """Measured for the sampler's thread, computed from a calibration at the start for the dumps."""
        return None if self._sampler is None else int(self._sampler.cpu_ns + self._dump_cpu_ns)

    def _known(self):
        threads = () if self._sampler is None else tuple(self._sampler.threads.values())
        return [thread for thread in threads if thread.account is not None]

    # -- life ----------------------------------------------------------------------------------------------------------

    def start(self, recorder):
        self._recorder = recorder
        self._sites = Sites(recorder, self._machine is not None)
        period = _PERIOD_OF_LOOKS_S if self._machine is None else _PERIOD_WITH_DUMPS_S
        self._sampler = Sampler(recorder.now, self._machine, period)
        self._sampler.meet_all()
        if self._machine is not None:
            import _thread
            import atexit
            atexit.register(self._machine.disarm)  # a timer must not outlive the handler that CPython takes away at its end
            main = self._sampler.threads.get(_thread.get_ident())
            if main is not None:
                self._machine.arm(main, recorder.now())
        self._sampler.begin()

    def drain(self):
        if self._sampler is None:
            return
        sampler, machine = self._sampler, self._machine
        while sampler.gone:
            self._record(sampler.gone.popleft(), True)
        for thread in tuple(sampler.threads.values()):
            if not thread.ignored:
                self._record(thread, self._stopped)
        if machine is not None:
            if not self._stopped:
                machine.check()
            for code, message in machine.notices:
                self._recorder.notice(code, message)
            machine.notices.clear()
        if sampler.fault is not None:
            fault, sampler.fault = sampler.fault, None
            self.stop()
            raise fault

    def _record(self, thread, last):
        recorder = self._recorder
        if thread.record is None:
            if not thread.windows:
                return
            thread.record = recorder.thread(thread.native_id, thread.name, thread.began_at)
            splitter = None if self._machine is None else DumpSplitter(self._machine.pipe_bytes)
            thread.account = Account(thread.record, self._sites, splitter)
        windows = []
        while thread.windows:
            windows.append(thread.windows.popleft())
        account = thread.account
        recorder.samples(thread.record, account.rows(windows, last), account.observations)
        if self._machine is not None:
            self._count_dumps(thread, windows)
        if thread.ended:
            recorder.thread_end(thread.record, thread.at)
            if account.splitter is not None:
                self._lost += account.splitter.lost

    def _count_dumps(self, thread, windows):
        machine = self._machine
        thread.dumps = sum(window.data.count(b"Stack (") for window in windows)
        thread.frames = sum(window.data.count(b"\n  File ") for window in windows)
        self._dump_cpu_ns += thread.dumps * machine.base_cost + thread.frames * machine.frame_cost
        machine.adapt(thread)

    def stop(self):
        if self._stopped or self._sampler is None:
            return
        self._stopped = True
        self._sampler.end()
        if self._sampler.fault is None:
            self._sampler.look(last=True)
        if self._machine is not None:
            import atexit
            atexit.unregister(self._machine.disarm)
            self._machine.disarm()

    # -- fork ----------------------------------------------------------------------------------------------------------

    def before_fork(self):
        if self._sampler is not None and not self._stopped:
            self._sampler.end()
            if self._machine is not None:
                self._machine.pause()

    def after_fork_in_parent(self):
        if self._sampler is not None and not self._stopped:
            if self._machine is not None:
                self._machine.resume()
            self._sampler.begin()

    def after_fork_in_child(self):
        self._stopped = True
        if self._machine is not None:
            import atexit
            atexit.unregister(self._machine.disarm)
            self._machine.forget_in_child()
        self._sampler = None


def _why_no_lines():
    """One sentence, None when lines can be had."""
    if sys.platform != "linux":
        return "outside Linux there is no CPU timer for one thread, and without it a running thread's line is not true."
    if (3, 11) <= sys.version_info < (3, 14, 1):
        # faulthandler believes that two of the interpreter's own frames never follow each other (they do in a destructor that runs
        # as a frame ends) and that a frame that is being popped is whole: the program would crash, on 3.13 within a second.
        return "Python 3.11 to 3.14.0 can crash while it writes the stack of a running thread; the native engine reads lines there."
    jit = getattr(sys, "_jit", None)
    if jit is not None and jit.is_enabled():
        return "compiled code (PYTHON_JIT) doesn't keep the line that runs; turn the JIT off to see lines."
    return None
