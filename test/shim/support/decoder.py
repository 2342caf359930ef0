"""A strict reader of the record stream, driven by shim.schema.json itself: anything the schema doesn't allow is an error."""

import json
import math
import os
import struct

ROOT_FOLDER = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))
with open(os.path.join(ROOT_FOLDER, "src", "protocol", "shim.schema.json"), encoding="utf-8") as _file:
    SCHEMA = json.load(_file)
_BY_TYPE = {record["type"]: (name, record) for name, record in SCHEMA["records"].items()}
_FORMATS = {"u8": "B", "u32": "I", "f64": "d"}
NONE = 0xFFFFFFFF


class Recording:
    """The tables of a stream, with ids resolved by the helpers below."""

    def __init__(self):
        self.head = self.end = None
        self.notices, self.strings, self.order = [], [], []
        self.facts = []  # (record, what its JSON says)
        self.rows = {name: [] for name, record in SCHEMA["records"].items() if record["form"] == "columns"}

    def string(self, index):
        return None if index == NONE else self.strings[index]

    def path_of(self, file):
        return None if file == NONE else self.string(self.rows["files"][file]["path"])

    def stack(self, node):
        """[(frame name, base name of its file, line)] from the root's child to the site."""
        stack = []
        while node != NONE:
            row = self.rows["nodes"][node]
            frame = self.rows["frames"][row["frame"]]
            path = self.path_of(frame["file"])
            stack.append((self.string(frame["name"]), path and os.path.basename(path),
                          None if row["line"] == NONE else row["line"]))
            node = row["parent"]
        return stack[::-1][1:]

    def objects(self):
        """Followed objects with their points, in order of their ids."""
        found = [dict(row, name=self.string(row["name"]), typeName=self.string(row["typeName"]),
                      file=self.path_of(row["file"]), points=[]) for row in self.rows["objects"]]
        for row in self.rows["references"]:
            found[row["object"]]["points"].append(row)
        links = {}
        for row in self.rows["stepLinks"]:
            link = ("+" if row["gained"] else "-", row["times"], SCHEMA["enums"]["linkKind"][row["kind"]], self.string(row["text"]))
            links.setdefault(row["step"], []).append(link)
        for step, row in enumerate(self.rows["steps"]):
            found[row["object"]]["points"].append(dict(row, links=links.get(step, [])))
        return found

    def held_by_line(self):
        """(file's base name, line) -> bytes held at exit."""
        held = {}
        for row in self.rows["allocations"]:
            _, file, line = self.stack(row["node"])[-1]
            held[file, line] = held.get((file, line), 0) + row["allocated"] - row["freed"]
        return held


def decode(data, truncated=False):
    """A Recording; raises AssertionError at the first thing that the schema doesn't allow."""
    recording = Recording()
    magic = SCHEMA["magic"].encode("latin-1") + bytes((SCHEMA["major"], SCHEMA["minor"]))
    assert data[:8] == magic, data[:8]
    position = 8
    while position < len(data):
        assert position % 8 == 0
        assert recording.end is None, "a record after the end"
        length, kind, flags, zero = struct.unpack_from("<IBBH", data, position)
        stop = position + 8 + length
        if truncated and stop > len(data):
            return recording
        assert stop <= len(data), "cut short"
        assert (flags, zero) == (0, 0)
        assert not any(data[stop:stop + -length % 8]), "padding is not zero"
        assert kind in _BY_TYPE, kind
        name, record = _BY_TYPE[kind]
        recording.order.append(name)
        payload = data[position + 8:stop]
        if record["form"] == "json":
            _json(recording, name, payload)
        else:
            _columns(recording, name, record, payload)
        position = stop + -length % 8
    assert truncated or recording.end is not None, "no end record"
    assert recording.order[:1] == ["head"]
    assert recording.order.count("head") == 1
    return recording


def _json(recording, name, payload):
    value = json.loads(payload.decode("utf-8"))
    form = SCHEMA["json"][name]
    missing = set(form["required"]) - set(value)
    unknown = set(value) - set(form["properties"])
    assert not missing and not unknown, (name, missing, unknown)
    if name == "notice":
        recording.notices.append(value)
    elif name not in ("head", "end"):
        recording.facts.append((name, value))
    else:
        assert getattr(recording, name) is None
        setattr(recording, name, value)


def _columns(recording, name, record, payload):
    rows, zero = struct.unpack_from("<II", payload)
    assert zero == 0 and rows > 0, (name, rows)
    offset, scalars = 8, {}
    for scalar in record["scalars"]:
        code = _FORMATS[scalar["type"]]
        scalars[scalar["name"]] = struct.unpack_from("<" + code, payload, offset)[0]
        assert code == "d" or not any(payload[offset + 4:offset + 8])
        offset += 8
    columns = {}
    for column in record["columns"]:
        if column["type"] == "utf8":
            size = columns["end"][-1]
            columns[column["name"]] = payload[offset:offset + size]
        else:
            code = _FORMATS[column["type"]]
            size = rows * struct.calcsize("<" + code)
            columns[column["name"]] = struct.unpack_from("<%d%s" % (rows, code), payload, offset)
        assert offset + size <= len(payload), name
        assert not any(payload[offset + size:offset + size + -size % 8])
        offset += size + -size % 8
    assert offset == len(payload), (name, offset, len(payload))
    if name == "strings":
        _strings(recording, columns)
        return
    names = [column["name"] for column in record["columns"]]
    for values in zip(*[columns[column] for column in names]):
        row = dict(zip(names, values))
        row.update(scalars)
        _check_row(recording, name, record, row)
        recording.rows[name].append(row)


def _strings(recording, columns):
    start = 0
    for end in columns["end"]:
        assert end >= start
        recording.strings.append(columns["text"][start:end].decode("utf-8"))
        start = end


_REFERENCES = {  # column -> table it points into; may be absent unless listed in _REQUIRED
    ("files", "path"): "strings", ("files", "sha256"): "strings", ("frames", "name"): "strings", ("frames", "file"): "files",
    ("nodes", "parent"): "nodes", ("nodes", "frame"): "frames", ("threads", "name"): "strings", ("threads", "node"): "nodes",
    ("samples", "thread"): "threads", ("samples", "node"): "nodes", ("allocations", "node"): "nodes", ("peak", "node"): "nodes",
    ("collections", "node"): "nodes", ("objects", "name"): "strings", ("objects", "typeName"): "strings",
    ("objects", "file"): "files", ("references", "object"): "objects", ("references", "node"): "nodes",
    ("steps", "object"): "objects", ("steps", "node"): "nodes", ("stepLinks", "step"): "steps", ("stepLinks", "text"): "strings",
}
_OPTIONAL = {("files", "sha256"), ("frames", "file"), ("collections", "node"), ("objects", "file"), ("references", "node"), ("steps", "node")}


def _check_row(recording, name, record, row):
    for (table, column), target in _REFERENCES.items():
        if table != name:
            continue
        value = row[column]
        if value == NONE:
            root = (name, column) == ("nodes", "parent") and not recording.rows["nodes"]
            assert root or (name, column) in _OPTIONAL, (name, column)
            continue
        size = len(recording.strings) if target == "strings" else len(recording.rows[target])
        assert value < size, (name, column, value, size)
    for column in record["columns"]:
        if "enum" in column:
            assert row[column["name"]] < len(SCHEMA["enums"][column["enum"]]), (name, column)
        if column["type"] == "f64" and name not in ("memory", "collections"):
            assert not math.isnan(row[column["name"]]), (name, column)
    for column in ("line", "endLine"):
        assert row.get(column, 1) >= 1, (name, row)
    if name == "threads" and row["event"] == 0:
        starts = sum(1 for other in recording.rows["threads"] if other["event"] == 0)
        assert row["thread"] == starts
