"""The first and the last record of a recording: what ran, how it was measured, and how it ended."""

import os

from . import VERSION
from .environment import python_build
from .process import peak_rss


def head_record(session, started_ms, cwd):
    """The head of a session's recording that begins now."""
    engine, options, program = session.engine, session.options, session.program
    memory = None
    metrics = list(engine.metrics) if engine is not None else []
    if engine is not None and engine.measures_memory:
        memory = {"method": "native", "intervalBytes": engine.memory_interval_bytes}
    for instrument in session.instruments:
        metrics += [metric for metric in instrument.metrics if metric not in metrics]
        memory = memory or instrument.memory
    return {
        "format": 1, "runId": session.run_id, "emberline": VERSION, "startedAtMs": started_ms, "pid": os.getpid(),
        "parentRunId": session.parent_run_id, "command": program.command, "cwd": cwd,
        "workspace": options.workspace, "target": {"kind": program.kind, "name": program.name},
        "python": python_build(),
        "engine": {"name": engine.name if engine else "python", "reason": session.reason,
                   "lines": engine.lines if engine else "none", "columns": bool(engine and engine.columns)},
        "intervalNs": options.interval_ns, "metrics": metrics, "memory": memory,
        "watches": [{"name": watch.name, "file": watch.file, "line": watch.line} for watch in options.watches],
    }


def end_record(session, reason, status, duration, engine):
    """The end; `status` is (exit code, signal), `engine` the one that measured to the end."""
    exit_code, signal = status
    own = session.own_cpu_ns + (engine.own_cpu_ns or 0 if engine is not None else 0)
    return {
        "reason": reason, "exitCode": exit_code, "signal": signal,
        "durationNs": duration, "samples": session.recorder.sample_count, "lost": engine.lost if engine is not None else 0,
        "ownCpuNs": own, "peakRss": peak_rss(),
    }
