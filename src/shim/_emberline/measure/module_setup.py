"""Takes the set-up out of a file: imports, definitions, top-level assignments; its main part does not run."""

import ast
import os
import sys

from .jobs import JobError
from .sources import read_source

_DEFINES = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_ASSIGNS = (ast.Assign, ast.AnnAssign, ast.AugAssign) + ((ast.TypeAlias,) if hasattr(ast, "TypeAlias") else ())


def load(path, sources, needed=None, lines=None):
    """The namespace of a file's set-up.

    A module of a package is imported as the program would; a script's set-up runs as `__main__`, so that what was pickled there
    opens again. `needed`: names that the piece uses; assignments that nothing needs are left out. `lines`: (first, last) of the
    piece itself, whose statements are left out. Raises JobError.
    """
    package = package_of(path)
    if package is not None:
        return _import(path, package)
    sys.path.insert(0, os.path.dirname(os.path.realpath(path)))
    source = read_source(path, sources)
    try:
        tree = ast.parse(source, path)
    except (SyntaxError, ValueError) as error:
        raise JobError("not-compiled", "%s can't be compiled: %s." % (os.path.basename(path), error))
    kept = _kept(tree.body, lines)
    if needed is not None:
        kept = _reachable(kept, needed)
    module = sys.modules["__main__"].__dict__
    for name in [name for name in module if not (name.startswith("__") and name.endswith("__"))]:
        del module[name]
    module.update(__file__=path, __name__="__main__", __doc__=None, __package__=None, __spec__=None)
    code = compile(ast.Module(body=kept, type_ignores=[]), path, "exec", dont_inherit=True)
    try:
        exec(code, module)
    except Exception as error:
        raise JobError("setup-failed", "The set-up of %s fails: %s: %s." % (os.path.basename(path), type(error).__name__, error))
    return module


def package_of(path):
    """(folder for sys.path, dotted name) of a file inside a package; None for a script."""
    folder, name = os.path.split(os.path.realpath(path))
    parts = [name[:-3] if name.endswith(".py") else name]
    while os.path.exists(os.path.join(folder, "__init__.py")):
        folder, part = os.path.split(folder)
        parts.insert(0, part)
    if len(parts) == 1 or not all(part.isidentifier() for part in parts):
        return None
    return folder, ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _import(path, package):
    import importlib
    folder, name = package
    if folder not in sys.path:
        sys.path.insert(0, folder)
    try:
        return importlib.import_module(name).__dict__
    except Exception as error:
        raise JobError("setup-failed", "%s can't be imported as %s: %s: %s." % (
            os.path.basename(path), name, type(error).__name__, error))


def names_in(*nodes):
    """Every name that is read or written somewhere in these trees."""
    return {each.id for node in nodes for each in ast.walk(node) if isinstance(each, ast.Name)}


def _kept(body, lines):
    kept = []
    for position, node in enumerate(body):
        if lines is not None and lines[0] <= node.lineno <= lines[1] and not isinstance(node, _DEFINES):
            continue
        if isinstance(node, _DEFINES + _ASSIGNS) or position == 0 and _is_docstring(node):
            kept.append(node)
        elif isinstance(node, ast.If) and not _asks_for_main(node.test):
            _filter(node, lines, ("body", "orelse"), kept)
        elif isinstance(node, ast.Try):
            _filter(node, lines, ("body", "orelse", "finalbody"), kept)
    return kept


def _filter(node, lines, fields, kept):
    """A condition or `try` around imports and definitions stays, without what it does beside."""
    found = False
    for field in fields:
        inner = _kept(getattr(node, field), lines)
        found = found or bool(inner)
        setattr(node, field, inner)
    for handler in getattr(node, "handlers", ()):
        handler.body = _kept(handler.body, lines) or [ast.copy_location(ast.Pass(), handler)]
    if not found:
        return
    node.body = node.body or [ast.copy_location(ast.Pass(), node)]
    kept.append(node)


def _asks_for_main(test):
    return any(isinstance(each, ast.Name) and each.id == "__name__" for each in ast.walk(test))


def _is_docstring(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _binds(node):
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return {node.name}
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)}


def _reachable(body, needed):
    """Without assignments that nothing of what is needed reads: they may be the program's main part."""
    needed = set(needed)
    waiting = [node for node in body if not isinstance(node, (ast.Import, ast.ImportFrom))]
    wanted = set()
    changed = True
    while changed:
        changed = False
        for node in list(waiting):
            if _binds(node) & needed or not isinstance(node, _ASSIGNS + (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                waiting.remove(node)
                wanted.add(node)
                needed |= names_in(node)
                changed = True
    return [node for node in body if isinstance(node, (ast.Import, ast.ImportFrom)) or node in wanted]
