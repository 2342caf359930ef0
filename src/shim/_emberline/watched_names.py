"""Finds the object that a watched name is bound to right now, without running any code of the program."""

import sys
import types

from . import record_table as table
from .classify import origin_of

MISSING = object()
_SLOT = types.MemberDescriptorType
_MRO = type.__dict__["__mro__"].__get__


class WatchedName:
    """One `--reference`: a dotted name, perhaps in one file and near one line."""

    def __init__(self, watch, workspace=None):
        """Without a file the name is looked for in the user's own files alone."""
        self._workspace, self._own = workspace, {}
        self.name, self.file, self.line = watch.name, watch.file, watch.line
        parts = watch.name.split(".")
        self.first, self.rest = parts[0], parts[1:]

    def mentioned_in(self, code):
        """Whether a code object can see the name."""
        if not self._is_watched(code.co_filename):
            return False
        return any(self.first in names for names in (code.co_varnames, code.co_names, code.co_cellvars, code.co_freevars))

    def _is_watched(self, path):
        if self.file is not None:
            return _same_file(self.file, path)
        if path not in self._own:
            self._own[path] = origin_of(path, self._workspace) == table.ORIGIN_WORKSPACE
        return self._own[path]

    def in_frame(self, frame):
        """The object in a frame of a code object that mentions the name, MISSING when it is not bound."""
        code = frame.f_code
        if self.first in code.co_varnames or self.first in code.co_cellvars or self.first in code.co_freevars:
            value = _local(frame, self.first)
        else:
            value = MISSING
            if not code.co_flags & 0x1:  # module and class bodies: their locals are a dict of their own
                value = frame.f_locals.get(self.first, MISSING)
            if value is MISSING:
                value = frame.f_globals.get(self.first, MISSING)
        return self._attributes(value)

    def in_modules(self):
        """The object at module level of the watched file (any module of the run without one), MISSING when there is none."""
        for module in list(sys.modules.values()):
            space = getattr(module, "__dict__", None) if isinstance(module, types.ModuleType) else None
            if not space or self.first not in space:
                continue
            file = space.get("__file__")
            if self.file is None and space.get("__name__") != "__main__":
                continue
            if self.file is not None and not (isinstance(file, str) and _same_file(self.file, file)):
                continue
            return self._attributes(space[self.first])
        return MISSING

    def _attributes(self, value):
        for part in self.rest:
            if value is MISSING:
                return MISSING
            value = _attribute(value, part)
        return value


def _local(frame, name):
    if sys.version_info >= (3, 13):
        return frame.f_locals.get(name, MISSING)
    if sys.version_info >= (3, 12):
        snapshot = frame.f_locals
        value = snapshot.get(name, MISSING)
        if frame.f_code.co_flags & 0x1:
            snapshot.clear()  # it would hold one more reference to every local
        return value
    return MISSING  # reading a function's locals would change their counts before 3.12


def _attribute(value, name):
    """An attribute from the instance's own dict or a slot; properties and __getattr__ would run the program's code."""
    try:
        space = object.__getattribute__(value, "__dict__")
        if type(space) is dict and name in space:
            return space[name]
    except AttributeError:
        pass
    for kind in _MRO(type(value)):
        member = type.__getattribute__(kind, "__dict__").get(name, MISSING)
        if member is not MISSING:
            if type(member) is _SLOT:
                try:
                    return member.__get__(value)
                except AttributeError:
                    return MISSING
            return MISSING if hasattr(type(member), "__get__") else member
    return MISSING


_same = {}


def _same_file(wanted, path):
    key = (wanted, path)
    if key not in _same:
        import os
        _same[key] = os.path.realpath(wanted) == os.path.realpath(path)
    return _same[key]
