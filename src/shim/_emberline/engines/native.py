"""The native engine: a thread of a small C library reads every thread's frames as raw memory, without ever taking the GIL."""

import _thread
import ctypes
import sys

from .interface import Engine as Interface
from .interface import EngineUnavailable
from . import native_layout, native_library


class _Counts(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("samples", "lost", "retries", "own_cpu", "ticks", "joins", "full")]


class Engine(Interface):
    """See `Interface`."""

    name = "native"
    metrics = ("wall", "cpu")

    def __init__(self, options, proven=False):
        """`proven`: in the process that this one was forked from, the self-test has agreed."""
        if getattr(sys, "_is_gil_enabled", bool)() is False and hasattr(sys, "_is_gil_enabled"):
            raise EngineUnavailable("The native engine doesn't support free-threaded builds of Python.")
        jit = getattr(sys, "_jit", None)
        with_jit = bool(jit and jit.is_enabled())
        self._library = native_library.load()
        self._layout = native_layout.layout()
        fields = (ctypes.c_uint64 * len(native_layout.FIELDS))(*[self._layout[name] for name in native_layout.FIELDS])
        hold = native_layout.address_of("Py_IncRef")
        if self._library.em_configure(fields, len(fields), hold) != 0:
            raise EngineUnavailable("The native engine belongs to another version of Emberline; install Emberline anew.")
        self._interval_ns = options.interval_ns
        self._start_thread()
        from .native_selftest import difference
        why = None if proven else difference(self._library, self._layout)
        if why is not None:
            self._library.em_sampler_end()
            raise EngineUnavailable("The native engine's self-test failed on this interpreter: %s." % why)
        self.lines = "none" if with_jit else "exact"
        self.columns = sys.version_info >= (3, 11) and not with_jit
        self.reason = "Frames are read from a thread of the profiler's own; %s." % (
            "the interpreter's JIT is on, so functions are exact and lines are not to be had" if with_jit else "lines are exact")
        self._counts = _Counts()
        self._drain = None
        self._stopped = False

    def _start_thread(self):
        error = self._library.em_sampler_start(self._interval_ns)
        if error != 0:
            import os
            raise EngineUnavailable("The native engine may not read its own process's memory here (%s)." % os.strerror(error))

    def start(self, recorder):
        from .native_drain import Drain
        self._drain = Drain(self._library, recorder, with_lines=self.lines == "exact", with_columns=self.columns)
        self._library.em_sampler_run(1)

    def own_thread_begins(self):
        self._library.em_hide_thread(_thread.get_native_id())

    def drain(self):
        self._drain.run()
        self._read_counts()
        if self._stopped:
            self._library.em_sampler_end()

    def stop(self):
        self._library.em_sampler_run(0)
        self._stopped = True

    def _read_counts(self):
        self._library.em_read_counts(ctypes.byref(self._counts))
        self.lost = self._counts.lost
        self.own_cpu_ns = self._counts.own_cpu

    def before_fork(self):
        if self._drain is not None:
            self._drain.run()  # what was seen is named while the thread that can check it lives
        self._library.em_sampler_end()

    def after_fork_in_parent(self):
        if not self._stopped:
            self._start_thread()
            self._library.em_sampler_run(1)

    def after_fork_in_child(self):
        self._library.em_sampler_forget()

    def successor(self, options):
        return type(self)(options, proven=True)
