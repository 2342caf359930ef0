"""Other profilers of time: how each is started, and its result as (stack, weight) pairs.

A stack is a list of (base name of the file, line), outermost first; tools that know lines alone give stacks of one.
"""

import json
import os
import re
import struct
import subprocess

from .venvs import Unavailable, environment

_PY_SPY = re.compile(r"(.*) \((.*):(\d+)\)$")
_AUSTIN = re.compile(r"(.*):(.*):(\d+)$")


class Peer:
    """One tool. `slow`: traces, so that its programs must be shorter by that factor."""

    name = ""
    packages = ()
    slow = 1

    def run(self, python, script, folder, metric):
        """Runs a script under the tool. Raises Unavailable."""
        venv = environment(python, self.name.split()[0], self.packages) if self.packages else None
        bin_folder = os.path.join(venv, "bin") if venv else None
        own = os.path.join(bin_folder, "python") if venv else python
        out = os.path.join(folder, "peer.out")
        command = self.command(bin_folder, own, script, out, metric)
        try:
            done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=180,
                                  env=dict(os.environ, **self.variables()))
            return list(self.read(out, own))
        except subprocess.TimeoutExpired:
            raise Unavailable("takes more than three minutes") from None
        except (OSError, ValueError, KeyError, EOFError) as error:
            said = done.stdout.decode("utf-8", "replace").strip().splitlines() if "done" in locals() else [str(error)]
            raise Unavailable("fails: %s" % (said or [str(error)])[-1][:100]) from None

    def variables(self):
        """Environment variables that it needs."""
        return {}

    def command(self, bin_folder, python, script, out, metric):
        """The command line."""
        raise NotImplementedError

    def read(self, out, python):
        """Pairs of (stack, weight)."""
        raise NotImplementedError


class Scalene(Peer):
    name, packages = "Scalene", ("scalene>=2",)

    def command(self, bin_folder, python, script, out, metric):
        return [os.path.join(bin_folder, "scalene"), "run", "--cpu-only", "--cpu-sampling-rate", "0.001", "-o", out + ".json", script]

    def read(self, out, python):
        with open(out + ".json", encoding="utf-8") as file:
            files = json.load(file)["files"]
        for path, found in files.items():
            for line in found["lines"]:
                share = line["n_cpu_percent_python"] + line["n_cpu_percent_c"] + line["n_sys_percent"]
                yield [(os.path.basename(path), line["lineno"])], share


class PySpy(Peer):
    name, packages = "py-spy", ("py-spy>=0.4",)

    def command(self, bin_folder, python, script, out, metric):
        idle = ["--idle"] if metric == "wall" else []
        return [os.path.join(bin_folder, "py-spy"), "record", "-r", "1000", "--nonblocking", *idle, "-f", "raw", "-o", out, "--",
                python, script]

    def read(self, out, python):
        return _collapsed(out, _PY_SPY, 2)


class Austin(Peer):
    name, packages = "Austin", ("austin-dist", "austin-python")

    def command(self, bin_folder, python, script, out, metric):
        return [*loader(os.path.join(bin_folder, "austin")), "-i", "1ms", *([] if metric == "wall" else ["-c"]),
                "-o", out + ".mojo", python, script]

    def read(self, out, python):
        convert = os.path.join(os.path.dirname(python), "mojo2austin")
        if subprocess.run([convert, out + ".mojo", out], stdout=subprocess.PIPE, stderr=subprocess.STDOUT).returncode != 0:
            raise ValueError("no samples")
        return _collapsed(out, _AUSTIN, 1)


class Pyinstrument(Peer):
    name, packages = "pyinstrument", ("pyinstrument>=5",)

    def command(self, bin_folder, python, script, out, metric):
        return [os.path.join(bin_folder, "pyinstrument"), "-i", "0.001", "-r", "session", "-o", out, script]

    def read(self, out, python):
        with open(out, encoding="utf-8") as file:
            records = json.load(file)["frame_records"]
        for frames, weight in records:
            stack = []
            for frame in frames:
                identity, *attributes = frame.split("\x01")
                path = identity.split("\0")[1]
                line = next((int(text[1:]) for text in attributes if text.startswith("l")), 0)
                stack.append((os.path.basename(path), line))
            yield stack, weight


class LineProfiler(Peer):
    name, packages, slow = "line_profiler", ("line_profiler",), 8

    def command(self, bin_folder, python, script, out, metric):
        return [os.path.join(bin_folder, "kernprof"), "-l", "-o", out, script]

    def read(self, out, python):
        text = subprocess.run([python, "-c", "import json, pickle, sys; s = pickle.load(open(sys.argv[1], 'rb')); print(json.dumps("
                               "[[k[0], list(map(list, v))] for k, v in s.timings.items()]))", out], check=False,
                              stdout=subprocess.PIPE).stdout
        for path, lines in json.loads(text):
            for line, _hits, spent in lines:
                yield [(os.path.basename(path), line)], spent


class Tachyon(Peer):
    name = "Tachyon"

    def run(self, python, script, folder, metric):
        if subprocess.run([python, "-c", "import profiling.sampling"], stderr=subprocess.PIPE).returncode != 0:
            raise Unavailable("comes with Python 3.15")
        return super().run(python, script, folder, metric)

    def command(self, bin_folder, python, script, out, metric):
        return [python, "-m", "profiling.sampling", "run", "-a", "-r", "1khz", "--mode", metric, "--collapsed", "-o", out, script]

    def read(self, out, python):
        with open(out, encoding="utf-8") as file:
            for row in file:
                frames, _, weight = row.rstrip("\n").rpartition(" ")
                stack = []
                for frame in frames.split(";")[1:]:
                    path, _, line = frame.partition(":")[0], None, frame.rpartition(":")[2]
                    stack.append((os.path.basename(path), int(line) if line.lstrip("-").isdigit() else 0))
                yield stack, float(weight)


def _collapsed(path, pattern, file_group):
    with open(path, encoding="utf-8", errors="replace") as file:
        for row in file:
            frames, _, weight = row.rstrip("\n").rpartition(" ")
            if row.startswith("#") or not weight.replace(".", "").isdigit():
                continue
            found = [pattern.match(frame) for frame in frames.split(";")]
            yield [(os.path.basename(match.group(file_group)), int(match.group(3))) for match in found if match], float(weight)


def loader(binary):
    """The command that starts a binary: by itself, or with the loader and libraries of an interpreter that brings newer ones."""
    probe = subprocess.run([binary, "--version"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if b"GLIBC" not in probe.stdout:
        return [binary]
    for python in os.environ.get("EMBERLINE_BENCH_PYTHONS", "").split(os.pathsep):
        interpreter = _program_interpreter(python)
        if interpreter and subprocess.run([interpreter, "--library-path", os.path.dirname(interpreter), binary, "--version"],
                                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT).returncode == 0:
            return [interpreter, "--library-path", os.path.dirname(interpreter), binary]
    return [binary]


def _program_interpreter(path):
    """The loader that an ELF file asks for, None when it is another file."""
    try:
        with open(path, "rb") as file:
            data = file.read(4096)
            rest = file.read()
        if data[:5] != b"\x7fELF\x02":
            return None
        start, = struct.unpack_from("<Q", data, 32)
        size, count = struct.unpack_from("<HH", data, 54)
        for at in range(start, start + size * count, size):
            if struct.unpack_from("<I", data, at)[0] == 3:
                offset, = struct.unpack_from("<Q", data, at + 8)
                data += rest
                return data[offset:data.index(b"\0", offset)].decode()
    except (OSError, struct.error, ValueError):
        pass
    return None


PEERS = (Scalene(), PySpy(), Austin(), Pyinstrument(), LineProfiler(), Tachyon())
