"""Reads attributes, elements and types of the program's objects without ever running its code."""

import gc
import types

MISSING = object()
_SLOT = types.MemberDescriptorType
_MRO = type.__dict__["__mro__"].__get__
_NAME = type.__dict__["__name__"].__get__
_FLAGS = type.__dict__["__flags__"].__get__
_MODULE_DICT = types.ModuleType.__dict__["__dict__"].__get__


def mro_of(kind):
    """The method resolution order as the type holds it."""
    return _MRO(kind)


def is_kind(value, kind):
    """As isinstance, without asking `__class__`."""
    return kind in _MRO(type(value))


def type_name(kind):
    """The qualified name without `builtins` and `__main__`."""
    name = _NAME(kind)
    module = type.__getattribute__(kind, "__dict__").get("__module__")
    if type(module) is not str or module in ("builtins", "__main__"):
        return name
    return module + "." + name


def space_of_module(module):
    """The dict of a module object, or of an instance of a subclass."""
    return _MODULE_DICT(module)


def class_attribute(kind, name):
    """What a class or one of its bases holds under a name, MISSING when none does."""
    for base in _MRO(kind):
        member = type.__getattribute__(base, "__dict__").get(name, MISSING)
        if member is not MISSING:
            return member
    return MISSING


def attribute(value, name):
    """An attribute from the object itself, a slot or its class; MISSING where properties or `__getattr__` would answer."""
    if is_kind(value, types.ModuleType):
        return _MODULE_DICT(value).get(name, MISSING)
    if is_kind(value, type):
        return class_attribute(value, name)
    member = class_attribute(type(value), name)
    if member is not MISSING:
        if type(member) is _SLOT:
            try:
                return member.__get__(value)
            except AttributeError:
                return MISSING
        if class_attribute(type(member), "__get__") is not MISSING:
            return MISSING
    if class_attribute(type(value), "__dict__") is MISSING and member is MISSING:
        return MISSING
    try:
        return object.__getattribute__(value, name)  # no class has a say in this name, so no code of theirs runs
    except (AttributeError, TypeError):
        return MISSING


def own_dict(value):
    """The instance's dict where it exists already; one is not made."""
    if not _may_have_dict(type(value)):
        return None
    for found in gc.get_referents(value):
        if type(found) is dict:
            for name in found:
                if type(name) is not str or attribute(value, name) is not found[name]:
                    break
                return found
    return None


def _may_have_dict(kind):
    return _FLAGS(kind) & 1 << 9 and class_attribute(kind, "__dict__") is not MISSING  # a heap type


def key_text(key):
    """A dict's key as source would write it, `…` when only the program's code could tell."""
    if type(key) is str:
        return repr(key) if len(key) <= 40 else repr(key[:39] + "…")
    if type(key) in (int, bool, float, type(None)):
        text = repr(key)
        return text if len(text) <= 40 else "…"
    return "…"
