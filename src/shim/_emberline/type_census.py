"""Counts instances by type now and then, within a share of the run, and follows the types that grow."""

import gc
import sys
import time

from . import record_table as table
from .instruments import Instrument
from .plain_access import type_name

_SHARE = 50  # a census may cost one part in so many of the time since the last one
_MOST_BLOCKS = 2_000_000  # beyond it one census would be felt
_MOST_TYPES = 12
_LEAST_GROWTH = 100
_BUILTIN_CONTAINERS = (list, dict, set, frozenset, tuple)


class TypeCensus(Instrument):
    """Only objects that the collector tracks are counted: containers and instances, no numbers or strings."""

    def __init__(self, notices):
        self._notices = notices
        self._base = {}  # type's id and name -> instances when it was first seen; a reference would keep the type alive
        self._ids = {}
        self._last = {}
        self._next = 0
        self._cut = False

    def start(self, recorder):
        self._recorder = recorder
        self._base = _count_instances()

    def drain(self):
        if time.perf_counter_ns() < self._next or self._cut:
            return
        if sys.getallocatedblocks() > _MOST_BLOCKS:
            self._cut = True
            self._notices.append(("census-cut", "Instances were counted by type until there were %d million blocks; counting more "
                                                "would have slowed the program." % (_MOST_BLOCKS // 1_000_000)))
            return
        began = time.perf_counter_ns()
        self._take(_count_instances(), began - self._recorder.started_ns)
        now = time.perf_counter_ns()
        self._next = now + _SHARE * (now - began)

    def _take(self, counts, at):
        for key in counts:
            self._base.setdefault(key, 0)
        grown = sorted(((counts.get(key, 0) - base, key) for key, base in self._base.items()), reverse=True)
        for growth, key in grown:
            if growth < _LEAST_GROWTH or len(self._ids) >= _MOST_TYPES:
                break
            if key not in self._ids:
                self._ids[key] = self._recorder.object(table.OBJECT_KIND_TYPE, key[1], key[1], born=at)
        for key, index in self._ids.items():
            count = counts.get(key, 0)
            if count != self._last.get(key):
                event = table.REFERENCE_EVENT_CHANGE if key in self._last else table.REFERENCE_EVENT_BIRTH
                self._recorder.reference(at, index, count, event)
                self._last[key] = count

    def stop(self):
        self._next = 0


def _tells_something(kind):
    """Containers and the program's own types; functions and descriptors grow with every import."""
    return kind in _BUILTIN_CONTAINERS or type.__getattribute__(kind, "__dict__").get("__module__") not in (None, "builtins")


def _count_instances():
    """(type's id, its name) -> instances, for the types that tell something."""
    counts = {}
    for kind in map(type, gc.get_objects()):
        counts[kind] = counts.get(kind, 0) + 1
    return {(id(kind), type_name(kind)): count for kind, count in counts.items() if _tells_something(kind)}
