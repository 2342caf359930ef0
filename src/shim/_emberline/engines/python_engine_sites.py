"""Turns stacks (dump text, or code objects with lines) into sites of the recording, each kind through a cache."""

from .. import record_table as table
from ..recorder import is_own_file
from .python_engine_dumps import parse_dump, unescaped
from .python_engine_names import CodeIndex

MAX_WALK = 1000
"""Frames of a walked stack at most, innermost first."""

_MOST_STACKS = 20_000
_OUTER = "outer frames that were too deep to be seen"


class Sites:
    """Caches by thread: a stack that was seen before costs one look-up."""

    def __init__(self, recorder, lines_are_true):
        self._recorder = recorder
        self._lines_are_true = lines_are_true
        self.codes = CodeIndex()
        self._dumps = {}
        self._walks = {}
        self._rows = {}

    def of_dump(self, thread, text):
        """The site of a dump of a thread; None when its text is torn."""
        key = (thread, text)
        site = self._dumps.get(key)
        if site is None:
            parsed = parse_dump(text)
            if parsed is None:
                return None
            if len(self._dumps) >= _MOST_STACKS:
                self._dumps.clear()
            site = self._dumps[key] = self._dump_path(thread, *parsed)
        return site

    def thread_site(self, thread):
        """The site of the thread itself: what is known when no stack of it was seen."""
        return self._recorder.thread_site(thread)

    def _dump_path(self, thread, stack, whole):
        recorder, site = self._recorder, self._recorder.thread_site(thread)
        if not whole:
            site = recorder.site(site, recorder.frame(table.FRAME_KIND_NATIVE, _OUTER, None, None))
        inside = not whole
        for place in stack:
            frame = self._row(place)
            if frame is None:
                continue
            if inside or not _is_launcher(place[0]):
                inside = True
                site = recorder.site(site, frame, place[1])
        return site

    def _row(self, place):
        """The frame of a row, None for one of the shim."""
        if place in self._rows:
            return self._rows[place]
        if len(self._rows) >= _MOST_STACKS:
            self._rows.clear()
        frame = self._rows[place] = self._dump_frame(*place)
        return frame

    def _dump_frame(self, file, line, name):
        recorder = self._recorder
        if file is None:
            return recorder.frame(table.FRAME_KIND_FUNCTION, unescaped(name), None, None)
        path = self.codes.path(file) or unescaped(file)
        if is_own_file(path):
            return None
        code = self.codes.find(file, name, line)
        if code is not None:
            return recorder.code_frame(code)
        kind = table.FRAME_KIND_MODULE if name == b"<module>" else table.FRAME_KIND_FUNCTION
        return recorder.frame(kind, unescaped(name), recorder.file(path), 1 if name == b"<module>" else None)

    def of_walk(self, thread, stack, leaf_line_is_true):
        """The site of a stack of (code, line), outermost first. A leaf line that isn't true is left out."""
        key = (thread, stack, leaf_line_is_true)
        site = self._walks.get(key)
        if site is not None:
            return site
        if len(self._walks) >= _MOST_STACKS:
            self._walks.clear()
        recorder, site = self._recorder, self._recorder.thread_site(thread)
        inside, last = False, len(stack) - 1
        if len(stack) >= MAX_WALK:
            inside, site = True, recorder.site(site, recorder.frame(table.FRAME_KIND_NATIVE, _OUTER, None, None))
        for position, (code, line) in enumerate(stack):
            if is_own_file(code.co_filename) or not inside and _is_launcher(code.co_filename.encode("utf-8", "replace")):
                continue
            inside = True
            self.codes.add(code)
            true = self._lines_are_true and (position < last or leaf_line_is_true)
            site = recorder.site(site, recorder.code_frame(code), (line or None) if true else None)
        self._walks[key] = site
        return site


def _is_launcher(file):
    """Whether the outermost frames of a file are those that started the program (runpy), not the program's."""
    return file is not None and (file == b"<frozen runpy>" or file.endswith((b"/runpy.py", b"\\runpy.py")))
