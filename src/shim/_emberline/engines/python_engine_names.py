"""Finds the code object of a (file, function name, line) that a dump names, to know the function's definition."""

import marshal
import sys
import types

from .python_engine_dumps import escaped

_HEADER_BYTES = 16  # of a .pyc file
_MOST_CODES = 200_000


def lines_of(code):
    """The lines that a code object has instructions for."""
    if hasattr(code, "co_lines"):
        return frozenset(line for _start, _end, line in code.co_lines() if line is not None)
    line, lines, table = code.co_firstlineno, {code.co_firstlineno}, code.co_lnotab  # 3.9
    for step in table[1::2]:
        line += step - 256 if step >= 128 else step
        lines.add(line)
    return frozenset(lines)


class CodeIndex:
    """Code objects by file and name, found where the program keeps them; generated code has no place and stays bare."""

    def __init__(self):
        self._places = {}  # (escaped file, escaped name) -> [code]
        self._known = {}  # id -> code: keeps it alive, so that the id stays its own
        self._lines = {}
        self._paths = {}  # escaped file -> file
        self._searched = set()

    def add(self, code):
        """Takes a code object and all those inside it."""
        todo = [code]
        while todo:
            code = todo.pop()
            if id(code) in self._known or len(self._known) >= _MOST_CODES:
                continue
            self._known[id(code)] = code
            self._add_place(code.co_filename, code)
            todo += [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]

    def _add_place(self, path, code):
        file = escaped(path)
        self._paths[file] = path
        self._places.setdefault((file, escaped(code.co_name)), []).append(code)

    def path(self, file):
        """The file's name as Python has it, None when no code object of it was met."""
        return self._paths.get(file)

    def find(self, file, name, line):
        """The code object, or None when none is known or it would be a guess."""
        if file.startswith(b"<") and not file.startswith(b"<frozen "):
            return None  # «<string>» is many sources
        code = self._covering(file, name, line)
        if code is None and file not in self._searched:
            self._searched.add(file)
            self._search(file)
            code = self._covering(file, name, line)
        return code

    def _covering(self, file, name, line):
        best, best_size = None, 0
        for code in self._places.get((file, name), ()):
            lines = self._lines.get(id(code))
            if lines is None:
                lines = self._lines[id(code)] = lines_of(code)
            if line in lines and (best is None or len(lines) <= best_size):
                best, best_size = code, len(lines)
        return best

    def _search(self, file):
        for name, module in list(sys.modules.items()):
            try:
                space = module.__dict__
                path = space.get("__file__") or "<frozen %s>" % space.get("__name__", name)
                if isinstance(path, str) and escaped(path) == file:
                    self._search_module(space, path)
                elif file.startswith(b"<frozen ") and isinstance(name, str) and escaped("<frozen %s>" % name) == file:
                    self._search_module(space, "<frozen %s>" % name)
            except Exception:  # a module may be any object
                continue

    def _search_module(self, space, path):
        compiled = _compiled_module(space.get("__cached__"))
        if compiled is not None and compiled.co_filename == path:
            self.add(compiled)
        seen, todo = set(), list(space.values())
        while todo:
            value = todo.pop()
            if id(value) in seen:
                continue
            seen.add(id(value))
            if isinstance(value, (staticmethod, classmethod)):
                todo.append(value.__func__)
            elif type(value) is property:
                todo += [value.fget, value.fset, value.fdel]
            elif isinstance(value, types.FunctionType):
                if value.__code__.co_filename == path:
                    self.add(value.__code__)
                todo.append(value.__dict__.get("__wrapped__"))
            elif isinstance(value, type) and type.__getattribute__(value, "__module__") == space.get("__name__"):
                todo += list(type.__getattribute__(value, "__dict__").values())


def _compiled_module(cached):
    """The module's code from its .pyc file, None when there is none for this interpreter."""
    if not isinstance(cached, str):
        return None
    try:
        with open(cached, "rb") as file:
            data = file.read()
        if data[:4] != sys.modules["_frozen_importlib_external"].MAGIC_NUMBER:
            return None
        code = marshal.loads(memoryview(data)[_HEADER_BYTES:])
    except (OSError, ValueError, EOFError, TypeError, KeyError):
        return None
    return code if isinstance(code, types.CodeType) else None
