"""Job `record`: runs a program and keeps the arguments of one function's calls, or the local names at one line, as pickles."""

import os
import pickle
import sys
from time import monotonic

from .captured import Captured
from .guard import Guard
from .program_run import _prepared, ended_by
from .sources import install

_FIRST_CALLS = 20
_MOST_BYTES = 32 * 1024 * 1024


class Enough(BaseException):
    """What was asked for has been seen: the rest of the program is not needed."""


class Keeper:
    """Calls kept so far: the first ones, then ever rarer ones, bounded in number and bytes."""

    def __init__(self, most, seconds):
        self.calls, self.bytes, self.count, self.problem = [], 0, 0, None
        self.module = self.qualname = None
        self._most, self._until = most, monotonic() + seconds

    def saw(self, frame):
        """One call begins. Raises Enough when the time for looking is over and something was kept."""
        self.count += 1
        if len(self.calls) < self._most and (self.count <= _FIRST_CALLS or self.count & (self.count - 1) == 0):
            self._keep(frame)
        if self.calls and monotonic() > self._until:
            raise Enough()

    def _keep(self, frame):
        code = frame.f_code
        outer = frame.f_back
        while outer is not None:
            if outer.f_code is code:
                return  # a call within a call: replaying the outer one replays it
            outer = outer.f_back
        named = code.co_argcount + code.co_kwonlyargcount
        names = list(code.co_varnames[:named])
        star = code.co_varnames[named:named + bool(code.co_flags & 4)]
        stars = code.co_varnames[named + bool(code.co_flags & 4):][:bool(code.co_flags & 8)]
        local = frame.f_locals
        call = {
            "positional": [local[name] for name in names[:code.co_argcount]] + [each for name in star for each in local[name]],
            "keywords": dict({name: local[name] for name in names[code.co_argcount:]}, **{k: v for name in stars for k, v in local[name].items()}),
        }
        data = _pickled(call)
        if data is None:
            self.problem = self.problem or _culprit(local, names + list(star) + list(stars))
            return
        if self.bytes + len(data) > _MOST_BYTES:
            self.problem = self.problem or "its arguments take more than %d MB" % (_MOST_BYTES // 1000000)
            return
        self.bytes += len(data)
        self.calls.append(data)
        self.module = frame.f_globals.get("__name__")


def _pickled(value):
    try:
        data = pickle.dumps(value, 4)
        pickle.loads(data)
        return data
    except Exception:
        return None


def _culprit(local, names):
    for name in names:
        if _pickled(local[name]) is None:
            return "the argument %s (%s) can't be copied" % (name, type(local[name]).__name__)
    return "its arguments can't be copied"


def run(job):
    """The answer: kept calls, calls in all, and why there are none. `function`: {file, line, name}; or `place`: {file, line}."""
    sources = job.get("sources") or {}
    install(sources)
    guard = Guard(job.get("allow") or (), job["scratch"])
    captured = Captured(job["folder"])
    entry = _prepared(job["target"], sources)
    captured.start()
    function = job.get("function")
    if function:
        keeper = Keeper(job.get("mostCalls") or 40, job["seconds"])
        watch = _watch_calls(_is_function(function), keeper.saw)
    else:
        keeper = None
        place = _Place(job["place"])
        watch = place.watch()
    with guard:
        end = ended_by(lambda: _until_enough(entry))
    watch()
    output = captured.stop()
    answer = {"end": end, "unsafe": guard.seen, "stdout": output}
    if keeper is None:
        answer.update(place.answer(job["kept"]))
        return answer
    _save(job["kept"], {"calls": keeper.calls, "module": keeper.module})
    answer.update(calls=len(keeper.calls), count=keeper.count, bytes=keeper.bytes, problem=keeper.problem, module=keeper.module)
    return answer


def _until_enough(entry):
    try:
        entry()
    except Enough:
        pass


def _save(path, value):
    with open(path, "wb") as file:
        pickle.dump(value, file, 4)


def _is_function(function):
    wanted = os.path.realpath(function["file"])
    known = {}

    def matches(code):
        if code.co_name != function["name"]:
            return False
        path = code.co_filename
        real = known.get(path)
        if real is None:
            real = known[path] = os.path.realpath(path)
        return real == wanted and (function.get("line") is None or code.co_firstlineno == function["line"])
    return matches


def _watch_calls(matches, saw):
    """Calls `saw(frame)` as each call of a matching code begins. Returns what ends it."""
    if hasattr(sys, "monitoring"):
        return _monitor(sys.monitoring.events.PY_START, matches, lambda frame, _line: saw(frame))

    started = {}

    def profile(frame, event, _argument):
        # A generator that goes on is a call event too, further on in its code than the first.
        if event == "call" and matches(frame.f_code) and frame.f_lasti <= started.setdefault(frame.f_code, frame.f_lasti):
            saw(frame)
    import threading
    threading.setprofile(profile)
    sys.setprofile(profile)

    def stop():
        sys.setprofile(None)
        threading.setprofile(None)
    return stop


def _monitor(event, matches, saw):
    monitoring = sys.monitoring
    tool = next(number for number in (3, 4, 2, 1, 0) if monitoring.get_tool(number) is None)
    monitoring.use_tool_id(tool, "emberline arguments")

    def happened(code, line):
        if not matches(code):
            return monitoring.DISABLE
        return saw(sys._getframe(1), line)
    monitoring.register_callback(tool, event, happened)
    monitoring.set_events(tool, event)

    def stop():
        monitoring.set_events(tool, 0)
        monitoring.free_tool_id(tool)
    return stop


class _Place:
    """The local names at the first moment that a line is about to run."""

    def __init__(self, place):
        self._file, self._line = os.path.realpath(place["file"]), place["line"]
        self._values, self._left_out, self._reached = {}, [], False

    def watch(self):
        """Begins to look; returns what ends it."""
        def in_file(code):
            return os.path.realpath(code.co_filename) == self._file
        if hasattr(sys, "monitoring"):
            return _monitor(sys.monitoring.events.LINE, in_file, lambda frame, line: self._at(frame, line))

        def trace(frame, event, _argument):
            if event == "line":
                self._at(frame, frame.f_lineno)
            return trace if in_file(frame.f_code) else None
        import threading
        threading.settrace(trace)
        sys.settrace(trace)

        def stop():
            sys.settrace(None)
            threading.settrace(None)
        return stop

    def _at(self, frame, line):
        if line != self._line or self._reached:
            return
        self._reached = True
        is_module = frame.f_code.co_name == "<module>"
        for name, value in list(frame.f_locals.items()):
            if not name.startswith(".") and not (is_module and _belongs_to_setup(name, value)):
                (self._values.__setitem__(name, value) if _pickled(value) is not None else self._left_out.append(name))
        data = _pickled({"values": self._values})
        self._data = data if data is not None else _pickled({"values": {}})
        raise Enough()

    def answer(self, path):
        """What was kept, for the host."""
        if self._reached:
            with open(path, "wb") as file:
                file.write(self._data)
        return {"reached": self._reached, "names": sorted(self._values), "leftOut": sorted(self._left_out)}


def _belongs_to_setup(name, value):
    return name.startswith("__") or isinstance(value, (type, type(sys), type(_save)))
