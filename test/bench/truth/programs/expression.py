"""One statement over many lines: each line of it has a cost of its own."""

import math
import random

_random = random.Random(11)
NUMBERS = [_random.random() for _ in range(60)]


def scaled(x):  # of: function
    for _ in range(12):
        x = x * 1.0000001 + 0.25
    return x


def work(n):
    x = y = 1.0
    for _ in range(n):
        y = (
            x * 0.5
            + math.fsum(NUMBERS)  # part: fsum
            + max(NUMBERS) * 0.5 + min(NUMBERS)  # part: extremes
            + x * 1.0000001 - x * 0.5 + x * 0.25 - x * 0.125 + x * 0.0625 - x * 0.5 + x * 0.25 - x * 0.125 + x * 0.5 - x * 0.25  # part: plain
            + len(sorted(NUMBERS))  # part: sorted
            + scaled(x)  # part: function
            + {"a": x, "b": 2 * x, "c": 3 * x}["b"]  # part: display
        )
    return y
