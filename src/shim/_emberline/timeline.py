"""Memory of the process over time: resident bytes, Python heap, allocated blocks."""

import sys

from .instruments import Instrument
from .process import rss_reader


class Timeline(Instrument):
    """One row at every drain."""

    def __init__(self, engine):
        self.heap = engine.heap_bytes if engine is not None else None
        self._rss = None
        self._recorder = None

    def start(self, recorder):
        self._recorder = recorder
        self._rss = rss_reader()
        self.drain()

    def drain(self):
        try:
            rss = self._rss() if self._rss is not None else None
        except OSError:
            rss = None
        heap = self.heap() if self.heap is not None else None
        self._recorder.memory(self._recorder.now(), rss, heap, sys.getallocatedblocks())
