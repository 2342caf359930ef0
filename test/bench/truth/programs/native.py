"""Calls of C functions of different length beside plain statements."""

import random
import re

_random = random.Random(11)
NUMBERS = [_random.random() for _ in range(240)]
WORDS = [str(number) for number in range(700)]
PATTERN = re.compile(r"[a-z]+\d")
TEXT = "alpha1 beta22 gamma333 delta4444 " * 8


def work(n):
    x = 1.0
    for _ in range(n):
        sorted(NUMBERS)  # part: sorted
        x = x * 1.0000001 + 0.25 - x * 0.5 + x * 0.25 + x * 0.125 + x * 0.0625  # part: plain
        ",".join(WORDS)  # part: join
        PATTERN.findall(TEXT)  # part: regex
        for _ in range(160): x = x * 0.5 + 0.25  # part: inner
    return x
