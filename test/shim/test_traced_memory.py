"""Memory from tracemalloc: what lines hold at exit and held at the peak."""

import unittest

from support.running import Workshop

PROGRAM = """\
    def temporary():
        block = bytes(40_000_000)
        return len(block)
    kept = [bytes(1000) for _ in range(5000)]
    import time
    time.sleep(0.6)
    block = bytes(40_000_000)
    time.sleep(0.6)
    del block
"""


class TracedMemory(unittest.TestCase):
    def test_held_and_peak_are_on_the_lines_that_allocated(self):
        workshop = Workshop(self)
        workshop.write("main.py", PROGRAM)
        recording = workshop.profiled("main.py", shim=("--memory", "--engine", "python")).recording()
        self.assertEqual(recording.head["memory"], {"method": "tracemalloc", "intervalBytes": 1})
        self.assertIn("memory-slow", [notice["code"] for notice in recording.notices])
        held = recording.held_by_line()
        self.assertAlmostEqual(held["main.py", 4], 5_200_000, delta=100_000)
        self.assertEqual(held.get(("main.py", 7), 0), 0)
        peak = {recording.stack(row["node"])[-1][2]: row["held"] for row in recording.rows["peak"]
                if recording.stack(row["node"])[-1][1] == "main.py"}
        self.assertAlmostEqual(peak[7], 40_000_033, delta=100)

    def test_a_program_that_traces_itself_is_left_alone(self):
        workshop = Workshop(self)
        workshop.write("main.py", "import tracemalloc\ntracemalloc.start()\nprint(tracemalloc.is_tracing())\n")
        outcome = workshop.profiled("main.py", shim=("--memory", "--engine", "python"), flags=("-X", "tracemalloc"))
        self.assertEqual(outcome.out.strip(), b"True")
        self.assertIn("memory-taken", [notice["code"] for notice in outcome.recording().notices])


if __name__ == "__main__":
    unittest.main()
