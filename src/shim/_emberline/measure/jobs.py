"""Entry of a measuring process: reads the job, does it, writes the answer; what goes wrong is an answer too."""

import json
import os
import sys


class JobError(Exception):
    """The job can't be done. `code` is kebab-case for the host, the text one sentence for people."""

    def __init__(self, code, message):
        Exception.__init__(self, message)
        self.code = code


def main(arguments):
    """`arguments`: the path of the job. The process ends here, without the interpreter's own clean-up of the program."""
    with open(arguments[0], encoding="utf-8") as file:
        job = json.load(file)
    sys.dont_write_bytecode = True
    try:
        answer = dict(_handler(job["kind"])(job), ok=True)
    except JobError as error:
        answer = {"ok": False, "code": error.code, "message": str(error)}
    except KeyboardInterrupt:
        os._exit(130)
    except BaseException as error:
        answer = {"ok": False, "code": "worker-fault", "message": _fault(error)}
    _write(job["out"], answer)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            pass  # the program closed it
    os._exit(0)


def _handler(kind):
    if kind == "time":
        from .timing import run
    elif kind == "program":
        from .program_run import run
    elif kind == "record":
        from .arguments import run
    elif kind == "replay":
        from .replay import run
    elif kind == "compare":
        from .comparing import run
    elif kind == "cython":
        from .cython_build import run
    else:
        raise JobError("usage", "There is no job %s." % kind)
    return run


def _fault(error):
    import traceback
    lines = traceback.format_exception(type(error), error, error.__traceback__)
    return "".join(lines)[-2000:]


def _write(path, answer):
    # Whole or not at all: the host may look while we write.
    unfinished = path + ".part"
    with open(unfinished, "w", encoding="utf-8") as file:
        json.dump(answer, file)
    os.replace(unfinished, path)
