"""Counted calls: exact numbers in threads, generators, coroutines, recursion and exceptions, with callers, on every version."""

import sys
import unittest

from support.decoder import NONE
from support.running import Workshop

PROGRAM = """\
    import asyncio, threading
    def leaf(n): return n + 1
    def work(n):
        t = 0
        for i in range(n): t = leaf(t)
        return t
    def fact(n): return 1 if n < 2 else n * fact(n - 1)
    def gen(n):
        for i in range(n): yield i
    def use(): return sum(gen(10))
    def boom(): raise ValueError
    def guarded():
        try: boom()
        except ValueError: pass
    async def tick(): await asyncio.sleep(0)
    async def ticks():
        for _ in range(5): await tick()
    class Thing:
        def method(self): return len(self.__class__.__name__)
    threads = [threading.Thread(target=work, args=(1000,)) for _ in range(3)]
    for each in threads: each.start()
    work(500)
    for each in threads: each.join()
    fact(10)
    use()
    for _ in range(4): guarded()
    asyncio.run(ticks())
    for _ in range(6): Thing().method()
    """


class ExactCalls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        workshop = Workshop(cls)
        workshop.write("main.py", PROGRAM)
        cls.outcome = workshop.profiled("main.py", shim=("--calls",))
        cls.recording = cls.outcome.recording()

    addCleanup = classmethod(lambda cls, *words: cls.addClassCleanup(*words))

    def last(self, record):
        """Rows of the last table: an earlier one is of functions that were still running."""
        key = (lambda row: row["frame"]) if record == "calls" else (lambda row: (row["caller"], row["callee"]))
        return list({key(row): row for row in self.recording.rows[record]}.values())

    def name(self, frame):
        return None if frame == NONE else self.recording.string(self.recording.rows["frames"][frame]["name"]).rpartition(".")[2]

    def file(self, frame):
        return self.recording.path_of(self.recording.rows["frames"][frame]["file"]) or ""

    def function(self, name):
        return [row for row in self.last("calls") if self.name(row["frame"]) == name and self.file(row["frame"]).endswith("main.py")][-1]

    def edges(self, caller, callee):
        return [row for row in self.last("callEdges") if (self.name(row["caller"]), self.name(row["callee"])) == (caller, callee)]

    def test_every_call_is_counted(self):
        self.assertEqual(self.outcome.code, 0, self.outcome.err)
        for name, calls in (("leaf", 3500), ("work", 4), ("fact", 10), ("use", 1), ("boom", 4), ("guarded", 4), ("method", 6)):
            self.assertEqual(self.function(name)["calls"], calls, name)
        self.assertEqual(self.function("fact")["primitive"], 1)
        self.assertEqual(self.function("leaf")["primitive"], 3500)

    def test_callers_are_those_that_called_in_every_thread(self):
        self.assertEqual(self.edges("work", "leaf")[-1]["calls"], 3500)
        self.assertEqual(self.edges("fact", "fact")[-1]["calls"], 9)
        self.assertEqual(self.edges("guarded", "boom")[-1]["calls"], 4)
        self.assertEqual(self.edges("<module>", "use")[-1]["calls"], 1)

    def test_a_generator_or_coroutine_that_goes_on_is_no_new_call(self):
        if hasattr(sys, "monitoring"):
            self.assertEqual((self.function("gen")["calls"], self.function("tick")["calls"]), (1, 5))
        else:  # the interpreter's profiler counts each step
            self.assertEqual((self.function("gen")["calls"], self.function("tick")["calls"]), (11, 10))

    def test_times_add_up(self):
        for row in self.last("calls"):
            self.assertGreaterEqual(row["total"] * 1.000001 + 1, row["self"])
        work, leaf = self.function("work"), self.function("leaf")
        self.assertGreater(work["total"], work["self"])
        self.assertGreater(leaf["self"], 0)

    def test_the_cost_of_counting_was_measured_here(self):
        self.assertTrue(all(0 < row["perCall"] < 1e6 for row in self.last("calls")))
        self.assertEqual({row["tracer"] for row in self.last("calls")}, {0 if hasattr(sys, "monitoring") else 1})

    def test_nothing_of_ours_is_counted(self):
        for row in self.last("calls"):
            self.assertNotIn("_emberline", self.file(row["frame"]))


class Manners(unittest.TestCase):
    def test_without_the_option_nothing_is_counted(self):
        workshop = Workshop(self)
        workshop.write("main.py", "print(1)\n")
        self.assertEqual(workshop.profiled("main.py").recording().rows["calls"], [])

    def test_a_program_with_its_own_profile_function_goes_on(self):
        workshop = Workshop(self)
        workshop.write("main.py", """\
            import sys
            seen = []
            def f(): pass
            sys.setprofile(lambda frame, event, arg: seen.append(event))
            f()
            sys.setprofile(None)
            print("call" in seen)
            """)
        outcome = workshop.profiled("main.py", shim=("--calls",))
        self.assertEqual((outcome.code, outcome.out.strip()), (0, b"True"), outcome.err)


if __name__ == "__main__":
    unittest.main()
