"""The user's program: found, prepared and run exactly as the interpreter's own start would."""

import os
import sys

from . import failure
from .bottom import run_at_bottom


class Program:
    """A script, a folder or zip with `__main__.py`, or a module (-m)."""

    def __init__(self, options):
        self._is_module = options.is_module
        self._name = options.target
        self._arguments = options.arguments
        self._importable = None
        self._path = None
        if not self._is_module:
            self._path = _absolute(self._name)
            self._importable = _has_importer(self._path)

    @property
    def kind(self):
        """As in the head record: script or module."""
        return "module" if self._is_module else "script"

    @property
    def name(self):
        """The script's absolute path, or the module's name."""
        return self._name if self._is_module else self._path

    @property
    def command(self):
        """argv as the program sees it."""
        return [self._name] + self._arguments

    def prepare(self):
        """sys.argv, sys.orig_argv, sys.path and `__main__` as the program expects them."""
        first = "-m" if self._is_module else self._name
        _forget_own_command_line((["-m"] if self._is_module else []) + [self._name] + self._arguments)
        sys.argv[:] = [first] + self._arguments
        folder = self._first_path()
        if folder is not None:
            sys.path.insert(0, folder)
        _clean_main(self._path if not (self._is_module or self._importable) else None)

    def _first_path(self):
        if self._importable:
            return self._path
        if sys.flags.isolated or getattr(sys.flags, "safe_path", False):
            return None
        if not self._is_module:
            return os.path.dirname(os.path.realpath(self._path))
        try:
            return os.getcwd()
        except OSError:
            return None

    def run(self, session, bottom):
        """Runs to the end. `bottom` is a Bottom. Raises what the program raised, for the interpreter to report and to exit with."""
        try:
            if self._is_module or self._importable:
                import runpy
                name = self._name if self._is_module else "__main__"
                run_at_bottom(runpy._run_module_as_main, (name, self._is_module), bottom)
            else:
                self._run_script(session, bottom)
        except SystemExit as end:
            session.ended_with(failure.exit_code_of(end), None)
            raise
        except BaseException as error:
            session.ended_with(*failure.status_of(error))
            failure.report_without_own_frames(error)
            raise
        else:
            session.ended_with(0, None)

    def _run_script(self, session, bottom):
        try:
            with open(self._path, "rb") as file:
                source = file.read()
        except OSError as error:
            sys.stderr.write("%s: can't open file %s: [Errno %d] %s\n" % (
                getattr(sys, "orig_argv", [sys.executable])[0], _quoted(self._path), error.errno, error.strerror))
            raise SystemExit(2) from None
        if self._path.endswith(".pyc"):
            import marshal
            code = marshal.loads(source[16:])
        else:
            session.source_read(self._path, source)
            code = self._compile(source, session)
        namespace = sys.modules["__main__"].__dict__
        run_at_bottom(type(_absolute)(code, namespace), (), bottom)


    def _compile(self, source, session):
        try:
            return compile(source, self._path, "exec", dont_inherit=True)
        except (SyntaxError, ValueError) as error:
            session.notice("not-compiled", "The program could not be compiled: %s." % error)
            session.ended_with(1, None)
        failure.report_not_compiled(self._path)
        return compile(source, self._path, "exec", dont_inherit=True)


def _absolute(path):
    # Not normalised, as the interpreter does it.
    if os.path.isabs(path):
        return path
    if os.name == "nt":
        return os.path.abspath(path)
    if path.startswith("./"):
        path = path[2:]
    try:
        return os.path.join(os.getcwd(), path)
    except OSError:
        return path


def _quoted(path):
    return ascii(path) if sys.version_info < (3, 10) and not path.isprintable() else repr(path)


def _has_importer(path):
    """Whether the interpreter would run the `__main__.py` inside (a folder or a zip)."""
    for hook in sys.path_hooks:
        try:
            hook(path)
            return True
        except ImportError:
            continue
    return False


def _forget_own_command_line(program):
    original = getattr(sys, "orig_argv", None)  # 3.10+
    if not original:
        return
    own = len(original) - len(sys.argv)  # sys.argv begins with the shim itself
    original[:] = original[:own] + program


def _clean_main(script):
    """Leaves in `__main__` what a start without us would; `script` is None when runpy sets it up."""
    main = sys.modules["__main__"].__dict__
    for name in ("_refusal", "_start", "sys"):
        main.pop(name, None)
    main["__doc__"] = None
    main["__package__"] = None
    main["__spec__"] = None
    if script is None:
        for name in ("__file__", "__cached__"):
            main.pop(name, None)
        return
    from importlib.machinery import SourceFileLoader, SourcelessFileLoader
    loader = SourcelessFileLoader if script.endswith(".pyc") else SourceFileLoader
    main["__loader__"] = loader("__main__", script)
    main["__file__"] = script
    if sys.version_info < (3, 15):
        main["__cached__"] = None
