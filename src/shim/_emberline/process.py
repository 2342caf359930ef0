"""Memory of this process as the operating system counts it."""

import os
import sys


def peak_rss():
    """Bytes, None where it can't be had cheaply."""
    try:
        from resource import RUSAGE_SELF, getrusage
    except ImportError:
        return None
    size = getrusage(RUSAGE_SELF).ru_maxrss
    return size if sys.platform == "darwin" else size * 1024


def rss_reader():
    """A function that returns the bytes resident now, or None on platforms where that needs more than a cheap call."""
    if sys.platform.startswith("linux"):
        return _linux_reader()
    if sys.platform == "win32":
        return _windows_reader()
    return _mac_reader() if sys.platform == "darwin" else None


def _linux_reader():
    page = os.sysconf("SC_PAGE_SIZE")

    def read():
        fd = os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)
        try:
            return int(os.read(fd, 128).split()[1]) * page
        finally:
            os.close(fd)

    return read


def _windows_reader():
    import ctypes

    class Counters(ctypes.Structure):
        _fields_ = [("cb", ctypes.c_ulong), ("faults", ctypes.c_ulong)] + [(name, ctypes.c_size_t) for name in (
            "peak", "resident", "a", "b", "c", "d", "pagefile", "peak_pagefile")]

    kernel = ctypes.WinDLL("kernel32")
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    query = kernel.K32GetProcessMemoryInfo
    query.argtypes = [ctypes.c_void_p, ctypes.POINTER(Counters), ctypes.c_ulong]
    counters = Counters(cb=ctypes.sizeof(Counters))

    def read():
        if not query(kernel.GetCurrentProcess(), counters, counters.cb):
            raise OSError("GetProcessMemoryInfo failed")
        return counters.resident

    return read


def _mac_reader():
    import ctypes

    class TaskInfo(ctypes.Structure):  # mach_task_basic_info
        _fields_ = [("virtual", ctypes.c_uint64), ("resident", ctypes.c_uint64), ("peak", ctypes.c_uint64),
                    ("times", ctypes.c_uint32 * 4), ("policy", ctypes.c_int32), ("suspended", ctypes.c_int32)]

    system = ctypes.CDLL(None)
    system.mach_task_self.restype = ctypes.c_uint32
    info, count = TaskInfo(), ctypes.c_uint32()

    def read():
        count.value = ctypes.sizeof(TaskInfo) // 4
        if system.task_info(system.mach_task_self(), 20, ctypes.byref(info), ctypes.byref(count)):
            raise OSError("task_info failed")
        return info.resident

    return read
