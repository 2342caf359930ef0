"""Interns strings, files, frames, sites and threads, buffers the rows of one run as columns, and writes them as records.

Used by one thread at a time (the session's own, under the session's lock). Code that runs in the program's threads (collector,
line events) leaves plain tuples in a list, and the session's thread records them at the next drain.
"""

import os
import time

from . import record_table as table
from .classify import origin_of
from .sink import encode_columns, encode_json

NONE = table.NONE
NAN = float("nan")
_MAX_U32 = 0xFFFFFFFE
_OPTIMIZED = 0x1  # inspect.CO_OPTIMIZED: set for functions, not for module and class bodies
_OWN_FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep

ROOT = 0
"""The site of the root."""


def is_own_file(path):
    """Whether a source file is part of the shim; its frames are never recorded."""
    return path.startswith(_OWN_FOLDER)


class Recorder:
    """What engines and collectors write to. Every id counts up from 0; every time is in nanoseconds since the run's start."""

    def __init__(self, write, started_ns, workspace=None, cwd=None, parent=None):
        """`write(bytes)` takes whole records, `started_ns` is perf_counter_ns() at the run's start, `parent` a forking process's."""
        self._write = write
        self.started_ns = started_ns
        self._workspace = workspace
        self.cwd = cwd
        self.sample_count = 0
        self.object_count = 0
        self._strings, self._new_strings = {}, []
        self._files, self._file_rows, self._file_count = {}, [], 0
        self._hashes = {} if parent is None else parent._hashes
        self._frames, self._frame_columns = {}, ([], [], [], [])
        self._code_frames = {}
        self._sites, self._site_columns = {}, ([], [], [], [], [], [])
        self._thread_sites = []
        self._thread_columns = ([], [], [], [], [], [])
        self._memory_columns = ([], [], [], [])
        self._collection_columns = ([], [], [], [], [], [], [])
        self._object_columns = ([], [], [], [], [], [], [])
        self._reference_columns = ([], [], [], [], [])
        self._data = []  # encoded records that refer to the tables above, in order
        self.site(NONE, self.frame(table.FRAME_KIND_ROOT, "", None, None))

    def now(self):
        """Nanoseconds since the run's start, on the clock of `time.perf_counter_ns` (CLOCK_MONOTONIC on Linux)."""
        return time.perf_counter_ns() - self.started_ns

    # -- tables --------------------------------------------------------------------------------------------------------

    def string(self, text):
        """The id of a string."""
        index = self._strings.get(text)
        if index is None:
            index = self._strings[text] = len(self._strings)
            self._new_strings.append(text.encode("utf-8", "backslashreplace"))
        return index

    def source_hash(self, path, digest):
        """Tells the sha256 hex digest of a source that was read before it ran (the program may delete or change it)."""
        self._hashes[path] = digest

    def file(self, path):
        """The id of a source file; `path` as in `co_filename`. Reads the source once to hash it."""
        index = self._files.get(path)
        if index is not None:
            return index
        joined = os.path.join(self.cwd or "", path)
        whole = joined if not path.startswith("<") and os.path.exists(joined) else path
        if whole != path and whole in self._files:
            index = self._files[path] = self._files[whole]
            return index
        origin = origin_of(whole, self._workspace)
        digest = self._hashes.get(path) or self._hashes.get(whole)
        if digest is None and origin != table.ORIGIN_GENERATED:
            from .hashing import sha256_of_file
            digest = self._hashes[whole] = sha256_of_file(whole)
        index = self._file_count
        self._files[path] = self._files[whole] = index
        self._file_count += 1
        self._file_rows.append((self.string(whole), NONE if digest is None else self.string(digest), origin))
        return index

    def frame(self, kind, name, file, line):
        """The id of a frame. `kind` is a `record_table.FRAME_KIND_*`, `file` a file id or None, `line` 1-based or None."""
        key = (kind, name, file, line)
        index = self._frames.get(key)
        if index is None:
            index = self._frames[key] = len(self._frames)
            names, files, lines, kinds = self._frame_columns
            names.append(self.string(name))
            files.append(NONE if file is None else file)
            lines.append(NONE if line is None or line < 1 else line)
            kinds.append(kind)
        return index

    def code_frame(self, code):
        """The id of the frame of a code object: a module, class body or function by its qualified name."""
        entry = self._code_frames.get(id(code))
        if entry is not None and entry[0] is code:
            return entry[1]
        if code.co_name == "<module>":
            kind = table.FRAME_KIND_MODULE
        elif code.co_flags & _OPTIMIZED:
            kind = table.FRAME_KIND_FUNCTION
        else:
            kind = table.FRAME_KIND_CLASS
        name = getattr(code, "co_qualname", code.co_name)
        index = self.frame(kind, name, self.file(code.co_filename), code.co_firstlineno)
        self._code_frames[id(code)] = (code, index)
        return index

    def site(self, parent, frame, line=None, end_line=None, column=None, end_column=None):
        """The id of a site: `line` 1-based, columns 0-based in UTF-8 bytes; None where not known. `parent` precedes."""
        key = (parent, frame, line, end_line, column, end_column)
        index = self._sites.get(key)
        if index is None:
            index = self._sites[key] = len(self._sites)
            columns = self._site_columns
            columns[0].append(parent)
            columns[1].append(frame)
            for values, value, least in zip(columns[2:], (line, end_line, column, end_column), (1, 1, 0, 0)):
                values.append(NONE if value is None or value < least else value)
        return index

    def path(self, parent, stack):
        """The site below `parent` of a stack of (code object, line) pairs, outermost first; own frames are left out."""
        for code, line in stack:
            if not is_own_file(code.co_filename):
                parent = self.site(parent, self.code_frame(code), line or None)
        return parent

    def thread(self, ident, name, at=None):
        """A thread begins. Returns its new id; its site is `thread_site(id)`. `ident` is the operating system's id."""
        thread = len(self._thread_sites)
        frame = self.frame(table.FRAME_KIND_THREAD, name, None, None)
        # Two threads of one name are two roots: the id, as a line would, keeps their sites apart.
        site = self._sites[("thread", thread)] = len(self._sites)
        columns = self._site_columns
        columns[0].append(ROOT)
        columns[1].append(frame)
        for column in columns[2:]:
            column.append(NONE)
        self._thread_sites.append((site, ident, name))
        self._thread_row(thread, table.LIFE_EVENT_START, at)
        return thread

    def thread_end(self, thread, at=None):
        """A thread has ended."""
        self._thread_row(thread, table.LIFE_EVENT_END, at)

    def thread_site(self, thread):
        """The site of a thread below the root."""
        return self._thread_sites[thread][0]

    def _thread_row(self, thread, event, at):
        site, ident, name = self._thread_sites[thread]
        at = self.now() if at is None else at
        for column, value in zip(self._thread_columns, (at, ident, thread, self.string(name), site, event)):
            column.append(value)

    # -- data ----------------------------------------------------------------------------------------------------------

    def samples(self, thread, rows, observations=None):
        """Samples of one thread in time order: rows of (at, site, wall, cpu or None, state).

        `at`, `wall` and `cpu` are nanoseconds; `at` ends the time that the row stands for; `state` is a
        `record_table.THREAD_STATE_*`. `observations`: how many stack walks the rows stand for (len(rows) unless told).
        """
        if not rows:
            return
        base = at_before = rows[0][0]
        deltas, sites, walls, cpus, states = [], [], [], [], []
        for at, site, wall, cpu, state in rows:
            delta = int(at - at_before)
            if not 0 <= delta <= _MAX_U32:  # over four seconds since the row before: a record of its own
                self._samples_record(thread, base, (deltas, sites, walls, cpus, states))
                deltas, sites, walls, cpus, states = [], [], [], [], []
                base, delta = at, 0
            at_before = at
            deltas.append(delta)
            sites.append(site)
            walls.append(min(max(int(wall), 0), _MAX_U32))
            cpus.append(NONE if cpu is None else min(max(int(cpu), 0), _MAX_U32))
            states.append(state)
        self._samples_record(thread, base, (deltas, sites, walls, cpus, states))
        self.sample_count += len(rows) if observations is None else observations

    def _samples_record(self, thread, base, columns):
        if columns[0]:
            self._data.append(encode_columns(table.SAMPLES, len(columns[0]), (thread, base), columns))

    def sample_columns(self, thread, base, delta, site, wall, cpu, state, observations=None):
        """The same as columns (lists or `array`s); see the samples record of the schema."""
        self._samples_record(thread, base, (delta, site, wall, cpu, state))
        self.sample_count += len(delta) if observations is None else observations

    def allocations(self, at, rows):
        """What sites allocated and freed since the record before: rows of (site, bytes, blocks, freed bytes, freed blocks)."""
        if not rows:
            return
        sites, columns = [], ([], [], [], [])
        for site, *values in rows:
            sites.append(site)
            for column, value in zip(columns, values):
                column.append(value)
        self._data.append(encode_columns(table.ALLOCATIONS, len(sites), (at,), columns + (sites,)))

    def peak(self, at, total, rows):
        """What was held when the heap was largest: rows of (site, bytes, blocks). The last call counts."""
        held, blocks, sites = [], [], []
        for site, size, count in rows:
            held.append(size)
            blocks.append(count)
            sites.append(site)
        self._data.append(encode_columns(table.PEAK, len(sites), (at, total), (held, blocks, sites)))

    def memory(self, at, rss=None, heap=None, blocks=None):
        """Memory of the process at a moment: bytes, bytes, blocks; None where not measured."""
        for column, value in zip(self._memory_columns, (at, rss, heap, blocks)):
            column.append(NAN if value is None else value)

    def collection(self, at, duration, generation, collected, uncollectable, candidates=None, site=None):
        """One run of the cyclic collector, times in nanoseconds."""
        values = (at, duration, collected, uncollectable, NAN if candidates is None else candidates,
                  NONE if site is None else site, generation)
        for column, value in zip(self._collection_columns, values):
            column.append(value)

    def object(self, kind, name, type_name, file=None, line=None, immortal=False, born=None):
        """An object or type that is followed; returns its id. `kind` is a `record_table.OBJECT_KIND_*`, `file` a file id."""
        values = (self.now() if born is None else born, self.string(name), self.string(type_name),
                  NONE if file is None else file, NONE if line is None else line, 1 if immortal else 0, kind)
        for column, value in zip(self._object_columns, values):
            column.append(value)
        self.object_count += 1
        return self.object_count - 1

    def reference(self, at, object_id, count, event, site=None):
        """A count over time. `event` is a `record_table.REFERENCE_EVENT_*`; `site` the one whose line ran before."""
        values = (at, count, object_id, NONE if site is None else site, event)
        for column, value in zip(self._reference_columns, values):
            column.append(value)

    def encoded(self, record):
        """A whole record; it goes out after the tables that it refers to."""
        self._data.append(record)

    def notice(self, code, message):
        """Something the reader should know: a kebab-case code and one sentence. The run goes on."""
        self._data.append(encode_json(table.NOTICE, {"code": code, "message": message}))

    def flush(self):
        """Writes all that was recorded since the last flush, tables before the rows that refer to them."""
        parts = []
        self._flush_strings(parts)
        if self._file_rows:
            columns = tuple(list(column) for column in zip(*self._file_rows))
            parts.append(encode_columns(table.FILES, len(columns[0]), (), columns))
            self._file_rows = []
        self._flush_columns(parts, table.FRAMES, self._frame_columns)
        self._flush_columns(parts, table.NODES, self._site_columns)
        self._flush_columns(parts, table.THREADS, self._thread_columns)
        self._flush_columns(parts, table.MEMORY, self._memory_columns)
        self._flush_columns(parts, table.COLLECTIONS, self._collection_columns)
        self._flush_columns(parts, table.OBJECTS, self._object_columns)
        self._flush_columns(parts, table.REFERENCES, self._reference_columns)
        parts += self._data
        self._data = []
        if parts:
            self._write(b"".join(parts))

    def _flush_strings(self, parts):
        if self._new_strings:
            ends, end = [], 0
            for text in self._new_strings:
                end += len(text)
                ends.append(end)
            parts.append(encode_columns(table.STRINGS, len(ends), (), (ends, b"".join(self._new_strings))))
            self._new_strings = []

    @staticmethod
    def _flush_columns(parts, record_type, columns):
        if columns[0]:
            parts.append(encode_columns(record_type, len(columns[0]), (), columns))
            for column in columns:
                del column[:]
