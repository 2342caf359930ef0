"""Turns what the sampling thread collected into the recorder's frames, sites, threads and samples."""

import _thread
import ctypes
import sys
from array import array

from .. import record_table as table
from ..recorder import NONE, is_own_file
from . import native_lines

_INTERPRETERS_OWN = ("__init__",)  # 3.12's code that ends a call of a class: static, and asking it for its bytes crashes
_BATCH = 4096
_THREAD, _CUT = 0xFFFFFFFE, 0xFFFFFFFD


class Drain:
    """One for the life of an engine, made on the main thread: nodes, codes and threads count up, and each is looked at once."""

    def __init__(self, library, recorder, with_lines, with_columns):
        self._library, self._recorder = library, recorder
        self._with_lines, self._with_columns = with_lines, with_columns
        self._main = _thread.get_ident()
        self._codes = []  # by index: code object, or None when nothing is known of it
        self._frames = {}  # by index: frame id, or None for the shim's own
        self._positions = {}  # (code index, offset): (position, is call)
        self._sites, self._calls = array("I"), bytearray()  # by node
        self._threads = {}  # by the library's index: the recorder's thread id
        self._thread_sites = set()
        self._ended = set()
        self._runpy = getattr(sys.modules.get("runpy"), "__file__", None)

    def run(self):
        """Writes what is new."""
        rows = self._library.em_take()
        self._take_codes()
        self._take_nodes()
        if rows:
            self._write_rows()
        self._end_threads()

    # -- codes ---------------------------------------------------------------------------------------------------------

    def _take_codes(self):
        for index in range(len(self._codes), self._library.em_codes_update()):
            address = self._library.em_code_object(index)
            self._codes.append(ctypes.cast(address, ctypes.py_object).value if address else self._rebuilt(index))

    def _frame(self, index):
        """Made when a stack has it: the child of a fork knows many codes of which it may run few."""
        if index not in self._frames:
            self._frames[index] = self._frame_of(self._codes[index])
        return self._frames[index]

    def _frame_of(self, code):
        if code is None:
            return self._recorder.frame(table.FRAME_KIND_FUNCTION, "(a function that is gone)", None, None)
        if is_own_file(code.co_filename) or code.co_filename in _INTERPRETERS_OWN:
            return None
        return self._recorder.code_frame(code)

    def _rebuilt(self, index):
        from .native_codes import rebuild
        copies, line, size = ctypes.c_void_p(), ctypes.c_uint32(), ctypes.c_uint32()
        length = self._library.em_code_copies(index, ctypes.byref(copies), ctypes.byref(line), ctypes.byref(size))
        return rebuild(ctypes.string_at(copies, length), line.value, size.value) if length else None

    # -- nodes ---------------------------------------------------------------------------------------------------------

    def _take_nodes(self):
        parents, codes, offsets = ((ctypes.c_uint32 * _BATCH)(), (ctypes.c_uint32 * _BATCH)(), (ctypes.c_int32 * _BATCH)())
        first = start = len(self._sites)
        while True:
            count = self._library.em_nodes(first, _BATCH, parents, codes, offsets)
            for at in range(min(count - first, _BATCH)):
                code = codes[at]
                if code < _CUT and code >= len(self._codes):
                    count = first = first + at  # seen after the codes were taken: next time
                    break
                site, call = self._site_of(parents[at], code, offsets[at])
                self._sites.append(site)
                self._calls.append(call)
            else:
                first = min(count, first + _BATCH)
            if first >= count:
                break
        new = len(self._sites) - start
        if new:
            sites = self._sites[start:]
            calls = (ctypes.c_uint8 * new).from_buffer(self._calls, start)
            self._library.em_set_sites(start, new, sites.buffer_info()[0], calls)
            del calls  # the buffer must be free to grow

    def _site_of(self, parent, code, offset):
        if parent == NONE:
            return 0, 0
        if code == _THREAD:
            thread = self._thread(offset)
            return (NONE if thread is None else self._recorder.thread_site(thread)), 0
        above = self._sites[parent]
        if above == NONE:  # a thread of ours
            return NONE, 0
        if code == _CUT:
            frame = self._recorder.frame(table.FRAME_KIND_FUNCTION, "(deeper frames, cut)", None, None)
            return self._recorder.site(above, frame), 0
        frame = self._frame(code)
        if frame is None or above in self._thread_sites and self._is_launcher(code):
            return above, 0
        position, call = self._position(code, offset)
        return self._recorder.site(above, frame, *position), call

    def _is_launcher(self, index):
        """What stands between us and the program; below its first frame it is no part of it."""
        code = self._codes[index]
        return code is not None and (code.co_filename.startswith("<frozen ") or code.co_filename == self._runpy)

    def _position(self, index, offset):
        found = self._positions.get((index, offset))
        if found is None:
            code, position, call = self._codes[index], (None,) * 4, 0
            if code is not None and self._with_lines:
                position = native_lines.position(code, offset)
                call = int(native_lines.is_call(code, offset))
                if not self._with_columns:
                    position = (position[0], None, None, None)
            found = self._positions[index, offset] = (position, call)
        return found

    # -- threads and samples -------------------------------------------------------------------------------------------

    def _thread(self, index):
        """The recorder's id of a thread; None for one of ours."""
        known = self._threads.get(index)
        if known is None:
            ident, system_id, lives = self._thread_info(index)
            if lives == -1:
                return None
            known = self._threads[index] = self._recorder.thread(system_id or ident, _thread_name(ident, system_id, self._main))
            self._thread_sites.add(self._recorder.thread_site(known))
        return known

    def _thread_info(self, index):
        ident, system_id = ctypes.c_uint64(), ctypes.c_uint64()
        lives = self._library.em_thread_info(index, ctypes.byref(ident), ctypes.byref(system_id))
        return ident.value, system_id.value, lives

    def _write_rows(self):
        base, observed = ctypes.c_uint64(), ctypes.c_uint32()
        for index in list(self._threads):
            count = self._library.em_thread_rows(index, ctypes.byref(observed))
            if not count:
                continue
            columns = [array("I", bytes(4 * count)) for _ in range(4)]
            states = array("B", bytes(count))
            addresses = [column.buffer_info()[0] for column in columns] + [states.buffer_info()[0]]
            written = self._library.em_columns(index, ctypes.byref(base), *addresses)
            for column in columns + [states]:
                del column[written:]
            if written:
                at = base.value - self._recorder.started_ns
                self._recorder.sample_columns(self._threads[index], at, *columns, states, observations=observed.value)

    def _end_threads(self):
        for index, thread in self._threads.items():
            if index not in self._ended and not self._thread_info(index)[2]:
                self._ended.add(index)
                self._recorder.thread_end(thread)


def _thread_name(ident, system_id, main):
    """The name that `threading` knows; idents are used again, so the system's id must agree."""
    listed = getattr(sys.modules.get("threading"), "_active", {}).get(ident)
    if system_id and getattr(listed, "_native_id", system_id) != system_id:
        listed = None
    return getattr(listed, "_name", None) or ("MainThread" if ident == main else "Thread %d" % (system_id or ident))
