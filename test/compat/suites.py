"""Which of CPython's own test modules run under the shim, and which single tests test what a profiler must take."""

import fnmatch
import importlib.util

QUICK = ("test_generators", "test_coroutines", "test_exceptions", "test_list", "test_dict", "test_fork1")
"""Those that `npm test` runs on every interpreter; together some seconds."""

ALL = QUICK + ("test_threading", "test_signal", "test_gc", "test_sys", "test_tracemalloc", "test_asyncio",
               "test_multiprocessing_spawn", "test_multiprocessing_fork", "test_subprocess", "test_descr", "test_io", "test_pickle",
               "test_ctypes")

MUST_DIFFER = {
    "*.GCTests.test_get_count": "counts every tracked object since the last collection, and a callback that notes each collection "
                                "where it happened makes some",
}
"""Pattern of test ids -> why a profiled process can't pass what it tests."""


def reason(test):
    """Why a test is expected to end otherwise under the shim; None when it must end the same."""
    return next((why for pattern, why in MUST_DIFFER.items() if fnmatch.fnmatch(test, pattern)), None)


def is_installed(module):
    """Whether the interpreter brings the test module along: builds of some versions leave test packages out."""
    return importlib.util.find_spec("test." + module) is not None
