"""The host's stop ends the profile and interrupts the program, whatever it is doing, as Ctrl+C in its terminal would."""

import os
import socket
import subprocess
import sys
import unittest

from support.decoder import decode
from support.running import ENTRY, TIMEOUT_S, Workshop

_WORK = """
    import time
    end = time.perf_counter() + 0.4
    while time.perf_counter() < end:
        pass
    print("waits", flush=True)
"""
_WAITS = {
    "input": "input('name? ')",
    "sleep": "time.sleep(600)",
    "lock": "import threading; threading.Event().wait()",
    "child": "import subprocess, sys; subprocess.run([sys.executable, '-c', 'input()'])",
}


@unittest.skipIf(os.name == "nt", "Windows has no signal for one thread")
class Stop(unittest.TestCase):
    def stopped(self, waiting):
        workshop = Workshop(self)
        workshop.write("main.py", _WORK + "    " + waiting)
        path = os.path.join(workshop.recordings, "run.ember")
        with socket.create_server(("127.0.0.1", 0)) as listener:
            command = [sys.executable, ENTRY, "--out", path, "--connect", "tcp:127.0.0.1:%d" % listener.getsockname()[1], "--", "main.py"]
            environment = dict(os.environ, EMBERLINE_TOKEN="secret")
            process = subprocess.Popen(command, cwd=workshop.folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE, env=environment)
            self.addCleanup(process.kill)
            listener.settimeout(TIMEOUT_S)
            connection, _ = listener.accept()
        with connection:
            connection.settimeout(TIMEOUT_S)
            self.assertEqual(process.stdout.readline().strip(), b"waits")
            connection.sendall(b'{"type":"stop","program":"interrupt"}\n')
            while connection.recv(65536):
                pass
            process.wait(TIMEOUT_S)  # its stdin stays open: it would end by itself otherwise
            _, errors = process.communicate()
        with open(path, "rb") as file:
            recording = decode(file.read())
        return process.returncode, errors.decode(), recording

    def check(self, name):
        code, errors, recording = self.stopped(_WAITS[name])
        self.assertIn("KeyboardInterrupt", errors)
        self.assertEqual(code, -2)
        self.assertEqual(recording.end["reason"], "stopped")


def _test(name):
    def test(self):
        self.check(name)
    return test


for _name in _WAITS:
    setattr(Stop, "test_a_program_that_waits_for_%s" % _name, _test(_name))


if __name__ == "__main__":
    unittest.main()
