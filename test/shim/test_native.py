"""The native engine: chosen where it is built, true about lines, callers, names and states, and harmless."""

import ctypes
import os
import re
import shutil
import sys
import unittest

from support.decoder import NONE, ROOT_FOLDER, SCHEMA
from support.running import SHIM, Workshop

sys.path.insert(0, SHIM)
from _emberline.engines import native_codes, native_layout, native_library, native_lines  # noqa: E402

NATIVE = os.path.join(ROOT_FOLDER, "src", "native")
STATES = SCHEMA["enums"]["threadState"]
CALLS = """
    def a1(): return 1
    def b1(): return a1()
    def a2(): return 2
    def b2(): return a2()
    def numbers(n):
        for i in range(n): yield a1()
    def main():
        for i in range(40000):
            b1()
            b2()
        for k in range(2000):
            for x in numbers(10): pass
    import time
    end = time.process_time() + 1.5
    while time.process_time() < end: main()
    """
CALLERS = {"main": {"<module>:16"}, "b1": {"main:10"}, "b2": {"main:11"}, "a1": {"b1:3", "numbers:7"}, "a2": {"b2:5"},
           "numbers": {"main:13"}}
STATES_PROGRAM = """
    import hashlib, threading, time
    def spin():
        end = time.perf_counter() + 1
        while time.perf_counter() < end: pass
    def sleeping(): time.sleep(0.6)
    def hashing():
        data = bytes(1 << 24)
        for _ in range(6): hashlib.sha256(data).digest()
    def both():
        threads = [threading.Thread(target=spin, name="busy %d" % i) for i in range(2)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
    sleeping(); hashing(); both()
    """
GENERATED = """
    import time
    end, n = time.perf_counter() + 1, 0
    while time.perf_counter() < end:
        n += 1
        k = n % 300
        space = {}
        text = "\\n" * k + "def f_%d():\\n  x = 0\\n  for i in range(400): x += i * i\\n  return x\\n" % k
        exec(compile(text, "<made %d>" % k, "exec"), space)
        space["f_%d" % k]()
    """
FORKS = """
    import os, time
    def spin(s):
        end = time.perf_counter() + s
        while time.perf_counter() < end: pass
    for _ in range(3):
        child = os.fork()
        if child == 0:
            spin(0.02)
            os._exit(3)
        print(os.waitpid(child, 0)[1])
    spin(0.2)
    """


def source(name):
    with open(os.path.join(NATIVE, name), encoding="utf-8") as file:
        return file.read()


class Promises(unittest.TestCase):
    """What C and Python must agree on."""

    def test_layout_has_the_fields_of_the_header(self):
        body = source("layout.h").split("struct em_layout {")[1].split("};")[0]
        self.assertEqual(tuple(re.findall(r"uint64_t (\w+);", body)), native_layout.FIELDS)

    def test_abi(self):
        self.assertIn("#define EM_ABI %d\n" % native_library.ABI, source("api.h"))

    def test_every_function_is_declared_with_its_arguments(self):
        header = re.sub(r"\s+", " ", source("api.h"))
        for name, (_, arguments) in native_library._SIGNATURES.items():
            declared = re.search(r"\b%s\(([^;]*)\);" % name, header)
            self.assertIsNotNone(declared, name)
            text = re.sub(r"\([^()]*\)", "", declared.group(1)).strip()
            self.assertEqual(0 if text == "void" else text.count(",") + 1, len(arguments), name)


class Lines(unittest.TestCase):
    def test_a_jump_back_is_the_loops_own(self):
        space = {}
        exec("def f(n):\n  x = 1.0\n  for i in range(n):\n    x = x * 2.0\n    x = x + 1.0\n  return x\n", space)
        space["f"](2000)
        code = space["f"].__code__
        import dis
        jumps = [entry.offset for entry in dis.get_instructions(code) if entry.opname in ("JUMP_BACKWARD", "JUMP_ABSOLUTE")]
        self.assertEqual([native_lines.position(code, offset)[0] for offset in jumps], [3] * len(jumps))
        self.assertTrue(jumps)

    def test_other_instructions_have_the_interpreters_lines(self):
        import dis
        code = Workshop.profiled.__code__
        starts = dict(dis.findlinestarts(code))
        for offset, line in starts.items():
            if line is not None:
                self.assertEqual(native_lines.position(code, offset)[0], line, offset)

    def test_a_frame_that_has_not_begun(self):
        self.assertEqual(native_lines.position(source.__code__, -1)[0], source.__code__.co_firstlineno)


class DeadCode(unittest.TestCase):
    def test_rebuilt_from_raw_memory(self):
        for name, path in (("plain", "<x>"), ("n\u00e4me", "/tmp/\u00fc.py"), ("\u0101b", "\u4e2d.py"), ("\U00010400x", "<y>")):
            space = {}
            exec(compile("\n\ndef %s():\n  a = 1\n  return a\n" % name, path, "exec"), space)
            code = next(value for key, value in space.items() if key != "__builtins__").__code__
            table = code.co_linetable if sys.version_info >= (3, 10) else code.co_lnotab
            raw = b"".join(len(part).to_bytes(4, "little") + part for part in map(
                memory_of, (code.co_filename, getattr(code, "co_qualname", code.co_name), table)))
            again = native_codes.rebuild(raw, code.co_firstlineno, len(code.co_code))
            self.assertEqual((again.co_filename, again.co_name, again.co_firstlineno), (code.co_filename, code.co_name, 3))
            for offset in range(0, len(code.co_code), 2):
                self.assertEqual(native_lines._in_table(again, offset), native_lines._in_table(code, offset))

    def test_what_can_not_be_read_has_no_name(self):
        self.assertIsNone(native_codes.rebuild(bytes(12), 1, 4))


def memory_of(value):
    return ctypes.string_at(id(value), sys.getsizeof(value))


class Recordings(unittest.TestCase):
    def setUp(self):
        self.workshop = Workshop(self)

    def record(self, text, *options):
        self.workshop.write("main.py", text)
        outcome = self.workshop.profiled("main.py", shim=("--engine", "native", "--no-memory") + options)
        self.assertEqual(outcome.err, b"", outcome.err)
        recording = outcome.recording()
        self.assertEqual(recording.head["engine"]["name"], "native",
                         "%s Run npm run build first." % recording.head["engine"]["reason"])
        return outcome, recording

    def test_nothing_is_lost_of_calls_and_every_caller_calls(self):
        _, recording = self.record(CALLS, "--interval-us", "300")
        seen = wrong = 0
        for row in recording.rows["samples"]:
            stack = recording.stack(row["node"])
            for above, below in zip(stack[1:], stack[2:]):
                if not (above[1] or "").endswith("main.py") or not (below[1] or "").endswith("main.py"):
                    continue
                seen += 1
                wrong += "%s:%s" % (above[0], above[2]) not in CALLERS[below[0]]
        self.assertGreater(seen, 200)
        self.assertLess(wrong, max(2, 0.05 * seen), "callers that never made the call")
        self.assertLess(recording.end["lost"], max(3, 0.01 * recording.end["samples"]))

    def test_symmetric_work_has_symmetric_figures(self):
        _, recording = self.record(CALLS, "--interval-us", "300")
        cpu = {"b1": 0, "b2": 0}
        for row in recording.rows["samples"]:
            names = [entry[0] for entry in recording.stack(row["node"])]
            for name in cpu:
                cpu[name] += row["cpu"] if row["cpu"] != NONE and name in names and "numbers" not in names else 0
        self.assertLess(abs(cpu["b1"] - cpu["b2"]) / (cpu["b1"] + cpu["b2"]), 0.5)

    def test_states(self):
        _, recording = self.record(STATES_PROGRAM)
        time = {}
        for row in recording.rows["samples"]:
            stack = recording.stack(row["node"])
            name = stack[0][0] if stack[0][0].startswith("busy") else stack[min(2, len(stack) - 1)][0]
            key = (name, row["state"] if isinstance(row["state"], str) else STATES[row["state"]])
            time[key] = time.get(key, 0) + row["wall"] / 1e6
        self.assertGreater(time.get(("sleeping", "idle"), 0), 300)
        hashing = {state: ms for (name, state), ms in time.items() if name == "hashing"}
        self.assertGreater(hashing.get("native", 0), 0.7 * sum(hashing.values()))
        for name in ("busy 0", "busy 1"):
            self.assertGreater(time.get((name, "waitingForGil"), 0), 50, time)
            self.assertGreater(time.get((name, "python"), 0) + time.get((name, "native"), 0), 50, time)

    def test_code_that_dies_never_gives_a_wrong_name(self):
        seen = 0
        for _ in range(3):  # a machine that is busy elsewhere may show little of one run
            _, recording = self.record(GENERATED)
            for row in recording.rows["samples"]:
                for name, file, line in recording.stack(row["node"]):
                    if name.startswith("f_"):
                        seen += 1
                        number = int(name[2:])
                        self.assertEqual(file, "<made %d>" % number)
                        self.assertTrue(number + 1 <= line <= number + 4, (name, line))
            if seen > 10:
                return
        self.assertGreater(seen, 10, recording.end)

    @unittest.skipUnless(hasattr(os, "fork"), "no fork on this platform")
    def test_forks(self):
        outcome, recording = self.record(FORKS)
        self.assertEqual(outcome.out.split(), [b"768"] * 3)
        after = sum(row["wall"] for row in recording.rows["samples"]
                    if any(entry[0] == "spin" for entry in recording.stack(row["node"])))
        self.assertGreater(after, 0.15e9)

    def test_a_deep_recursion_is_cut_and_says_so(self):
        text = """
            import sys, threading, time
            sys.setrecursionlimit(6000)
            threading.stack_size(256 << 20)
            def down(n):
                if n: return down(n - 1)
                end = time.perf_counter() + 0.3
                while time.perf_counter() < end: pass
            thread = threading.Thread(target=down, args=(4000,)); thread.start(); thread.join()
            """
        _, recording = self.record(text)
        stacks = [recording.stack(row["node"]) for row in recording.rows["samples"]]
        deep = [stack for stack in stacks if len(stack) > 2000]
        self.assertTrue(deep)
        self.assertEqual({stack[1][0] for stack in deep}, {"(deeper frames, cut)"})

    def test_another_file_than_the_built_one_is_not_loaded(self):
        folder = os.path.join(self.workshop.folder, "copy")
        shutil.copytree(SHIM, os.path.join(folder, "shim"))
        shutil.copytree(native_library.folder(), os.path.join(folder, "native"))
        for name in os.listdir(os.path.join(folder, "native")):
            if name.startswith("emberline-"):
                with open(os.path.join(folder, "native", name), "ab") as file:
                    file.write(b"x")
        self.workshop.write("main.py", "pass\n")
        outcome = self.workshop.profiled("main.py", shim=("--engine", "native"), entry=os.path.join(folder, "shim", "__main__.py"))
        self.assertEqual(outcome.code, 0)
        self.assertIn("is not the one that was built", outcome.recording().head["engine"]["reason"])


if __name__ == "__main__":
    unittest.main()
