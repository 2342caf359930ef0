"""Gives the threads that use the processor a signal, a pipe and a timer on their CPU clock, as far as these go round."""

from . import python_engine_pipes as pipes
from .python_engine_dumps import frames_in
from .python_engine_linux import Libc, ThreadStates

_DUMP_SHARE = 0.025  # of a thread's CPU time, that writing its dumps may take
_SHORTEST_TURN_NS = 300_000_000
_MASK_CHECK_NS = 1_000_000_000


class Machine:
    """Linux only; the constructor raises OSError, AttributeError or ImportError where something is missing."""

    def __init__(self, interval_ns):
        """On the main thread: the first `faulthandler.register` sets the calling thread's alternate signal stack."""
        self._interval_ns = interval_ns
        self.libc = Libc()
        self.states = ThreadStates(self.libc)
        self._numbers = pipes.available_signals()
        if not self._numbers:
            raise OSError("every realtime signal is taken")
        first = pipes.SignalPipe(self._numbers.pop(0))
        self._free, self._all, self._taken = [first], [first], []
        self._armed = []
        self.base_cost, self.frame_cost = pipes.dump_cost(first, self.libc.read, frames_in)
        self.pipe_bytes = first.size
        self.notices = []
        self.armed = True

    # -- on the sampler's thread ---------------------------------------------------------------------------------------

    def serve(self, thread, now, used):
        """Arms a thread that uses the processor; looks after its signal mask once in a while."""
        if thread.timer is None:
            if used and self.armed:
                self.arm(thread, now)
        elif now - thread.armed_at > _MASK_CHECK_NS and used:
            thread.armed_at = now
            if self.states.blocked_signals(thread.native_id) >> (thread.pipe.number - 1) & 1:
                self.release(thread)

    def arm(self, thread, now):
        """Starts the thread's timer if a signal can be had and the thread doesn't block it."""
        pipe = self._take_pipe(now)
        if pipe is None:
            return
        if not self.states.blocked_signals(thread.native_id) >> (pipe.number - 1) & 1:
            thread.interval_ns = thread.interval_ns or self._interval_ns
            thread.timer = self.libc.start_timer(thread.clock, pipe.number, thread.interval_ns)
        if thread.timer is None:
            self._free.append(pipe)
            return
        self.libc.read(pipe.read_end)  # a straggler of the thread that had it before
        thread.pipe, thread.armed_at = pipe, now
        self._armed.append(thread)

    def _take_pipe(self, now):
        if self._free:
            return self._free.pop()
        if self._numbers:
            try:
                pipe = pipes.SignalPipe(self._numbers[0])
            except OSError:  # no descriptors left
                self._numbers.clear()
            else:
                del self._numbers[0]
                self._all.append(pipe)
                return pipe
        oldest = self._armed[0] if self._armed else None
        if oldest is None or now - oldest.armed_at < _SHORTEST_TURN_NS or self.libc_has_data(oldest):
            return None
        self.release(oldest)
        return self._free.pop() if self._free else None

    def libc_has_data(self, thread):
        """Whether a thread has dumps that were not read: it used the processor a moment ago."""
        return bool(thread.windows) and bool(thread.windows[-1].data)

    def release(self, thread):
        """Stops a thread's timer and frees its signal."""
        if thread.timer is None:
            return
        self.libc.delete_timer(thread.timer)
        thread.timer = None
        self._armed.remove(thread)
        if thread.pipe not in self._taken:
            self._free.append(thread.pipe)
        thread.pipe = None

    def read(self, thread):
        """The bytes of the thread's dumps since the last call."""
        return b"" if thread.pipe is None else self.libc.read(thread.pipe.read_end)

    # -- on the session's thread ---------------------------------------------------------------------------------------

    def check(self):
        """Gives up signals that the program has taken, and everything when it has closed our descriptors."""
        for pipe in self._all:
            if pipe not in self._taken and not pipe.free():
                self._taken.append(pipe)
                self.notices.append(("signal-taken", "The program uses signal %d itself; the profiler gave it up." % pipe.number))
                for thread in [thread for thread in self._armed if thread.pipe is pipe]:
                    self.release(thread)
                self._free = [free for free in self._free if free is not pipe]
        if self.armed and not all(pipe.intact() for pipe in self._all):
            self.disarm()
            self.notices.append(("lines-ended", "The program closed descriptors that it had not opened, the profiler's among them: "
                                 "lines are not known from here on."))

    def adapt(self, thread):
        """Makes a deep stack's dumps rarer, so that writing them stays a small part of the thread's time."""
        if not thread.dumps or thread.timer is None:
            return
        cost = self.base_cost + self.frame_cost * thread.frames / thread.dumps
        wanted = max(self._interval_ns, int(cost / _DUMP_SHARE))
        if not 0.75 * wanted <= thread.interval_ns <= 1.34 * wanted:
            thread.interval_ns = wanted
            self.libc.set_timer(thread.timer, wanted)

    def pause(self):
        """Stops every timer for a moment (a fork)."""
        for thread in self._armed:
            self.libc.set_timer(thread.timer, 0)

    def resume(self):
        """Takes up what `pause` stopped."""
        for thread in self._armed:
            self.libc.set_timer(thread.timer, thread.interval_ns)

    def disarm(self):
        """Ends every timer. Handlers and pipes stay: a signal on its way must still find them."""
        self.armed = False
        for thread in list(self._armed):
            self.release(thread)

    def forget_in_child(self):
        """In a forked child, which has none of the timers: takes the handlers away and closes the pipes."""
        import faulthandler
        import os
        self.armed = False
        for pipe in self._all:
            if pipe not in self._taken and pipe.intact():
                faulthandler.unregister(pipe.number)
                os.close(pipe.read_end)
                os.close(pipe.write_end)
        self._all = []
