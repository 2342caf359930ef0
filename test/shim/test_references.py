"""Reference counts over time: watched names line by line, module-level objects, and types whose instances grow."""

import sys
import unittest

from support.running import Workshop

OBJECT_KINDS = ("watched", "module", "type")


def profile(test, program, *options):
    workshop = Workshop(test)
    workshop.write("main.py", program)
    return workshop.profiled("main.py", shim=options)


def points(recording, name):
    """(line that made the change, count) of the first object of that name."""
    found = next(entry for entry in recording.objects() if entry["name"] == name)
    return [(recording.stack(row["node"])[-1][2] if row["node"] != 0xFFFFFFFF else None, row["count"]) for row in found["points"]]


PROGRAM = """\
    import ctypes, sys, time
    cache = {}
    seen = []
    width = ctypes.c_uint32 if sys.version_info >= (3, 12) else ctypes.c_ssize_t
    address = id(cache)
    def keep(box, thing):
        box.append(thing)
    def main():
        global cache
        alias = cache
        box = []
        keep(box, cache)
        keep(box, cache)
        del alias
        seen.append(width.from_address(address).value)
        box.clear()
        seen.append(width.from_address(address).value)
    main()
    time.sleep(0.6)
    print(seen)
    del cache
"""


class WatchedNames(unittest.TestCase):
    def run_watched(self):
        return profile(self, PROGRAM, "--reference", "cache")

    def test_every_step_has_the_line_that_made_it(self):
        outcome = self.run_watched()
        recording = outcome.recording()
        steps = points(recording, "cache")
        lent = 1 if sys.version_info >= (3, 11) else 2  # before, the caller's stack holds an argument too
        self.assertEqual(steps, [(2, 1), (10, 2), (12, 2 + lent), (7, 3 + lent), (12, 3), (13, 3 + lent), (7, 4 + lent), (13, 4),
                                 (14, 3), (16, 1), (21, 0)])

    def test_the_counts_are_those_of_the_program_itself(self):
        outcome = self.run_watched()
        self.assertEqual(outcome.out.strip(), b"[3, 1]")
        counts = [count for _line, count in points(outcome.recording(), "cache")]
        self.assertEqual(counts[-3:], [3, 1, 0])


class WithoutWatch(unittest.TestCase):
    def test_module_objects_and_growing_types_are_followed(self):
        outcome = profile(self, """\
            import time
            class Node: pass
            nodes = []
            for _ in range(6):
                nodes.extend(Node() for _ in range(500))
                time.sleep(0.3)
            """)
        recording = outcome.recording()
        kinds = {row["name"]: OBJECT_KINDS[row["kind"]] for row in recording.objects()}
        self.assertEqual(kinds.get("nodes"), "module")
        self.assertEqual(kinds.get("Node"), "type")
        counts = [count for _line, count in points(recording, "Node")]
        self.assertEqual(counts, sorted(counts))
        self.assertEqual(counts[-1], 3000)


if __name__ == "__main__":
    unittest.main()
