"""Code objects that died before they could be held: rebuilt from copies of the memory that named them."""

import sys

_KIND_SHIFT = None


def rebuild(copies, first_line, size):
    """A stand-in code object with the name, file and line table of the dead one, None when the copies can't be read.

    `copies`: three sections (file name, qualified name, line table), each a u32 length and the raw object's bytes.
    """
    filename, name, table = _sections(copies)
    filename, name = _text(filename), _text(name)
    if filename is None or name is None:
        return None
    code = rebuild.__code__
    changes = {"co_filename": filename, "co_name": name.rpartition(".")[2], "co_firstlineno": max(first_line, 1)}
    if sys.version_info >= (3, 11):
        changes["co_qualname"] = name
    from opcode import opmap
    changes["co_code"] = bytes((opmap["NOP"], 0)) * (size // 2)
    table = _bytes(table)
    if table is not None:
        changes["co_linetable" if sys.version_info >= (3, 10) else "co_lnotab"] = table
    try:
        return code.replace(**changes)
    except (ValueError, SystemError):
        return None


def _sections(copies):
    found, at = [], 0
    for _ in range(3):
        length = int.from_bytes(copies[at:at + 4], "little")
        found.append(copies[at + 4:at + 4 + length])
        at += 4 + length
    return found


def _bytes(raw):
    """The value of a bytes object's memory."""
    start = bytes.__basicsize__ - 1
    size = int.from_bytes(raw[16:24], "little")
    return raw[start:start + size] if start + size <= len(raw) else None


def _text(raw):
    """The value of a str object's memory; None when it is not a compact string or was cut."""
    if len(raw) < 40:
        return None
    length = int.from_bytes(raw[16:24], "little")
    state = int.from_bytes(raw[32:36], "little")
    kind = state >> _kind_shift() & 7
    ascii_head, compact_head = sys.getsizeof("") - 1, sys.getsizeof("\u0100") - 4
    compact, is_ascii = state >> _kind_shift() + 3 & 1, state >> _kind_shift() + 4 & 1
    head = ascii_head if is_ascii else compact_head
    if kind not in (1, 2, 4) or not compact or head + length * kind > len(raw):
        return None
    data = raw[head:head + length * kind]
    if kind == 1:
        return data.decode("latin-1")
    return data.decode("utf-16-le" if kind == 2 else "utf-32-le", "surrogatepass")


def _kind_shift():
    """At which bit of a string's state its kind begins: found by asking strings of each kind."""
    global _KIND_SHIFT
    if _KIND_SHIFT is None:
        import ctypes
        samples = (("emberline", 1), ("\u00e9mberline", 1), ("\u0100mberline", 2), ("\U0001f525mberline", 4))
        states = [(ctypes.c_uint32.from_address(id(text) + 32).value, kind) for text, kind in samples]
        _KIND_SHIFT = next((shift for shift in range(28) if all(state >> shift & 7 == kind for state, kind in states)), 2)
    return _KIND_SHIFT
