"""Encodes records of the Emberline stream and writes them to the recording file and, when asked, to a socket."""

import os
from _struct import pack  # `struct` adds nothing but import time, and `array` imports collections

from . import record_table as table
from .descriptors import identity, move_away

_FORMATS = {"u8": "B", "u32": "I", "f64": "d"}


def magic_bytes():
    """The eight bytes that open every recording."""
    return table.MAGIC + bytes((table.MAJOR, table.MINOR))


def _padded(data):
    return data + bytes(-len(data) % 8)


def _record(record_type, payload):
    return pack("<IBBH", len(payload), record_type, 0, 0) + _padded(payload)


def encode_columns(record_type, rows, scalars, columns):
    """One record of the columns form.

    `scalars` and `columns` are in the order of the schema. A column is a sequence of `rows` numbers, or the bytes of a utf8
    column.
    """
    scalar_table, column_table = table.COLUMNS[record_type]
    parts = [pack("<II", rows, 0)]
    for (_, kind), value in zip(scalar_table, scalars):
        parts.append(pack("<d", value) if kind == "f64" else pack("<II", value, 0))
    for (name, kind), column in zip(column_table, columns):
        if kind == "utf8":
            parts.append(_padded(column))
            continue
        if len(column) != rows:
            raise ValueError("column %s has %d rows of %d" % (name, len(column), rows))
        parts.append(_padded(pack("<%d%s" % (rows, _FORMATS[kind]), *column)))
    return _record(record_type, b"".join(parts))


def encode_json(record_type, value):
    """One record of the JSON form."""
    return _record(record_type, to_json(value).encode("ascii"))


def to_json(value):
    """JSON text of plain data; written here because importing `json` costs more than the rest of our start."""
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, str):
        return _quote(value)
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, float):
        return repr(value) if value - value == 0 else "null"
    if isinstance(value, dict):
        return "{" + ",".join(_quote(key) + ":" + to_json(item) for key, item in value.items()) + "}"
    return "[" + ",".join([to_json(item) for item in value]) + "]"


def _quote(text):
    from _json import encode_basestring_ascii
    return encode_basestring_ascii(text)


class Sink:
    """Writes the stream to a file as it comes, and mirrors it to the host while that listens.

    A fault never reaches the program: after the first failed write the file stays whole up to the last full record, `broken`
    holds the sentence that says why, and later bytes go to the mirror only.
    """

    def __init__(self, path, mirror=None):
        """`path` of the new recording file; `mirror` has `send(bytes)` (False once it is gone), `receive()` and `close()`.

        Raises OSError when the file can't be made.
        """
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0)
        self._path = path
        self._fd = move_away(os.open(path, flags | getattr(os, "O_CLOEXEC", 0), 0o644))
        self._identity = identity(self._fd)
        self._written = 0
        self._mirror = mirror
        self.broken = None

    def write(self, data):
        """Appends whole records. Never raises OSError."""
        if self._fd is not None and self._ensure_open():
            self._write_file(data)
        if self._mirror is not None and not self._mirror.send(data):
            self._drop_mirror()

    def receive(self):
        """Bytes from the host since the last call."""
        return b"" if self._mirror is None else self._mirror.receive()

    def _ensure_open(self):
        # A program that closes all descriptors (a daemon) may by now have its own file under our number.
        if os.name == "nt" or identity(self._fd) == self._identity:
            return True
        try:
            fd = os.open(self._path, os.O_WRONLY | os.O_CLOEXEC)
            if identity(fd) != self._identity:
                os.close(fd)
                raise OSError("the file was replaced")
            os.lseek(fd, self._written, os.SEEK_SET)
            self._fd = move_away(fd)
            return True
        except OSError as error:
            self._fd = None
            self.broken = _broken(error)
            return False

    def _write_file(self, data):
        view = memoryview(data)
        try:
            while view:
                view = view[os.write(self._fd, view):]
            self._written += len(data)
        except OSError as error:
            self.broken = _broken(error)
            self._cut_back()

    def _cut_back(self):
        try:
            os.ftruncate(self._fd, self._written)
        except OSError:
            pass  # the reader ignores a last record that is cut short
        self._close_file()

    def _close_file(self):
        if self._fd is not None:
            fd, self._fd = self._fd, None
            if os.name == "nt" or identity(fd) == self._identity:
                os.close(fd)

    def _drop_mirror(self):
        mirror, self._mirror = self._mirror, None
        mirror.close()

    def close(self, remove=False):
        """Ends both; what was written stays unless it is to be removed."""
        if remove and self._fd is not None and self._ensure_open():
            os.unlink(self._path)
        self._close_file()
        if self._mirror is not None:
            self._drop_mirror()


def _broken(error):
    return "The recording file could not be written any further: %s." % (error.strerror or error)
