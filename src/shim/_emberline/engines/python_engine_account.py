"""Weighs the observations of one thread with what its clocks measured: CPU time goes to dumps, waiting to blocked stacks."""

from .. import record_table as table


class Window:
    """What one look at a thread saw.

    `end`, `wall`, `cpu`, `queued`: nanoseconds (`cpu` None where not measured; `queued`: ready, without a processor);
    `data`: bytes of its pipe; `status`: SEEN_*; `stack`: ((code, line), …) outermost first, or None.
    """

    __slots__ = ("end", "wall", "cpu", "queued", "data", "status", "stack")

    def __init__(self, end, wall, cpu, queued, data, status, stack):
        self.end, self.wall, self.cpu, self.queued = end, wall, cpu, queued
        self.data, self.status, self.stack = data, status, stack


SEEN_RUNNING, SEEN_IDLE, SEEN_WAITING_FOR_GIL, SEEN_IN_NATIVE, SEEN_UNKNOWN = range(5)

_STATES = {SEEN_RUNNING: table.THREAD_STATE_PYTHON, SEEN_IDLE: table.THREAD_STATE_IDLE,
           SEEN_WAITING_FOR_GIL: table.THREAD_STATE_WAITING_FOR_GIL, SEEN_IN_NATIVE: table.THREAD_STATE_NATIVE,
           SEEN_UNKNOWN: table.THREAD_STATE_UNKNOWN}
_BLOCKED = (SEEN_IDLE, SEEN_WAITING_FOR_GIL)
_LONGEST_ROW = 4_000_000_000
_PATIENCE = 1_000_000_000


class Account:
    """Turns windows into rows of (at, site, wall, cpu, state); what has no observation yet is carried on, never dropped."""

    def __init__(self, thread, sites, splitter):
        self._thread = thread
        self._sites = sites
        self.splitter = splitter
        self.observations = 0
        self._cpu = 0  # without a dump yet
        self._ready = 0  # wall time on, or ready for, a processor; without a dump yet
        self._waited = 0  # wall time of waiting that no look has met yet
        self._waited_since = 0
        self._last_site = sites.thread_site(thread)  # what is known when no stack was seen

    def rows(self, windows, last):
        """The rows of windows in time order. `last`: nothing will follow."""
        rows, self.observations = [], 0
        for position, window in enumerate(windows):
            self._window(window, last or position + 1 < len(windows), rows)
        self._settle(rows, windows[-1].end if windows else None, last)
        return rows

    def _window(self, window, complete, rows):
        cpu, waited = self._clock(window)
        dumps = self._dump_sites(window, complete)
        if dumps:
            self._spread(dumps, window, rows)
        if window.stack is None:
            self._waited += waited
            return
        if window.status in _BLOCKED:
            self._row(rows, window.end, self._site(window, True), self._waited + waited, 0, _STATES[window.status])
            self._waited, self._waited_since = 0, window.end
        else:  # sampled by looks alone: the function is true, the line in it is not
            wall, self._ready, self._waited = self._ready + self._waited + waited, 0, 0
            site = self._site(window, False)
            self._row(rows, window.end, site, wall, None if cpu is None else self._cpu, _STATES[window.status])
            self._cpu = 0
        self.observations += 1

    def _clock(self, window):
        if window.cpu is None:
            return None, window.wall
        cpu = min(window.cpu, window.wall)
        ready = min(window.wall, cpu + window.queued)
        self._cpu += window.cpu
        self._ready += ready
        return cpu, window.wall - ready

    def _site(self, window, line_is_true):
        return self._sites.of_walk(self._thread, window.stack, line_is_true)

    def _dump_sites(self, window, complete):
        if self.splitter is None:
            return ()
        found = []
        for text in self.splitter.split(window.data, complete or not window.data):
            site = self._sites.of_dump(self._thread, text)
            if site is None:
                self.splitter.lost += 1
            else:
                found.append(site)
        return found

    def _spread(self, dumps, window, rows):
        """Gives the CPU time since the last dumps to these, in even parts."""
        count = len(dumps)
        wall, cpu = self._ready / count, self._cpu / count
        step = window.wall / count
        for position, site in enumerate(dumps, 1):
            self._row(rows, window.end - window.wall + step * position, site, wall, cpu, table.THREAD_STATE_PYTHON)
        self._cpu = self._ready = 0
        self.observations += count

    def _settle(self, rows, now, last):
        """Waiting that no look meets is too short to be seen: it goes to what ran around it."""
        if now is None and not last:
            return
        if self._waited and (last or now - self._waited_since > _PATIENCE):
            if rows:
                part = self._waited / len(rows)
                rows[:] = [(at, site, min(wall + part, _LONGEST_ROW), cpu, state) for at, site, wall, cpu, state in rows]
                self._waited = 0
            self._waited_since = now if now is not None else self._waited_since
        if last and now is not None and (self._ready or self._waited):
            self._row(rows, now, self._last_site, self._ready + self._waited, self._cpu, table.THREAD_STATE_UNKNOWN)
            self._cpu = self._ready = self._waited = 0

    def _row(self, rows, at, site, wall, cpu, state):
        if site == self._sites.thread_site(self._thread) and state != table.THREAD_STATE_UNKNOWN:
            return  # nothing but the shim's own frames
        self._last_site = site
        while wall > _LONGEST_ROW:
            rows.append((at - wall + _LONGEST_ROW, site, _LONGEST_ROW, 0 if cpu is not None else None, state))
            wall -= _LONGEST_ROW
        rows.append((at, site, wall, cpu, state))
