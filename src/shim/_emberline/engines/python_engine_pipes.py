"""Signals whose handler writes the interrupted thread's own stack: one signal and one pipe for each sampled thread.

The handler is CPython's own (`faulthandler.register`): C code that runs on the interrupted thread, takes no lock and no GIL.
A dump doesn't say which thread it is of, so every sampled thread has a signal number of its own.
"""

import faulthandler
import fcntl
import os
import resource
import signal
import time

_F_SETPIPE_SZ = 1031
_PIPE_BYTES = 1 << 20
_LOW_DESCRIPTOR = 900
_MOST = 16
_CALIBRATION_ROUNDS = 8


class SignalPipe:
    """One realtime signal and the pipe that its handler writes to."""

    def __init__(self, number):
        self.number = number
        read_end, write_end = os.pipe()
        try:
            self.read_end = _lifted(read_end)
            self.write_end = _lifted(write_end)
        finally:
            os.close(read_end)
            os.close(write_end)
        os.set_blocking(self.read_end, False)
        os.set_blocking(self.write_end, False)  # a full pipe loses a dump, it never stops the program
        try:
            self.size = fcntl.fcntl(self.write_end, _F_SETPIPE_SZ, _PIPE_BYTES)
        except OSError:
            self.size = 1 << 16
        self._identity = os.fstat(self.write_end).st_ino
        faulthandler.register(number, file=self.write_end, all_threads=False, chain=False)

    def intact(self):
        """Whether the descriptors are still ours: a program may close every descriptor that it finds."""
        try:
            return os.fstat(self.write_end).st_ino == self._identity == os.fstat(self.read_end).st_ino
        except OSError:
            return False

    def free(self):
        """Whether the program has left the signal alone."""
        return signal.getsignal(self.number) == signal.SIG_DFL


def available_signals():
    """Realtime signals that nobody has a handler for, away from both ends, which programs and libraries take first."""
    return [number for number in range(signal.SIGRTMAX - 2, signal.SIGRTMIN + 8, -1)
            if signal.getsignal(number) == signal.SIG_DFL][:_MOST]


def dump_cost(pipe, read, frames_of):
    """Nanoseconds that one dump costs: (for itself, for each frame). On the calling thread, whose stack is dumped."""
    spans, frames = [], 1
    for _ in range(_CALIBRATION_ROUNDS):
        began = time.perf_counter_ns()
        signal.raise_signal(pipe.number)
        spans.append(time.perf_counter_ns() - began)
        frames = max(1, frames_of(read(pipe.read_end)))
    spans.sort()
    base = 4_000  # delivery and return; the rest is by frame
    return base, max(500, (spans[len(spans) // 2] - base) / frames)


def _lifted(descriptor):
    """A copy far above the numbers that the program's own files get: they stay what they are without us."""
    soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    if soft == resource.RLIM_INFINITY or soft > _LOW_DESCRIPTOR + 64:
        low = _LOW_DESCRIPTOR
    else:
        low = max(3, soft - 2 * _MOST - 8)
    return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, low)
