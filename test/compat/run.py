"""Runs CPython's own tests with and without the shim and tells every test that ended otherwise.

`python test/compat/run.py [--quick] [--engine native] [--times N] [MODULE]...` uses the interpreter that runs it; `npm run compat` runs it on several.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree

from suites import ALL, QUICK, is_installed, reason

HERE = os.path.dirname(os.path.abspath(__file__))
SHIM = os.path.join(os.path.dirname(os.path.dirname(HERE)), "src", "shim", "__main__.py")
TIMEOUT_S = 1500
AGAIN = 2
"""So often a test that ended otherwise is run again, with and without: some of CPython's tests fail now and then by themselves."""


class Run:
    """One run of a test module: its exit code and how each of its tests ended."""

    def __init__(self, module, shim, only=()):
        self.seconds = time.monotonic()
        self.folder = tempfile.mkdtemp(prefix="ember-compat-")
        try:
            self._run(module, shim, only)
        finally:
            shutil.rmtree(self.folder, True)
        self.seconds = time.monotonic() - self.seconds

    def _run(self, module, shim, only):
        xml, self.recording = os.path.join(self.folder, "tests.xml"), os.path.join(self.folder, "run.ember")
        words = ["-m", "test", "--junit-xml", xml, "--timeout", str(TIMEOUT_S - 60)]
        for test in only:
            words += ["-m", test]
        before = [SHIM, "--out", self.recording] + shim + ["--"] if shim is not None else []
        try:
            done = subprocess.run([sys.executable] + before + words + [module], cwd=self.folder, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=TIMEOUT_S, env=_environment(self.folder))
            self.code, self.output = done.returncode, done.stdout.decode("utf-8", "backslashreplace")
        except subprocess.TimeoutExpired as late:
            self.code, self.output = "timeout", (late.stdout or b"").decode("utf-8", "backslashreplace")
        self.tests = _tests(xml)
        self.notices, self.engine = _recording(self.recording) if shim is not None else ([], None)


def _environment(folder):
    kept = {name: value for name, value in os.environ.items() if not name.startswith("EMBER")}
    return dict(kept, TMPDIR=folder, PYTHONDONTWRITEBYTECODE="1")


def _tests(xml):
    """test id -> passed, failed, error or skipped."""
    found = {}
    try:
        root = ElementTree.parse(xml).getroot()
    except (OSError, ElementTree.ParseError):
        return found
    for case in root.iter("testcase"):
        outcome = next((child.tag for child in case if child.tag in ("failure", "error", "skipped")), "passed")
        found[case.get("name")] = outcome
    return found


def _recording(path):
    sys.path.insert(0, os.path.join(os.path.dirname(HERE), "shim"))
    from support.decoder import decode
    try:
        with open(path, "rb") as file:
            recording = decode(file.read(), truncated=True)
    except (OSError, AssertionError) as error:
        return ["unreadable recording: %r" % error], None
    faults = [notice["message"] for notice in recording.notices if notice["code"] == "profiler-fault"]
    return faults, recording.head["engine"]["name"]


def differences(plain, profiled):
    """Ids of tests that ended otherwise, as (id, without, with); () as id: the whole."""
    found = []
    for test in sorted(set(plain.tests) | set(profiled.tests)):
        pair = plain.tests.get(test, "absent"), profiled.tests.get(test, "absent")
        if pair[0] != pair[1] and reason(test) is None:
            found.append((test,) + pair)
    if plain.code != profiled.code and not found and not any(reason(test) for test, end in profiled.tests.items() if end != "passed"):
        found.append(("exit code", str(plain.code), str(profiled.code)))
    return found


def compare(module, shim):
    """Prints a line and returns how many differences remained."""
    if not is_installed(module):
        print("- %s: this interpreter comes without it" % module, flush=True)
        return 0
    plain, profiled = Run(module, None), Run(module, shim)
    found = differences(plain, profiled)
    for _ in range(AGAIN):
        single = [test for test, _, _ in found if test.startswith("test") or "." in test]
        if not found:
            break
        again = Run(module, None, single), Run(module, shim, single)
        still = {test for test, _, _ in differences(*again)}
        found = [entry for entry in found if entry[0] in still]
    print("%s %s: %d tests, %d differ, %.0f s without and %.0f s with the shim (%s)" % (
        "✗" if found or profiled.notices or not plain.tests else "✓", module, len(plain.tests), len(found), plain.seconds,
        profiled.seconds, profiled.engine), flush=True)
    for test, without, within in found:
        print("    %s: %s without, %s with the shim" % (test, without, within))
    for fault in profiled.notices:
        print("    " + fault)
    if found:
        print("\n".join("    | " + line for line in profiled.output.splitlines()[-60:]))
    return len(found) + len(profiled.notices) + (not plain.tests)


def main():
    parser = argparse.ArgumentParser(description="CPython's own tests, with and without the shim.")
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--shim-option", action="append", default=[], help="an option of the shim, such as --no-memory")
    options = parser.parse_args()
    modules = options.modules or (QUICK if options.quick else ALL)
    print("CPython %s (%s)" % (sys.version.split()[0], sys.executable), flush=True)
    wrong = sum(compare(module, options.shim_option) for module in modules)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
