"""Four statements in a loop: a profiler that looks only where the interpreter lets it puts them all on one line."""


def work(n):
    a = b = c = d = 1.0
    for _ in range(n):
        a = a * 1.0000001 + 0.25  # part: a
        b = b * 1.0000001 + 0.25  # part: b
        c = (c * 1.0000001 + 0.25) * 1.0 + 0.5 - 0.5 * 1.0 + 0.25 * 1.0 - c * 0.125 - 0.25 * c  # part: c
        d = d * 1.0000001 + 0.25  # part: d
    return a + b + c + d
