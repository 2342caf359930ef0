"""Time this: set-up without the main part, loops calibrated, values, and what a piece lacks."""

import unittest

from support.measuring import Bench

PROGRAM = """\
    import math
    SIZE = 500
    DATA = list(range(SIZE))
    LOUD = [print("main part") for _ in range(1)]
    try:
        import numpy_that_is_not_there as fast
    except ImportError:
        fast = None

    def quick():
        total = 0
        for value in DATA:
            total += value
        return total

    def items():
        yield from range(100)

    async def later():
        return 1

    def with_local(boxes):
        for box in boxes:
            box.append(len(box))
            len(box)

    count = 0
    while count < 3:
        count += 1
    print("main part")
    if __name__ == "__main__":
        print("main part")
        with_local([[], [1]])
    """
FAST = {"leastNs": 200000, "warmups": 1, "values": 3}


class Time(unittest.TestCase):
    def setUp(self):
        self.bench = Bench(self)
        self.path = self.bench.write("program.py", PROGRAM)

    def time(self, **fields):
        return self.bench.job("time", file=self.path, **dict(FAST, **fields))

    def test_a_call_is_timed_without_running_the_main_part(self):
        answer = self.time(call="quick()", memory=True)
        self.assertTrue(answer["ok"], answer)
        self.assertEqual(answer["printed"], "")
        self.assertEqual(len(answer["values"]), 3)
        self.assertGreater(answer["loops"], 1)
        self.assertTrue(all(value > 100 for value in answer["values"]))
        self.assertGreaterEqual(answer["peakBytes"], 0)

    def test_one_value_lasts_as_long_as_was_asked(self):
        short, long = (self.time(call="quick()", leastNs=least) for least in (3e5, 3e7))
        self.assertGreater(long["loops"], 5 * short["loops"])

    def test_given_loops_are_kept(self):
        self.assertEqual(self.time(call="quick()", loops=7)["loops"], 7)

    def test_generators_are_consumed_and_coroutines_awaited(self):
        self.assertTrue(self.time(call="items()", callKind="generator")["ok"])
        self.assertTrue(self.time(call="later()", callKind="coroutine", loops=2)["ok"])
        lazy = self.time(call="items()", loops=50)
        eager = self.time(call="items()", callKind="generator", loops=50)
        self.assertGreater(min(eager["values"]), min(lazy["values"]))

    def test_lines_of_a_function_and_of_the_module_are_timed(self):
        for lines in ([11, 13], [27, 29], [28, 28]):
            answer = self.time(lines=lines)
            self.assertTrue(answer["ok"], (lines, answer))

    def test_a_piece_that_needs_locals_says_so_and_runs_with_recorded_ones(self):
        answer = self.time(lines=[24, 25])
        self.assertEqual((answer["ok"], answer["code"]), (False, "piece-needs-values"))
        self.assertIn("box", answer["message"])
        kept = self.bench.kept()
        target = {"kind": "script", "name": self.path, "args": []}
        seen = self.bench.job("record", target=target, place={"file": self.path, "line": 24}, kept=kept, seconds=20)
        self.assertTrue(seen["reached"], seen)
        self.assertEqual(seen["names"], ["box", "boxes"])
        self.assertTrue(self.time(lines=[24, 25], locals=kept)["ok"])

    def test_what_cannot_be_timed_is_refused_in_a_sentence(self):
        cases = [
            ({"lines": [14, 14]}, "piece-not-timed", "time the function instead"),
            ({"lines": [9, 9]}, "piece-not-timed", "no whole statement"),
            ({"call": "quick(("}, "call-not-python", "no Python expression"),
            ({"call": "1 / 0"}, "piece-failed", "ZeroDivisionError"),
        ]
        for fields, code, words in cases:
            answer = self.time(**fields)
            self.assertEqual(answer.get("code"), code, answer)
            self.assertIn(words, answer["message"])

    def test_a_module_of_a_package_is_imported_with_its_relative_imports(self):
        self.bench.write("pkg/__init__.py", "")
        self.bench.write("pkg/helper.py", "def help(): return 5\n")
        path = self.bench.write("pkg/part.py", "from .helper import help\ndef run(): return help()\n")
        answer = self.bench.job("time", file=path, call="run()", **FAST)
        self.assertTrue(answer["ok"], answer)

    def test_changed_sources_are_used_under_their_own_names(self):
        self.bench.write("pkg/__init__.py", "")
        path = self.bench.write("pkg/part.py", "def run(): return 1\n")
        answer = self.bench.job("time", file=path, call="check()", sources={path: "def check():\n    assert __file__ == %r\n" % path}, **FAST)
        self.assertTrue(answer["ok"], answer)


if __name__ == "__main__":
    unittest.main()
