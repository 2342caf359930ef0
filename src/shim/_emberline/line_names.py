"""Which names and attribute chains the byte code of a line mentions: where a reference that the line made may be found."""

import sys

_SHIFT_GLOBAL = 1 if sys.version_info >= (3, 11) else 0
_SHIFT_ATTRIBUTE = 1 if sys.version_info >= (3, 12) else 0
_MOST_CODES = 500


class LineNames:
    """`chains(code, line)` -> tuple of chains, each a tuple of names: ("self",), ("self", "items")."""

    def __init__(self):
        import opcode
        self._names = opcode.opname
        self._extended = opcode.EXTENDED_ARG
        self._known = {}  # id(code) -> (code, {line: chains})

    def chains(self, code, line):
        """The chains of one line with all their beginnings, in order of the byte code."""
        entry = self._known.get(id(code))
        if entry is None or entry[0] is not code:
            if len(self._known) >= _MOST_CODES:
                return ()
            entry = self._known[id(code)] = (code, self._read(code))
        return entry[1].get(line, ())

    def _read(self, code):
        found, current, line = {}, None, code.co_firstlineno
        lines = _line_starts(code)
        extended, bytecode = 0, code.co_code
        for offset in range(0, len(bytecode) - 1, 2):
            line = lines.get(offset, line)
            number, argument = bytecode[offset], bytecode[offset + 1] | extended
            if number == self._extended:
                extended = argument << 8
                continue
            extended = 0
            name = self._names[number]
            if name in ("CACHE", "RESUME", "NOP", "PUSH_NULL", "PRECALL"):
                continue
            chains = found.setdefault(line, {})
            try:
                current = _chain(code, name, argument, current, chains)
            except IndexError:
                current = None
            if current is not None:
                chains[current] = None
        return {line: tuple(chains) for line, chains in found.items()}


def _chain(code, name, argument, current, chains):
    """The chain on top of the stack after an instruction; two loads at once add the first to `chains`."""
    if name in ("LOAD_ATTR", "LOAD_METHOD"):
        text = code.co_names[argument >> (_SHIFT_ATTRIBUTE if name == "LOAD_ATTR" else 0)]
        return current + (text,) if current is not None else None
    if name == "LOAD_GLOBAL":
        return (code.co_names[argument >> _SHIFT_GLOBAL],)
    if name in ("LOAD_NAME", "STORE_NAME", "STORE_GLOBAL", "DELETE_NAME", "DELETE_GLOBAL"):
        return (code.co_names[argument],)
    if name.endswith("_DEREF") or name == "LOAD_CLOSURE":
        return ((_variables(code) if sys.version_info >= (3, 11) else code.co_cellvars + code.co_freevars)[argument],)
    if "_FAST" in name:
        if name.count("_FAST") == 2 and sys.version_info >= (3, 13):
            chains[(_variables(code)[argument >> 4],)] = None
            argument &= 15
        return (_variables(code)[argument],)
    return None


def _variables(code):
    """Names by slot; before 3.11 those of plain locals alone."""
    plain = code.co_varnames
    if sys.version_info < (3, 11):
        return plain
    return plain + tuple(cell for cell in code.co_cellvars if cell not in plain) + code.co_freevars


def _line_starts(code):
    if hasattr(code, "co_lines"):
        return {start: line for start, _end, line in code.co_lines() if line}
    offset, line, starts = 0, code.co_firstlineno, {0: code.co_firstlineno}
    for step, lines in zip(code.co_lnotab[::2], code.co_lnotab[1::2]):  # 3.9
        offset += step
        line += lines - 256 if lines >= 128 else lines
        starts[offset] = line
    return starts
