"""Compares the library's walk with the interpreter's own account of the stack, over stacks of several shapes.

Compared are code objects and instruction offsets: `f_lasti` of a frame that is in a call tells the same instruction as the
frame's memory, give or take the call's inline caches (3.11 and 3.12 point at the last of them).
"""

import ctypes
import sys

from . import native_layout

_MOST = 4096
_CACHES = 2 * 10  # bytes: no instruction has more inline caches


def difference(library, layout):
    """None when every walk agrees, else what differs, as the end of a sentence."""
    gil, tstate = layout["gil"], native_layout.call("PyThreadState_Get")
    holder = ctypes.c_uint64.from_address(gil + layout["gil_holder"]).value
    locked = ctypes.c_int.from_address(gil + layout["gil_locked"]).value
    if holder != tstate or locked != 1:
        return "the lock of the interpreter isn't where it should be"
    if ctypes.c_int.from_address(layout["interpreter"] + layout["interp_collecting"]).value != 0:
        return "the collector's state isn't where it should be"
    if ctypes.c_uint64.from_address(layout["finalizing"]).value != 0:
        return "the interpreter's state isn't where it should be"
    check = _Check(library, tstate)
    for shape in (check.plain, check.nested, check.in_generator, check.in_exception, check.from_c, check.in_class_body):
        shape()
        if check.fault is not None:
            return check.fault
    return None


class _Check:
    """Walks from within each shape of stack; remembers the first difference."""

    def __init__(self, library, tstate):
        self.library, self.tstate, self.fault = library, tstate, None
        self.codes, self.offsets = (ctypes.c_uint64 * _MOST)(), (ctypes.c_int32 * _MOST)()

    def look(self):
        """Compares both walks with the interpreter's frames from the caller on; our own frame's instruction moves on."""
        for how, name in ((0, "the walk from another thread"), (1, "the walk on the same thread")):
            count = self.library.em_try_walk(how, self.tstate, self.codes, self.offsets, _MOST)
            frame, at = sys._getframe(), 0
            while frame is not None and at < _MOST:
                wrong = self._compare(frame, at, count)
                if wrong is not None:
                    self.fault = "%s %s" % (name, wrong)
                    return
                frame, at = frame.f_back, at + 1
            if count != at:
                self.fault = "%s found %d frames where there are %d" % (name, count, at)
                return

    def _compare(self, frame, at, count):
        if count < 0:
            return "found no stack"
        if at >= count or self.codes[at] != id(frame.f_code):
            return "found another function at depth %d" % at
        if at > 0 and not 0 <= self.offsets[at] - frame.f_lasti <= _CACHES:
            return "found instruction %d instead of %d at depth %d" % (self.offsets[at], frame.f_lasti, at)
        return None

    def plain(self):
        self.look()

    def nested(self, depth=12):
        if depth:
            return self.nested(depth - 1)
        return self.look()

    def in_generator(self):
        def inner():
            self.look()
            yield 1

        def outer():
            yield from inner()
        list(outer())
        [self.look() for _ in range(1)]

    def in_exception(self):
        try:
            raise ValueError
        except ValueError:
            self.look()
        finally:
            self.nested(1)

    def from_c(self):
        list(map(lambda _: self.nested(2), (1,)))

    def in_class_body(self):
        class Body:
            look = self.look()
