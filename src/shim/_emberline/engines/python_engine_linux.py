"""What Linux knows of this process's threads: CPU clocks, timers on them, scheduler and system call states.

Every call goes through `ctypes.PyDLL`, which keeps the GIL: a call that let it go would hand it to the program, and a
CPU-bound program gives it back only after a switch interval (5 ms).
"""

import ctypes
import itertools
import os
import sys
import time

RUNNING, WAITING, WAITING_FOR_GIL, UNKNOWN = range(4)
"""What `ThreadStates.state` answers."""

_SIGEV_THREAD_ID = 4
_FUTEX = {"x86_64": 202, "aarch64": 98, "riscv64": 98, "ppc64le": 221, "s390x": 238}
_BUFFER_BYTES = 1 << 16
_SECOND = 1_000_000_000


class _SignalEvent(ctypes.Structure):
    _fields_ = [("value", ctypes.c_void_p), ("signal", ctypes.c_int), ("notify", ctypes.c_int),
                ("thread", ctypes.c_int), ("padding", ctypes.c_char * 44)]


class _TimerSpec(ctypes.Structure):
    _fields_ = [("interval_s", ctypes.c_long), ("interval_ns", ctypes.c_long),
                ("first_s", ctypes.c_long), ("first_ns", ctypes.c_long)]


def thread_clocks():
    """Pairs of (thread ident, CPU clock id) of every thread that has run Python.

    One C call from the listing to the last clock: an ident that outlives its thread must never reach the C library.
    """
    idents = itertools.chain.from_iterable(itertools.islice(iter(sys._current_frames, None), 1))
    keys, values = itertools.tee(idents)
    return list(zip(keys, map(time.pthread_getcpuclockid, values)))


def thread_id_of(clock):
    """The kernel's thread id that a per-thread CPU clock id encodes."""
    return ~(clock >> 3)


class Libc:
    """The C library without letting go of the GIL. Raises OSError or AttributeError where something is missing."""

    def __init__(self):
        if ctypes.sizeof(ctypes.c_void_p) != 8:
            raise OSError("a 32-bit process")
        library = ctypes.PyDLL(None)
        try:
            timers = library
            timers.timer_create
        except AttributeError:  # glibc before 2.34
            timers = ctypes.PyDLL("librt.so.1")
        self._create, self._set, self._delete = timers.timer_create, timers.timer_settime, timers.timer_delete
        self._create.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p]
        self._set.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p]
        self._delete.argtypes = [ctypes.c_void_p]
        self._open, self._read, self._close = library.open, library.read, library.close
        self._open.argtypes = [ctypes.c_char_p, ctypes.c_int]
        self._read.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t]
        self._read.restype = ctypes.c_ssize_t
        self._close.argtypes = [ctypes.c_int]
        self._buffer = ctypes.create_string_buffer(_BUFFER_BYTES)

    def start_timer(self, clock, signal_number, interval_ns):
        """A timer on a thread's CPU clock that signals that thread; None when the thread has gone."""
        event = _SignalEvent(None, signal_number, _SIGEV_THREAD_ID, thread_id_of(clock))
        timer = ctypes.c_void_p()
        if self._create(clock, ctypes.byref(event), ctypes.byref(timer)) != 0:
            return None
        self.set_timer(timer, interval_ns)
        return timer

    def set_timer(self, timer, interval_ns):
        """Changes a timer's interval; 0 stops it."""
        seconds, rest = divmod(int(interval_ns), _SECOND)
        self._set(timer, 0, ctypes.byref(_TimerSpec(seconds, rest, seconds, rest)), None)

    def delete_timer(self, timer):
        """Ends a timer."""
        self._delete(timer)

    def read(self, descriptor):
        """What a non-blocking descriptor holds now, b"" if nothing."""
        parts = []
        while True:
            count = self._read(descriptor, self._buffer, _BUFFER_BYTES)
            if count <= 0:
                break
            parts.append(ctypes.string_at(self._buffer, count))
            if count < _BUFFER_BYTES:
                break
        return b"".join(parts)

    def read_file(self, path):
        """The start of a file of /proc, b"" when it can't be read."""
        descriptor = self._open(path, os.O_RDONLY | os.O_CLOEXEC)
        if descriptor < 0:
            return b""
        count = self._read(descriptor, self._buffer, 4096)
        self._close(descriptor)
        return ctypes.string_at(self._buffer, count) if count > 0 else b""


class ThreadStates:
    """Tells from /proc whether a thread runs, waits for the GIL, or waits for something else."""

    def __init__(self, libc):
        self._libc = libc
        self._futex = _FUTEX.get(os.uname().machine)
        self._gil = _runtime_memory(libc)

    def state(self, thread_id):
        """RUNNING, WAITING, WAITING_FOR_GIL or UNKNOWN. The caller holds the GIL."""
        words = self._libc.read_file(b"/proc/self/task/%d/syscall" % thread_id).split()
        if not words or self._futex is None:
            return UNKNOWN
        if not words[0].isdigit():  # "running", or -1: in the kernel for another reason than a system call
            return RUNNING
        if int(words[0]) == self._futex and self._gil[0] <= int(words[1], 16) < self._gil[1]:
            return WAITING_FOR_GIL
        return WAITING

    def run_queue_ns(self, thread_id):
        """Nanoseconds so far that the thread was ready to run and had no processor; None where not known."""
        words = self._libc.read_file(b"/proc/self/task/%d/schedstat" % thread_id).split()
        return int(words[1]) if len(words) == 3 else None

    def blocked_signals(self, thread_id):
        """The thread's signal mask: bit n - 1 is signal n."""
        for line in self._libc.read_file(b"/proc/self/task/%d/status" % thread_id).splitlines():
            if line.startswith(b"SigBlk:"):
                return int(line.split()[1], 16)
        return 0


def _runtime_memory(libc):
    """First and past-last address of the mappings that hold the interpreter's runtime state, with the GIL in it."""
    runtime = ctypes.addressof(ctypes.c_char.in_dll(ctypes.pythonapi, "_PyRuntime"))
    first = last = 0
    with open("/proc/self/maps", "rb") as maps:
        for line in maps:
            start, end = (int(word, 16) for word in line.split(None, 1)[0].split(b"-"))
            if start <= runtime < end:
                first, last = start, end
            elif first and start == last and b"[heap]" not in line:
                last = end
            elif first:
                break
    return first, last
