"""Compares the shim's line figures with the truth of each interpreter; prints Markdown.

Usage: python test/bench/truth/run.py --python EXE [EXE …] [--engine python] [--seconds 3] [--rounds 40] [--program lines …]
The error of a program is half the sum of the absolute differences of all its shares, in percentage points of the run.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "shim"))
sys.path.insert(0, HERE)

from support.decoder import NONE, decode  # noqa: E402
from support.running import ENTRY  # noqa: E402
from true_shares import parts_of  # noqa: E402

PROGRAMS = ("lines", "mixed", "calls")
_DRIVER = "\n\nif __name__ == '__main__':\n    work(%d)\n"


def program_source(name):
    """The text of a truth program."""
    with open(os.path.join(HERE, "programs", name + ".py"), encoding="utf-8") as file:
        return file.read()


def truth_of(python, name, rounds):
    """What true_shares.py measures on an interpreter."""
    command = [python, os.path.join(HERE, "true_shares.py"), os.path.join(HERE, "programs", name + ".py"), str(rounds)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def recorded(python, name, engine, iterations):
    """The Recording of the program, its loop run so many times."""
    with tempfile.TemporaryDirectory(prefix="ember-truth-") as folder:
        script, out = os.path.join(folder, "truth.py"), os.path.join(folder, "truth.ember")
        with open(script, "w", encoding="utf-8") as file:
            file.write(program_source(name) + _DRIVER % iterations)
        subprocess.run([python, ENTRY, "--engine", engine, "--out", out, "--", script], check=True)
        with open(out, "rb") as file:
            return decode(file.read())


def shares_of(recording, parts, metric="wall"):
    """Part -> share of the time in `work` and below; what is on none of the lines is "elsewhere"."""
    lines = {line: name for name, line in parts.items()}
    weights, total = dict.fromkeys(parts, 0.0), 0.0
    weights["elsewhere"] = 0.0
    for row in recording.rows["samples"]:
        if row[metric] == NONE:
            continue
        inside = [line for function, file, line in recording.stack(row["node"]) if function == "work" and file == "truth.py"]
        if inside:
            total += row[metric]
            weights[lines.get(inside[0], "elsewhere")] += row[metric]
    return {name: weight / total if total else 0.0 for name, weight in weights.items()}


def error_points(truth, ours):
    """Half the sum of absolute differences, in points."""
    return 50 * sum(abs(truth.get(name, 0.0) - ours.get(name, 0.0)) for name in set(truth) | set(ours))


def main():
    """Prints one table for each program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", nargs="+", default=[sys.executable])
    parser.add_argument("--engine", nargs="+", default=["python"])
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--program", nargs="+", default=PROGRAMS, choices=PROGRAMS)
    parser.add_argument("--metric", default="cpu", choices=("cpu", "wall"))
    options = parser.parse_args()
    for name in options.program:
        parts = parts_of(program_source(name))
        print("\n**%s** (%s, %% of the loop)\n" % (name, options.metric))
        print("| Python | | %s | elsewhere | samples/s | error, points |" % " | ".join(parts))
        print("|%s" % ("---|" * (len(parts) + 5)))
        for python in options.python:
            table_of(python, name, parts, options)
    return 0


def table_of(python, name, parts, options):
    """The rows of one interpreter."""
    version = subprocess.run([python, "-c", "import sys; print(sys.version.split()[0])"], check=True,
                             stdout=subprocess.PIPE).stdout.decode().strip()
    truth = truth_of(python, name, options.rounds)
    shares = [100 * truth["shares"][part] for part in parts]
    print("| %s | truth | %s | | | two ways differ by up to %.1f |" % (
        version, " | ".join("%.1f" % share for share in shares), 100 * truth["disagreement"]))
    for engine in options.engine:
        recording = recorded(python, name, engine, int(options.seconds / truth["secondsPerIteration"]))
        ours = shares_of(recording, parts, options.metric)
        rate = recording.end["samples"] / (recording.end["durationNs"] / 1e9)
        print("| %s | %s, lines %s | %s | %.1f | %.0f | %.1f |" % (
            version, recording.head["engine"]["name"], recording.head["engine"]["lines"],
            " | ".join("%.1f" % (100 * ours[part]) for part in parts), 100 * ours["elsewhere"], rate,
            error_points(truth["shares"], ours)), flush=True)


if __name__ == "__main__":
    sys.exit(main())
