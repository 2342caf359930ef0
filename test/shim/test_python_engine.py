"""The Python engine: harmless where CPython's own stack dumps are not, and quiet about what it imports."""

import sys
import unittest

from support.running import Workshop

DESTRUCTORS = """
    import time
    class Noted:
        def __del__(self):
            x = 1.0
            for _ in range(20000): x = x * 1.0000001 + 0.25
    def key(value):
        noted = Noted()
        return value
    def made():
        noted = Noted()
        yield 1
    end = time.perf_counter() + 1.5
    while time.perf_counter() < end:
        sorted([3, 1, 2], key=key)
        for _ in range(3): next(made())
    print("done")
    """
DUMPS_ARE_SAFE = not (3, 11) <= sys.version_info < (3, 14, 1)


class PythonEngine(unittest.TestCase):
    def setUp(self):
        self.workshop = Workshop(self)

    def test_destructors_that_run_python_as_a_frame_ends_do_not_crash_the_program(self):
        self.workshop.write("main.py", DESTRUCTORS)
        for _ in range(2):
            outcome = self.workshop.profiled("main.py", shim=("--engine", "python"))
            self.assertEqual((outcome.code, outcome.out.strip()), (0, b"done"), outcome.err)

    @unittest.skipUnless(sys.platform == "linux", "lines need Linux's timers")
    def test_lines_are_promised_only_where_dumps_are_safe(self):
        self.workshop.write("main.py", "pass\n")
        engine = self.workshop.profiled("main.py", shim=("--engine", "python")).recording().head["engine"]
        self.assertEqual(engine["lines"], "exact" if DUMPS_ARE_SAFE else "none", engine["reason"])
        if not DUMPS_ARE_SAFE:
            self.assertIn("crash", engine["reason"])


if __name__ == "__main__":
    unittest.main()
