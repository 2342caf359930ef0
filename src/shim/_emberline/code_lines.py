"""Finds the function that a line of a source file belongs to, for tools that know only file and line."""

import types

_LARGEST_SOURCE = 4_000_000  # bytes; compiling more would be felt


class CodeLines:
    """Code objects by file and line, from the source compiled once more (never run)."""

    def __init__(self):
        self._files = {}

    def code(self, path, line):
        """The innermost code object whose body holds the line, None when the source can't be had."""
        lines = self._files.get(path)
        if lines is None:
            lines = self._files[path] = _codes_by_line(path)
        return lines.get(line)


def _codes_by_line(path):
    try:
        with open(path, "rb") as file:
            source = file.read(_LARGEST_SOURCE + 1)
        if len(source) > _LARGEST_SOURCE:
            return {}
        root = compile(source, path, "exec", dont_inherit=True)
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    found, todo = {}, [root]
    while todo:  # an outer body is taken before the bodies inside it, so the innermost has the last word
        code = todo.pop(0)
        for line in _lines_of(code):
            if line != code.co_firstlineno or code is root or line not in found:
                found[line] = code
        todo += [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]
    return found


def _lines_of(code):
    if hasattr(code, "co_lines"):
        return {line for _start, _end, line in code.co_lines() if line}
    line, lines = code.co_firstlineno, set()
    for offset, step in zip(code.co_lnotab[::2], code.co_lnotab[1::2]):  # 3.9
        if offset:
            lines.add(line)
        line += step - 256 if step >= 128 else step
    lines.add(line)
    return lines
