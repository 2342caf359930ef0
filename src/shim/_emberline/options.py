"""The shim's command line. A parser of its own, since importing argparse costs more than the whole start may."""

import os

USAGE = ("Usage: python SHIM --out FILE [--connect tcp:HOST:PORT|unix:PATH|pipe:NAME] [--engine auto|native|python] "
         "[--interval-us N] [--memory|--no-memory] [--calls] [--reference NAME[@FILE[:LINE]]]... [--workspace DIR] "
         "[--parent-run-id HEX] -- (script.py | -m module) [args]")
_ENGINES = ("auto", "native", "python")
_LARGEST_INTERVAL_US = 1000000


class OptionError(Exception):
    """The command line can't be used; the text is one sentence."""


class Watch:
    """A name whose references are to be followed: `file` (absolute) and `line` (1-based) narrow it, None for anywhere."""

    def __init__(self, name, file, line):
        self.name, self.file, self.line = name, file, line


class Options:
    """What was asked for."""

    def __init__(self):
        self.out = None
        self.connect = None
        self.engine = "auto"
        self.interval_ns = 1000000
        self.memory = None  # True: asked for, False: refused, None: when the engine measures it cheaply
        self.calls = False
        self.watches = []
        self.workspace = None
        self.parent_run_id = None
        self.token = None
        self.is_module = False
        self.target = None
        self.arguments = []


def parse(arguments):
    """Options from the shim's own arguments. Takes the token out of the environment. Raises OptionError."""
    options = Options()
    options.token = os.environ.pop("EMBERLINE_TOKEN", None)
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if word == "--":
            _parse_target(options, rest)
            break
        if word == "--memory":
            options.memory = True
        elif word == "--no-memory":
            options.memory = False
        elif word == "--calls":
            options.calls = True
        elif word in _WITH_VALUE:
            if not rest:
                raise OptionError("%s needs a value. %s" % (word, USAGE))
            _WITH_VALUE[word](options, rest.pop(0))
        else:
            raise OptionError("Unknown option %s. %s" % (word, USAGE))
    if options.target is None:
        raise OptionError("No program to run: write -- and then a script or -m module. " + USAGE)
    if options.out is None:
        raise OptionError("No recording file: add --out FILE. " + USAGE)
    return options


def _parse_target(options, rest):
    if rest and rest[0] == "-m":
        options.is_module = True
        del rest[0]
    if rest:
        options.target, options.arguments = rest[0], rest[1:]


def _out(options, value):
    options.out = os.path.abspath(value)


def _connect(options, value):
    kind, _, address = value.partition(":")
    if kind not in ("tcp", "unix", "pipe") or not address:
        raise OptionError("--connect takes tcp:HOST:PORT, unix:PATH or pipe:NAME, not %s." % value)
    if kind == "tcp":
        host, _, port = address.rpartition(":")
        if not host or not port.isdigit():
            raise OptionError("--connect tcp: needs HOST:PORT, not %s." % address)
        options.connect = (kind, (host, int(port)))
    else:
        options.connect = (kind, address)


def _engine(options, value):
    if value not in _ENGINES:
        raise OptionError("--engine takes auto, native or python, not %s." % value)
    options.engine = value


def _interval(options, value):
    if not value.isdigit() or not 50 <= int(value) <= _LARGEST_INTERVAL_US:
        raise OptionError("--interval-us takes a number from 50 to %d, not %s." % (_LARGEST_INTERVAL_US, value))
    options.interval_ns = int(value) * 1000


def _reference(options, value):
    name, _, place = value.partition("@")
    if not name or not all(part.isidentifier() for part in name.split(".")):
        raise OptionError("--reference takes NAME[@FILE[:LINE]] with a dotted Python name, not %s." % value)
    file, line = place or None, None
    if file:
        before, colon, number = file.rpartition(":")
        if colon and number.isdigit() and before:
            file, line = before, int(number)
        file = os.path.abspath(file)
    options.watches.append(Watch(name, file, line))


def _workspace(options, value):
    options.workspace = os.path.abspath(value)


def _parent_run_id(options, value):
    options.parent_run_id = value


_WITH_VALUE = {
    "--out": _out,
    "--connect": _connect,
    "--engine": _engine,
    "--interval-us": _interval,
    "--reference": _reference,
    "--workspace": _workspace,
    "--parent-run-id": _parent_run_id,
}
