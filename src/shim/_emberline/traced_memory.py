"""What every line holds, from tracemalloc: exact and slow; serves where the time engine has no allocator hook of its own."""

import _tracemalloc
import time

from .code_lines import CodeLines
from .instruments import Instrument
from .recorder import ROOT, is_own_file
from . import record_table as table

_PEAK_STEP = 1.05  # a new peak is taken down when the heap has grown by this factor since the last
_LEAP = 1.25  # such a growth over the last peak is worth a snapshot sooner
_SHARE = 20  # a snapshot may cost one part in so many of the time since the last one
_LEAP_SHARE = 2
_TRIAL_BLOCKS = 20_000


class TracedMemory(Instrument):
    """Held bytes by line over time, and at the peak. Bytes that came and went between two snapshots are not seen: `allocated`
    is not measured. Blocks have one frame, the line that allocated them, since deeper traces slow the program many times over."""

    metrics = ("held", "peak")
    memory = {"method": "tracemalloc", "intervalBytes": 1}

    @classmethod
    def unless_taken(cls, notices):
        """The instrument, or None with a notice when tracemalloc is already in use (`-X tracemalloc`, PYTHONTRACEMALLOC)."""
        if _tracemalloc.is_tracing():
            notices.append(("memory-taken", "Memory was not measured: tracemalloc is already in use; run without -X tracemalloc "
                                            "or PYTHONTRACEMALLOC."))
            return None
        return cls(notices)

    def __init__(self, notices):
        self._notices = notices
        self._recorder = None
        self._codes = CodeLines()
        self._sites = {}
        self._held = {}  # site -> (bytes, blocks) at the last snapshot
        self._peak = 0
        self._next = self._next_leap = 0
        self._on = False

    def start(self, recorder):
        self._recorder = recorder
        factor = _slow_down()
        self._notices.append(("memory-slow", "Memory was measured with tracemalloc, which made a loop that only allocates %.1f "
                                             "times slower in this process." % factor))
        self._on = True

    def heap_bytes(self):
        """Bytes that traced blocks hold now; None when the program has switched tracemalloc off."""
        return _tracemalloc.get_traced_memory()[0] if _tracemalloc.is_tracing() else None

    def drain(self):
        if not self._on:
            return
        if not _tracemalloc.is_tracing():
            self._on = False
            self._notices.append(("memory-stopped", "The program itself stopped tracemalloc: memory is known up to then."))
            return
        now = time.perf_counter_ns()
        if now >= self._next or now >= self._next_leap and self.heap_bytes() > _LEAP * self._peak:
            self._snapshot()

    def stop(self):
        """The last snapshot is what was held at exit."""
        if self._on and _tracemalloc.is_tracing():
            self._snapshot()
            _tracemalloc.stop()
        self._on = False

    def _snapshot(self):
        began = time.perf_counter_ns()
        at = self._recorder.now()
        held = self._held_by_site(_tracemalloc._get_traces())
        total = sum(size for size, _count in held.values())
        if total > self._peak * _PEAK_STEP:
            self._peak = total
            self._recorder.peak(at, total, [(site, size, count) for site, (size, count) in held.items()])
        self._recorder.allocations(at, list(_changes(self._held, held)))
        self._held = held
        now = time.perf_counter_ns()
        self._next = now + _SHARE * (now - began)
        self._next_leap = now + _LEAP_SHARE * (now - began)

    def _held_by_site(self, traces):
        held = {}
        for _domain, size, traceback, *_rest in traces:
            site = self._site(traceback[0])
            if site is not None:
                before = held.get(site, (0, 0))
                held[site] = (before[0] + size, before[1] + 1)
        return held

    def _site(self, place):
        """The site of a (file, line), None for what the profiler itself holds."""
        if place not in self._sites:
            path, line = place
            self._sites[place] = None if is_own_file(path) else self._new_site(path, line)
        return self._sites[place]

    def _new_site(self, path, line):
        recorder = self._recorder
        code = self._codes.code(path, line)
        if code is not None:
            return recorder.site(ROOT, recorder.code_frame(code), line)
        frame = recorder.frame(table.FRAME_KIND_MODULE, path.rpartition("/")[2], recorder.file(path), None)
        return recorder.site(ROOT, frame, line or None)


def _changes(before, after):
    for site in before.keys() | after.keys():
        size, count = after.get(site, (0, 0))
        size_before, count_before = before.get(site, (0, 0))
        if (size, count) != (size_before, count_before):
            yield (site, max(size - size_before, 0), max(count - count_before, 0),
                   max(size_before - size, 0), max(count_before - count, 0))


def _slow_down():
    """How much slower a loop that only allocates became; leaves tracemalloc on."""
    def trial():
        began = time.perf_counter_ns()
        for _ in range(_TRIAL_BLOCKS):
            [None]
        return time.perf_counter_ns() - began
    trial()
    bare = min(trial(), trial())
    _tracemalloc.start(1)
    return trial() / max(bare, 1)
