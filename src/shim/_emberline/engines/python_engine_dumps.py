"""Reads the text that CPython's `faulthandler` writes: dumps of one thread's stack, innermost frame first."""

import re

_HEADER = b"Stack (most recent call first):\n"
_FRAME = re.compile(rb'  File (?:"(.*)"|\?\?\?), line (\d+|\?\?\?) in (.*)\Z', re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))")
_LONGEST = 500
MAX_FRAMES = 100
"""Frames that a dump has at most; the outer ones of a deeper stack are not written."""


class DumpSplitter:
    """Cuts the bytes of one pipe into whole dumps. `lost` counts those that were cut short or overwritten."""

    def __init__(self, pipe_bytes):
        self._nearly_full = pipe_bytes - (pipe_bytes >> 3)
        self._rest = b""
        self._broken = False
        self.lost = 0

    def split(self, data, last):
        """Dumps (their text without the header) that `data` completes. `last`: no more of the last one will come."""
        text = self._rest + data
        self._rest = b""
        pieces = text.split(_HEADER)
        if pieces[0]:  # the middle of a dump whose start was dropped
            self.lost += not self._broken
        dumps = pieces[1:]
        self._broken = False
        if len(data) >= self._nearly_full and dumps:
            dumps.pop()  # written while the pipe was full: parts of it may be missing
            self.lost += 1
            self._broken = True
        elif dumps and not last:
            self._rest = _HEADER + dumps.pop()
        return dumps


def frames_in(data):
    """Number of frame lines in the first dump of `data`."""
    return data.partition(_HEADER)[2].partition(_HEADER)[0].count(b"  File ")


def parse_dump(text):
    """([(file, line, name)] outermost first, whole) of one dump; None when it is not one. file and name stay escaped."""
    stack, whole = [], True
    for row in text.split(b"\n"):
        match = _FRAME.match(row)
        if match is not None:
            file, line, name = match.groups()
            stack.append((file, int(line) if line.isdigit() else None, name))
        elif row.startswith((b"  ...", b"  <truncated")):
            whole = False
        elif row:
            return None
    if not stack or not text.endswith(b"\n"):
        return None
    stack.reverse()
    return stack, whole and len(stack) < MAX_FRAMES


def escaped(text):
    """A file or function name as a dump writes it."""
    shown = text[:_LONGEST]
    out = []
    for char in shown:
        code = ord(char)
        if 32 <= code <= 126:
            out.append(char)
        elif code <= 0xFF:
            out.append("\\x%02x" % code)
        elif code <= 0xFFFF:
            out.append("\\u%04x" % code)
        else:
            out.append("\\U%08x" % code)
    return ("".join(out) + ("..." if len(text) > _LONGEST else "")).encode("ascii")


def unescaped(name):
    """The text of a name that no known code object has; a backslash of its own can be taken for an escape."""
    def char(match):
        return chr(int(next(group for group in match.groups() if group), 16)).encode("utf-8", "surrogatepass")
    return _ESCAPE.sub(char, name).decode("utf-8", "backslashreplace")
