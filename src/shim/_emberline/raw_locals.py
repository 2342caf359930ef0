"""Where a function's local variables stand in its frame, so that they can be looked at without touching their counts."""

import sys
import types

from .plain_access import MISSING
from .raw_counts import TYPE_OFFSET, is_free_threaded
from .raw_memory import object_at

_OPTIMIZED = 0x1  # inspect.CO_OPTIMIZED
_TAG = 3  # 3.14+ marks a borrowed reference in the low bits
_FRAME_POINTER = 40 if is_free_threaded() else 24  # PyFrameObject.f_frame, 3.11+
_LONGEST_HEAD = 480  # bytes of a frame before its locals
_NEWEST = (3, 15)


class RawLocals:
    """`slots(frame)` gives what every variable of a function is bound to, as addresses."""

    def __init__(self, memory):
        """Raises LookupError where the layout can't be found."""
        if not (3, 9) <= sys.version_info[:2] <= _NEWEST or sys.maxsize < 1 << 32:
            raise LookupError("unknown layout")
        self._words = memory.words
        self._cell_type = id(types.CellType)
        self._names = {}  # id(code) -> (code, names, cells)
        self._content = _content_of_cell(memory.words)
        self._indirect, self._start = self._found(memory.words)

    def _found(self, words):
        first, second, third = object(), object(), object()
        return _probe(first, second, third, words)

    def names(self, code):
        """(variables in the order of their slots, index of the first that isn't a plain local)."""
        entry = self._names.get(id(code))
        if entry is None or entry[0] is not code:
            plain = code.co_varnames
            own = code.co_cellvars
            if sys.version_info >= (3, 11):
                own = tuple(name for name in own if name not in plain)
            entry = self._names[id(code)] = (code, plain + own + code.co_freevars)
        return entry[1]

    def base(self, frame):
        """The address of the first slot."""
        at = id(frame)
        if self._indirect:
            at = self._words[at + self._indirect >> 3]
        return at + self._start

    def slots(self, frame, owned=False):
        """[(name, address, whether a closure cell stands between)] of the bound variables of a function's frame.

        `owned`: without those that only borrow from a caller (3.14+), which the object's count doesn't include.
        """
        code = frame.f_code
        if not code.co_flags & _OPTIMIZED:
            return []
        at, words, found = self.base(frame) >> 3, self._words, []
        for index, name in enumerate(self.names(code)):
            address = words[at + index]
            if not address & ~_TAG or owned and address & _TAG:
                continue
            address &= ~_TAG
            through_cell = words[address + TYPE_OFFSET >> 3] == self._cell_type and \
                (name in code.co_cellvars or name in code.co_freevars)
            if through_cell:
                address = self._content(address)
            if address:
                found.append((name, address, through_cell))
        return found

    def resolver(self, code, name):
        """A function from a frame of `code` to the address that a variable is bound to, 0 when it is unbound."""
        index = self.names(code).index(name)
        words, pointer, start, cell_type, content = self._words, self._indirect, self._start, self._cell_type, self._content
        in_cell = name in code.co_cellvars or name in code.co_freevars
        if not in_cell and pointer:
            start += 8 * index

            def quick(frame):
                return words[words[id(frame) + pointer >> 3] + start >> 3] & ~_TAG
            return quick

        def resolve(frame):
            at = id(frame)
            if pointer:
                at = words[at + pointer >> 3]
            address = words[at + start + 8 * index >> 3] & ~_TAG
            if in_cell and address and words[address + TYPE_OFFSET >> 3] == cell_type:
                address = content(address)
            return address
        if not pointer and name in code.co_cellvars and name in code.co_varnames:
            cell = len(code.co_varnames) + code.co_cellvars.index(name)  # 3.9, 3.10: an argument that moved into its cell

            def resolve_moved(frame):
                at = words[id(frame) + start + 8 * cell >> 3]
                return at and content(at) or words[id(frame) + start + 8 * index >> 3]
            return resolve_moved
        return resolve

    def value_of(self, frame, name):
        """The object that a variable is bound to, MISSING when it is unbound or no variable of the function."""
        code = frame.f_code
        if name not in self.names(code):
            return MISSING
        address = self.resolver(code, name)(frame)
        return object_at(address) if address else MISSING


def _content_of_cell(words):
    marker = object()
    cell = types.CellType(marker)
    for offset in (16, 32):
        if words[id(cell) + offset >> 3] == id(marker):
            return lambda address: words[address + offset >> 3]
    raise LookupError("unknown cells")


def _probe(first, second, third, words):
    """Finds its own arguments in its own frame; returns (offset of the pointer to the frame or 0, offset of the slots)."""
    frame = sys._getframe()
    wanted = [id(first), id(second), id(third), id(words)]
    pointer = 0 if sys.version_info < (3, 11) else _FRAME_POINTER
    at = words[id(frame) + pointer >> 3] if pointer else id(frame)
    for offset in range(0, _LONGEST_HEAD, 8):  # no comprehension: it would put our own variables into cells
        seen = []
        for index in range(len(wanted)):
            seen.append(words[at + offset + 8 * index >> 3] & ~_TAG)
        if seen == wanted:
            return pointer, offset
    raise LookupError("unknown frames")
