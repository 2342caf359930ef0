"""Reads an object's reference count as it lies in memory, for each layout of CPython 3.9 to 3.15."""

import sys

_VERSION = sys.version_info[:2]
_DEFERRED = 1 << 58  # free-threaded: above this the count says only that counting is deferred
_PINNED = 999_999_999  # 3.11's frozen constants start here


def is_free_threaded():
    """Whether this build has no GIL of its own making."""
    return hasattr(sys, "_is_gil_enabled") and "free-threading" in sys.version


def reader():
    """A function from an address to (count, whether it never changes). The count is what the field says: from 3.14 on,
    references that live only on the evaluation stack are not in it."""
    from ctypes import c_size_t, c_ssize_t, c_uint32
    if is_free_threaded():
        local, shared = c_uint32.from_address, c_ssize_t.from_address

        def read(address):
            own, others = local(address + 12).value, shared(address + 16).value >> 2
            if own == 0xFFFFFFFF or others > _DEFERRED:
                return own, True
            return own + others, False
        return read
    if _VERSION >= (3, 14):
        low = c_uint32.from_address
        return lambda address: (low(address).value, low(address).value >= 1 << 31)
    if _VERSION >= (3, 12):
        low, immortal = (c_uint32.from_address, 0xFFFFFFFF) if sys.maxsize > 1 << 32 else (c_size_t.from_address, 0xFFFFFFFF >> 2)
        return lambda address: (low(address).value, low(address).value == immortal)
    whole = c_ssize_t.from_address
    return lambda address: (whole(address).value, whole(address).value >= _PINNED)
