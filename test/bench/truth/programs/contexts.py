"""Blocks with `with`: a class, a generator made one, a lock, and two at once."""

import contextlib
import threading

LOCK = threading.Lock()


class Entered:
    def __enter__(self):  # of: class
        return self

    def __exit__(self, *_):  # of: class
        return False


class Inner:
    def __enter__(self):  # of: two
        return 0.5

    def __exit__(self, *_):  # of: two
        return False


@contextlib.contextmanager
def managed():  # of: generator
    yield 0.25


def work(n):
    x = 1.0
    for _ in range(n):
        with Entered():  # part: class
            x = x * 1.0000001 + 0.25 - x * 0.5  # part: class
        with managed() as step:  # part: generator
            x = x * 0.5 + step  # part: generator
        with LOCK:  # part: lock
            x = x * 0.5 + 0.25 - x * 0.25 + 0.5 * x - x * 0.125 + 0.125 * x + x * 0.5  # part: lock
        with Inner() as one, Inner() as other:  # part: two
            x = x * 0.5 + one * other  # part: two
    return x
