"""Measures what each marked line of a truth program costs on this interpreter, without any profiler.

Each part is timed twice, by leaving it out of the loop and by running it alone, in CPU time, all variants interleaved, and
the fastest round of each counts. Prints JSON: {"shares": {part: share}, "disagreement": …, "secondsPerIteration": …}.
Usage: python true_shares.py PROGRAM [ROUNDS]
"""

import json
import re
import sys
import time

_MARK = re.compile(r"# part: (\w+)$")
_ROUND_S = 0.015
_clock = time.thread_time if hasattr(time, "thread_time") else time.process_time


def parts_of(source):
    """Part -> 1-based line; also the line of the loop, as part "loop"."""
    parts, previous = {}, None
    for number, line in enumerate(source.splitlines(), 1):
        mark = _MARK.search(line)
        if mark is not None:
            if not parts:
                parts["loop"] = previous
            parts[mark.group(1)] = number
        previous = number
    return parts


def variant(source, keep):
    """`work` of the program with only the kept parts in its loop."""
    rows = []
    for line in source.splitlines():
        mark = _MARK.search(line)
        if mark is None or mark.group(1) in keep:
            rows.append(line)
            if mark is None:
                continue
        elif not keep:
            indent = line[:len(line) - len(line.lstrip())]
            rows.append(indent + "pass")
    space = {"__name__": "truth"}
    exec(compile("\n".join(rows) + "\n", "truth.py", "exec"), space)
    return space["work"]


def measure(source, rounds):
    """The shares of all parts, by the two ways and their mean."""
    names = [name for name in parts_of(source) if name != "loop"]
    variants = {"all": names, "none": []}
    for name in names:
        variants["only " + name] = [name]
        variants["without " + name] = [other for other in names if other != name]
    work = {key: variant(source, keep) for key, keep in variants.items()}
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
    whole = best["all"]
    alone = {name: (best["only " + name] - best["none"]) / whole for name in names}
    out = {name: (whole - best["without " + name]) / whole for name in names}
    shares = {name: (alone[name] + out[name]) / 2 for name in names}
    shares["loop"] = 1 - sum(shares.values())
    return {"shares": shares, "secondsPerIteration": whole / count,
            "disagreement": max(abs(alone[name] - out[name]) for name in names)}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        source = file.read()
    print(json.dumps(measure(source, int(sys.argv[2]) if len(sys.argv) > 2 else 40)))


if __name__ == "__main__":
    main()
