"""Measures what each part of a truth program costs on this interpreter, without any profiler, in CPU time.

A part is timed in three ways: alone in the loop, by leaving it out, and by having it twice. No way is right to the last point (a
modern processor and a specialising interpreter do neighbouring statements together), so each part has a range, and the truth is
as uncertain as that range is wide. All variants run interleaved; of each, the fastest round counts.
A program with `clocked` reads a clock between its parts, which are long: its range is that of several runs.
Prints JSON: {"shares": {part: [low, middle, high]}, "secondsPerIteration": … or null}. Usage: true_shares.py PROGRAM ROUNDS SECONDS
"""

import json
import os
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from marks import Marks  # noqa: E402

_ROUND_S = 0.012
_CLOCKED_RUNS = 3
_clock = time.thread_time if hasattr(time, "thread_time") else time.process_time


def _compiled(rows):
    try:
        code = compile("\n".join(rows) + "\n", "truth.py", "exec")
    except SyntaxError:
        return None
    space = {"__name__": "truth"}
    exec(code, space)
    return space["work"]


def variant(marks, times):
    """`work` of the program with each part as often as `times` says."""
    for with_pass in (False, True):
        rows, filled = [], False
        for part, block in marks.blocks():
            count = 1 if part is None else times[part]
            rows += block * count
            if part is not None and count == 0 and with_pass and not filled:
                filled = True  # a loop with nothing in it
                rows.append(block[0][:len(block[0]) - len(block[0].lstrip())] + "pass")
        work = _compiled(rows)
        if work is not None:
            return work
    raise SystemExit("A part of the program can't be left out or doubled.")


def measure(source, rounds):
    """The shares of all parts."""
    marks = Marks(source)
    once, never = dict.fromkeys(marks.names, 1), dict.fromkeys(marks.names, 0)
    times = {"all": once, "none": never}
    for name in marks.names:
        times["only " + name] = dict(never, **{name: 1})
        times["without " + name] = dict(once, **{name: 0})
        times["twice " + name] = dict(once, **{name: 2})
    work = {key: variant(marks, chosen) for key, chosen in times.items()}
    count = 1
    while True:
        began = _clock()
        work["all"](count)
        spent = _clock() - began
        if spent > _ROUND_S:
            break
        count = count * 2 if spent < _ROUND_S / 4 else int(count * 1.2 * _ROUND_S / spent) + 1
    best = dict.fromkeys(work, float("inf"))
    for _ in range(rounds):
        for key, function in work.items():
            began = _clock()
            function(count)
            best[key] = min(best[key], _clock() - began)
    return {"shares": _ranges(marks, best), "secondsPerIteration": best["all"] / count}


def _ranges(marks, best):
    whole, empty = best["all"], best["none"]
    ways = {name: [(best["only " + name] - empty) / whole, (whole - best["without " + name]) / whole,
                   (best["twice " + name] - whole) / whole] for name in marks.names}
    sums = [sum(ways[name][way] for name in marks.names) for way in range(3)]
    ways["loop"] = [empty / whole] + [1 - total for total in sums]
    return _spread({name: [max(0.0, share) for share in found] for name, found in ways.items()})


def measure_clocked(source, seconds):
    """The shares that a program that clocks itself tells."""
    runs = []
    for _ in range(_CLOCKED_RUNS):
        space = {"__name__": "truth"}
        exec(compile(source, "truth.py", "exec"), space)
        spent = space["clocked"](seconds / _CLOCKED_RUNS)
        total = sum(spent.values())
        runs.append({name: part / total for name, part in spent.items()})
    return {"shares": _spread({name: [run[name] for run in runs] for name in runs[0]}), "secondsPerIteration": None}


def _spread(ways):
    middles = {name: sorted(found)[len(found) // 2] if len(found) % 2 else sum(sorted(found)[1:3]) / 2
               for name, found in ways.items()}
    total = sum(middles.values())
    return {name: [min(found), middles[name] / total, max(found)] for name, found in ways.items()}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        source = file.read()
    rounds, seconds = int(sys.argv[2]), float(sys.argv[3])
    print(json.dumps(measure_clocked(source, seconds) if Marks(source).is_clocked else measure(source, rounds)))


if __name__ == "__main__":
    main()
