"""Starts the recording, runs the program as `python script.py` would, and leaves its end to the interpreter itself."""

import sys

from .options import OptionError, parse


def launch(arguments):
    """Runs the program of the shim's own `arguments`; called by `__main__` with nothing of the program imported yet."""
    if arguments[:1] == ["--measure"]:
        from .measure.jobs import main
        main(arguments[1:])
    try:
        options = parse(arguments)
    except OptionError as error:
        _refuse(error)
    from .bottom import Bottom
    from .descriptors import LowNumbersTaken
    from .program import Program
    from .session import Session, SessionError
    with LowNumbersTaken():
        program = Program(options)
        try:
            session = Session(options, program)
        except SessionError as error:
            _refuse(error)
        bottom = Bottom()
        program.prepare()
        session.start()
    program.run(session, bottom)


def _refuse(error):
    sys.stderr.write("emberline: %s\n" % error)
    sys.exit(2)
