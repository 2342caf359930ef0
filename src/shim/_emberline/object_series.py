"""The life of what one name is bound to, as events: birth, changes of the count, death. Holds no reference to any object."""

from . import record_table as table
from .recorder import ROOT
from .plain_access import MISSING, type_name

_MOST_OBJECTS = 1000
_MOST_POINTS = 200_000


class ObjectSeries:
    """`see` is called in the program's threads and only appends; `record` writes on the session's thread."""

    def __init__(self, kind, name, read, clock):
        self._kind, self._name, self._read, self._clock = kind, name, read, clock
        self._address = self._type = None
        self._count = 0
        self._events = []
        self._id = None
        self._objects = self._points = 0
        self.full = False

    def see(self, value, place):
        """What the name is bound to now (MISSING: nothing). `place` is the (code, line) that ran before, None if unknown.

        The caller holds it in one local variable, and in nothing else.
        """
        if value is MISSING:
            if self._address is not None:
                self._end(place)
            return
        address = id(value)
        count, immortal = self._read(address)
        if not immortal:
            count -= _OWN_REFERENCES
        if address != self._address or id(type(value)) != self._type:
            if self._address is not None:
                self._end(place)
            self._begin(address, value, count, immortal, place)
        elif count != self._count and not immortal:
            self._count = count
            self._add(table.REFERENCE_EVENT_CHANGE, count, place)

    def _begin(self, address, value, count, immortal, place):
        if self._objects >= _MOST_OBJECTS:
            self.full = True
            return
        self._objects += 1
        self._address, self._type, self._count = address, id(type(value)), count
        self._events.append((self._clock(), None, (type_name(type(value)), immortal), place))
        self._add(table.REFERENCE_EVENT_BIRTH, count, place)

    def _end(self, place):
        self._address = self._type = None
        self._add(table.REFERENCE_EVENT_DEATH, 0, place)

    def _add(self, event, count, place):
        if self._points >= _MOST_POINTS:
            self.full = True
            return
        self._points += 1
        self._events.append((self._clock(), event, count, place))

    def record(self, recorder, file, line):
        """Writes the events seen since the last call; `file` is a file id of the name or None."""
        events = self._events
        for at, event, count, place in [events.pop(0) for _ in range(len(events))]:
            at -= recorder.started_ns
            if event is None:
                type_name, immortal = count
                self._id = recorder.object(self._kind, self._name, type_name, file, line, immortal, at)
            elif self._id is not None:
                site = recorder.path(ROOT, [place]) if place is not None else None
                recorder.reference(at, self._id, count, event, site)


class _Probe:
    """A call as `see` is called, to learn how many references the caller's variable and the call itself are."""

    def __init__(self):
        from .raw_counts import reader
        self._read = reader()

    def see(self, value, _place):
        return self._read(id(value))[0]

    def own_references(self):
        value = []
        return self.see(value, None)


_OWN_REFERENCES = _Probe().own_references()
