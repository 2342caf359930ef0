"""Reads the marks of a truth program: which lines are which part of its work.

`# part: NAME` is on each line of a part. `# of: NAME` on a `def` says that the function runs for that part alone, `# of: -` that
it isn't counted. All other lines of the functions that hold parts are the part "loop".
"""

import ast
import re

_PART = re.compile(r"# part: (\w+)$")
_OF = re.compile(r"# of: (\w+|-)$")
NOT_COUNTED = "-"


class Marks:
    """Parts of one program's source, all lines 1-based."""

    def __init__(self, source):
        self.rows = source.splitlines()
        self.part_lines = {}  # line -> part, marked lines only
        for number, row in enumerate(self.rows, 1):
            mark = _PART.search(row)
            if mark is not None:
                self.part_lines[number] = mark.group(1)
        self.names = list(dict.fromkeys(self.part_lines.values()))
        self.lines = {}  # line -> part, with the functions that run for a part, and "loop"
        self.holders = []  # functions that hold parts, by name
        tree = ast.parse(source)
        self.is_clocked = any(isinstance(node, ast.FunctionDef) and node.name == "clocked" for node in tree.body)
        self.metric = next((node.value.value for node in tree.body
                            if isinstance(node, ast.Assign) and node.targets[0].id == "METRIC"), "cpu")
        self._read_functions(tree)
        self.parts = self.names + ([] if self.is_clocked else ["loop"])

    def _read_functions(self, tree):
        functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
        for node in functions:
            lines = range(node.lineno, node.end_lineno + 1)
            mark = _OF.search(self.rows[node.lineno - 1])
            if mark is not None:
                self.lines.update(dict.fromkeys(lines, mark.group(1)))
            elif any(line in self.part_lines for line in lines):
                self.holders.append(node.name)
                if not self.is_clocked:
                    self.lines.update((line, "loop") for line in lines if line not in self.lines)
        self._defined = {line for node in functions for line in range(node.lineno, node.end_lineno + 1)}
        self.lines.update(self.part_lines)

    def part_of(self, stack):
        """The part that a stack of (file, line), outermost first, belongs to; None when it isn't of the program's work."""
        inside = [line for file, line in stack if file == "truth.py" and line in self._defined]
        for line in reversed(inside):
            if line in self.lines:
                return self.lines[line]
        return "elsewhere" if inside and not self.is_clocked else None

    def shares(self, stacks):
        """Part -> share of the weight of (stack, weight) pairs."""
        weights = dict.fromkeys(self.parts, 0.0)
        for stack, weight in stacks:
            part = self.part_of(stack)
            if part is not None and part != NOT_COUNTED:
                weights[part] = weights.get(part, 0.0) + weight
        total = sum(weights.values())
        return {name: weight / total for name, weight in weights.items()} if total else {}

    def blocks(self):
        """(part or None, rows) in order: each run of rows of one part, and the rows between them."""
        found = []
        for number, row in enumerate(self.rows, 1):
            part = self.part_lines.get(number)
            if not found or part is None or found[-1][0] != part:
                found.append((part, []))
            found[-1][1].append(row)
        return found
