"""The shim imports the standard library and itself, nothing else: it runs in interpreters that are not ours."""

import ast
import importlib.util
import os
import sys
import sysconfig
import tempfile
import unittest

SHIM = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "src", "shim"))


def python_files():
    for folder, _, names in os.walk(SHIM):
        for name in names:
            if name.endswith(".py"):
                yield os.path.join(folder, name)


def imported_modules(path):
    """Top-level names of the absolute imports anywhere in a file."""
    with open(path, encoding="utf-8") as file:
        tree = ast.parse(file.read(), path)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module is not None:
            yield node.module.partition(".")[0]


def is_standard(name):
    """Whether this interpreter brings the module along, or has no such module at all (other versions and systems have)."""
    if name == "__main__":
        return True
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin in ("built-in", "frozen"):
        return True
    standard = [os.path.realpath(sysconfig.get_path(which)) for which in ("stdlib", "platstdlib")]
    origin = os.path.realpath(spec.origin or "")
    return "site-packages" not in origin and any(origin.startswith(folder + os.sep) for folder in standard)


class StandardLibraryOnly(unittest.TestCase):
    def test_there_is_something_to_judge(self):
        self.assertGreater(len(list(python_files())), 5)

    def test_imports(self):
        for path in python_files():
            for name in imported_modules(path):
                with self.subTest(file=os.path.relpath(path, SHIM), module=name):
                    self.assertTrue(name == "_emberline" or is_standard(name))

    def test_a_foreign_module_is_told_apart(self):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "foreign_module.py"), "w", encoding="utf-8"):
                pass
            sys.path.insert(0, folder)
            try:
                self.assertFalse(is_standard("foreign_module"))
            finally:
                sys.path.remove(folder)
                importlib.invalidate_caches()


if __name__ == "__main__":
    unittest.main()
