"""Follows module-level objects of the user's own files by looking now and then."""

import sys
import time
import types

from . import record_table as table
from .classify import origin_of
from .instruments import Instrument
from .object_series import ObjectSeries
from .raw_counts import reader
from .recorder import is_own_file
from .plain_access import MISSING

_MOST_NAMES = 24
_PLAIN = (int, float, complex, str, bytes, bool, type(None), type(Ellipsis), type, range, property,
          types.ModuleType, types.FunctionType, types.BuiltinFunctionType, types.MethodType)


class ModuleObjects(Instrument):
    """A look at every drain: counts are sampled, and the line that changed them is not known."""

    def __init__(self, workspace):
        self._read = reader()
        self._workspace = workspace
        self._names = {}  # (module, name) -> (series, file)

    def _series(self, kind, name):
        return ObjectSeries(kind, name, self._read, time.perf_counter_ns)

    def start(self, recorder):
        self._recorder = recorder

    def drain(self):
        recorder = self._recorder
        self._find()
        for (module, name), (series, file) in self._names.items():
            space = getattr(sys.modules.get(module), "__dict__", {})
            value = space.get(name, MISSING)
            series.see(value, None)
            del value
            series.record(recorder, recorder.file(file), None)

    def _find(self):
        for module_name, module in list(sys.modules.items()):
            if len(self._names) >= _MOST_NAMES:
                return
            if type(module) is not types.ModuleType:
                continue
            space = module.__dict__
            file = space.get("__file__")
            if module_name == "__mp_main__" or not isinstance(file, str) or not self._is_users(file, module_name):
                continue
            for name in list(space):
                value = space.get(name)
                if not name.startswith("_") and not isinstance(value, _PLAIN) and len(self._names) < _MOST_NAMES:
                    key = (module_name, name)
                    if key not in self._names:
                        shown = name if module_name == "__main__" else "%s.%s" % (module_name, name)
                        self._names[key] = (self._series(table.OBJECT_KIND_MODULE, shown), file)
                del value

    def _is_users(self, file, module_name):
        if is_own_file(file):
            return False
        return module_name == "__main__" or origin_of(file, self._workspace) == table.ORIGIN_WORKSPACE
