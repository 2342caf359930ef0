"""Entry of the shim: `python <this folder or file> --out FILE [options] -- script.py args` or `-- -m module args`.

This file must parse on every Python, so that an old one says so in one sentence instead of a SyntaxError.
"""
import sys


def _refusal():
    implementation = getattr(getattr(sys, "implementation", None), "name", "cpython")
    if implementation != "cpython" or "PyPy" in sys.version:
        return "Emberline profiles CPython only; this interpreter is %s. Select a CPython 3.9 or newer." % (
            "PyPy" if "PyPy" in sys.version else implementation)
    if sys.version_info < (3, 9):
        return "Emberline needs Python 3.9 or newer; this interpreter is %d.%d. Select a newer one." % (
            sys.version_info[0], sys.version_info[1])
    return None


def _start(as_folder):
    refusal = _refusal()
    if refusal:
        sys.stderr.write(refusal + "\n")
        sys.exit(2)
    # Python put this folder first on the path; the program must find its own there.
    if as_folder or not (sys.flags.isolated or getattr(sys.flags, "safe_path", False)):
        del sys.path[0]
    folder = __file__.replace("\\", "/").rpartition("/")[0] or "."
    sys.path.insert(0, folder)
    try:
        from _emberline import launch
    finally:
        del sys.path[0]
        sys.path_importer_cache.pop(folder, None)
    return launch


if __name__ == "__main__":
    _start(__spec__ is not None if "__spec__" in globals() else False).launch(sys.argv[1:])
