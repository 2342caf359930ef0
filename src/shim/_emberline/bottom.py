"""Calls the program so that it stands at the bottom of the stack, as it does without us.

`sys._getframe`, `inspect.stack`, `traceback.print_stack`, `warnings.warn(stacklevel=…)` and the recursion limit would else show
our frames. From 3.11 the one frame below the program is hidden (a frame that has not reached its RESUME counts as incomplete, so
every walker skips it) and, while the program runs, its link to the frames below is cut. Before 3.11 the program's own link is
cut, and mended when it has returned. Every address is checked before it is written; where a check fails the program simply runs
on top of our frames.
"""

import sys

_FRAME_OF_FRAME_OBJECT = 24  # offset of PyFrameObject.f_frame, 3.11+
_BACK_OF_FRAME_OBJECT = 24  # offset of PyFrameObject.f_back, before 3.11
_LIMIT_STEP = 7919
_UNDO_DEPTH = 1  # from mend to undo, the one that returns to `_call`
_STATE_BYTES = 384


when_program_begins = []
"""Called with the program's first frame, where the profile hook was needed to get there (before 3.11)."""


class _Unsupported(Exception):
    pass


def run_at_bottom(function, arguments, bottom):
    """Returns or raises what `function(*arguments)` does; `bottom` is a Bottom."""
    if bottom.call is None:
        return function(*arguments)
    return bottom.call(function, arguments, bottom.prepare)


def _call(function, arguments, prepare):
    undo = prepare()
    try:
        return function(*arguments)
    finally:
        undo()


def _hidden_call():
    if sys.version_info < (3, 11):
        return _call
    import opcode
    resume, nop = opcode.opmap["RESUME"], opcode.opmap["NOP"]
    caches = opcode._inline_cache_entries  # a list by number in 3.11 and 3.12, then a mapping by name
    width = 2 + 2 * (caches.get("RESUME", 0) if hasattr(caches, "get") else caches[resume])
    code = _call.__code__
    if code.co_code[0] != resume:
        raise _Unsupported()
    hidden = code.replace(co_code=bytes((nop, 0)) * (width // 2) + code.co_code[width:], co_name="<hidden>")
    return type(_call)(hidden, globals())


class Bottom:
    """Cuts and mends; `prepare` is called by the hidden frame at the depth that the program will have."""

    def __init__(self):
        self.call = None  # the hidden function, None when this interpreter gives no way
        try:
            self._set_up()
        except Exception:
            pass

    def _set_up(self):
        import ctypes
        self._pointer, self._number = ctypes.c_size_t.from_address, ctypes.c_int32.from_address
        state = ctypes.pythonapi.PyThreadState_Get
        state.restype = ctypes.c_void_p
        self._state = state()
        self.call = _hidden_call()

    def prepare(self):
        undos = []
        for action in (self._lift, self._cut if sys.version_info >= (3, 11) else self._cut_at_call):
            try:
                undos.append(action(sys._getframe()))
            except _Unsupported:
                pass

        def undo():
            while undos:
                undos.pop()()
        return undo

    def _cut(self, frame):
        if "t" in getattr(sys, "abiflags", ""):
            raise _Unsupported()  # free-threaded collectors walk the frames for their deferred references
        code_at, previous_at = (32, 48) if sys.version_info < (3, 12) else (0, 8)
        own = self._pointer(id(frame) + _FRAME_OF_FRAME_OBJECT).value
        hidden = self._pointer(own + previous_at).value
        below = frame.f_back
        link = self._pointer(hidden + previous_at)
        code = self._pointer(hidden + code_at).value & ~3
        outer = self._pointer(id(below) + _FRAME_OF_FRAME_OBJECT).value
        if below.f_code is not run_at_bottom.__code__ or link.value != outer or outer is None:
            raise _Unsupported()
        if code in (id(below.f_code), id(frame.f_code)):
            raise _Unsupported()
        link.value = 0

        def mend():
            link.value = outer
        return mend

    def _cut_at_call(self, frame):
        """Before 3.11: cuts the program's link as its first frame begins, which a profile function sees."""
        below = frame.f_back
        links = []

        def begin(program, event, _):
            if event != "call":
                return
            sys.setprofile(None)
            link = self._pointer(id(program) + _BACK_OF_FRAME_OBJECT)
            if link.value == id(below) and program.f_back is below:
                links.append(link.value)
                link.value = 0
            while when_program_begins:
                when_program_begins.pop()(program)

        def mend():
            if links:
                # The interpreter has no current frame now: ours gets, and on its return passes on, the program's reference.
                self._pointer(id(sys._getframe(_UNDO_DEPTH)) + _BACK_OF_FRAME_OBJECT).value = links.pop()

        sys.setprofile(begin)
        return mend

    def _lift(self, frame):
        """Gives the program the depth that our frames take from its recursion limit."""
        if sys.version_info < (3, 11):
            field, step = self._depth_field(), -1
            surplus = field.value - 2  # this method and the program's first frame
        else:
            field, step = self._remaining_field(), 1
            surplus = sys.getrecursionlimit() - 2 - field.value
        if not 0 <= surplus <= 64:
            raise _Unsupported()
        field.value += step * surplus

        def sink():
            field.value -= step * surplus
        return sink

    def _remaining_field(self):
        limit = sys.getrecursionlimit()
        before = self._state_numbers()
        sys.setrecursionlimit(limit + _LIMIT_STEP)
        after = self._state_numbers()
        sys.setrecursionlimit(limit)
        moved = [index for index, (old, new) in enumerate(zip(before, after)) if new - old == _LIMIT_STEP]
        moved = [index for index in moved if before[index] != limit]
        if len(moved) != 1:
            raise _Unsupported()
        return self._number(self._state + 4 * moved[0])

    def _depth_field(self):
        def deeper():
            return self._number(self._state + 32).value
        field = self._number(self._state + 32)
        if deeper() - field.value != 1:
            raise _Unsupported()
        return field

    def _state_numbers(self):
        return [self._number(self._state + offset).value for offset in range(0, _STATE_BYTES, 4)]
