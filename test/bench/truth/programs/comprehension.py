"""Comprehensions of each kind, and the generator expression, which is a frame of its own on every version."""

NUMBERS = list(range(60))


def work(n):
    for _ in range(n):
        [x * x + 1 for x in NUMBERS]  # part: list
        {x: x + 1 for x in NUMBERS[:25]}  # part: dict
        {x % 7 for x in NUMBERS[:40]}  # part: set
        sum(x * 3 for x in NUMBERS[:50])  # part: generator
        [(x, y) for x in NUMBERS[:6] for y in NUMBERS[:6]]  # part: nested
