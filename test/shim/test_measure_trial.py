"""Trials: a program or one function run before and after a change; what differs, and what must not be done again."""

import unittest

from support.measuring import Bench

PROGRAM = """\
    import os, sys
    class Shop:
        def __init__(self):
            self.sold = []
        def sell(self, items, *more, discount=0):
            self.sold.extend(items)
            return sum([each - discount for each in items]) + len(more)
        @staticmethod
        def plain(text):
            return text.upper()
    def fails(number):
        if number % 2:
            raise ValueError("odd %d" % number)
        return {"half": number / 2}
    def stream(number):
        for each in range(number):
            yield each * 2
    def locked(lock):
        return lock is not None
    def main():
        import threading
        shop = Shop()
        print(sum(shop.sell(list(range(each + 5)), 1, discount=each) for each in range(30)))
        for each in range(4):
            Shop.plain("abc")
            list(stream(each))
            try:
                fails(each)
            except ValueError:
                pass
        locked(threading.Lock())
    if __name__ == "__main__":
        main()
        sys.exit(3)
    """
COSTS = {"leastNs": 100000, "warmups": 1, "values": 2}


class Trials(unittest.TestCase):
    def setUp(self):
        self.bench = Bench(self)

    def write(self, text=PROGRAM, name="program.py"):
        path = self.bench.write(name, text)
        return path, {"kind": "script", "name": path, "args": []}

    def record(self, name, path, target, **fields):
        return self.bench.job("record", target=target, function={"file": path, "line": None, "name": name},
                              kept=self.bench.kept(), seconds=20, **fields)

    def replay(self, name, path, outcomes, **fields):
        return self.bench.job("replay", file=path, name=name, kept=self.bench.kept(), outcomes=self.bench.kept(outcomes), **dict(COSTS, **fields))

    def compare(self, path):
        return self.bench.job("compare", file=path, before=self.bench.kept("before"), after=self.bench.kept("after"))

    def test_a_program_is_run_whole_and_measured(self):
        path, target = self.write()
        answer = self.bench.job("program", target=target, memory=True)
        self.assertTrue(answer["ok"], answer)
        self.assertEqual(answer["end"], {"exitCode": 3, "exception": None})
        self.assertEqual(answer["printed"], "")
        self.assertEqual(answer["stdout"]["head"].strip().lstrip("-").isdigit(), True)
        self.assertGreater(answer["peakBytes"], 100)
        self.assertGreater(answer["wallNs"], 0)
        changed = self.bench.job("program", target=target, sources={path: "print('other')"})
        self.assertNotEqual(changed["stdout"]["sha256"], answer["stdout"]["sha256"])

    def test_methods_are_replayed_with_their_arguments_and_compared(self):
        path, target = self.write()
        seen = self.record("sell", path, target)
        self.assertEqual(seen["count"], 30)
        self.assertGreaterEqual(seen["calls"], 20)
        before = self.replay("Shop.sell", path, "before")
        self.assertTrue(before["ok"], before)
        self.assertFalse(before["reusesArguments"])
        with open(path, encoding="utf-8") as file:
            text = file.read()
        same = {path: text.replace("[each - discount for each in items]", "each - discount for each in items")}
        self.assertTrue(self.replay("Shop.sell", path, "after", sources=same)["ok"])
        self.assertEqual(self.compare(path)["same"], True)
        wrong = {path: text.replace("+ len(more)", "")}
        self.replay("Shop.sell", path, "after", sources=wrong)
        answer = self.compare(path)
        self.assertFalse(answer["same"])
        self.assertIn("call 1 returns", answer["difference"])

    def test_left_over_arguments_count_as_a_result(self):
        path, target = self.write()
        self.record("sell", path, target)
        self.replay("Shop.sell", path, "before")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        self.replay("Shop.sell", path, "after", sources={path: text.replace("self.sold.extend(items)", "pass")})
        self.assertIn("leaves its arguments", self.compare(path)["difference"])

    def test_exceptions_generators_and_static_methods(self):
        path, target = self.write()
        for inner, name in (("fails", "fails"), ("stream", "stream"), ("plain", "Shop.plain")):
            self.assertEqual(self.record(inner, path, target)["calls"], 4, name)
            self.replay(name, path, "before")
            answer = self.replay(name, path, "after")
            self.assertTrue(answer["reusesArguments"], name)
            self.assertTrue(self.compare(path)["same"], name)
        self.record("fails", path, target)
        self.replay("fails", path, "before")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        self.replay("fails", path, "after", sources={path: text.replace("ValueError(", "KeyError(")})
        self.assertIn("raised KeyError", self.compare(path)["difference"])

    def test_arguments_that_cannot_be_copied_are_named(self):
        path, target = self.write()
        seen = self.record("locked", path, target)
        self.assertEqual((seen["calls"], seen["count"]), (0, 1))
        self.assertIn("lock (lock)", seen["problem"])

    def test_a_cached_function_is_not_answered_from_the_pass_before(self):
        path, target = self.write("""\
            import functools
            @functools.lru_cache(None)
            def fib(n):
                return n if n < 2 else fib(n - 1) + fib(n - 2)
            print(fib(40))
            """)
        self.record("fib", path, target)
        answer = self.replay("fib", path, "before", values=3)
        self.assertTrue(answer["ok"], answer)
        self.assertEqual(answer["loops"], 1)
        self.assertGreater(min(answer["values"]), 2000)

    def test_recursion_is_recorded_once(self):
        path, target = self.write("def down(n):\n    return n and down(n - 1)\ndown(50)\n")
        seen = self.record("down", path, target)
        self.assertEqual((seen["calls"], seen["count"]), (1, 51))

    def test_a_long_run_is_left_once_enough_was_seen(self):
        path, target = self.write("import time\ndef step(n):\n    return n\nwhile True:\n    step(1)\n    time.sleep(0.001)\n")
        seen = self.bench.job("record", target=target, function={"file": path, "line": None, "name": "step"}, kept=self.bench.kept(), seconds=0.2)
        self.assertGreater(seen["calls"], 0)


class NotRepeatable(unittest.TestCase):
    CASES = (
        ("write", "open('out.txt', 'w').write('x')"),
        ("write", "os.rename('a', 'b')"),
        ("delete", "os.remove('precious')"),
        ("network", "socket.create_connection(('127.0.0.1', 9))"),
        ("process", "subprocess.run([sys.executable, '-c', ''])"),
        ("process", "os.system('true')"),
        ("input", "input()"),
        ("database", "sqlite3.connect('file.db')"),
    )

    def test_each_kind_is_stopped_before_it_happens_and_named_with_its_line(self):
        bench = Bench(self)
        bench.write("precious", "kept")
        for kind, code in self.CASES:
            path = bench.write("program.py", "import os, socket, subprocess, sys\ntry:\n    import sqlite3\nexcept ImportError:\n    sqlite3 = None\n"
                               "if sqlite3 or 'sqlite3' not in %r:\n    %s\nelse:\n    open('file.db', 'w')\n" % (code, code))
            answer = bench.job("program", target={"kind": "script", "name": path, "args": []})
            found = answer["unsafe"][0]
            self.assertIn(found["kind"], (kind, "write") if kind == "database" else (kind,), code)
            self.assertEqual((found["file"], found["line"] in (7, 9)), (path, True), code)
        import os
        self.assertEqual(sorted(os.listdir(bench.folder)), ["precious", "program.py"])

    def test_what_was_allowed_happens_and_scratch_is_free(self):
        bench = Bench(self)
        path = bench.write("program.py", "import tempfile\nwith tempfile.NamedTemporaryFile() as f:\n    f.write(b'x')\nopen('out.txt', 'w').close()\n")
        target = {"kind": "script", "name": path, "args": []}
        refused = bench.job("program", target=target, env={"TMPDIR": bench.scratch})
        self.assertEqual([each["line"] for each in refused["unsafe"]], [4])
        allowed = bench.job("program", target=target, allow=["write"], env={"TMPDIR": bench.scratch})
        self.assertEqual((allowed["unsafe"], allowed["end"]["exitCode"]), ([], 0))

    def test_a_replay_stops_before_any_cost_is_measured(self):
        bench = Bench(self)
        path = bench.write("program.py", "def save(n):\n    with open('out.txt', 'a') as f:\n        f.write(str(n))\nif __name__ == '__main__':\n    save(1)\n")
        kept = bench.kept()
        bench.job("record", target={"kind": "script", "name": path, "args": []}, function={"file": path, "line": 1, "name": "save"},
                  kept=kept, seconds=5, allow=["write"])
        answer = bench.job("replay", file=path, name="save", kept=kept, outcomes=bench.kept("o"), **COSTS)
        self.assertEqual(answer.get("code"), "not-repeatable")
        with open(bench.folder + "/out.txt") as file:
            self.assertEqual(file.read(), "1")


if __name__ == "__main__":
    unittest.main()
