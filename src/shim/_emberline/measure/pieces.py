"""Builds what is timed: a call, or statements of a file, inside a loop of their own."""

import ast
import os

from .jobs import JobError
from .module_setup import load, names_in
from .sources import read_source

_TEMPLATE = """
def inner(_ember_times, _ember_clock%s):
    _ember_begin = _ember_clock()
    for _ember_at in _ember_times:
        pass
    return _ember_clock() - _ember_begin
"""


def consume(iterable):
    """Runs an iterator to its end and keeps nothing."""
    from collections import deque
    deque(iterable, 0)


def piece_of(job, sources):
    """(maker, once): `maker()` gives a fresh `inner(loops)` that returns nanoseconds. Raises JobError."""
    path = job["file"]
    lines = job.get("lines")
    body, used = (_call_body(job, path, sources) if lines is None else _line_body(path, sources, *lines))
    kept = job.get("locals")
    given = _unpickled_later(kept) if kept else None
    namespace = dict(load(path, sources, None if kept else used, lines))
    namespace["_ember_consume"] = consume
    bound = {each.id for node in body for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}
    first = given() if given else {}
    outer = {name: namespace[name] for name in bound if name in namespace and name not in first}
    names = sorted(set(first) | set(outer))
    function = _compile(body, names, path, namespace)

    def maker():
        from time import perf_counter_ns
        values = dict(outer, **(given() if given else {}))
        arguments = [values[name] for name in names]
        return lambda loops: function(_Times(loops), perf_counter_ns, *arguments)
    return maker


def _Times(loops):
    from itertools import repeat
    return repeat(None, loops)


def _unpickled_later(path):
    import pickle
    with open(path, "rb") as file:
        data = file.read()
    return lambda: pickle.loads(data)["values"]


def _compile(body, names, path, namespace):
    tree = ast.parse(_TEMPLATE % "".join(", " + name for name in names))
    function = tree.body[0]
    function.body[1].body = body
    ast.fix_missing_locations(tree)
    try:
        exec(compile(tree, path, "exec", dont_inherit=True), namespace)
    except SyntaxError as error:
        raise JobError("piece-not-timed", "This piece can't run by itself: %s. Select whole statements, or time the function." % error.msg)
    return namespace["inner"]


def _call_body(job, path, sources):
    """The call of a function as given, or without arguments."""
    text = job["call"]
    try:
        call = ast.parse(text.strip(), "<call>", "eval").body
    except SyntaxError as error:
        raise JobError("call-not-python", "The call %s is no Python expression: %s." % (text, error.msg))
    kind = job.get("callKind", "plain")
    if kind == "generator":
        call = ast.Call(func=ast.Name(id="_ember_consume", ctx=ast.Load()), args=[call], keywords=[])
    elif kind == "coroutine":
        run = ast.parse("__import__('asyncio').run", "<call>", "eval").body
        call = ast.Call(func=run, args=[call], keywords=[])
    return [ast.Expr(value=call)], names_in(call)


def _line_body(path, sources, first, last):
    text = read_source(path, sources)
    if isinstance(text, bytes):
        import tokenize
        with open(path, "rb") as file:
            encoding = tokenize.detect_encoding(file.readline)[0]
        text = text.decode(encoding)
    body = _statements_between(ast.parse(text, path), first, last)
    if not body:
        raise JobError("piece-not-timed", "Lines %d to %d of %s hold no whole statement." % (first, last, os.path.basename(path)))
    for node in body:
        for each in ast.walk(node):
            if isinstance(each, (ast.Return, ast.Yield, ast.YieldFrom, ast.Await)) and not _inside_function(node, each):
                word = type(each).__name__.lower()
                raise JobError("piece-not-timed", "The selection holds a %s, which needs its function: time the function instead." % word)
    return body, names_in(*body)


def _inside_function(root, node):
    functions = [each for each in ast.walk(root) if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))]
    return any(node is inner for function in functions for inner in ast.walk(function))


def _statements_between(tree, first, last):
    """The outermost consecutive statements that lie wholly in these lines; a line inside a longer statement means that statement's own."""
    best = []

    def visit(body):
        nonlocal best
        inside = [node for node in body if first <= _first_line(node) and node.end_lineno <= last]
        if inside:
            best = best or inside
            return
        for node in body:
            if _first_line(node) <= first and last <= node.end_lineno:
                blocks = [block for field in ("body", "orelse", "finalbody") for block in [getattr(node, field, None)] if isinstance(block, list)]
                blocks += [handler.body for handler in getattr(node, "handlers", ())] + [case.body for case in getattr(node, "cases", ())]
                before = best
                for block in blocks:
                    visit(block)
                if best is before and not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                    best = [node]
    visit(tree.body)
    return best


def _first_line(node):
    decorators = getattr(node, "decorator_list", ())
    return min([node.lineno] + [each.lineno for each in decorators])
