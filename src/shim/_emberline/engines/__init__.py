"""Chooses the time engine: native where it loads, else Python, with the sentence that says why."""

from .interface import EngineUnavailable

_MODULES = {"native": "native", "python": "python_engine"}


def choose(options):
    """The engine for `options.engine` (auto, native or python), or (None, why) when none serves.

    Returns (engine, reason). Never raises: a fault in an engine is a reason, too.
    """
    wanted = ("native", "python") if options.engine == "auto" else (options.engine,)
    refusals = []
    for name in wanted:
        try:
            engine = _load(name)(options)
        except EngineUnavailable as refusal:
            refusals.append(str(refusal))
        except Exception as fault:
            refusals.append("The %s engine failed to load (%s: %s)." % (name, type(fault).__name__, fault))
        else:
            return engine, " ".join(refusals + [engine.reason]).strip()
    return None, " ".join(refusals)


def successor(engine, options):
    """In the child of a fork: (engine, reason) for the child, after `after_fork_in_child` of the parent's engine."""
    try:
        following = engine.successor(options)
        return following, following.reason
    except Exception:
        return choose(options)


def _load(name):
    """The class `Engine` of `engines/native.py` or `engines/python_engine.py`."""
    from importlib import import_module
    try:
        module = import_module("." + _MODULES[name], __name__)
    except ModuleNotFoundError as missing:
        if missing.name == "%s.%s" % (__name__, _MODULES[name]):
            raise EngineUnavailable("The %s engine is not part of this build." % name) from None
        raise
    return module.Engine
