"""What every line allocates, frees and holds, from the allocator hook of the native library."""

import ctypes
import time
from array import array

from .native_layout import address_of
from ..recorder import NONE

_SPARE = 256  # call paths that may appear between the question how many there are and the answer
_PEAK_STEP = 1.05  # a peak is written again when it has grown by this factor, and at the end
_SHARE = 40  # taking changes may cost one part in so many of the time since the last take
_LOST = ("memory-lost", "The program put other allocators in the place of those that are watched: memory is known up to then.")


class _Counts(ctypes.Structure):
    _fields_ = [("held", ctypes.c_double), ("blocks", ctypes.c_double), ("peak", ctypes.c_double)] + [
        (name, ctypes.c_uint64) for name in ("peak_at", "interval", "exact_until", "samples", "lost", "live", "thinnings",
                                             "rows", "paths")]


class NativeMemory:
    """Life: `start`, then `take` and `write` at every drain (between them the drain names the new call paths), `stop`."""

    METRICS = ("allocated", "allocations", "held", "peak")

    def __init__(self, library):
        """Raises EngineUnavailable when the interpreter doesn't export what the hook needs."""
        self._library = library
        self._addresses = [address_of(name) for name in ("PyMem_GetAllocator", "PyMem_SetAllocator")]
        self._ways = [address_of(name) for name in ("PyObject_Malloc", "PyObject_Free")]
        self.counts = _Counts()
        self._recorder = None
        self._on = self._stopped = False
        self._rows = None
        self._next = 0
        self._written_peak = 0

    def start(self, recorder):
        """Begins; the last thing before the program runs. Returns whether the interpreter's allocators can be wrapped."""
        self._recorder = recorder
        self._on = self._library.em_heap_start(*self._addresses) == 0
        return self._on

    def stop(self):
        """Ends recording; one `take` and `write` follow."""
        if self._on:
            self._library.em_heap_stop()
        self._on, self._stopped = False, True

    def forget(self):
        """In the child of a fork."""
        self._library.em_heap_forget()

    def heap_bytes(self):
        """Bytes held now of those allocated since the start."""
        self._library.em_heap_read(ctypes.byref(self.counts))
        return max(self.counts.held, 0)

    def take(self):
        """Takes what changed, before the call paths that it names are asked for."""
        self._rows = None
        self._began = time.perf_counter_ns()
        if not self._stopped:
            if self._on and not self._library.em_heap_is_asked(*self._ways):
                self._recorder.notice(*_LOST)
                self.stop()
            elif self._began < self._next:
                return
        self._library.em_heap_read(ctypes.byref(self.counts))
        self._rows = self._recorder.now(), self._columns(self._library.em_heap_take, self.counts.rows, 4)
        self._peak = None
        if self.counts.peak > self._written_peak * (1 if self._stopped else _PEAK_STEP):
            self._written_peak = self.counts.peak
            at = self.counts.peak_at - self._recorder.started_ns
            self._peak = at, self.counts.peak, self._columns(self._library.em_heap_at_peak, self.counts.paths, 2)

    def write(self, site_of):
        """Records what was taken; `site_of` tells the site of a node of the library's, NONE for the profiler's own."""
        if self._rows is None:
            return
        at, (nodes, *columns) = self._rows
        columns = _by_site(site_of, nodes, columns)
        self._recorder.allocations(at, columns)
        if self._peak is not None:
            at, total, (nodes, *columns) = self._peak
            columns = _by_site(site_of, nodes, columns)
            self._recorder.peak(at, total, columns)
        now = time.perf_counter_ns()
        self._next = now + _SHARE * (now - self._began)

    def _columns(self, function, expected, width):
        most = expected + _SPARE
        nodes = array("I", bytes(4 * most))
        columns = [array("d", bytes(8 * most)) for _ in range(width)]
        count = function(most, nodes.buffer_info()[0], *[column.buffer_info()[0] for column in columns])
        for column in [nodes] + columns:
            del column[count:]
        return [nodes] + columns


def _by_site(site_of, nodes, columns):
    """The columns, summed by site, and the sites as the last of them."""
    sums = {}
    for node, *values in zip(nodes, *columns):
        site = site_of(node)
        if site == NONE:
            continue
        before = sums.get(site)
        sums[site] = values if before is None else [a + b for a, b in zip(before, values)]
    return [list(column) for column in zip(*sums.values())] + [list(sums)] if sums else [[] for _ in range(len(columns) + 1)]
