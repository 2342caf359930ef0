"""Processes that the program starts: forked ones are recorded beside the run's own file, of the others the parent tells."""

import os
import sys
import unittest

from support.decoder import decode
from support.running import Workshop

SPIN = """\
    import os, sys, time
    def spin(seconds):
        end = time.perf_counter() + seconds
        while time.perf_counter() < end: pass
    """


@unittest.skipUnless(hasattr(os, "fork"), "no fork on this platform")
class Children(unittest.TestCase):
    def run_program(self, text, *options, stale=()):
        workshop = Workshop(self)
        workshop.write("main.py", SPIN.rstrip(" ") + text)
        for name in stale:
            with open(os.path.join(workshop.recordings, name), "wb"):
                pass
        outcome = workshop.profiled("main.py", flags=("-W", "ignore"), shim=options)
        self.assertEqual(outcome.err, b"")
        recording = outcome.recording()
        self.assertNotIn("profiler-fault", codes(recording))
        children = {}
        for name in sorted(os.listdir(workshop.recordings)):
            if name.startswith("run.pid"):
                with open(os.path.join(workshop.recordings, name), "rb") as file:
                    children[int(name[len("run.pid"):-len(".ember")])] = decode(file.read(), truncated=True)
        return outcome, recording, children

    def check_child(self, engine):
        outcome, recording, children = self.run_program("""\
    def in_child():
        spin(1.0)
        sys.exit(5)
    pid = os.fork()
    if pid == 0:
        in_child()
    print(pid, os.waitpid(pid, 0)[1] >> 8)
    spin(0.1)
    """, "--engine", engine)
        pid, code = map(int, outcome.out.split())
        self.assertEqual(code, 5)
        self.assertEqual(list(children), [pid])
        child = children[pid]
        self.assertEqual((child.head["pid"], child.head["parentRunId"]), (pid, recording.head["runId"]))
        self.assertNotEqual(child.head["runId"], recording.head["runId"])
        self.assertEqual(child.head["engine"]["name"], engine)
        self.assertEqual((child.end["reason"], child.end["exitCode"]), ("finished", 5))
        self.assertNotIn("profiler-fault", codes(child))
        own, other = time_of(child, "in_child"), time_of(recording, "in_child")
        self.assertGreater(own, 0.2e9)
        self.assertEqual(other, 0)
        self.assertLess(own, child.end["durationNs"] * 1.05)
        self.assertIn("children-recorded", codes(recording))
        self.assertNotIn("children-not-recorded", codes(recording))

    def test_a_forked_child_has_a_recording_of_its_own(self):
        self.check_child("native")

    def test_a_forked_child_has_one_with_the_python_engine(self):
        self.check_child("python")

    def test_a_thread_that_forks_and_a_child_that_forks(self):
        _, recording, children = self.run_program("""\
    import threading
    def fork():
        pid = os.fork()
        if pid == 0:
            spin(0.15)
            inner = os.fork()
            if inner == 0:
                spin(0.15)
                os._exit(0)
            os.waitpid(inner, 0)
            os._exit(0)
        os.waitpid(pid, 0)
    thread = threading.Thread(target=fork, name="forks")
    other = threading.Thread(target=time.sleep, args=(0.6,))
    other.start(); thread.start(); thread.join(); other.join()
    """)
        self.assertEqual(len(children), 2)
        runs = {child.head["runId"]: child for child in children.values()}
        parents = {child.head["parentRunId"] for child in children.values()}
        self.assertIn(recording.head["runId"], parents)
        self.assertTrue(parents & set(runs), "one is the other's parent")
        for child in children.values():
            self.assertEqual(child.end["reason"], "exited")
            self.assertEqual(len({row["thread"] for row in child.rows["threads"]}), 1, "only the thread that forked lives on")
            self.assertGreater(time_of(child, "spin"), 0.1e9)

    def test_a_pool_of_forked_workers(self):
        _, recording, children = self.run_program("""\
    import multiprocessing
    def work(number):
        spin(0.4)
        return number
    if __name__ == "__main__":
        with multiprocessing.get_context("fork").Pool(2) as pool:
            pool.map(work, range(2))
            pool.close()
            pool.join()
    """)
        self.assertEqual(len(children), 2)
        self.assertGreater(sum(time_of(child, "work") for child in children.values()), 0.5e9)

    def test_children_are_bounded_in_number_and_the_rest_is_told(self):
        _, recording, children = self.run_program("""\
    for _ in range(36):
        pid = os.fork()
        if pid == 0:
            os._exit(0)
        os.waitpid(pid, 0)
    """)
        self.assertEqual(len(children), 32)
        self.assertIn("4 child processes were not recorded: only the first 32", messages(recording))

    def test_what_an_earlier_run_left_is_removed(self):
        _, _, children = self.run_program("    spin(0.01)\n", stale=("run.pid12.ember",))
        self.assertEqual(children, {})

    def test_a_child_that_becomes_another_program_leaves_no_file(self):
        _, recording, children = self.run_program("""\
    pid = os.fork()
    if pid == 0:
        os.execvp("sleep", ["sleep", "0.7"])
    os.waitpid(pid, 0)
    """)
        self.assertEqual(children, {})

    def test_a_subprocess_with_a_function_before_it_has_no_threads_of_ours(self):
        outcome, _, children = self.run_program("""\
    import subprocess
    def count():
        os.write(1, b"%d\\n" % len(os.listdir("/proc/self/task")))
    subprocess.run(["true"], preexec_fn=count)
    """)
        self.assertEqual(children, {})
        if sys.platform.startswith("linux"):
            self.assertEqual(outcome.out.split(), [b"1"])

    @unittest.skipUnless(sys.platform.startswith("linux"), "other systems don't tell who is whose child")
    def test_programs_that_are_started_anew_are_told_of(self):
        _, recording, children = self.run_program("""\
    import subprocess
    burn = "import time\\nend = time.perf_counter() + 0.8\\nwhile time.perf_counter() < end: pass"
    subprocess.run([sys.executable, "-c", burn])
    """)
        self.assertEqual(children, {})
        self.assertIn("1 child process was not recorded: forked processes are, programs that are started anew are not. "
                      "The processes that have ended used ", messages(recording))


def codes(recording):
    return [notice["code"] for notice in recording.notices]


def messages(recording):
    return " ".join(notice["message"] for notice in recording.notices)


def time_of(recording, name):
    """Nanoseconds below a function of that name."""
    return sum(row["wall"] for row in recording.rows["samples"] if any(entry[0] == name for entry in recording.stack(row["node"])))


if __name__ == "__main__":
    unittest.main()
