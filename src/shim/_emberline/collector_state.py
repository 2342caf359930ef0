"""How the program has set the collector: on or off, thresholds, frozen objects; told at the start and when it has changed."""

import gc
import sys

from . import record_table as table
from .instruments import Instrument
from .raw_counts import is_free_threaded
from .sink import encode_json

_OWN = "_emberline"


class CollectorState(Instrument):
    """A look at every drain."""

    _last = None

    def start(self, recorder):
        self._recorder = recorder
        self.drain()

    def drain(self):
        state = {"enabled": gc.isenabled(), "thresholds": list(gc.get_threshold()), "frozen": gc.get_freeze_count(),
                 "debug": gc.get_debug(), "garbage": len(gc.garbage), "callbacks": _callbacks_of_program(),
                 "generations": _generations()}
        if state != self._last:
            self._last = state
            self._recorder.encoded(encode_json(table.COLLECTOR_STATE, dict(state, at=self._recorder.now())))


def _callbacks_of_program():
    own = 0
    for callback in list(gc.callbacks):
        function = getattr(callback, "__func__", None) if type(callback) is _METHOD else None
        own += function is not None and function.__globals__.get("__package__") == _OWN
    return len(gc.callbacks) - own


_METHOD = type(CollectorState().drain)


def _generations():
    if is_free_threaded():
        return "single"
    return "incremental" if (3, 14, 0) <= sys.version_info[:3] <= (3, 14, 4) else "three"
