"""Watched objects line by line: counts as the program itself reads them, and which references came and went."""

import os
import sys
import unittest

from support.decoder import NONE, ROOT_FOLDER
from support.running import Workshop

EXAMPLES = os.path.join(ROOT_FOLDER, "media", "examples")


def steps(recording, name):
    """[(line, count, source, links)] of every object of a name, in time order."""
    found = []
    for entry in recording.objects():
        if entry["name"] == name and entry["typeName"] != "NoneType":
            for row in entry["points"]:
                line = recording.stack(row["node"])[-1][2] if row["node"] != NONE else None
                found.append((line, row["count"], row["source"], row["links"]))
    return found


def watched(test, program, name, *options):
    workshop = Workshop(test)
    workshop.write("main.py", program)
    outcome = workshop.profiled("main.py", shim=("--reference", name) + options)
    test.assertEqual(outcome.err, b"")
    return outcome, steps(outcome.recording(), name)


def example(name):
    with open(os.path.join(EXAMPLES, "references_%s.py" % name), encoding="utf-8") as file:
        return file.read()


def counts(found):
    return [(line, count) for line, count, _source, _links in found]


def link_texts(found):
    return [(line, sign + kind, text) for line, _count, _source, links in found for sign, _times, kind, text in links]


class Demonstrations(unittest.TestCase):
    def test_assign(self):
        _outcome, found = watched(self, example("assign"), "basket")
        self.assertEqual(counts(found), [(3, 1), (4, 2), (5, 3), (6, 2), (7, 1), (9, 0)])
        self.assertEqual(link_texts(found)[1:4], [(4, "+global", "alias"), (5, "+global", "third"), (6, "-global", "alias")])

    def test_containers(self):
        _outcome, found = watched(self, example("containers"), "token")
        self.assertEqual(counts(found), [(8, 1), (10, 2), (11, 3), (12, 4), (14, 5), (15, 6), (16, 5), (17, 4), (18, 3), (19, 2), (20, 1)])
        self.assertEqual(link_texts(found)[1:], [
            (10, "+listElement", "shelf[0]"), (11, "+listElement", "shelf[1]"), (12, "+dictValue", "prices['token']"),
            (14, "+attribute", "box.content"), (15, "+tupleElement", "pair[0]"), (16, "-listElement", "shelf[1]"),
            (17, "-dictValue", "prices['token']"), (18, "-attribute", "box.content"), (19, "-tupleElement", "pair[0]"),
            (20, "-listElement", "shelf[0]")])

    def test_a_call_lends_and_a_closure_keeps(self):
        _outcome, found = watched(self, example("call"), "word")
        last = {line: count for line, count, _source, _links in found}
        self.assertEqual((last[16], last[18], last[20], last[21]), (1, 2, 1, 0))
        if (3, 11) <= sys.version_info < (3, 14):  # before, the caller's stack holds it too; after, the argument borrows
            self.assertIn((17, "+argument", "text"), link_texts(found))

    def test_an_exception_keeps_a_frame_alive(self):
        _outcome, found = watched(self, example("exception"), "data")
        self.assertEqual([(line, count) for line, count in counts(found) if line is not None][::len(found) - 1], [(7, 1), (18, 0)])

    def test_a_cycle_ends_when_the_collector_runs(self):
        _outcome, found = watched(self, example("cycle"), "node")
        self.assertEqual(counts(found), [(11, 1), (14, 2), (16, 1), (18, 0)])

    def test_a_weak_reference_counts_nothing(self):
        _outcome, found = watched(self, example("weakref"), "picture")
        self.assertEqual(counts(found), [(9, 1), (11, 2), (12, 1), (14, 0)])

    def test_every_step_was_seen_at_its_line(self):
        _outcome, found = watched(self, example("containers"), "token")
        self.assertEqual({source for _line, _count, source, _links in found}, {0})


class AgainstTheProgramItself(unittest.TestCase):
    def test_containers(self):
        lines, name = example("containers").split("\n"), "token"
        text = "\n".join("%s; _note(%d)" % (line, number) if number > 8 and line[:1].isalpha() and not line.startswith("class ") else line
                         for number, line in enumerate(lines, 1))
        text = text.replace('token = {"id": 7}', 'token = {"id": 7}; from reading import note as _note, at; at(token)')
        workshop = Workshop(self)
        workshop.write("main.py", text + "\nfrom reading import seen; print(seen)\n")
        workshop.write("reading.py", """\
            import ctypes, sys
            width = ctypes.c_uint32 if sys.version_info >= (3, 12) else ctypes.c_ssize_t
            seen, place = [], []
            def at(value):
                place.append(id(value))
            def note(line):
                seen.append((line, width.from_address(place[0]).value))
            """)
        outcome = workshop.profiled("main.py", shim=("--reference", name + "@main.py"))
        readings = dict(eval(outcome.out.decode().strip().split("\n")[-1]))
        known = 1
        told = {line: count for line, count, _source, _links in steps(outcome.recording(), name)}
        self.assertGreater(len(readings), 10)
        for line in sorted(readings):
            known = told.get(line, known)
            self.assertEqual(known, readings[line], line)


class BadInput(unittest.TestCase):
    def codes(self, outcome):
        return [notice["code"] for notice in outcome.recording().notices]

    def test_a_name_that_never_exists_is_told(self):
        outcome, found = watched(self, "x = 1\n", "nowhere")
        self.assertEqual(found, [])
        self.assertIn("watch-unseen", self.codes(outcome))

    def test_a_name_that_is_rebound_again_and_again_is_cut(self):
        outcome, found = watched(self, """\
            def main():
                for number in range(100_000):
                    item = [number]
                return 1
            main()
            print("done")
            """, "item")
        self.assertEqual(outcome.out, b"done\n")
        self.assertIn("watch-cut", self.codes(outcome))
        self.assertLess(len(found), 5000)

    def test_objects_that_answer_with_code_are_never_asked(self):
        outcome, found = watched(self, """\
            class Trap:
                def __getattribute__(self, name):
                    print("asked for", name)
                    raise RuntimeError
                def __eq__(self, other):
                    print("compared")
                    raise RuntimeError
                __hash__ = None
                def __repr__(self):
                    print("shown")
                    raise RuntimeError
            trap = Trap()
            box = [trap]
            pair = {"k": trap}
            box.clear()
            del pair
            del trap
            print("done")
            """, "trap")
        self.assertEqual(outcome.out, b"done\n")
        self.assertEqual([count for _line, count in counts(found)], [1, 2, 3, 2, 1, 0])

    def test_ints_slots_comprehensions_class_bodies_and_generators(self):
        outcome, found = watched(self, """\
            class Slotted:
                __slots__ = ("thing",)
            def numbers():
                thing = [1]
                yield thing
                yield 2
            class Body:
                thing = [2]
            thing = Slotted()
            thing.thing = thing
            more = [thing for _ in range(3)]
            more.clear()
            list(numbers())
            thing = 5
            print("done")
            """, "thing")
        self.assertEqual(outcome.out, b"done\n")
        self.assertIn((11, 5), counts(found))
        self.assertIn((12, 2), counts(found))

    def test_a_program_that_traces_itself_goes_first(self):
        outcome, _found = watched(self, """\
            import sys
            lines = []
            def trace(frame, event, argument):
                lines.append(event)
                return trace
            def work():
                cache = []
                return cache
            before = sys.gettrace()
            sys.settrace(trace)
            work()
            sys.settrace(None)
            print(before, lines, sys.gettrace())
            """, "cache")
        self.assertEqual(outcome.out, b"None ['call', 'line', 'line', 'return'] None\n")
        if sys.version_info < (3, 12):
            self.assertIn("watch-sampled", self.codes(outcome))


if __name__ == "__main__":
    unittest.main()
