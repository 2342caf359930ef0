"""Tells which references a line made or dropped, from the frame's variables and the containers that the line mentions."""

import sys
import types

from . import record_table as table
from .line_names import LineNames
from .plain_access import MISSING, attribute, own_dict, key_text, space_of_module, is_kind
from .raw_memory import object_at

_LARGEST = 5000  # elements of a container that are looked at
_DEEPEST = 200  # frames
_MOST_KNOWN = 200  # references to one object that are remembered
_LENT = (table.LINK_KIND_ARGUMENT, table.LINK_KIND_CLOSURE_CELL)
_KEEPS_ARGUMENTS = sys.version_info < (3, 11)
_GENERATOR = 0x20 | 0x80 | 0x200  # generators, coroutines, asynchronous generators
_VARIADIC, _VARIADIC_KEYWORDS = 0x4, 0x8


class ReferenceLinks:
    """`explain` compares the references found around a line with those that were known before it."""

    def __init__(self, raw_locals):
        """`raw_locals` is a RawLocals, or None where frames can't be read."""
        self._locals = raw_locals
        self._names = LineNames()

    def explain(self, known, address, delta, frame, blame, left=()):
        """[(gained, kind, text, times)] for a count that changed by `delta`; brings `known` ({key: (kind, text, times)}) up to date.

        `frame` is the one that runs now, `blame` the (frame id, code, line) whose line ran, or None; `left` has the ids of frames
        that have returned since the look before.
        """
        found, examined = {}, set()
        running = _running(frame)
        target = object_at(address)
        self._look_at_frame(frame, target, address, found, examined)
        if blame is not None and id(frame) != blame[0] and blame[0] in running:
            self._look_at_frame(running[blame[0]], target, address, found, examined)
        if blame is not None and blame[0] in running:
            self._look_at_line(running[blame[0]], blame, target, found, examined)
        links = []
        for key, (kind, text, times) in found.items():
            before = known.get(key, (kind, text, 0))[2]
            if times > before:
                links.append((1, kind, _of_many(text, times - before), times - before))
        gone = self._gone(known, found, examined, running)
        links += [(0, kind, text, times) for kind, text, times in gone]
        if blame is not None:
            _gone_with_container(known, links, delta, examined, self._names.chains(blame[1], blame[2]))
        if _KEEPS_ARGUMENTS and not delta < 0:
            _on_the_stack(known, links, delta, frame)
        links = _unexplained(known, links, delta, running, left)
        if len(known) < _MOST_KNOWN:
            known.update(found)
        return links

    def _gone(self, known, found, examined, running):
        """References that were known and are no more; takes them out of `known`."""
        gone = []
        for key, (kind, text, times) in list(known.items()):
            place = key[1]
            if key[0] == "frame" and place not in running:
                continue  # it may live on without running: told apart by what is left unexplained
            if place not in examined:
                continue
            now = found.get(key, (kind, text, 0))[2]
            if now < times:
                gone.append((kind, _of_many(text, times - now), times - now))
                if not now:
                    del known[key]
        return gone

    def _look_at_frame(self, frame, target, address, found, examined):
        if frame is None or self._locals is None:
            return
        code = frame.f_code
        examined.add(id(frame))
        arguments = _arguments(code)
        for name, value, through_cell in self._locals.slots(frame, True):
            if value == address:
                if through_cell:
                    kind = table.LINK_KIND_CLOSURE_CELL
                else:
                    kind = table.LINK_KIND_ARGUMENT if name in arguments else table.LINK_KIND_LOCAL_NAME
                _add(found, ("frame", id(frame), name, code.co_flags & _GENERATOR), kind, name)

    def _look_at_line(self, frame, blame, target, found, examined):
        code, line = blame[1], blame[2]
        for chain in self._names.chains(code, line):
            holder, value = self._resolve(frame, chain)
            if value is MISSING:
                if len(chain) == 1 and holder is not None:
                    examined.add(("name", id(holder), chain[0]))
                continue
            if len(chain) == 1 and holder is not None:
                key = ("name", id(holder), chain[0])
                examined.add(key)
                if value is target:
                    found[key[0], key, ""] = (table.LINK_KIND_GLOBAL, chain[0], 1)
            _look_into(value, ".".join(chain), target, code.co_names, found, examined)
            del value

    def _resolve(self, frame, chain):
        """(dict of the names when the first one is no variable of the function, what the chain leads to)."""
        first, code, holder, value = chain[0], frame.f_code, None, MISSING
        if self._locals is not None and code.co_flags & 1:
            value = self._locals.value_of(frame, first)
        if value is MISSING and first not in code.co_varnames and first not in code.co_cellvars and first not in code.co_freevars:
            holder = frame.f_globals
            if not code.co_flags & 1:
                holder = frame.f_locals
            value = holder.get(first, MISSING)
            if value is MISSING and holder is not frame.f_globals:
                holder = frame.f_globals
                value = holder.get(first, MISSING)
        for name in chain[1:]:
            if value is MISSING:
                break
            value = attribute(value, name)
        return holder, value


def _look_into(value, text, target, names, found, examined):
    """Adds the references that one container or instance holds to the target."""
    kind, place = type(value), id(value)
    if place in examined:
        return
    if kind is list or kind is tuple:
        if len(value) > _LARGEST:
            if value[-1] is target:
                _add(found, ("element", place, ""), _ELEMENT[kind], "%s[%d]" % (text, len(value) - 1))
            return
        examined.add(place)
        for index, item in enumerate(value):
            if item is target:
                _add(found, ("element", place, ""), _ELEMENT[kind], "%s[%d]" % (text, index))
    elif kind is set or kind is frozenset:
        if len(value) <= _LARGEST:
            examined.add(place)
            if any([item is target for item in value]):
                _add(found, ("element", place, ""), table.LINK_KIND_SET_ELEMENT, text)
    elif kind is dict:
        if len(value) <= _LARGEST:
            examined.add(place)
            for key, item in list(value.items()):
                if item is target:
                    shown = key_text(key)
                    _add(found, ("value", place, shown), table.LINK_KIND_DICT_VALUE, "%s[%s]" % (text, shown))
                if key is target:
                    _add(found, ("key", place, ""), table.LINK_KIND_DICT_KEY, "%s, a key" % text)
    else:
        _look_into_instance(value, text, target, names, found, examined)


def _look_into_instance(value, text, target, names, found, examined):
    if is_kind(value, types.ModuleType):
        space = space_of_module(value)
    else:
        space = own_dict(value)
    place = id(value)
    examined.add(place)
    for name in list(space) if space is not None and len(space) <= _LARGEST else names:
        if type(name) is str and attribute(value, name) is target:
            _add(found, ("attribute", place, name), table.LINK_KIND_ATTRIBUTE, "%s.%s" % (text, name))


_ELEMENT = {list: table.LINK_KIND_LIST_ELEMENT, tuple: table.LINK_KIND_TUPLE_ELEMENT}


def _add(found, key, kind, text):
    times = found[key][2] + 1 if key in found else 1
    found[key] = (kind, text, times)


def _of_many(text, times):
    """The text of the last of several elements stands for one alone."""
    return text[:text.rindex("[")] + "[…]" if times > 1 and text.endswith("]") else text


def _arguments(code):
    count = code.co_argcount + code.co_kwonlyargcount
    count += bool(code.co_flags & _VARIADIC) + bool(code.co_flags & _VARIADIC_KEYWORDS)
    return code.co_varnames[:count]


def _running(frame):
    """{id: frame} of the frames of this thread."""
    found = {}
    while frame is not None and len(found) < _DEEPEST:
        found[id(frame)] = frame
        frame = frame.f_back
    return found


def _gone_with_container(known, links, delta, examined, chains):
    """A container that the line named and that is no more took its references with it."""
    missing = delta - sum([times if gained else -times for gained, _kind, _text, times in links])
    for key, (kind, text, times) in list(known.items()):
        if missing >= 0:
            return
        if key[0] in ("frame", "name") or key[1] in examined or times > -missing:
            continue
        if any(text.startswith((chain[0] + "[", chain[0] + ".", chain[0] + ",")) or text == chain[0] for chain in chains):
            missing += times
            del known[key]
            links.append((0, kind, text, times))


def _on_the_stack(known, links, delta, frame):
    """Before 3.11 a caller keeps the arguments on its stack until the function has returned."""
    missing = delta - sum([times if gained else -times for gained, _kind, _text, times in links])
    lent = sum([times for gained, kind, _text, times in links if gained and kind in _LENT])
    if lent and missing == lent:
        text = "stack of %s" % frame.f_back.f_code.co_name if frame.f_back is not None else "stack"
        known["frame", id(frame), "()", 0] = (table.LINK_KIND_FRAME, text, lent)
        links.append((1, table.LINK_KIND_FRAME, text, lent))


def _unexplained(known, links, delta, running, left):
    """Adds what only frames that don't run any more can account for: they let go of their variables now or, kept by a traceback,
    long after they had ended."""
    missing = delta - sum([times if gained else -times for gained, _kind, _text, times in links])
    if missing >= 0:
        return links
    stale = [key for key in known if key[0] == "frame" and key[1] not in running]
    for key in sorted(stale, key=lambda key: key[1] not in left):
        kind, text, times = known[key]
        if missing >= 0:
            break
        if key[1] not in left and kind != table.LINK_KIND_CLOSURE_CELL:
            kind = table.LINK_KIND_FRAME if key[3] else table.LINK_KIND_TRACEBACK
        lost = min(times, -missing)
        missing += lost
        del known[key]
        links.append((0, kind, text, lost))
    return links
