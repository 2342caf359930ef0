"""Job `program`: runs a whole program once, and says how it ended, what it wrote and what it needed."""

import os
import sys
from time import perf_counter_ns, process_time_ns

from .captured import Captured
from .clock import Collections
from .guard import Guard, NotRepeatable
from .jobs import JobError
from .sources import install, read_source


def run(job):
    """The answer: end, stdout, wallNs, cpuNs, peakRss, collections, collectionNs, peakBytes (null unless memory), unsafe."""
    sources = job.get("sources") or {}
    install(sources)
    guard = Guard(job.get("allow") or (), job["scratch"])
    captured = Captured(job["folder"])
    entry = _prepared(job["target"], sources)
    collections = Collections()
    traced = _trace() if job.get("memory") else None
    captured.start()
    collections.start()
    with guard:
        cpu, wall = process_time_ns(), perf_counter_ns()
        end = ended_by(entry)
        _finish()
        wall, cpu = perf_counter_ns() - wall, process_time_ns() - cpu
    collections.stop()
    peak = traced() if traced else None
    output = captured.stop()
    return {
        "end": end, "stdout": output, "wallNs": wall, "cpuNs": cpu, "peakRss": _peak_rss(), "peakBytes": peak,
        "collections": collections.count, "collectionNs": collections.ns, "unsafe": guard.seen,
    }


def ended_by(entry):
    """How a call ended, as plain data: {exitCode, exception}."""
    try:
        entry()
    except SystemExit as end:
        from ..failure import exit_code_of
        return {"exitCode": exit_code_of(end), "exception": None}
    except NotRepeatable as stop:
        return {"exitCode": None, "exception": "not repeatable: %s" % stop}
    except BaseException as error:
        return {"exitCode": 1, "exception": "%s: %s" % (type(error).__name__, error)}
    return {"exitCode": 0, "exception": None}


def _trace():
    import tracemalloc
    tracemalloc.start(1)

    def peak():
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most
    return peak


def _prepared(target, sources):
    """A callable that runs the program as `__main__`; nothing of it has run yet."""
    sys.argv[:] = ["-m" if target["kind"] == "module" else target["name"]] + target["args"]
    main = sys.modules["__main__"].__dict__
    for name in [name for name in main if not (name.startswith("__") and name.endswith("__"))]:
        del main[name]
    if target["kind"] == "module":
        import runpy
        sys.path.insert(0, os.getcwd())
        return lambda: runpy._run_module_as_main(target["name"], True)
    path = os.path.abspath(target["name"])
    if not os.path.isfile(path):
        raise JobError("program-not-found", "There is no file %s." % path)
    sys.path.insert(0, os.path.dirname(os.path.realpath(path)))
    main.update(__file__=path, __name__="__main__", __doc__=None, __package__=None, __spec__=None)
    try:
        code = compile(read_source(path, sources), path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        raise JobError("not-compiled", "%s can't be compiled: %s." % (os.path.basename(path), error))
    return lambda: exec(code, main)


def _finish():
    """What the interpreter does at the end, as far as the program can see it: other threads, exit handlers."""
    threading = sys.modules.get("threading")
    if threading is not None:
        threading._shutdown()
    import atexit
    atexit._run_exitfuncs()


def _peak_rss():
    from ..process import peak_rss
    return peak_rss()
