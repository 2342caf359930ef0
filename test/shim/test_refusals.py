"""What the system may refuse: reading one's own memory, space for the recording, address space. The program goes on, and it is told."""

import ctypes
import os
import platform
import struct
import sys
import unittest

from support.running import Workshop

PROGRAM = """\
    import time
    end = time.perf_counter() + 0.4
    while time.perf_counter() < end: pass
    print("done")
    """
_CALLS = {"x86_64": (310, 319, 272), "aarch64": (270, 279, 97)}  # process_vm_readv, memfd_create, unshare


def refuse_reading():
    """Refuses, from now on and in all that follows, the two ways of reading one's own memory (a seccomp filter)."""
    calls = _CALLS[platform.machine()]
    code = [(0x20, 0, 0, 0)]  # the number of the call
    code += [(0x15, len(calls) - index, 0, number) for index, number in enumerate(calls)]  # to the last when it is one of them
    code += [(0x06, 0, 0, 0x7FFF0000), (0x06, 0, 0, 0x00050000 | 1)]  # allow; EPERM
    text = ctypes.create_string_buffer(b"".join(struct.pack("<HBBI", *entry) for entry in code))
    head = ctypes.create_string_buffer(struct.pack("<HxxxxxxQ", len(code), ctypes.addressof(text)))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    if prctl(38, 1, 0, 0, 0) != 0 or prctl(22, 2, ctypes.addressof(head), 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "no filter could be set")


@unittest.skipUnless(sys.platform.startswith("linux") and platform.machine() in _CALLS, "this system refuses otherwise")
class Refusals(unittest.TestCase):
    def run_program(self, before):
        workshop = Workshop(self)
        workshop.write("main.py", PROGRAM)
        outcome = workshop.profiled("main.py", preexec_fn=before)
        self.assertEqual((outcome.out, outcome.code), (b"done\n", 0), outcome.err)
        return outcome

    def test_reading_memory(self):
        recording = self.run_program(refuse_reading).recording()
        self.assertEqual(recording.head["engine"]["name"], "python")
        self.assertIn("may not read its own process's memory here", recording.head["engine"]["reason"])
        self.assertGreater(sum(row["wall"] for row in recording.rows["samples"]), 0.1e9)

    def test_a_file_that_may_not_grow(self):
        import resource
        outcome = self.run_program(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048)))
        self.assertEqual(outcome.err, b"")
        recording = outcome.recording(truncated=True)
        self.assertEqual(recording.head["target"]["kind"], "script")
        self.assertLessEqual(os.path.getsize(outcome.path), 2048)

    def test_little_address_space(self):
        import resource
        outcome = self.run_program(lambda: resource.setrlimit(resource.RLIMIT_AS, (400 << 20, 400 << 20)))
        self.assertIsNotNone(outcome.recording().end)


if __name__ == "__main__":
    unittest.main()
