"""Job `replay`: calls one function with arguments recorded from a run: once for what it gives, then again and again for its cost."""

import gc
import os
import pickle
import sys
from time import perf_counter_ns

from . import clock
from .captured import Captured
from .guard import Guard, NotRepeatable
from .jobs import JobError
from .module_setup import load
from .sources import install

_LONGEST_RESULT = 64 * 1024 * 1024


def run(job):
    """The answer: outcomes (into job["outcomes"]), unsafe, and unless `job["dry"]` values, peakBytes and collections."""
    sources = job.get("sources") or {}
    install(sources)
    sys.argv[:] = [job["file"]]
    namespace = load(job["file"], sources)
    with open(job["kept"], "rb") as file:
        calls = pickle.load(file)["calls"]
    function = _Function(namespace, job["name"], job["file"])
    guard = Guard(job.get("allow") or (), job["scratch"])
    captured = Captured(job["folder"])
    captured.start()
    try:
        with guard:
            outcomes = [_outcome(function, data) for data in calls]
    finally:
        output = captured.stop()
    answer = {"unsafe": guard.seen, "stdout": output, "calls": len(calls), "kept": _save(job["outcomes"], outcomes)}
    if guard.seen or job.get("dry"):
        return answer
    captured.start()
    try:
        with guard:
            answer.update(_costs(function, calls, job))
    finally:
        captured.stop()
    answer["unsafe"] = guard.seen
    return answer


class _Function:
    """The function as its callers reach it, and what must be emptied before each pass so that no call is answered from before."""

    def __init__(self, namespace, name, path):
        self._caches = [each for each in _reachable(namespace, path) if hasattr(each, "cache_clear")]
        found = owner = None
        for part in name.split("."):
            if part == "<locals>":
                raise JobError("function-nested", "%s is made inside another function, so it can't be called by itself." % name)
            owner, found = found, (namespace.get(part) if found is None else _raw(found, part))
            if found is None:
                raise JobError("function-not-found", "%s is not in the set-up of %s." % (name, os.path.basename(path)))
        if isinstance(found, (staticmethod, classmethod)):
            found = found.__func__
        elif isinstance(found, property):
            found = found.fget
        self.call = found
        import inspect
        self.is_async = inspect.iscoroutinefunction(found)

    def forget(self):
        """Empties caches."""
        for cache in self._caches:
            cache.cache_clear()

    def __call__(self, call):
        result = self.call(*call["positional"], **call["keywords"])
        if self.is_async:
            import asyncio
            return asyncio.run(result)
        return list(result) if _is_iterator(result) else result

    @property
    def caches(self):
        """Whether calls may be answered from a cache."""
        return bool(self._caches)


def _raw(owner, name):
    for kind in getattr(owner, "__mro__", (owner,)):
        if name in vars(kind):
            return vars(kind)[name]
    return None


def _reachable(namespace, path):
    for value in list(namespace.values()):
        yield value
        if isinstance(value, type):
            for inner in vars(value).values():
                yield getattr(inner, "__func__", inner)


def _is_iterator(value):
    return hasattr(type(value), "__next__") and not hasattr(value, "read")


def _outcome(function, data):
    """What one call gives and leaves behind, as plain data."""
    call = pickle.loads(data)
    function.forget()
    try:
        value, error = function(call), None
    except NotRepeatable:
        raise JobError("not-repeatable", "The function does what must not be done again.")
    except Exception as raised:
        value, error = None, "%s: %s" % (type(raised).__name__, raised)
    return {"value": _pickled(value), "error": error, "arguments": _pickled(call)}


def _pickled(value):
    try:
        return pickle.dumps(value, 4)
    except Exception:
        return None


def _save(path, outcomes):
    data = pickle.dumps(outcomes, 4)
    if len(data) > _LONGEST_RESULT:
        raise JobError("result-too-large", "What the function returns takes more than %d MB, too much to compare." % (_LONGEST_RESULT // 1000000))
    with open(path, "wb") as file:
        file.write(data)
    return len(data)


def _costs(function, calls, job):
    """Nanoseconds of one pass over all calls, its memory, and collector runs. Arguments are made fresh outside the clock."""
    reusable = not function.caches and all(_leaves_arguments(function, data) for data in calls)
    if reusable:
        ready = [pickle.loads(data) for data in calls]

        def inner(loops):
            begun = perf_counter_ns()
            for _ in range(loops):
                for call in ready:
                    try:
                        function(call)
                    except Exception:
                        pass  # what it raises was compared already
            return perf_counter_ns() - begun
        loops, _spent = (job["loops"], 0) if job.get("loops") else clock.calibrate(inner, job["leastNs"])
    else:
        loops = 1

        def inner(_loops):
            return _fresh_pass(function, calls)
    answer = clock.values(inner, loops, job["warmups"], job["values"])
    counted = clock.Collections()
    counted.start()
    inner(loops)
    counted.stop()
    answer["collectionsPerPass"] = counted.count / loops
    if job.get("memory", True):
        answer.update(clock.memory_of(lambda: _fresh_pass(function, calls)))
    answer["reusesArguments"] = reusable
    return answer


def _fresh_pass(function, calls):
    spent = 0
    for data in calls:
        call = pickle.loads(data)
        function.forget()
        begun = perf_counter_ns()
        try:
            function(call)
        except Exception:
            pass  # what it raises was compared already
        spent += perf_counter_ns() - begun
    return spent


def _leaves_arguments(function, data):
    call = pickle.loads(data)
    before = _pickled(call)
    try:
        function(call)
    except Exception:
        pass  # what it raises was compared already
    gc.collect(0)
    return _pickled(call) == before
