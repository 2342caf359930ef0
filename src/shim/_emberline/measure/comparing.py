"""Job `compare`: whether two series of outcomes are the same, and if not where they part; unpickled where their classes are known."""

import pickle
import sys

from .module_setup import load
from .sources import install

_DEEPEST = 40


def run(job):
    """The answer: {same, difference}: a sentence fragment such as `call 3 returns [1, 2], before [1, 3]`; null when the same."""
    sources = job.get("sources") or {}
    install(sources)
    sys.argv[:] = [job["file"]]
    load(job["file"], sources)
    before, after = (_loaded(job[name]) for name in ("before", "after"))
    difference = None
    for number, (one, other) in enumerate(zip(before, after), 1):
        difference = _difference(number, one, other)
        if difference:
            break
    if difference is None and len(before) != len(after):
        difference = "there are %d outcomes, before %d" % (len(after), len(before))
    return {"same": difference is None, "difference": difference}


def _loaded(path):
    with open(path, "rb") as file:
        return pickle.load(file)


def _difference(number, before, after):
    if before["error"] != after["error"]:
        return "call %d %s, before it %s" % (number, _end(after["error"]), _end(before["error"]))
    for name, words in (("value", "returns"), ("arguments", "leaves its arguments as")):
        one, other = before[name], after[name]
        if one == other:
            continue
        if one is None or other is None:
            return "what call %d %s can't be compared" % (number, words)
        found = where_different(pickle.loads(one), pickle.loads(other), "", 0)
        if found:
            place, old, new = found
            return "call %d %s %s%s, before %s" % (number, words, "… %s " % place if place else "", _short(new), _short(old))
    return None


def _end(error):
    return "returned" if error is None else "raised %s" % error


def _short(value):
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"


def where_different(one, other, place, depth):
    """(place, before, after) of the first difference; None when the two mean the same. Types must match, NaN equals NaN."""
    if one is other:
        return None
    if type(one) is not type(other):
        return (place, one, other)
    if isinstance(one, float):
        return None if one == other or one != one and other != other else (place, one, other)
    if isinstance(one, (list, tuple)):
        return _sequence(one, other, place, depth)
    if isinstance(one, dict):
        return _mapping(one, other, place, depth)
    if _is_array(one):
        numpy = sys.modules["numpy"]
        same = one.dtype == other.dtype and numpy.array_equal(one, other, equal_nan=one.dtype.kind in "fc")
        return None if same else (place, one, other)
    return _object(one, other, place, depth)


def _sequence(one, other, place, depth):
    if len(one) != len(other):
        return (place + ".len", len(one), len(other))
    for index, (left, right) in enumerate(zip(one, other)):
        found = where_different(left, right, "%s[%d]" % (place, index), depth + 1)
        if found:
            return found
    return None


def _mapping(one, other, place, depth):
    # The order of a dict is part of what a program can see.
    if list(one) != list(other):
        return (place + ".keys", list(one), list(other))
    for key in one:
        found = where_different(one[key], other[key], "%s[%r]" % (place, key), depth + 1)
        if found:
            return found
    return None


def _is_array(value):
    return type(value).__module__ == "numpy" and hasattr(value, "dtype") and hasattr(value, "shape")


def _object(one, other, place, depth):
    kind = type(one)
    if kind.__eq__ is not object.__eq__:
        try:
            return None if bool(one == other) else (place, one, other)
        except Exception:
            return (place, one, other)
    if depth >= _DEEPEST:
        return (place, one, other)
    try:
        states = [each.__reduce_ex__(4)[1:3] for each in (one, other)]
    except Exception:
        return (place, one, other)
    return where_different(states[0], states[1], place + "." + kind.__name__, depth + 1) if states[0] or states[1] else None
