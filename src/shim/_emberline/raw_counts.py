"""Reads an object's reference count as it lies in memory, for each layout of CPython 3.9 to 3.15."""

import sys

_VERSION = sys.version_info[:2]
_DEFERRED = 1 << 58  # free-threaded: above this the count says only that counting is deferred
_PINNED = 999_999_999  # 3.11's frozen constants start here
_U32 = 0xFFFFFFFF


def is_free_threaded():
    """Whether this build has no GIL of its own making."""
    return hasattr(sys, "_is_gil_enabled") and "free-threading" in sys.version


TYPE_OFFSET = 24 if is_free_threaded() else 8
"""Of PyObject.ob_type."""


def reader():
    """A function from an address to (count, whether it never changes). The count is what the field says: from 3.14 on,
    references that live only on the evaluation stack are not in it."""
    from ctypes import c_size_t, c_ssize_t, c_uint32
    if is_free_threaded():
        local, shared = c_uint32.from_address, c_ssize_t.from_address

        def read(address):
            own, others = local(address + 12).value, shared(address + 16).value >> 2
            if own == _U32 or others > _DEFERRED:
                return own, True
            return own + others, False
        return read
    if _VERSION >= (3, 14):
        low = c_uint32.from_address
        return lambda address: (low(address).value, low(address).value >= 1 << 31)
    if _VERSION >= (3, 12):
        low, immortal = (c_uint32.from_address, _U32) if sys.maxsize > 1 << 32 else (c_size_t.from_address, _U32 >> 2)
        return lambda address: (low(address).value, low(address).value == immortal)
    whole = c_ssize_t.from_address
    return lambda address: (whole(address).value, whole(address).value >= _PINNED)


def checked_reader(memory):
    """A function (address, type's address) to the count of an object that may be gone: 0 when something else lies there now,
    None where this system gives no way to look. `memory` is a RawMemory."""
    if not memory.checks:
        return lambda address, kind: None
    if is_free_threaded():
        return _checked_free_threaded(memory.pair)

    def read(address, kind):
        pair = memory.pair(address)
        if pair is None or pair[1] != kind:
            return 0
        count = pair[0]
        if _VERSION >= (3, 14):
            count &= 0x0000FFFFFFFFFFFF  # the upper bits are flags; a freed block has a pointer here, or 0
        return count if count <= _U32 else 0
    return read


def _checked_free_threaded(pair_at):
    def read(address, kind):
        first, second = pair_at(address), pair_at(address + 16)
        if first is None or second is None or second[1] != kind:
            return 0
        shared = second[0] >> 2
        return (first[1] >> 32) + (shared if shared < 1 << 60 else 0)
    return read
