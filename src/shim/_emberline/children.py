"""The processes that the program starts: which forked ones are recorded, in which file, and what to say of the others."""

import os
import sys

MOST = 32
"""So many forked processes of one run are recorded, each in a file beside the run's own."""
_MARK = ".pid"  # run.ember: run.pid4711.ember
_MOST_THREADS = 64
_SHORTEST_NS = 100_000_000


class Children:
    """One for each process of a run."""

    def __init__(self, out):
        self._stem, self._ending = os.path.splitext(out)
        self._known = set()  # pids seen as children
        self._refused = 0
        self._will_record = False
        self._cpu_before = _children_cpu()
        self.is_child = False

    def forget_earlier(self):
        """Removes what an earlier run of the same recording file left of its children."""
        for path in self._files():
            try:
                os.unlink(path)
            except OSError:
                pass  # then it counts as one of this run's

    def fork_begins(self, frame):
        """Decides, before a fork that `frame` asks for, whether the child is to be recorded."""
        # With preexec_fn: the child is about to become another program, and may not like to have threads.
        code = None if frame is None else frame.f_code
        for_another = code is not None and code.co_name == "_execute_child" and code.co_filename.endswith("subprocess.py")
        self._will_record = not for_another and len(self._files()) < MOST
        self._refused += not (self._will_record or for_another)

    def path_in_child(self):
        """In the child: where its recording goes, None when it is not to be recorded."""
        will_record = self._will_record
        self.__init__(self._stem + self._ending)
        self.is_child = True
        return self._file_of(os.getpid()) if will_record else None

    def is_worthless(self, reason, duration_ns):
        """Whether a child's recording is not worth its file: it became another program at once."""
        return self.is_child and reason == "replaced" and duration_ns < _SHORTEST_NS

    def look(self):
        """Notes the processes that are children now, where the system tells (Linux)."""
        if not sys.platform.startswith("linux"):
            return
        try:
            for task in os.listdir("/proc/self/task")[:_MOST_THREADS]:
                fd = os.open("/proc/self/task/%s/children" % task, os.O_RDONLY | os.O_CLOEXEC)
                try:
                    self._known.update(os.read(fd, 65536).split())
                finally:
                    os.close(fd)
        except OSError:
            pass  # a thread has ended, or this kernel doesn't tell

    def notices(self):
        """(code, message) of what the reader should know at the end."""
        found, recorded = [], 0 if self.is_child else len(self._files())
        if recorded:
            found.append(("children-recorded", "%s recorded beside this one, in %s%sPID%s." % (
                _count(recorded, "forked process is", "forked processes are"), os.path.basename(self._stem), _MARK, self._ending)))
        missing = max(self._refused, sum(not self._has_file(int(pid)) for pid in self._known if pid.isdigit()))
        if missing:
            why = ("only the first %d of a run are" % MOST if self._refused else
                   "forked processes are, programs that are started anew are not")
            found.append(("children-not-recorded", "%s not recorded: %s.%s" % (
                _count(missing, "child process was", "child processes were"), why, _used(_children_cpu() - self._cpu_before))))
        return found

    def _has_file(self, pid):
        return os.path.exists(self._file_of(pid))

    def _file_of(self, pid):
        return "%s%s%d%s" % (self._stem, _MARK, pid, self._ending)

    def _files(self):
        """Recordings of this run's children, of all generations."""
        folder, name = os.path.split(self._stem)
        start, end = name + _MARK, self._ending
        try:
            entries = os.listdir(folder or ".")
        except OSError:
            return []
        return [os.path.join(folder, entry) for entry in entries if entry.startswith(start) and entry.endswith(end) and
                entry[len(start):len(entry) - len(end)].isdigit()]


def _count(number, one, many):
    return "%d %s" % (number, one if number == 1 else many)


def _used(seconds):
    return " The processes that have ended used %.1f s of CPU time in all." % seconds if seconds >= 0.05 else ""


def _children_cpu():
    """Seconds of CPU time of the children that were waited for."""
    times = os.times()
    return times.children_user + times.children_system
