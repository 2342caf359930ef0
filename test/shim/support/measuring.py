"""Gives a measuring process its job and hands back the answer."""

import json
import os
import subprocess
import sys

from .running import ENTRY, Workshop


class Bench(Workshop):
    """A temporary folder with programs, and jobs about them."""

    def job(self, kind, python=sys.executable, env=None, **fields):
        """The answer of one job; `printed` is what escaped to standard output."""
        path = os.path.join(self.recordings, "job.json")
        out = os.path.join(self.recordings, "answer.json")
        if os.path.exists(out):
            os.remove(out)
        job = dict({"kind": kind, "out": out, "folder": self.recordings, "scratch": self.scratch}, **fields)
        with open(path, "w", encoding="utf-8") as file:
            json.dump(job, file)
        process = subprocess.run([python, ENTRY, "--measure", path], cwd=self.folder, timeout=120, stdin=subprocess.DEVNULL,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ, PYTHONHASHSEED="0", **(env or {})))
        if not os.path.exists(out):
            raise AssertionError("no answer: exit code %s, %s" % (process.returncode, process.stderr.decode()))
        with open(out, encoding="utf-8") as file:
            return dict(json.load(file), printed=process.stdout.decode())

    @property
    def scratch(self):
        """A folder that a guarded job may write to."""
        path = os.path.join(self.recordings, "scratch")
        os.makedirs(path, exist_ok=True)
        return path

    def kept(self, name="kept"):
        """A path for pickles."""
        return os.path.join(self.recordings, name + ".pickle")
