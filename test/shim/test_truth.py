"""CPU time falls on the lines that used it: programs that clock themselves, against what both engines say of the same run.

The bounds are wide, for a loaded machine; test/bench/truth measures how near it really is.
"""

import json
import sys
import unittest

from support.decoder import NONE
from support.running import Workshop

PARTS = """
    import json, time
    def work(seconds):
        clock, x = time.thread_time, 1.0
        spent = {"plain": 0.0, "native": 0.0, "made": 0.0}
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            began = clock()
            for _ in range(60000): x = x * 1.0000001 + 0.25
            plain = clock()
            sorted(range(60000, 0, -1))
            native = clock()
            [n * n for n in range(8000)]
            made = clock()
            spent["plain"] += plain - began
            spent["native"] += native - plain
            spent["made"] += made - native
        print(json.dumps(spent))
    work(2.5)
    """
LINES = {9: "plain", 11: "native", 13: "made"}
POINTS = 12


class Truth(unittest.TestCase):
    def setUp(self):
        self.workshop = Workshop(self)

    def run_under(self, engine, text):
        """(what the program told, its recording)."""
        self.workshop.write("main.py", text)
        outcome = self.workshop.profiled("main.py", shim=("--engine", engine, "--no-memory"))
        self.assertEqual(outcome.code, 0, outcome.err)
        return json.loads(outcome.out), outcome.recording()

    def assert_lines(self, engine):
        told, recording = self.run_under(engine, PARTS)
        if recording.head["engine"]["lines"] != "exact":
            return  # test_python_engine and test_native say where that is so
        seen = dict.fromkeys(told, 0)
        for row in recording.rows["samples"]:
            inside = [line for function, _, line in recording.stack(row["node"]) if function == "work"]
            if inside and row["cpu"] != NONE and inside[0] in LINES:
                seen[LINES[inside[0]]] += row["cpu"]
        for name, seconds in told.items():
            true, ours = 100 * seconds / sum(told.values()), 100 * seen[name] / sum(seen.values())
            self.assertAlmostEqual(ours, true, delta=POINTS, msg=(name, told, seen))

    def test_the_native_engine_gives_each_line_its_share(self):
        self.assert_lines("native")

    @unittest.skipUnless(sys.platform == "linux", "the Python engine measures CPU time on Linux")
    def test_the_python_engine_gives_each_line_its_share_where_it_tells_lines(self):
        self.assert_lines("python")


if __name__ == "__main__":
    unittest.main()
