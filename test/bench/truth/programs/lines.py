"""Four statements in a loop: a profiler that looks only where the interpreter lets it puts them all on one line."""


def work(n):
    a = b = c = d = 1.0
    for _ in range(n):
        a = a * 1.0000001 + 0.25 - a * 0.5 + 0.5 * a - a * 0.125 + 0.125 * a - 0.25 * a + a * 0.0625  # part: a
        b = b * 1.0000001 + 0.25 - b * 0.5 + 0.5 * b - b * 0.125 + 0.125 * b  # part: b
        c = (c * 1.0000001 + 0.25) * 1.0 + 0.5 - 0.5 * 1.0 + 0.25 * c - c * 0.125 - 0.25 * c + c * 0.25 - 0.25 * c + c * 0.125 - c * 0.0625 + 0.5 * c - 0.5 * c + c * 0.75 - 0.75 * c  # part: c
        d = d * 1.0000001 + 0.25  # part: d
    return a + b + c + d
