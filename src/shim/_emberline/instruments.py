"""Everything that measures beside the time engine, behind one small interface."""

import sys


class Instrument:
    """Life: `start` on the main thread right before the program, `drain` on the session's thread, `stop`, one last `drain`."""

    metrics = ()
    """Metric ids that it adds to the recording."""

    memory = None
    """The `memory` object of the head record, when it is the one that measures memory."""

    def start(self, recorder):
        """Begins."""

    def drain(self):
        """Records what was seen since the last call."""

    def stop(self):
        """Takes every hook out; one `drain` follows."""

    def after_fork_in_child(self):
        """The parent's recording ends here for the child: takes every hook out. The child's own gets new instruments."""
        self.stop()


def instruments_for(options, engine, notices):
    """The instruments of a run. `notices` is a list that takes (code, message)."""
    from .collector import Collector
    from .collector_state import CollectorState
    from .timeline import Timeline
    chosen = [Collector(), Timeline(engine), CollectorState()]
    if options.memory and not (engine is not None and engine.measures_memory):
        from .traced_memory import TracedMemory
        memory = TracedMemory.unless_taken(notices)
        if memory is not None:
            chosen.append(memory)
            chosen[1].heap = memory.heap_bytes
    chosen += _reference_instruments(options, notices)
    if options.calls:  # last, so that what the others do to begin is not counted
        from .exact_calls import ExactCalls
        chosen.append(ExactCalls(notices))
    return chosen


def _reference_instruments(options, notices):
    """Line by line for watched names; without any, module-level objects, looked at now and then."""
    from .type_census import TypeCensus
    if options.watches:
        if hasattr(sys, "monitoring"):
            from .monitored_lines import MonitoredLines as Lines
        else:
            from .traced_lines import TracedLines as Lines
        return [Lines(options.watches, options.workspace, notices), TypeCensus(notices)]
    from .module_objects import ModuleObjects
    return [ModuleObjects(options.workspace), TypeCensus(notices)]
