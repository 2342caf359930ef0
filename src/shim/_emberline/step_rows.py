"""Buffers the steps of watched objects and their links as columns, and hands them to the recorder as records."""

from . import record_table as table
from .recorder import NONE
from .sink import encode_columns


class StepRows:
    """Steps are numbered over the whole recording, so there is one of these in a run."""

    def __init__(self):
        self._steps = ([], [], [], [], [], [])
        self._links = ([], [], [], [], [])
        self._count = 0

    def add(self, recorder, at, object_id, count, event, source, site, links):
        """A change of an object's count. `source` is a `record_table.STEP_SOURCE_*`, `site` may be None; `links` are the references
        that came (1) and went (0) with it: (0 or 1, `record_table.LINK_KIND_*`, text, times)."""
        values = (at, count, object_id, NONE if site is None else site, event, source)
        for column, value in zip(self._steps, values):
            column.append(value)
        for gained, kind, text, times in links:
            for column, value in zip(self._links, (self._count, recorder.string(text), times, gained, kind)):
                column.append(value)
        self._count += 1

    def write(self, recorder):
        """Everything that was added since the last call."""
        for record, columns in ((table.STEPS, self._steps), (table.STEP_LINKS, self._links)):
            if columns[0]:
                recorder.encoded(encode_columns(record, len(columns[0]), (), columns))
                for column in columns:
                    del column[:]
