"""The Python engine's own thread: looks at the program's threads some fifty times a second and arms their signals."""

import _thread
import os
import signal
import sys
import time
from _collections import deque  # collections itself would add to the program's start

from ..recorder import is_own_file
from .python_engine_account import (SEEN_IDLE, SEEN_IN_NATIVE, SEEN_RUNNING, SEEN_UNKNOWN, SEEN_WAITING_FOR_GIL,
                                    Window)
from .python_engine_linux import RUNNING, WAITING, WAITING_FOR_GIL
from .python_engine_sites import MAX_WALK

_LONGEST_WINDOW_NS = 250_000_000
_OWN_SHARE = 0.02  # of one processor, that looking may take
_LONGEST_PERIOD_S = 0.25
_BUSY = 0.98
_STATUS_OF = {RUNNING: SEEN_IN_NATIVE, WAITING: SEEN_IDLE, WAITING_FOR_GIL: SEEN_RUNNING}


class SampledThread:
    """One thread of the program. Written by the sampler; `windows` is the queue to the session's thread."""

    __slots__ = ("ident", "clock", "name", "native_id", "cpu", "queued", "at", "status", "stack", "windows", "pipe",
                 "timer", "began_at", "interval_ns", "armed_at", "ended", "ignored", "record", "account", "dumps", "frames")

    def __init__(self, ident, clock, native_id, name, now):
        self.ident, self.clock, self.native_id, self.name = ident, clock, native_id, name
        self.cpu, self.queued, self.at = 0, None, now
        self.began_at = now
        self.status, self.stack, self.windows = None, None, deque()
        self.pipe = self.timer = self.record = self.account = None
        self.interval_ns = self.armed_at = self.dumps = self.frames = 0
        self.ended = self.ignored = False


class Sampler:
    """`look` sees each thread once; `run` does so until told to end. `machine` is None where only looks are to be had."""

    def __init__(self, now, machine, period_s):
        self._now = now
        self.machine = machine
        self._base_period_s = self._period_s = period_s
        self._main = _thread.get_ident()
        self.threads = {}  # ident -> SampledThread
        self.gone = deque()
        self.cpu_ns = 0
        self.fault = None
        self._started = self._waited = False
        self._looked_at = 0
        self._wake = self._done = None
        self._native_id = None

    # -- life ----------------------------------------------------------------------------------------------------------

    def begin(self):
        """Starts the thread."""
        self._wake, self._done = _thread.allocate_lock(), _thread.allocate_lock()
        self._wake.acquire()
        self._done.acquire()
        _thread.start_new_thread(self._run, (self._wake, self._done))

    def meet_all(self):
        """Notes the threads that are there before the program begins."""
        for ident, clock in self._clocks():
            self._meet(ident, clock, self._now())
        self._started = True

    def end(self):
        """Ends the thread and waits until the operating system has none such any more."""
        if self._done is None:
            return
        self._wake.release()
        self._done.acquire()
        self._done = None
        for _ in range(1000):
            if self._native_id is None or not os.path.exists("/proc/self/task/%d" % self._native_id):
                break
            time.sleep(0.0001)

    def _run(self, wake, done):
        try:
            if hasattr(signal, "pthread_sigmask"):
                signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())  # the program's signals are its own
            self._native_id = _thread.get_native_id() if sys.platform == "linux" else None
            cpu_before = self.cpu_ns
            while not wake.acquire(timeout=self._period_s * _jitter()):
                began, self._waited = time.perf_counter_ns(), self.machine is None
                self.look()
                spent_s = (time.perf_counter_ns() - began) / 1e9
                period_s = self._base_period_s if self._waited else 2 * self._base_period_s
                self._period_s = min(max(period_s, spent_s / _OWN_SHARE), _LONGEST_PERIOD_S)
                self.cpu_ns = cpu_before + time.thread_time_ns()
        except Exception as fault:  # ours must end the profile, never the program
            self.fault = fault
        finally:
            done.release()

    # -- one look ------------------------------------------------------------------------------------------------------

    def look(self, last=False):
        """Sees every thread once. Lets go of no frame later than it must: a frame keeps its locals alive."""
        now, own = self._now(), _thread.get_ident()
        looks, met = [], set()
        for ident, clock in self._clocks():
            if ident == own and not last:
                continue
            met.add(ident)
            thread = self.threads.get(ident)
            if thread is None or thread.clock != clock:
                thread = self._meet(ident, clock, now)
            if not thread.ignored and (seen := self._see(thread, now, last)):
                looks.append(seen)
        self._take_stacks(looks)
        for thread, used, queued, status, stack, data in looks:
            thread.windows.append(Window(now, now - thread.at, used, queued, data, status, stack))
            thread.at, thread.status = now, status
        self._looked_at = now
        for ident in [ident for ident in self.threads if ident not in met]:
            self._leave(ident)

    def _clocks(self):
        if self.machine is not None or hasattr(time, "pthread_getcpuclockid"):
            from .python_engine_linux import thread_clocks
            try:
                return thread_clocks()
            except OSError:  # a thread that is just ending
                return []
        return [(ident, None) for ident in sys._current_frames()]

    def _see(self, thread, now, last):
        """[thread, CPU used, queued, status, stack or True when wanted, data], None when nothing has happened."""
        if thread.clock is None:
            return [thread, None, 0, SEEN_UNKNOWN, True, b""]
        try:
            cpu = time.clock_gettime_ns(thread.clock)
        except OSError:
            return None
        used, thread.cpu = cpu - thread.cpu, cpu
        quiet = used == 0 and thread.status == SEEN_IDLE
        if quiet and not last:
            if now - thread.at < _LONGEST_WINDOW_NS:
                return None
            return [thread, 0, 0, SEEN_IDLE, thread.stack, b""]
        if thread.status == SEEN_IDLE and thread.at < self._looked_at:  # it stood still until the look before
            thread.windows.append(Window(self._looked_at, self._looked_at - thread.at, 0, 0, b"", SEEN_IDLE, thread.stack))
            thread.at = self._looked_at
        if self.machine is None:
            return [thread, used, 0, SEEN_UNKNOWN, True, b""]
        machine = self.machine
        machine.serve(thread, now, used)
        data = machine.read(thread)
        if thread.timer is not None and used > (now - thread.at) * _BUSY:
            return [thread, used, 0, SEEN_RUNNING, None, data]  # nothing to wait for, nothing to ask the kernel
        self._waited = True
        state = machine.states.state(thread.native_id)
        queued_before, thread.queued = thread.queued, machine.states.run_queue_ns(thread.native_id)
        queued = 0 if queued_before is None or thread.queued is None else thread.queued - queued_before
        stack = True if thread.timer is None or state == WAITING else None
        status = _STATUS_OF.get(state, SEEN_UNKNOWN)
        return [thread, used, queued, status, stack, data]

    def _take_stacks(self, looks):
        """Fills in the stacks that are wanted. Two threads that want the GIL: one ran until we took it, others wait."""
        contenders = [look for look in looks if look[3] == SEEN_RUNNING]
        if len(contenders) > 1:
            contenders.sort(key=lambda look: look[1])
            for look in contenders[:-1]:
                look[3], look[4] = SEEN_WAITING_FOR_GIL, True
        if not any(look[4] is True for look in looks):
            return
        frames = sys._current_frames()
        for look in looks:
            if look[4] is True:
                frame = frames.get(look[0].ident)
                look[4] = look[0].stack = None if frame is None else _walk(frame)
        frame = None
        frames.clear()

    # -- threads that come and go --------------------------------------------------------------------------------------

    def _meet(self, ident, clock, now):
        if ident in self.threads:
            self._leave(ident)
        native_id = ident if clock is None else ~(clock >> 3)
        thread = self.threads[ident] = SampledThread(ident, clock, native_id, self._name_of(ident, native_id), now)
        if not self._started:  # what a thread did before the program began isn't the program's
            thread.cpu = 0 if clock is None else time.clock_gettime_ns(clock)
        elif clock is not None:
            thread.at = thread.began_at = max(self._looked_at, now - time.clock_gettime_ns(clock))
        thread.ignored = ident != self._main and _is_own_thread(sys._current_frames().get(ident))
        return thread

    def _name_of(self, ident, native_id):
        listed = getattr(sys.modules.get("threading"), "_active", {}).get(ident)
        return getattr(listed, "_name", None) or ("MainThread" if ident == self._main else "Thread %d" % native_id)

    def _leave(self, ident):
        thread = self.threads.pop(ident)
        thread.ended = True
        if self.machine is not None:
            self.machine.release(thread)
        if not thread.ignored:
            self.gone.append(thread)


def _jitter():
    """About 0.5 to 1.5, so that a program with a rhythm of its own isn't always met at the same beat."""
    return 0.5 + time.perf_counter_ns() % 1009 / 1009


def _walk(frame):
    stack = []
    while frame is not None and len(stack) < MAX_WALK:
        stack.append((frame.f_code, frame.f_lineno))
        frame = frame.f_back
    stack.reverse()
    return tuple(stack)


def _is_own_thread(frame):
    """Whether a thread was started by the shim: its first frames outside `threading` are the shim's."""
    first = None
    while frame is not None:
        path = frame.f_code.co_filename
        if not path.endswith("threading.py"):
            first = path
        frame = frame.f_back
    return first is not None and is_own_file(first)
