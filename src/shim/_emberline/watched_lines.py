"""Follows watched names exactly: a look before every line of the functions that can see the name or were handed its object."""

import sys
import time
from _thread import allocate_lock, get_ident

from .instruments import Instrument
from .object_tracks import Look, ObjectTracks
from .raw_counts import TYPE_OFFSET, checked_reader, reader
from .raw_locals import RawLocals
from .raw_memory import RawMemory
from .recorder import is_own_file
from .reference_links import ReferenceLinks
from .step_rows import StepRows
from .watched_names import WatchedName

_OPTIMIZED = 0x1


class WatchedLines(Instrument):
    """What is the same whoever tells the lines; subclasses call `line` and `left_frame` in the program's threads."""

    def __init__(self, watches, workspace, notices):
        self._notices = notices
        memory = RawMemory()
        self._words = memory.words
        try:
            self._locals = RawLocals(memory)
        except LookupError:
            self._locals = None
        read, checked = reader(), checked_reader(memory)
        self._read = read
        links = ReferenceLinks(self._locals)
        self._watches = [(WatchedName(watch, workspace), ObjectTracks(watch.name, read, checked, links, time.perf_counter_ns))
                         for watch in watches]
        self._by_code = {}  # id(code) -> (code, [(tracks, resolver or None)])
        self._threads = {}  # thread -> [(frame id, code, line)] of followed frames, outermost first
        self._left = {}  # thread -> ids of frames that returned since its last look
        self._last_thread = None
        self._lock = allocate_lock()
        self._owner = None
        self._recorder = None
        self._rows = StepRows()
        self._frame_references = None  # to a frame that nobody else holds, as `left_frame` sees it
        self._last_top = None

    # -- which code ----------------------------------------------------------------------------------------------------

    def is_candidate(self, code):
        """Whether any watch could have to do with a code object's file."""
        path = code.co_filename
        return not is_own_file(path) and any(watch.is_watched(path) for watch, _tracks in self._watches)

    def follow(self, code, anyway=False):
        """Whether a code object is followed from now on; `anyway`: without mentioning a name, because it was handed an object."""
        entry = self._by_code.get(id(code))
        if entry is not None and entry[0] is code:
            return True
        if is_own_file(code.co_filename):
            return False
        seen = [(tracks, watch.resolver(code, self._locals) if watch.mentioned_in(code) else None)
                for watch, tracks in self._watches]
        if not anyway and not any(resolve is not None for _tracks, resolve in seen):
            return False
        self._by_code[id(code)] = (code, seen)
        return True

    def is_handed(self, frame):
        """Whether a function that has just begun has an object that is followed among its variables."""
        if self._locals is None:
            return False
        for _name, address, _through_cell in self._locals.slots(frame):
            for _watch, tracks in self._watches:
                if address in tracks.live:
                    return True
        return False

    @property
    def is_full(self):
        """Nothing more will be recorded of any name."""
        return all(tracks.full for _watch, tracks in self._watches)

    # -- in the program's threads --------------------------------------------------------------------------------------

    def line(self, code, line, frame):
        """A line of followed code is about to run."""
        thread = get_ident()
        if self._owner == thread:
            return  # a finalizer or a signal handler runs inside a look
        stack = self._threads.get(thread)
        if stack is None:
            stack = self._threads[thread] = []
        entry = self._by_code[id(code)]
        if not self._is_quiet(entry, frame, thread):
            self._look(thread, entry, frame, stack, 0)
        place, depth = (id(frame), code, line), len(stack)
        if depth and stack[-1][0] == place[0]:
            stack[-1] = place
            return
        for index in range(depth - 1, -1, -1):
            if stack[index][0] == place[0]:
                stack[index:] = [place]
                return
        stack.append(place)

    def left_frame(self, code, frame, returned, for_good=True):
        """A frame of followed code is about to return the object at an address (0: unknown), or to pause or fail (not `for_good`)."""
        thread = get_ident()
        if self._owner == thread:
            return
        holders = self._read(id(frame))[0]
        if self._frame_references is None:
            self._frame_references = holders
            return
        stack = self._threads.get(thread)
        if not stack:
            return
        # A traceback, or whoever else holds the frame, keeps its variables alive.
        self._look(thread, self._by_code[id(code)], frame, stack, returned, for_good and holders <= self._frame_references)
        place = id(frame)
        while stack:
            if stack.pop()[0] == place:
                break
        if for_good:
            self._left.setdefault(thread, []).append(place)

    def _is_quiet(self, entry, frame, thread):
        """The common case, quickly: the name is bound to the one object that it was bound to, and its count is what it was."""
        if self._last_thread != thread:
            return False
        for tracks, resolve in entry[1]:
            live = tracks.live
            if resolve is None:
                if live:
                    return False
                continue
            address = resolve(frame)
            track = live.get(address)
            if track is None:
                if address or live:
                    return False
            elif len(live) > 1 or not track.immortal and (
                    self._read(address)[0] != track.count or self._words[address + TYPE_OFFSET >> 3] != track.type):
                return False
        return True

    def _look(self, thread, entry, frame, stack, returned, ends=False):
        with self._lock:
            self._owner = thread
            try:
                look = Look(self._words)
                look.frame, look.returned = frame, returned
                look.blame = stack[-1] if stack else None
                look.exact = self._last_thread in (thread, None) and look.blame is not None
                look.left = self._left.pop(thread, ())
                look.alone = _is_alone()
                self._last_thread = thread
                for tracks, resolve in entry[1]:
                    address = resolve(frame) if resolve is not None else 0
                    if tracks.live:
                        tracks.see_beside(address, look)
                    if address and address != returned:
                        tracks.see(address, look)
                    if ends and tracks.live and entry[0].co_flags & _OPTIMIZED:
                        self._returns(tracks, frame, look)
            except RecursionError:
                pass  # the program is at its limit; the next line will be seen
            finally:
                self._owner = None

    def _returns(self, tracks, frame, look):
        if self._locals is None:
            return
        held = {}
        for _name, address, through_cell in self._locals.slots(frame, True):
            if not through_cell:
                held[address] = held.get(address, 0) + 1
        tracks.returns(held, look)

    # -- on the session's thread ---------------------------------------------------------------------------------------

    def drain(self):
        with self._lock:
            self._owner = get_ident()
            try:
                look = Look(self._words)
                stack = self._threads.get(self._last_thread)
                top = look.blame = stack[-1] if stack else None
                look.exact = top is not None and _is_alone()
                # A line that ends soon is looked at then, when more can be told; one that goes on is looked at now.
                if top is self._last_top:
                    for _watch, tracks in self._watches:
                        tracks.see_beside(0, look, len(tracks.live))
                self._last_top = top
            finally:
                self._owner = None
        recorder = self._recorder
        for watch, tracks in self._watches:
            file = recorder.file(watch.file) if watch.file is not None else None
            tracks.record(recorder, self._rows, file, watch.line)
        self._rows.write(recorder)

    def tell(self):
        """Notices about names that were never seen and names that were seen too often."""
        for watch, tracks in self._watches:
            if not tracks.seen:
                where = " in %s" % watch.file if watch.file is not None else " in the files of the workspace"
                self._notices.append(("watch-unseen", "The watched name «%s» was never bound%s: check its spelling, or whether that "
                                                      "code ran." % (watch.name, where)))
            if tracks.full:
                self._notices.append(("watch-cut", "«%s» was bound or changed too often: only its first changes are shown."
                                      % watch.name))


def _is_alone():
    """Whether the program has but one thread; ours are unknown to the threading module."""
    threading = sys.modules.get("threading")
    return threading is None or len(getattr(threading, "_active", ())) <= 1
