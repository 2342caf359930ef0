"""The program must not notice: the same streams and exit code with and without the shim, byte for byte."""

import re
import unittest

from support.programs import PROGRAMS
from support.running import Workshop

_STDIN = {"stdin": b"Ada\nrest", "broken pipe": b""}


class Manners(unittest.TestCase):
    """One test a program; see support/programs.py."""

    def compare(self, name):
        source, arguments = PROGRAMS[name]
        workshop = Workshop(self)
        files = source if isinstance(source, dict) else {"main.py": source}
        outcomes = []
        for run in (workshop.plain, workshop.profiled):
            for file, text in files.items():
                workshop.write(file, text)
            options = {}
            if name in _STDIN:
                options = {"stdin": None, "input": _STDIN[name]}
            outcomes.append(run("main.py", *arguments, **options))
        plain, profiled = outcomes
        self.assertEqual(_text(profiled.err), _text(plain.err))
        self.assertEqual(_text(profiled.out), _text(plain.out))
        self.assertEqual(profiled.code, plain.code)
        recording = profiled.recording(truncated=name == "killed")
        faults = [notice for notice in recording.notices if notice["code"] == "profiler-fault"]
        self.assertEqual(faults, [])
        return recording


def _text(data):
    """Addresses of objects differ from run to run anyway."""
    return re.sub("0x[0-9a-f]{6,}", "0x…", data.decode("utf-8", "backslashreplace"))


def _test(name):
    def test(self):
        self.compare(name)
    return test


for _name in PROGRAMS:
    setattr(Manners, "test_" + _name.replace(" ", "_").replace(".", "_").replace("-", "_"), _test(_name))


if __name__ == "__main__":
    unittest.main()
