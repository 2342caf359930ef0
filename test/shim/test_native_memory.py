"""The native allocator hook: bytes and blocks on the lines that asked for them, held and at the peak, and harmless."""

import json
import re
import unittest

from support.running import Workshop

EXACT = """
    import json, sys
    size = sys.getsizeof
    def hold(n):
        return [bytes(1000 + i) for i in range(n)]                    # @hold
    def churn(n):
        for i in range(n):
            block = bytes(5000)                                       # @churn
    def grow(n):
        out = []
        for i in range(n):
            out.append(None)                                          # @grow
        return out
    class Point:
        def __init__(self):
            self.x = None                                             # @attribute
    kept = hold(2000)
    churn(1000)
    grown = grow(5000)
    large = bytes(40_000_000)                                         # @large
    del large
    joined = (b"ab" * 100_000 +                                       # @operator
        b"c" * 50_000)
    points = {i: bytearray(300) for i in range(1000)}                 # @comprehension
    text = "\\u0100" * 70_000                                          # @text
    print(json.dumps({
        "hold": [sum(map(size, kept)) + size(kept), 0],
        "grow": [size(grown) - size([]), 0],
        "churn": [0, 1000 * size(bytes(5000))],
        "operator": [size(joined), 0],
        "text": [size(text), 0],
    }))
    """
MILLION = """
    import json, sys
    kept = [None] * 1_000_000
    def fill():
        for i in range(1_000_000):
            kept[i] = bytes(80)                                       # @kept
            bytes(200)                                                # @freed
    fill()
    print(json.dumps({"kept": 1_000_000 * sys.getsizeof(bytes(80)), "freed": 1_000_000 * sys.getsizeof(bytes(200))}))
    """
THREADS = """
    import threading
    kept, together = [], threading.Barrier(4)
    def work(size, count):
        together.wait()
        for _ in range(count):
            kept.append(bytes(size))                                  # @work
        together.wait()
    threads = [threading.Thread(target=work, args=(1000 * (i + 1), 500), name="maker %d" % i) for i in range(4)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    """
PEAK = """
    def first():
        block = bytes(30_000_000)                                     # @first
        second()
    def second():
        block = [bytes(1000) for _ in range(10_000)]                  # @second
    def later():
        return bytes(20_000_000)                                      # @later
    first()
    kept = later()
    """


class NativeMemory(unittest.TestCase):
    def setUp(self):
        self.workshop = Workshop(self)

    def run_program(self, source, shim=(), truncated=False, **options):
        """The outcome, its recording, and by mark: {"allocated", "allocations", "freed", "frees", "held", "peak"}."""
        self.workshop.write("main.py", source)
        outcome = self.workshop.profiled("main.py", shim=("--engine", "native") + tuple(shim), **options)
        recording = outcome.recording(truncated)
        return outcome, recording, by_mark(recording, source)

    def test_small_programs_are_exact(self):
        outcome, recording, lines = self.run_program(EXACT)
        self.assertEqual(recording.head["memory"], {"method": "native", "intervalBytes": 1})
        self.assertEqual(recording.head["metrics"], ["wall", "cpu", "allocated", "allocations", "held", "peak"])
        for mark, (held, freed) in json.loads(outcome.out).items():
            with self.subTest(mark):
                line = lines[mark]
                if freed:
                    self.assertAlmostEqual(line["freed"], line["allocated"], delta=100)
                    self.assertAlmostEqual(line["freed"], freed, delta=40_000)  # the loop's numbers, and free lists
                else:
                    self.assertAlmostEqual(line["held"], held, delta=1000)
        self.assertAlmostEqual(lines["large"]["allocated"], 40_000_033, delta=2000)
        # A list that grows asks anew for all of its bytes each time, and gives the old ones back.
        self.assertGreater(lines["grow"]["allocated"], 5 * lines["grow"]["held"])

    def test_a_million_blocks_are_within_two_percent(self):
        outcome, recording, lines = self.run_program(MILLION)
        truth = json.loads(outcome.out)
        for mark, kind in (("kept", "held"), ("kept", "allocated"), ("freed", "allocated"), ("freed", "freed")):
            self.assertAlmostEqual(lines[mark][kind] / truth[mark], 1, delta=0.02, msg=mark + " " + kind)
        self.assertAlmostEqual(lines["kept"]["allocations"] / 1e6, 1, delta=0.02)
        self.assertAlmostEqual(lines["freed"]["held"] / truth["freed"], 0, delta=0.01)
        self.assertAlmostEqual(recording.rows["memory"][-1]["heap"] / (truth["kept"] + 8_000_000), 1, delta=0.02)

    def test_threads_have_their_own_paths(self):
        _, recording, lines = self.run_program(THREADS)
        found = {}
        for row in recording.rows["allocations"]:
            stack = recording.stack(row["node"])
            if stack[-1][0] == "work":
                found[stack[0]] = found.get(stack[0], 0) + row["allocated"] - row["freed"]
        self.assertEqual(len(found), 4)
        for i, size in enumerate(sorted(found.values())):
            self.assertAlmostEqual(size, 500 * (1000 * (i + 1) + 33), delta=20_000)

    def test_the_peak_is_what_was_held_when_most_was(self):
        _, recording, lines = self.run_program(PEAK)
        self.assertAlmostEqual(lines["first"]["peak"], 30_000_033, delta=100)
        self.assertAlmostEqual(lines["second"]["peak"], 10_000 * 1033 + 85_000, delta=20_000)
        self.assertEqual(lines["later"]["peak"], 0)
        self.assertEqual(lines["later"]["held"], 20_000_033)
        self.assertAlmostEqual(lines["second"]["held"], 0, delta=1000)  # 3.9 and 3.10 keep a frame for the next call

    def test_no_memory_leaves_the_allocators_alone(self):
        _, recording, _ = self.run_program("x = [bytes(1000) for _ in range(1000)]\n", shim=("--no-memory",))
        self.assertIsNone(recording.head["memory"])
        self.assertEqual(recording.rows["allocations"], [])


def by_mark(recording, source):
    """Sums by the marks (`# @name`) of main.py's lines."""
    marks = {number: match.group(1) for number, match in (
        (number, re.search(r"# @(\w+)", line)) for number, line in enumerate(source.split("\n"), 1)) if match}
    found = {mark: dict.fromkeys(("allocated", "allocations", "freed", "frees", "held", "peak"), 0) for mark in marks.values()}

    def mark_of(node):
        stack = recording.stack(node)
        return marks.get(stack[-1][2]) if stack and stack[-1][1] == "main.py" else None

    for row in recording.rows["allocations"]:
        mark = mark_of(row["node"])
        if mark:
            for name in ("allocated", "allocations", "freed", "frees"):
                found[mark][name] += row[name]
            found[mark]["held"] += row["allocated"] - row["freed"]
    last = recording.rows["peak"][-1]["at"] if recording.rows["peak"] else None
    for row in recording.rows["peak"]:
        mark = mark_of(row["node"])
        if mark and row["at"] == last:
            found[mark]["peak"] += row["held"]
    return found


if __name__ == "__main__":
    unittest.main()
