"""Times a callable as pyperf does: loops calibrated until one value takes long enough, warm-ups left out, one value after another."""

import gc
from time import perf_counter_ns, process_time_ns

_MOST_LOOPS = 1 << 30


def calibrate(inner, least_ns):
    """How many loops make one value last `least_ns`. `inner(loops)` returns nanoseconds."""
    loops = 1
    while True:
        spent = inner(loops)
        if spent >= least_ns or loops >= _MOST_LOOPS:
            return loops, spent
        # Once the clock tells anything, go straight for the goal; a little above it saves another round.
        aim = int(loops * 1.1 * least_ns / spent) + 1 if spent > 2000 else loops * 8
        loops = max(loops + 1, min(aim, loops * 10))


def values(inner, loops, warmups, count):
    """Nanoseconds a loop of each value, and of each warm-up; with the share of the time that this process had a processor."""
    before = []
    for _ in range(warmups):
        before.append(inner(loops) / loops)
    measured, shares = [], []
    for _ in range(count):
        gc.collect()
        cpu, wall = process_time_ns(), perf_counter_ns()
        measured.append(inner(loops) / loops)
        passed = perf_counter_ns() - wall
        shares.append((process_time_ns() - cpu) / passed if passed > 0 else 1.0)
    return {"values": measured, "warmups": before, "loops": loops, "cpuShares": shares}


class Collections:
    """Counts runs of the cyclic collector, and the time that they take, between `start` and `stop`."""

    def __init__(self):
        self.count, self.ns, self._begun = 0, 0, 0

    def _called(self, phase, _info):
        if phase == "start":
            self._begun = perf_counter_ns()
        else:
            self.count += 1
            self.ns += perf_counter_ns() - self._begun

    def start(self):
        """Begins to count."""
        gc.callbacks.append(self._called)

    def stop(self):
        """Ends."""
        gc.callbacks.remove(self._called)


def memory_of(action):
    """What one call of `action()` needs: the most bytes held at once beyond the start, and collector runs. Its time is no measure."""
    import tracemalloc
    gc.collect()
    collections = Collections()
    collections.start()
    running = tracemalloc.is_tracing()
    if not running:
        tracemalloc.start(1)
    try:
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        action()
        peak = tracemalloc.get_traced_memory()[1] - before
    finally:
        if not running:
            tracemalloc.stop()
        collections.stop()
    return {"peakBytes": max(0, peak), "collections": collections.count}
