"""Three functions and their driver; a call costs its line, as do the callee's lines."""

import random

_random = random.Random(11)
NUMBERS = [_random.random() for _ in range(40)]


def straight(x):  # of: straight
    y = x * 1.0000001 + 0.25
    y = y * 1.0000001 + 0.25
    y = y * 1.0000001 + 0.25
    y = y * 1.0000001 + 0.25
    y = y * 1.0000001 + 0.25
    y = y * 1.0000001 + 0.25
    y = y * 1.0000001 + 0.25
    y = y * 1.0000001 + 0.25
    y = y * 1.0000001 + 0.25
    y = y * 1.0000001 + 0.25
    y = y * 1.0000001 + 0.25
    y = y * 1.0000001 + 0.25
    y = y * 1.0000001 + 0.25
    y = y * 1.0000001 + 0.25
    y = y * 1.0000001 + 0.25
    y = y * 1.0000001 + 0.25
    return y


def looped(x):  # of: looped
    for _ in range(24):
        x = x * 1.0000001 + 0.25
    return x


def native(x):  # of: native
    sorted(NUMBERS)
    return x


def work(n):
    for _ in range(n):
        straight(1.0)  # part: straight
        looped(1.0)  # part: looped
        native(1.0)  # part: native
