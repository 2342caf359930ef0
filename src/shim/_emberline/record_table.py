"""The record types of the stream, generated from shim.schema.json by `npm run generate`: do not edit."""

MAGIC = b"EMBER\x00"
MAJOR = 1
MINOR = 0

# An absent u32 reference or line.
NONE = 0xFFFFFFFF

# Record types.
HEAD = 1
STRINGS = 2
FILES = 3
FRAMES = 4
NODES = 5
THREADS = 6
SAMPLES = 7
ALLOCATIONS = 8
PEAK = 9
MEMORY = 10
COLLECTIONS = 11
OBJECTS = 12
REFERENCES = 13
RELEASES = 22
LINE_MEMORY = 23
STEPS = 24
STEP_LINKS = 25
HOLDERS = 26
SIZES = 27
CYCLES = 28
COLLECTOR_STATE = 29
LEAK_CHECK = 30
CYCLE_TOTALS = 31
NOTICE = 16
CALLS = 40
CALL_EDGES = 41
END = 255

# Enums: every name in order, and each value's number.
ORIGINS = ("workspace", "sitePackages", "stdlib", "generated")
ORIGIN_WORKSPACE = 0
ORIGIN_SITE_PACKAGES = 1
ORIGIN_STDLIB = 2
ORIGIN_GENERATED = 3

FRAME_KINDS = ("root", "thread", "task", "process", "function", "module", "class", "native", "gc")
FRAME_KIND_ROOT = 0
FRAME_KIND_THREAD = 1
FRAME_KIND_TASK = 2
FRAME_KIND_PROCESS = 3
FRAME_KIND_FUNCTION = 4
FRAME_KIND_MODULE = 5
FRAME_KIND_CLASS = 6
FRAME_KIND_NATIVE = 7
FRAME_KIND_GC = 8

THREAD_STATES = ("python", "native", "waitingForGil", "idle", "collecting", "unknown")
THREAD_STATE_PYTHON = 0
THREAD_STATE_NATIVE = 1
THREAD_STATE_WAITING_FOR_GIL = 2
THREAD_STATE_IDLE = 3
THREAD_STATE_COLLECTING = 4
THREAD_STATE_UNKNOWN = 5

LIFE_EVENTS = ("start", "end")
LIFE_EVENT_START = 0
LIFE_EVENT_END = 1

OBJECT_KINDS = ("watched", "module", "type")
OBJECT_KIND_WATCHED = 0
OBJECT_KIND_MODULE = 1
OBJECT_KIND_TYPE = 2

REFERENCE_EVENTS = ("birth", "change", "death")
REFERENCE_EVENT_BIRTH = 0
REFERENCE_EVENT_CHANGE = 1
REFERENCE_EVENT_DEATH = 2

STEP_SOURCES = ("line", "sampled")
STEP_SOURCE_LINE = 0
STEP_SOURCE_SAMPLED = 1

LINK_KINDS = ("localName", "argument", "global", "attribute", "listElement", "tupleElement", "setElement", "dictValue", "dictKey", "closureCell", "frame", "traceback", "thread", "native", "other")
LINK_KIND_LOCAL_NAME = 0
LINK_KIND_ARGUMENT = 1
LINK_KIND_GLOBAL = 2
LINK_KIND_ATTRIBUTE = 3
LINK_KIND_LIST_ELEMENT = 4
LINK_KIND_TUPLE_ELEMENT = 5
LINK_KIND_SET_ELEMENT = 6
LINK_KIND_DICT_VALUE = 7
LINK_KIND_DICT_KEY = 8
LINK_KIND_CLOSURE_CELL = 9
LINK_KIND_FRAME = 10
LINK_KIND_TRACEBACK = 11
LINK_KIND_THREAD = 12
LINK_KIND_NATIVE = 13
LINK_KIND_OTHER = 14

# Record type -> (scalars, columns), each a sequence of (name, type); types are u8, u32, f64, utf8.
COLUMNS = {
    STRINGS: (
        (),
        (
            ("end", "u32"),
            ("text", "utf8"),
        ),
    ),
    FILES: (
        (),
        (
            ("path", "u32"),
            ("sha256", "u32"),
            ("origin", "u8"),
        ),
    ),
    FRAMES: (
        (),
        (
            ("name", "u32"),
            ("file", "u32"),
            ("line", "u32"),
            ("kind", "u8"),
        ),
    ),
    NODES: (
        (),
        (
            ("parent", "u32"),
            ("frame", "u32"),
            ("line", "u32"),
            ("endLine", "u32"),
            ("column", "u32"),
            ("endColumn", "u32"),
        ),
    ),
    THREADS: (
        (),
        (
            ("at", "f64"),
            ("ident", "f64"),
            ("thread", "u32"),
            ("name", "u32"),
            ("node", "u32"),
            ("event", "u8"),
        ),
    ),
    SAMPLES: (
        (
            ("thread", "u32"),
            ("base", "f64"),
        ),
        (
            ("delta", "u32"),
            ("node", "u32"),
            ("wall", "u32"),
            ("cpu", "u32"),
            ("state", "u8"),
        ),
    ),
    ALLOCATIONS: (
        (
            ("at", "f64"),
        ),
        (
            ("allocated", "f64"),
            ("allocations", "f64"),
            ("freed", "f64"),
            ("frees", "f64"),
            ("node", "u32"),
        ),
    ),
    PEAK: (
        (
            ("at", "f64"),
            ("total", "f64"),
        ),
        (
            ("held", "f64"),
            ("blocks", "f64"),
            ("node", "u32"),
        ),
    ),
    MEMORY: (
        (),
        (
            ("at", "f64"),
            ("rss", "f64"),
            ("heap", "f64"),
            ("blocks", "f64"),
        ),
    ),
    COLLECTIONS: (
        (),
        (
            ("at", "f64"),
            ("duration", "f64"),
            ("collected", "f64"),
            ("uncollectable", "f64"),
            ("candidates", "f64"),
            ("node", "u32"),
            ("generation", "u8"),
        ),
    ),
    OBJECTS: (
        (),
        (
            ("born", "f64"),
            ("name", "u32"),
            ("typeName", "u32"),
            ("file", "u32"),
            ("line", "u32"),
            ("immortal", "u8"),
            ("kind", "u8"),
        ),
    ),
    REFERENCES: (
        (),
        (
            ("at", "f64"),
            ("count", "f64"),
            ("object", "u32"),
            ("node", "u32"),
            ("event", "u8"),
        ),
    ),
    RELEASES: (
        (
            ("at", "f64"),
        ),
        (
            ("bytes", "f64"),
            ("blocks", "f64"),
            ("node", "u32"),
            ("by", "u32"),
        ),
    ),
    LINE_MEMORY: (
        (),
        (
            ("runs", "f64"),
            ("heap", "f64"),
            ("heapMost", "f64"),
            ("rss", "f64"),
            ("rssMost", "f64"),
            ("node", "u32"),
        ),
    ),
    STEPS: (
        (),
        (
            ("at", "f64"),
            ("count", "f64"),
            ("object", "u32"),
            ("node", "u32"),
            ("event", "u8"),
            ("source", "u8"),
        ),
    ),
    STEP_LINKS: (
        (),
        (
            ("step", "u32"),
            ("text", "u32"),
            ("times", "u32"),
            ("gained", "u8"),
            ("kind", "u8"),
        ),
    ),
    CALLS: (
        (
            ("perCall", "f64"),
            ("tracer", "u32"),
        ),
        (
            ("calls", "f64"),
            ("primitive", "f64"),
            ("self", "f64"),
            ("total", "f64"),
            ("frame", "u32"),
        ),
    ),
    CALL_EDGES: (
        (),
        (
            ("calls", "f64"),
            ("primitive", "f64"),
            ("self", "f64"),
            ("total", "f64"),
            ("caller", "u32"),
            ("callee", "u32"),
        ),
    ),
}
