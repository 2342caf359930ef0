"""Runs programs under the shim, and the same programs without it, and hands back what came of it."""

import os
import shutil
import subprocess
import sys
import tempfile
import textwrap

from .decoder import ROOT_FOLDER, decode

SHIM = os.path.join(ROOT_FOLDER, "src", "shim")
ENTRY = os.path.join(SHIM, "__main__.py")
TIMEOUT_S = 60


class Outcome:
    """Exit code, streams and recording of a run."""

    def __init__(self, process, path):
        self.code, self.out, self.err = process.returncode, process.stdout, process.stderr
        self.path = path

    def data(self):
        with open(self.path, "rb") as file:
            return file.read()

    def recording(self, truncated=False):
        return decode(self.data(), truncated)


class Workshop:
    """A temporary folder with programs."""

    def __init__(self, test):
        self.folder = os.path.realpath(tempfile.mkdtemp(prefix="ember-"))
        self.recordings = tempfile.mkdtemp(prefix="ember-out-")
        test.addCleanup(shutil.rmtree, self.folder, True)
        test.addCleanup(shutil.rmtree, self.recordings, True)

    def write(self, name, text, encoding="utf-8"):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(text if isinstance(text, bytes) else textwrap.dedent(text).encode(encoding))
        return path

    def plain(self, *words, flags=(), **options):
        """`python WORDS` in the folder."""
        return Outcome(self._run([sys.executable, *flags, *words], options), None)

    def profiled(self, *words, flags=(), shim=(), entry=ENTRY, **options):
        """The same under the shim; `shim` are options of ours."""
        path = os.path.join(self.recordings, "run.ember")
        command = [sys.executable, *flags, entry, "--out", path, *shim, "--", *words]
        return Outcome(self._run(command, options), path)

    def _run(self, command, options):
        options.setdefault("stdin", subprocess.DEVNULL)
        environment = dict(os.environ, PYTHONHASHSEED="0", **options.pop("env", {}))
        options.setdefault("stdout", subprocess.PIPE)
        options.setdefault("stderr", subprocess.PIPE)
        return subprocess.run(command, cwd=self.folder, timeout=TIMEOUT_S, env=environment, **options)
