"""Finds the native library for this platform, checks that it is the one that was built with this shim, and loads it."""

import ctypes
import os
import sys

from ..hashing import sha256_of_file
from .interface import EngineUnavailable

ABI = 1  # EM_ABI in src/native/api.h
MANIFEST = "manifest.txt"
_MACHINES = {"x86_64": "x64", "AMD64": "x64", "aarch64": "arm64", "arm64": "arm64", "ARM64": "arm64"}
_SUFFIXES = {"linux": "so", "darwin": "dylib", "win32": "dll"}

_u32, _u64, _i32 = ctypes.c_uint32, ctypes.c_uint64, ctypes.c_int
_address = ctypes.c_void_p
_SIGNATURES = {
    "em_configure": (_i32, [_address, _u32, _address]),
    "em_sampler_start": (_i32, [_u64]),
    "em_sampler_run": (None, [_i32]),
    "em_sampler_end": (None, []),
    "em_sampler_forget": (None, []),
    "em_method": (ctypes.c_char_p, []),
    "em_hide_thread": (None, [_u64]),
    "em_try_walk": (_i32, [_i32, _u64, _address, _address, _i32]),
    "em_codes_update": (_u32, []),
    "em_code_object": (_u64, [_u32]),
    "em_code_copies": (_u32, [_u32] + [_address] * 3),
    "em_nodes": (_u32, [_u32, _u32, _address, _address, _address]),
    "em_set_sites": (_i32, [_u32, _u32, _address, _address]),
    "em_thread_info": (_i32, [_u32, _address, _address]),
    "em_take": (_u32, []),
    "em_thread_rows": (_u32, [_u32, _address]),
    "em_columns": (_u32, [_u32] + [_address] * 6),
    "em_read_counts": (None, [_address]),
}


def platform_name():
    """Such as "linux-x64", "linux-arm64-musl", "darwin-arm64", "win32-x64"; None where there is no build."""
    machine = os.uname().machine if hasattr(os, "uname") else os.environ.get("PROCESSOR_ARCHITECTURE", "")
    if sys.platform not in _SUFFIXES or machine not in _MACHINES or ctypes.sizeof(_address) != 8:
        return None
    name = "%s-%s" % (sys.platform, _MACHINES[machine])
    if sys.platform == "linux" and not _is_glibc():
        name += "-musl"
    return name


def _is_glibc():
    try:
        return os.confstr("CS_GNU_LIBC_VERSION") is not None
    except (AttributeError, ValueError, OSError):
        return False


def folder():
    """Where the builds and their manifest are: beside the shim, or, run from a checkout, where `npm run build` put them."""
    shim = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    beside = os.path.dirname(shim)
    for place in (os.path.join(beside, "native"), os.path.join(os.path.dirname(beside), "dist", "native")):
        if os.path.exists(os.path.join(place, MANIFEST)):
            return place
    return os.path.join(beside, "native")


def load():
    """The library with its functions declared. Raises EngineUnavailable with the reason."""
    name = platform_name()
    if name is None:
        raise EngineUnavailable("The native engine has no build for this platform (%s)." % sys.platform)
    file = "emberline-%s.%s" % (name, _SUFFIXES[sys.platform])
    place = folder()
    expected = _expected_hash(os.path.join(place, MANIFEST), file)
    path = os.path.join(place, file)
    if expected is None or not os.path.exists(path):
        raise EngineUnavailable("The native engine for %s is not part of this build." % name)
    if sha256_of_file(path) != expected:
        raise EngineUnavailable("The native engine's file %s is not the one that was built; install Emberline anew." % file)
    try:
        library = ctypes.PyDLL(path)
        library.em_abi.restype = _u32
        abi = library.em_abi()
    except (OSError, AttributeError) as error:
        raise EngineUnavailable("The native engine can't be loaded: %s." % str(error).rstrip(".")) from None
    if abi != ABI:
        raise EngineUnavailable("The native engine belongs to another version of Emberline; install Emberline anew.")
    for function, (result, arguments) in _SIGNATURES.items():
        declared = getattr(library, function)
        declared.restype, declared.argtypes = result, arguments
    return library


def _expected_hash(manifest, file):
    """The manifest has a line «hash name» for each build."""
    try:
        with open(manifest, encoding="utf-8") as lines:
            for line in lines:
                digest, _, name = line.strip().partition(" ")
                if name == file:
                    return digest
    except OSError:
        return None
    return None
