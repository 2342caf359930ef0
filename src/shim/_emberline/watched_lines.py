"""Follows watched names exactly: a look before every line of the functions that can see the name (3.12+, sys.monitoring)."""

import sys
import time

from . import record_table as table
from .instruments import Instrument
from .object_series import ObjectSeries
from .raw_counts import reader
from .recorder import is_own_file
from .watched_names import WatchedName

_TOOL_IDS = (4, 3)  # free for anyone; debuggers, coverage and profilers have numbers of their own
_OWN_NAME = "emberline"


class WatchedLines(Instrument):
    """Line events in the code objects that mention a watched name, and nowhere else."""

    def __init__(self, watches, workspace, notices):
        self._notices = notices
        read = reader()
        self._watches = [(WatchedName(watch, workspace), ObjectSeries(table.OBJECT_KIND_WATCHED, watch.name, read, time.perf_counter_ns))
                         for watch in watches]
        self._by_code = {}
        self._last = None  # the (code, line) that ran last
        self._tool = None
        self._busy = False

    def start(self, recorder):
        self._recorder = recorder
        monitoring = sys.monitoring
        for tool in _TOOL_IDS:
            if monitoring.get_tool(tool) is None:
                self._tool = tool
                break
        else:
            self._notices.append(("watch-refused", "References were not followed: other tools have taken sys.monitoring."))
            return
        monitoring.use_tool_id(self._tool, _OWN_NAME)
        events = monitoring.events
        monitoring.register_callback(self._tool, events.PY_START, self._started)
        monitoring.register_callback(self._tool, events.LINE, self._line)
        monitoring.register_callback(self._tool, events.PY_RETURN, self._returned)
        monitoring.set_events(self._tool, events.PY_START)

    def _started(self, code, _offset):
        monitoring = sys.monitoring
        if not is_own_file(code.co_filename):
            seen = [entry for entry in self._watches if entry[0].mentioned_in(code)]
            if seen:
                self._by_code[id(code)] = (code, seen)
                events = monitoring.events
                monitoring.set_local_events(self._tool, code, events.LINE | events.PY_RETURN)
        return monitoring.DISABLE

    def _line(self, code, line):
        self._look(code, sys._getframe(1), (code, line))

    def _returned(self, code, _offset, _value):
        self._look(code, sys._getframe(1), None)

    def _look(self, code, frame, place):
        entry = self._by_code.get(id(code))
        if entry is None or self._busy:
            return
        self._busy = True  # finalizers may run here, and with them lines of the program
        try:
            last = self._last
            for watch, series in entry[1]:
                value = watch.in_frame(frame)
                series.see(value, last)
                del value
            if place is not None:
                self._last = place
        except RecursionError:
            pass  # the program is at its limit; the next line will be seen
        finally:
            self._busy = False

    def drain(self):
        recorder = self._recorder
        for watch, series in self._watches:
            file = recorder.file(watch.file) if watch.file is not None else None
            series.record(recorder, file, watch.line)

    def stop(self):
        if self._tool is None:
            return
        tool, self._tool = self._tool, None
        monitoring = sys.monitoring
        monitoring.set_events(tool, 0)
        for code, _seen in self._by_code.values():
            monitoring.set_local_events(tool, code, 0)
        for event in (monitoring.events.PY_START, monitoring.events.LINE, monitoring.events.PY_RETURN):
            monitoring.register_callback(tool, event, None)
        monitoring.free_tool_id(tool)
        for watch, series in self._watches:
            if series.full:
                self._notices.append(("watch-cut", "«%s» was bound or changed too often: only its first changes are shown."
                                      % watch.name))
