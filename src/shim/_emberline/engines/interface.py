"""What the shim asks of a time engine; the native and the Python engine implement it."""


class EngineUnavailable(Exception):
    """An engine can't serve here; its text is one sentence for the user that says why."""


class Engine:
    """Samples the program's threads and, where it can, its allocations.

    Life: constructed with the options (raises EngineUnavailable), `start`, `drain` about four times a second, `stop`, one last
    `drain`. Everything but the engine's own samplers runs on one thread at a time.
    """

    name = ""
    """As in the head record: "native" or "python"."""

    reason = ""
    """Why this engine: one sentence. `choose` adds why the preferred one was not taken."""

    lines = "exact"
    """"exact" when sites carry the line that ran, "none" when lines are not to be had."""

    columns = False
    """Whether sites carry columns."""

    metrics = ("wall",)
    """Metric ids that this engine measures in this run: wall, cpu, allocated, allocations, held, peak."""

    measures_memory = False
    """Whether the engine measures allocations itself; if not, the shim uses tracemalloc when asked for memory."""

    memory_interval_bytes = 1
    """Mean bytes between allocation samples at the start; 1 is every allocation."""

    lost = 0
    """Observations that failed so far."""

    own_cpu_ns = None
    """CPU time of the engine's own threads and handlers so far, None where it can't be measured."""

    def __init__(self, options):
        """`options` is `_emberline.options.Options`: interval_ns, memory (True, False or None for «when it is cheap») …"""

    def start(self, recorder):
        """Begins sampling; called on the main thread, right before the program. The recorder is also the clock."""
        raise NotImplementedError

    def own_thread_begins(self):
        """Called first on the session's own thread, which is never to be recorded."""

    def drain(self):
        """Writes what was sampled since the last call through the recorder. Called on the session's own thread."""
        raise NotImplementedError

    def stop(self):
        """Ends sampling for good; one `drain` follows. Called on any thread."""
        raise NotImplementedError

    def heap_bytes(self):
        """Bytes held in the Python heap now, None where not measured."""
        return None

    def before_fork(self):
        """The program is about to fork: end own operating system threads (3.12+ warns about them), hold own locks."""

    def after_fork_in_parent(self):
        """Takes up sampling again."""

    def after_fork_in_child(self):
        """The parent's run ends here for the child: undo every hook, free what that run needs no more, write nothing."""

    def successor(self, options):
        """In the child, after that: an engine for the child's own recording, not yet started."""
        return type(self)(options)
