"""Where this interpreter keeps its threads, frames and code objects: the numbers that the native library walks by.

From 3.13 on the interpreter publishes them (_Py_DebugOffsets at the start of _PyRuntime); before, they are a table made by
compiling against the headers of each version. Either way the engine's self-test has the last word.
"""

import ctypes
import sys

from .interface import EngineUnavailable

ABSENT = 0xFFFFFFFFFFFFFFFF
IP_BYTES, IP_UNITS, IP_POINTER = 0, 1, 2

FIELDS = (  # the order of struct em_layout in src/native/layout.h
    "version",
    "interpreter", "code_type", "gil", "finalizing", "current_tstate",
    "interp_threads", "interp_collecting",
    "gil_locked", "gil_holder", "gil_size",
    "ts_next", "ts_interp", "ts_frame", "ts_ident", "ts_native_id", "cframe_frame",
    "frame_code", "frame_previous", "frame_ip", "frame_ip_kind", "frame_owner", "frame_size", "frame_code_mask",
    "code_filename", "code_name", "code_qualname", "code_firstlineno", "code_linetable", "code_bytes", "code_size",
)

_OLD_CODE = {"code_bytes": 48, "code_filename": 104, "code_name": 112, "code_qualname": ABSENT, "code_firstlineno": 40,
             "code_linetable": 120, "code_size": 128}
_OLD = {"interp_threads": 8, "interp_collecting": 816, "ts_next": 8, "ts_interp": 16, "ts_frame": 24, "ts_ident": 176,
        "ts_native_id": ABSENT, "cframe_frame": ABSENT, "frame_previous": 24, "frame_code": 32, "frame_owner": ABSENT,
        "frame_size": 112, "frame_code_mask": 0}
_OLD.update(_OLD_CODE)
_BEFORE_3_13 = {
    (3, 9): dict(_OLD, frame_ip=104, frame_ip_kind=IP_BYTES),
    (3, 10): dict(_OLD, frame_ip=96, frame_ip_kind=IP_UNITS),
    (3, 11): {"interp_threads": 16, "interp_collecting": 848, "ts_next": 8, "ts_interp": 16, "ts_frame": 56, "ts_ident": 152,
              "ts_native_id": 160, "cframe_frame": 8, "frame_code": 32, "frame_previous": 48, "frame_ip": 56,
              "frame_ip_kind": IP_POINTER, "frame_owner": 69, "frame_size": 72, "frame_code_mask": 0, "code_filename": 112,
              "code_name": 120, "code_qualname": 128, "code_firstlineno": 72, "code_linetable": 136, "code_bytes": 184,
              "code_size": 184},
    (3, 12): {"interp_threads": 72, "interp_collecting": 312, "ts_next": 8, "ts_interp": 16, "ts_frame": 56, "ts_ident": 136,
              "ts_native_id": 144, "cframe_frame": 0, "frame_code": 0, "frame_previous": 8, "frame_ip": 56,
              "frame_ip_kind": IP_POINTER, "frame_owner": 70, "frame_size": 72, "frame_code_mask": 0, "code_filename": 112,
              "code_name": 120, "code_qualname": 128, "code_firstlineno": 68, "code_linetable": 136, "code_bytes": 192,
              "code_size": 192},
}
_FINALIZING = {(3, 9): 16, (3, 10): 16, (3, 11): 24, (3, 12): 24}  # from the start of _PyRuntime
_GIL_IN_RUNTIME = {(3, 9): 352, (3, 10): 352, (3, 11): 360}
_GIL_POINTER_IN_INTERPRETER_3_12 = 384
_GIL = {"gil_holder": 8, "gil_locked": 16, "gil_size": 208}

_RUNTIME = ("size", "finalizing", "interpreters_head")
_INTERPRETER_3_13 = ("size", "id", "next", "threads_head", "gc", "imports_modules", "sysdict", "builtins", "ceval_gil",
                     "gil_runtime_state", "gil_runtime_state_enabled", "gil_runtime_state_locked", "gil_runtime_state_holder")
_INTERPRETER_3_14 = _INTERPRETER_3_13[:4] + ("threads_main",) + _INTERPRETER_3_13[4:] + ("code_object_generation",
                                                                                      "tlbc_generation")
_THREAD_3_13 = ("size", "prev", "next", "interp", "current_frame", "thread_id", "native_thread_id", "datastack_chunk", "status")
_THREAD_3_15 = _THREAD_3_13[:5] + ("base_frame", "last_profiled_frame", "last_profiled_frame_seq") + _THREAD_3_13[5:] + (
    "holds_gil", "gil_requested", "current_exception", "exc_state")
_FRAME_3_13 = ("size", "previous", "executable", "instr_ptr", "localsplus", "owner")
_FRAME_3_14 = _FRAME_3_13 + ("stackpointer", "tlbc_index")
_CODE_3_13 = ("size", "filename", "name", "qualname", "linetable", "firstlineno", "argcount", "localsplusnames",
              "localspluskinds", "co_code_adaptive")
_CODE_3_14 = _CODE_3_13 + ("co_tlbc",)
_GC = ("size", "collecting")
_SKIP = {  # how many numbers stand between the code object's and the collector's
    (3, 13): 2 + 4 + 3 + 3 + 3 + 2 + 3 + 3 + 4,  # object, type, tuple, list, dict, float, int, bytes, text
    (3, 14): 2 + 4 + 3 + 3 + 4 + 3 + 2 + 3 + 3 + 4,  # and set
    (3, 15): 2 + 6 + 2 + 3 + 3 + 4 + 3 + 2 + 3 + 3 + 5,  # and heap type
}
_PUBLISHED = {
    (3, 13): (("runtime", _RUNTIME), ("interpreter", _INTERPRETER_3_13), ("thread", _THREAD_3_13), ("frame", _FRAME_3_13),
              ("code", _CODE_3_13)),
    (3, 14): (("runtime", _RUNTIME), ("interpreter", _INTERPRETER_3_14), ("thread", _THREAD_3_13), ("frame", _FRAME_3_14),
              ("code", _CODE_3_14)),
    (3, 15): (("runtime", _RUNTIME), ("interpreter", _INTERPRETER_3_14), ("thread", _THREAD_3_15), ("exception", ("value",)),
              ("frame", _FRAME_3_14), ("code", _CODE_3_14)),
}


def layout():
    """The layout of the running interpreter by field name. Raises EngineUnavailable where none is known."""
    version = sys.version_info[:2]
    found = {"version": version[0] << 8 | version[1], "code_type": id(type(layout.__code__))}
    found["interpreter"] = call("PyInterpreterState_Main")
    getter = "PyThreadState_GetUnchecked" if version >= (3, 13) else "_PyThreadState_UncheckedGet"
    found["current_tstate"] = address_of(getter)
    runtime = ctypes.addressof(ctypes.c_char.in_dll(ctypes.pythonapi, "_PyRuntime"))
    if version in _BEFORE_3_13:
        if sys.platform == "win32" or ctypes.sizeof(ctypes.c_void_p) != 8:
            raise EngineUnavailable("The native engine knows no frame layout of Python %d.%d on this platform; "
                                    "use Python 3.13 or later." % version)
        found.update(_BEFORE_3_13[version])
        found.update(_GIL)
        found["finalizing"] = runtime + _FINALIZING[version]
        if version in _GIL_IN_RUNTIME:
            found["gil"] = runtime + _GIL_IN_RUNTIME[version]
        else:
            found["gil"] = _word(found["interpreter"] + _GIL_POINTER_IN_INTERPRETER_3_12)
    elif version in _PUBLISHED:
        found.update(_published(version, runtime, found["interpreter"]))
    else:
        raise EngineUnavailable("The native engine doesn't know Python %d.%d." % version)
    return found


def _published(version, runtime, interpreter):
    if ctypes.string_at(runtime, 8) != b"xdebugpy" or _word(runtime + 8) >> 16 != (version[0] << 8 | version[1]):
        raise EngineUnavailable("This interpreter publishes no frame layout that the native engine knows.")
    if _word(runtime + 16):
        raise EngineUnavailable("The native engine doesn't support free-threaded builds of Python.")
    at, groups = runtime + 24, {}
    for name, fields in _PUBLISHED[version]:
        groups[name] = {field: _word(at + 8 * index) for index, field in enumerate(fields)}
        at += 8 * len(fields)
    at += 8 * _SKIP[version]
    collector = {field: _word(at + 8 * index) for index, field in enumerate(_GC)}
    interp, thread, frame, code = groups["interpreter"], groups["thread"], groups["frame"], groups["code"]
    state = interp["gil_runtime_state"]
    size = interp["gil_runtime_state_holder"] - state
    return {
        "interp_threads": interp["threads_head"], "interp_collecting": interp["gc"] + collector["collecting"],
        "gil": interpreter + state, "gil_locked": interp["gil_runtime_state_locked"] - state, "gil_holder": size,
        "gil_size": 208, "finalizing": runtime + groups["runtime"]["finalizing"],
        "ts_next": thread["next"], "ts_interp": thread["interp"], "ts_frame": thread["current_frame"],
        "ts_ident": thread["thread_id"], "ts_native_id": thread["native_thread_id"], "cframe_frame": ABSENT,
        "frame_code": frame["executable"], "frame_previous": frame["previous"], "frame_ip": frame["instr_ptr"],
        "frame_ip_kind": IP_POINTER, "frame_owner": frame["owner"], "frame_size": (frame["owner"] | 7) + 1,
        "frame_code_mask": 0 if version == (3, 13) else 3,
        "code_filename": code["filename"], "code_name": code["name"], "code_qualname": code["qualname"],
        "code_firstlineno": code["firstlineno"], "code_linetable": code["linetable"], "code_bytes": code["co_code_adaptive"],
        "code_size": code["co_code_adaptive"],
    }


def address_of(name):
    """The address of a function of the interpreter. Raises EngineUnavailable when it isn't exported."""
    try:
        return ctypes.cast(getattr(ctypes.pythonapi, name), ctypes.c_void_p).value
    except AttributeError:
        raise EngineUnavailable("This interpreter doesn't export %s, which the native engine needs." % name) from None


def call(name, *arguments):
    """Calls a function of the interpreter that takes and gives addresses."""
    return ctypes.PYFUNCTYPE(ctypes.c_void_p, *[ctypes.c_void_p] * len(arguments))(address_of(name))(*arguments)


def _word(address):
    return ctypes.c_uint64.from_address(address).value
