"""From a code object and an instruction's byte offset to the line and columns, and to whether the instruction is a call."""

import sys
from itertools import islice

HAS_COLUMNS = sys.version_info >= (3, 11)
_UNIT = 1 if sys.version_info < (3, 10) else 2  # bytes that a jump's argument counts in
_OPCODES = None


class _Opcodes:
    """The numbers of this version's instructions that mean something here."""

    def __init__(self):
        import opcode
        numbers = opcode.opmap
        self.calls = frozenset(number for name, number in numbers.items()
                               if name.startswith("CALL") and "INTRINSIC" not in name or name == "PRECALL")
        self.for_iter, self.extended = numbers["FOR_ITER"], numbers["EXTENDED_ARG"]
        self.jump = numbers.get("JUMP_BACKWARD", numbers.get("JUMP_ABSOLUTE"))
        self.is_relative = "JUMP_BACKWARD" in numbers
        caches = getattr(opcode, "_inline_cache_entries", {})  # by name from 3.13 on, by number before
        self.jump_caches = caches.get("JUMP_BACKWARD", 0) if hasattr(caches, "get") else caches[self.jump]


def _opcodes():
    global _OPCODES
    if _OPCODES is None:
        _OPCODES = _Opcodes()
    return _OPCODES


def position(code, offset):
    """(line, end line, column, end column) of the instruction at a byte offset; None where the table has none.

    An offset below 0 is a frame that has not begun: its definition's line. A jump back to a `for` is the loop's own work,
    though the compiler gives it the place of the statement before it.
    """
    if offset < 0:
        return code.co_firstlineno, None, None, None
    found = _in_table(code, offset)
    head = _loop_of(code.co_code, offset)
    if head is not None and _in_table(code, max(offset - 2, 0)) == found:
        return _in_table(code, head)
    return found


def is_call(code, offset):
    """Whether the instruction is a call: as the leaf of a stack it means that the callee is C code."""
    return offset >= 0 and code.co_code[offset] in _opcodes().calls


def _loop_of(code, offset):
    """The offset of the FOR_ITER that the instruction jumps back to, None when it is another instruction."""
    known = _opcodes()
    if code[offset] != known.jump:
        return None
    argument, at, shift = code[offset + 1], offset - 2, 8
    while at >= 0 and code[at] == known.extended:
        argument |= code[at + 1] << shift
        at, shift = at - 2, shift + 8
    target = offset + 2 + 2 * (known.jump_caches - argument) if known.is_relative else argument * _UNIT
    return target if 0 <= target < offset and code[target] == known.for_iter else None


def _in_table(code, offset):
    if HAS_COLUMNS:
        return _position_3_11(code, offset)
    line = _line_3_10(code, offset) if sys.version_info >= (3, 10) else _line_3_9(code, offset)
    return line, None, None, None


def _position_3_11(code, offset):
    unit = offset // 2
    for found in islice(code.co_positions(), unit, None):
        if found[0] is not None:
            return found
        break
    # An instruction that the compiler added without a line: it belongs to what runs before it.
    line = None
    for found in islice(code.co_positions(), unit):
        line = found[0] or line
    return line or code.co_firstlineno, None, None, None


def _line_3_10(code, offset):
    before = code.co_firstlineno
    for start, end, line in code.co_lines():
        if start <= offset < end and line is not None:
            return line
        if start > offset:
            break
        before = line or before
    return before


def _line_3_9(code, offset):
    line, address = code.co_firstlineno, 0
    table = code.co_lnotab
    for step, lines in zip(table[0::2], table[1::2]):
        address += step
        if address > offset:
            break
        line += lines - 256 if lines >= 128 else lines
    return line

