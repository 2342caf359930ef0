"""Runs of the cyclic collector: when, how long, what they freed, and the line that set them off."""

import gc
import sys
import time

from .instruments import Instrument
from .recorder import ROOT, is_own_file

_DEEPEST = 2 * 500  # two entries a frame, innermost first


class Collector(Instrument):
    """A callback first and last would be exact to the microsecond; one entry that leaves the list alone is polite to the program.

    The callback only notes plain tuples, on whatever thread collects; drain records them.
    """

    def __init__(self):
        self._recorder = None
        self._seen = []
        self._begun = None
        self.missed = 0
        self._note = self._noted

    def start(self, recorder):
        self._recorder = recorder
        gc.callbacks.append(self._note)

    def _noted(self, phase, info, clock=time.perf_counter_ns, caller=sys._getframe):
        # As few calls as can be: the collector may run one level below the program's recursion limit.
        try:
            if phase == "start":
                self._begun = clock()
                return
            ended = clock()
            stack = []
            try:
                frame = caller(1)
            except ValueError:  # no Python code called for it: a thread begins or ends
                frame = None
            while frame is not None and len(stack) < _DEEPEST:  # a deep recursion collects at every step before 3.11
                stack += frame.f_code, frame.f_lineno  # one flat list: a tuple a frame would count towards the next collection
                frame = frame.f_back
            self._seen.append((self._begun, ended, info, stack))
        except RecursionError:
            self.missed += 1

    def drain(self):
        recorder, seen = self._recorder, self._seen
        for began, ended, info, stack in [seen.pop(0) for _ in range(len(seen))]:
            if began is not None:
                stack = [entry for entry in zip(stack[-2::-2], stack[::-2]) if not is_own_file(entry[0].co_filename)]
                at = began - recorder.started_ns
                recorder.collection(at, ended - began, info["generation"], info["collected"], info["uncollectable"],
                                    info.get("candidates"), self._site(stack))

    def _site(self, stack):
        return self._recorder.path(ROOT, stack) if stack else None

    def stop(self):
        if self._note in gc.callbacks:
            gc.callbacks.remove(self._note)
