"""Compares line figures with the truth of each interpreter: ours (both engines) and those of other profilers. Prints Markdown.

Usage: python test/bench/truth/run.py --python EXE [EXE …] [--engine native python] [--seconds 3] [--rounds 25] [--program NAME …]
       [--peers] [--peer NAME …] [--full]
A deviation is by how many percentage points of the work a part's share lies outside the truth's own range (see true_shares.py).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, ".."), os.path.join(HERE, "..", "..", "shim")]

from marks import Marks  # noqa: E402
from common.time_peers import PEERS  # noqa: E402
from common.venvs import Unavailable, version_of  # noqa: E402
from tables import print_full, summary  # noqa: E402

ENTRY = os.path.join(HERE, "..", "..", "..", "src", "shim", "__main__.py")
PROGRAMS = sorted(name[:-3] for name in os.listdir(os.path.join(HERE, "programs")) if name.endswith(".py"))
_DRIVER = """

if __name__ == "__main__":
    import builtins
    _decorate = getattr(builtins, "profile", None)
    if _decorate is not None:
        for _name in %r:
            if _name in globals():
                globals()[_name] = _decorate(globals()[_name])
    %s
"""


class Figures:
    """What one tool says of one program on one interpreter: part -> share, or why there is none."""

    def __init__(self, tool, shares=None, truth=None, lost=None, rate=None, why=None):
        self.tool, self.shares, self.truth, self.lost, self.rate, self.why = tool, shares, truth, lost, rate, why

    @property
    def worst(self):
        """The largest deviation of a part, in points; None without shares."""
        if not self.shares:
            return None
        names = set(self.truth) | set(self.shares)
        return max(abs(self.deviation(name)) for name in names)

    def deviation(self, name):
        """Points outside the truth's range, with sign."""
        low, _, high = self.truth.get(name, (0.0, 0.0, 0.0))
        share = self.shares.get(name, 0.0)
        return 100 * (share - high if share > high else share - low if share < low else 0.0)


def source_of(name):
    """The text of a truth program."""
    with open(os.path.join(HERE, "programs", name + ".py"), encoding="utf-8") as file:
        return file.read()


def truth_of(python, name, options):
    """What true_shares.py measures on an interpreter."""
    command = [python, os.path.join(HERE, "true_shares.py"), os.path.join(HERE, "programs", name + ".py"),
               str(options.rounds), str(options.seconds)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def write_script(folder, marks, source, truth, seconds):
    """The program with the loop that runs it for so many seconds, as truth.py in the folder."""
    if marks.is_clocked:
        call = "import json; _told = json.dumps(clocked(%r))\n    with open(%r, 'w') as _file: _file.write(_told)" % (
            seconds, os.path.join(folder, "told.json"))
    else:
        call = "work(%d)" % max(1, int(seconds / truth["secondsPerIteration"]))
    script = os.path.join(folder, "truth.py")
    with open(script, "w", encoding="utf-8") as file:
        file.write(source + _DRIVER % (marks.holders, call))
    return script


def told(folder, marks, truth):
    """The truth of the run itself where the program clocks itself."""
    if not marks.is_clocked:
        return truth["shares"]
    with open(os.path.join(folder, "told.json"), encoding="utf-8") as file:
        spent = json.load(file)
    total = sum(spent.values())
    return {name: (part / total,) * 3 for name, part in spent.items()}


def ours(python, engine, name, marks, truth, seconds):
    """The Figures of one of our engines."""
    from support.decoder import NONE, decode
    with tempfile.TemporaryDirectory(prefix="ember-truth-") as folder:
        script, out = write_script(folder, marks, source_of(name), truth, seconds), os.path.join(folder, "truth.ember")
        subprocess.run([python, ENTRY, "--engine", engine, "--no-memory", "--out", out, "--", script], check=True)
        with open(out, "rb") as file:
            recording = decode(file.read())
        weights = {}
        for row in recording.rows["samples"]:
            if row[marks.metric] != NONE:
                weights[row["node"]] = weights.get(row["node"], 0) + row[marks.metric]
        stacks = [([(file, line) for _, file, line in recording.stack(node)], weight) for node, weight in weights.items()]
        samples, end = recording.end["samples"], recording.end
        lost = end["lost"] / max(1, samples + end["lost"])
        tool = "Emberline, %s" % ("native" if engine == "native" else "Python engine")
        if recording.head["engine"]["name"] != engine:
            return Figures(tool, why=recording.head["engine"]["reason"])
        if recording.head["engine"]["lines"] != "exact":
            return Figures(tool, why="functions only")
        return Figures(tool, marks.shares(stacks), told(folder, marks, truth), lost, samples / (end["durationNs"] / 1e9))


def of_peer(peer, python, name, marks, truth, seconds):
    """The Figures of another profiler."""
    with tempfile.TemporaryDirectory(prefix="ember-truth-") as folder:
        script = write_script(folder, marks, source_of(name), truth, seconds / peer.slow if not marks.is_clocked else seconds)
        try:
            stacks = peer.run(python, script, folder, marks.metric)
            if peer.slow > 1:  # times of whole calls, so only the marked lines themselves count
                stacks = [(stack, weight) for stack, weight in stacks
                          if marks.lines.get(stack[-1][1]) == marks.part_lines.get(stack[-1][1], "loop")]
            shares = marks.shares(stacks)
            return Figures(peer.name, shares, told(folder, marks, truth), why=None if shares else "saw nothing of it")
        except Unavailable as refusal:
            return Figures(peer.name, why=str(refusal))
        except (OSError, ValueError):
            return Figures(peer.name, why="the program did not end well under it")


def main():
    """Prints a table for each program when asked for, and one of the worst deviations."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", nargs="+", default=[sys.executable])
    parser.add_argument("--engine", nargs="*", default=["native", "python"])
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--program", nargs="+", default=PROGRAMS, choices=PROGRAMS)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--peer", nargs="+", default=None, choices=[peer.name for peer in PEERS])
    parser.add_argument("--full", action="store_true")
    options = parser.parse_args()
    os.environ["EMBERLINE_BENCH_PYTHONS"] = os.pathsep.join(options.python)
    peers = [peer for peer in PEERS if (options.peer is None and options.peers) or peer.name in (options.peer or ())]
    found = []
    for name in options.program:
        marks = Marks(source_of(name))
        for python in options.python:
            truth = truth_of(python, name, options)
            figures = [ours(python, engine, name, marks, truth, options.seconds) for engine in options.engine]
            figures += [of_peer(peer, python, name, marks, truth, options.seconds) for peer in peers]
            found.append((name, version_of(python), truth["shares"], figures))
            if options.full:
                print_full(marks, *found[-1], file=sys.stderr)
    print(summary(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
