"""What the head record says about the interpreter and the platform."""

import os
import sys


def python_build():
    """The `python` object of the head record."""
    jit = getattr(sys, "_jit", None)
    return {
        "version": sys.version.split()[0],
        "implementation": "CPython",
        "executable": sys.executable or "",
        "platform": "%s-%s" % (sys.platform, os.uname().machine if hasattr(os, "uname") else _windows_machine()),
        "freeThreaded": "t" in getattr(sys, "abiflags", "") or not getattr(sys, "_is_gil_enabled", bool)() and
        hasattr(sys, "_is_gil_enabled"),
        "jit": bool(jit and jit.is_enabled()),
        "debug": hasattr(sys, "gettotalrefcount"),
    }


def _windows_machine():
    return os.environ.get("PROCESSOR_ARCHITECTURE", "unknown")
