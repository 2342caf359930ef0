"""Tells whose a source file is: the user's, installed, the standard library's, or generated code without a file."""

import os
import sys

from .record_table import ORIGIN_GENERATED, ORIGIN_SITE_PACKAGES, ORIGIN_STDLIB, ORIGIN_WORKSPACE

_STDLIB = os.path.dirname(os.path.realpath(os.__file__))
_STDLIB_AS_SEEN = os.path.dirname(os.__file__)
_INSTALLED = (os.sep + "site-packages" + os.sep, os.sep + "dist-packages" + os.sep)


def origin_of(path, workspace=None):
    """The `record_table.ORIGIN_*` of a path as in `co_filename`."""
    if path.startswith("<"):
        return ORIGIN_STDLIB if path.startswith("<frozen ") else ORIGIN_GENERATED
    if _INSTALLED[0] in path or _INSTALLED[1] in path:
        return ORIGIN_SITE_PACKAGES
    if workspace and _inside(path, workspace):
        return ORIGIN_WORKSPACE
    if _inside(path, _STDLIB_AS_SEEN) or _inside(path, _STDLIB) or path.startswith(sys.base_prefix + os.sep + "lib" + os.sep):
        return ORIGIN_STDLIB
    if not os.path.isabs(path) and not os.path.exists(path):
        return ORIGIN_GENERATED
    return ORIGIN_WORKSPACE


def _inside(path, folder):
    return path.startswith(folder.rstrip(os.sep) + os.sep)
