"""Finds where a watched name is bound, without running any code of the program and without touching a count."""

import sys

from . import record_table as table
from .classify import origin_of
from .plain_access import MISSING, attribute

_OPTIMIZED = 0x1  # inspect.CO_OPTIMIZED: set for functions, not for module and class bodies


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
        if not self.is_watched(code.co_filename):
            return False
        names = code.co_names
        if not any(self.first in found for found in (code.co_varnames, names, code.co_cellvars, code.co_freevars)):
            return False
        return True

    def is_watched(self, path):
        """Whether the functions of a file are followed."""
        if self.file is not None:
            return _same_file(self.file, path)
        if path not in self._own:
            self._own[path] = origin_of(path, self._workspace) == table.ORIGIN_WORKSPACE
        return self._own[path]

    def resolver(self, code, raw_locals):
        """A function from a frame of a code object that mentions the name to the object's address, 0 when it is not bound."""
        first, rest = self.first, self.rest
        if code.co_flags & _OPTIMIZED and (first in code.co_varnames or first in code.co_cellvars or first in code.co_freevars):
            if raw_locals is None:
                found = _by_proxy
            elif not rest:
                return raw_locals.resolver(code, first)
            else:
                def found(frame, name):
                    return raw_locals.value_of(frame, name)
        elif code.co_flags & _OPTIMIZED:
            if not rest:
                def plain(frame):
                    value = frame.f_globals.get(first, MISSING)
                    return 0 if value is MISSING else id(value)
                return plain
            found = _by_globals
        else:
            found = _by_namespace

        def resolve(frame):
            value = found(frame, first)
            for name in rest:
                if value is MISSING:
                    return 0
                value = attribute(value, name)
            return 0 if value is MISSING else id(value)
        return resolve


def _by_globals(frame, name):
    return frame.f_globals.get(name, MISSING)


def _by_namespace(frame, name):
    value = frame.f_locals.get(name, MISSING)  # module and class bodies: their locals are a dict of their own
    return frame.f_globals.get(name, MISSING) if value is MISSING else value


def _by_proxy(frame, name):
    # Before 3.13 to ask for a function's locals would copy them all, and so change their counts.
    return frame.f_locals.get(name, MISSING) if sys.version_info >= (3, 13) else MISSING


_same = {}


def _same_file(wanted, path):
    key = (wanted, path)
    if key not in _same:
        import os
        _same[key] = os.path.realpath(wanted) == os.path.realpath(path)
    return _same[key]
