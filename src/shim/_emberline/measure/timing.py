"""Job `time`: one process' values of a piece; the host starts several such processes and joins what they say."""

import sys

from . import clock
from .jobs import JobError
from .pieces import piece_of
from .sources import install


def run(job):
    """Loops are calibrated here unless the job names them, so that every process of a series uses the same."""
    sources = job.get("sources") or {}
    install(sources)
    sys.argv[:] = [job["file"]]
    make = piece_of(job, sources)
    try:
        inner = make()
        loops, _spent = (job["loops"], 0) if job.get("loops") else clock.calibrate(inner, job["leastNs"])
        answer = clock.values(make(), loops, job["warmups"], job["values"])
        if job.get("memory"):
            fresh = make()
            answer.update(clock.memory_of(lambda: fresh(1)))
    except JobError:
        raise
    except NameError as error:
        raise JobError("piece-needs-values", "The piece needs what the set-up does not make: %s. Record it from a run." % error)
    except Exception as error:
        raise JobError("piece-failed", "The piece fails by itself: %s: %s." % (type(error).__name__, error))
    return answer
