"""The lives of the objects that one watched name was bound to, as events. Holds no reference to any of them."""

from . import record_table as table
from .plain_access import type_name
from .raw_memory import object_at
from .recorder import ROOT

_MOST_OBJECTS = 1000
_MOST_POINTS = 200_000
_MOST_EXPLAINED = 200  # changes by one line that are explained, the next ones are only counted
_MOST_BESIDE = 8  # objects that the name is not bound to right now and that a look still follows

LINE, SAMPLED = table.STEP_SOURCE_LINE, table.STEP_SOURCE_SAMPLED


class Track:
    """One object: `number` counts the objects of the name, `count` is the last one seen, `known` the references found so far."""

    __slots__ = ("address", "type", "number", "count", "immortal", "known", "now")


class ObjectTracks:
    """`see` is called in the program's threads and only appends; `record` writes on the session's thread."""

    def __init__(self, name, read, read_checked, links, clock):
        self.name = name
        self._read, self._checked, self._links, self._clock = read, read_checked, links, clock
        self.live = {}  # address -> Track
        self._events = []
        self._ids = []  # object ids of the recording by number
        self._objects = self._points = 0
        self._explained = {}
        self.full = False
        self.seen = False

    def see(self, address, look):
        """The object that the name is bound to in the frame of a Look; it lives."""
        track = self.live.get(address)
        kind = look.type_at(address)
        if track is not None and track.type != kind:
            self._end(track, look)
            track = None
        if track is None:
            self._begin(address, kind, look)
            return
        count, _immortal = self._read(address)
        if count != track.count and not track.immortal:
            self._change(track, count, look)

    def see_beside(self, address, look, most=_MOST_BESIDE):
        """What became of the last objects that the name is not bound to here any more, but for the one at `address`.

        First all are read, and no list, dict or tuple is made meanwhile: it would come to lie where one of them was freed.
        """
        live, left, changed = self.live, most, False
        for track in reversed(live.values()):
            track.now = track.count
            if track.address == address or track.immortal or track.address == look.returned:
                continue
            if not left:
                break
            left -= 1
            track.now = self._checked(track.address, track.type)
            changed = changed or track.now != track.count
        if changed:
            for track in list(live.values()):
                self._settle(track, look)

    def returns(self, frame_slots, look):
        """A frame is about to let go of its variables: an object that only these hold ends here. Says which ends."""
        for track in list(self.live.values()):
            held = frame_slots.get(track.address, 0)
            if not held or track.immortal or track.address == look.returned:
                continue
            if self._read(track.address)[0] == held:
                self._end(track, look)

    def _settle(self, track, look):
        count, track.now = track.now, track.count
        if count is None:  # no way to look: the last that is known is that its name let go
            if track.count <= 1:
                self._end(track, look)
        elif count == 0:
            self._end(track, look)
        elif count != track.count:
            self._change(track, count, look)

    def _begin(self, address, kind, look):
        self.seen = True
        if self._objects >= _MOST_OBJECTS:
            self.full = True
            return
        track = Track()
        count, immortal = self._read(address)
        track.address, track.type, track.count, track.immortal, track.known = address, kind, count, immortal, {}
        track.number, track.now = self._objects, count
        self._objects += 1
        self.live[address] = track
        links = look.links(self._links, track, count) if not immortal else ()
        self._events.append((None, self._clock(), type_name(object_at(kind)), immortal))
        self._add(track, table.REFERENCE_EVENT_BIRTH, count, look, links)

    def _change(self, track, count, look):
        delta, track.count, track.now = count - track.count, count, count
        place = look.blame[1:] if look.blame is not None else None
        times = self._explained.get(place, 0)
        links = ()
        if times < _MOST_EXPLAINED and look.frame is not None:
            self._explained[place] = times + 1
            links = look.links(self._links, track, delta)
        self._add(track, table.REFERENCE_EVENT_CHANGE, count, look, links)

    def _end(self, track, look):
        self.live.pop(track.address, None)
        links = [(0, kind, text, times) for kind, text, times in track.known.values()]
        self._add(track, table.REFERENCE_EVENT_DEATH, 0, look, links if sum([link[3] for link in links]) <= track.count else ())

    def _add(self, track, event, count, look, links):
        if self._points >= _MOST_POINTS:
            self.full = True
            return
        self._points += 1
        place = look.blame[1:] if look.blame is not None and look.exact else None
        self._events.append((track.number, self._clock(), event, count, place, links))

    def record(self, recorder, rows, file, line):
        """Writes the events seen since the last call; `file` is a file id of the name or None, `rows` a StepRows."""
        events = self._events
        for entry in [events.pop(0) for _ in range(len(events))]:
            at = entry[1] - recorder.started_ns
            if entry[0] is None:
                self._ids.append(recorder.object(table.OBJECT_KIND_WATCHED, self.name, entry[2], file, line, entry[3], at))
                continue
            number, _at, event, count, place, links = entry
            site = recorder.path(ROOT, [place]) if place is not None else None
            source = LINE if site is not None else SAMPLED
            rows.add(recorder, at, self._ids[number], count, event, source, site, links)

    def objects(self):
        """[(object id of the recording, Track)] of those that were alive when they were last looked at."""
        return [(self._ids[track.number], track) for track in list(self.live.values()) if track.number < len(self._ids)]


class Look:
    """One moment at which the counts are read: the frame that runs, and the line that is answerable for what changed."""

    __slots__ = ("frame", "blame", "exact", "left", "returned", "words", "alone")

    def __init__(self, words):
        self.words = words
        self.frame = self.blame = None
        self.exact = False
        self.left = ()
        self.returned = 0  # address of what the frame returns; its count has references on the stack
        self.alone = True  # no other thread of the program could have made the change

    def type_at(self, address):
        """The address of an object's type."""
        from .raw_counts import TYPE_OFFSET
        return self.words[address + TYPE_OFFSET >> 3]

    def links(self, links, track, delta):
        """Which references a change was; where other threads run, it is only this line's when they account for it."""
        if self.frame is None or links is None:
            return ()
        found = links.explain(track.known, track.address, delta, self.frame, self.blame, self.left)
        if not self.alone:
            self.exact = self.exact and sum([times if gained else -times for gained, _kind, _text, times in found]) == delta
        return found
