"""One recording from its head to its end record: owns the sink, the engine, the collectors and the thread that drains them."""

import _thread
import os
import sys
import time

from . import VERSION, lifecycle
from . import record_table as table
from .children import Children
from .engines import choose, successor
from .instruments import instruments_for
from .recorder import Recorder
from .run_records import end_record, head_record
from .sink import Sink, encode_json, magic_bytes

_PERIOD_S = 0.25
_LONGEST_WAIT_S = 30


class SessionError(Exception):
    """The recording can't begin; the text is one sentence."""


class Session:
    """Everything here but `ended_with`, `source_read` and the life-cycle calls runs on the session's own thread."""

    def __init__(self, options, program):
        """Opens the recording. Raises SessionError when its file can't be made."""
        self.options = options
        self._notices = []
        mirror = self._connect(options)
        try:
            self._sink = Sink(options.out, mirror)
        except OSError as error:
            raise SessionError("can't write the recording %s: %s." % (options.out, error.strerror)) from None
        self._children = Children(options.out)
        self._children.forget_earlier()
        self.engine, self.reason = choose(options)
        self.recorder = None
        self.program = program
        self._begin_anew(options.parent_run_id)

    def _begin_anew(self, parent_run_id):
        self.parent_run_id = parent_run_id
        self.run_id = os.urandom(16).hex()
        self.own_cpu_ns = 0
        self._status = (0, None)
        self._lock = _thread.allocate_lock()
        self._wake = _thread.allocate_lock()
        self._exited = _thread.allocate_lock()
        self._command = None
        self._running = False  # whether our thread runs
        self._forking = False  # whether it pauses for a fork
        self.closed = False
        self.instruments = instruments_for(self.options, self.engine, self._notices)

    def _connect(self, options):
        if options.connect is None:
            return None
        from .mirror import ConnectionRefused, connect
        try:
            return connect(*options.connect, options.token)
        except ConnectionRefused as error:
            self._notices.append(("editor-not-reached", str(error)))
            return None

    # -- life ----------------------------------------------------------------------------------------------------------

    def start(self):
        """Writes the head and begins to measure. Last thing before the program runs."""
        self._open(os.getcwd())
        lifecycle.install(self)
        self._guard(self._start_all)
        self._start_thread()

    def _open(self, cwd):
        started_ms = time.time() * 1000
        self.recorder = Recorder(self._sink.write, time.perf_counter_ns(), self.options.workspace, cwd, self.recorder)
        self._sink.write(magic_bytes() + encode_json(table.HEAD, head_record(self, started_ms, cwd)))
        if self.engine is None:
            self._notices.append(("no-engine", "Time was not measured. " + self.reason))

    def _start_all(self):
        for instrument in self.instruments:
            instrument.start(self.recorder)
        if self.engine is not None:
            self.engine.start(self.recorder)

    def source_read(self, path, source):
        """The program's own source as it was read to run."""
        from .hashing import sha256_of_bytes
        self.recorder.source_hash(path, sha256_of_bytes(source))

    def notice(self, code, message):
        self._notices.append((code, message))  # from any thread

    def ended_with(self, exit_code, signal):
        """How the program's main part ended; its threads and exit handlers may still run."""
        self._status = (exit_code, signal)
        lifecycle.ensure_exit_handler(self)

    def finish(self, reason="finished", exit_code=None):
        """Ends the recording; the program may go on. Later calls do nothing."""
        if self.closed:
            return
        if exit_code is not None:
            self._status = (exit_code, None)
        self._command = ("finish", reason)
        if not self._stop_thread():
            self._end(reason)

    # -- our thread ----------------------------------------------------------------------------------------------------

    def _start_thread(self):
        self._command = None
        self._wake.acquire(False)
        self._exited.acquire(False)
        try:
            _thread.start_new_thread(self._loop, ())
            self._running = True
        except RuntimeError:
            self._notices.append(("no-thread", "No thread could be started; the recording is written at the end only."))

    def _stop_thread(self):
        """Wakes our thread with the command at hand and waits until it has ended. Whether there was one."""
        if not self._running:
            return False
        self._running = False
        if self._wake.locked():
            self._wake.release()
        interrupted = None
        while True:
            try:  # a Ctrl+C while we write must not cost the recording; the program gets it right after
                if not self._exited.acquire(timeout=_LONGEST_WAIT_S):
                    self.closed = True
                break
            except BaseException as error:
                interrupted = error
        if interrupted is not None:
            raise interrupted
        return True

    def _loop(self):
        self._native_id = _thread.get_native_id()
        if self.engine is not None:
            self._guard(self.engine.own_thread_begins)
        try:
            while True:
                self._wake.acquire(timeout=_PERIOD_S)
                command = self._command
                if command is None:
                    before = time.thread_time_ns()
                    self._tick()
                    self.own_cpu_ns += time.thread_time_ns() - before
                    self._serve_host()
                if self.closed:
                    break
                if command is not None:
                    if command[0] == "finish":
                        self._end(command[1])
                    break
        finally:
            self._exited.release()

    def _tick(self):
        with self._lock:
            if not self.closed:
                self._guard(self._drain)

    def _drain(self):
        if self.engine is not None:
            self.engine.drain()
        for instrument in self.instruments:
            instrument.drain()
        self._children.look()
        self._write_out()

    def _write_out(self):
        while self._notices:
            self.recorder.notice(*self._notices.pop(0))
        self.recorder.flush()
        if self._sink.broken:
            message, self._sink.broken = self._sink.broken, None
            self.recorder.notice("recording-broken", message)

    def _serve_host(self):
        received = self._sink.receive()
        if not received or self.closed:
            return
        from .mirror import stop_request
        self._received = self.__dict__.get("_received", b"") + received
        request = stop_request(self._received)
        if request is None:
            return
        self._end("stopped")
        if request == "interrupt":
            lifecycle.interrupt_program()

    def _guard(self, action):
        """Runs ours; a fault of it ends the profile with a notice and leaves the program alone."""
        try:
            action()
        except Exception as fault:
            self._notices.append(("profiler-fault", "A fault of the profiler ended it early: %s: %s." % (
                type(fault).__name__, fault)))
            self._disarm()

    def _disarm(self):
        parts = [part for part in [self.engine] + self.instruments if part is not None]
        self.engine, self.instruments = None, []
        for part in parts:
            try:
                part.stop()
            except Exception:
                pass  # the first fault has been told; the program comes first

    def _end(self, reason):
        with self._lock:
            if self.closed:
                return
            duration = self.recorder.now()
            engine = self.engine
            self._guard(self._stop_all)
            self._guard(self._drain)
            self._guard(lambda: self._notices.extend(self._children.notices()))
            self._guard(self._write_out)
            self.closed = True
            status = self._status if reason not in ("stopped", "replaced") else (None, None)
            self._sink.write(encode_json(table.END, end_record(self, reason, status, duration, engine)))
            self._sink.close(remove=self._children.is_worthless(reason, duration))
            lifecycle.uninstall(self)

    def _stop_all(self):
        if self.engine is not None:
            self.engine.stop()
        for instrument in self.instruments:
            instrument.stop()

    # -- fork ----------------------------------------------------------------------------------------------------------

    def before_fork(self):
        """Ends our thread, so that the child inherits nothing half done (and Python 3.12+ has no thread to warn about)."""
        if self._forking:
            return  # forks again before the pause of the last fork has ended
        self._forking = not self.closed and self._running
        if not self._forking:
            return
        self._children.fork_begins(lifecycle.forking_frame())
        self._command = ("pause",)
        self._stop_thread()
        lifecycle.wait_for_thread_end(self._native_id)
        if self.engine is not None:
            self._guard(self.engine.before_fork)

    def after_fork_in_parent(self):
        """Goes on."""
        if self._forking:
            lifecycle.after_fork(lifecycle.forking_frame(), self._resume)

    def _resume(self):
        if self._forking and not self.closed:
            self._forking = False
            if self.engine is not None:
                self._guard(self.engine.after_fork_in_parent)
            self._start_thread()

    def after_fork_in_child(self):
        """Lets go of the parent's recording; the child gets one of its own, as far as that goes."""
        was_closed, self.closed = self.closed, True
        was_forking, self._running = self._forking, False
        if was_closed:
            return
        self._sink.close()
        for part in [self.engine] + self.instruments:
            if part is not None:
                try:
                    part.after_fork_in_child()
                except Exception:
                    pass  # nothing to tell it to: the child has no recording yet
        path = self._children.path_in_child()
        try:
            if path is None or not was_forking:
                raise SessionError()
            self._begin_in_child(path)
        except Exception:
            self.closed = True  # the child runs on without a recording; the parent's notices tell
            lifecycle.uninstall(self)

    def _begin_in_child(self, path):
        self._notices = []
        self._sink = Sink(path)
        if self.engine is not None:
            self.engine, self.reason = successor(self.engine, self.options)
        self._begin_anew(self.run_id)
        self._open(self.recorder.cwd)
        self._guard(self._start_all)
        self._start_thread()
