"""Two threads that want the processor all the time, one doing more on one line than on the other; each clocks itself."""

import threading
import time


def loop(count):
    x = 1.0
    for _ in range(count):
        x = x * 1.0000001 + 0.25
    return x


def _spend(until, name, steps, spent):
    clock = time.thread_time
    while time.perf_counter() < until:
        began = clock()
        steps()
        spent[name] = spent.get(name, 0.0) + clock() - began


def first(until, spent):
    def steps():
        loop(6000)  # part: first
    _spend(until, "first", steps, spent)


def second(until, spent):
    def steps():
        sorted(range(20000, 0, -1))  # part: second
    _spend(until, "second", steps, spent)


def main(until, spent):
    def steps():
        sum([x * x for x in range(4000)])  # part: third
        time.sleep(0.002)
    _spend(until, "third", steps, spent)


def clocked(seconds):
    """Seconds of CPU time by part."""
    spent, until = {}, time.perf_counter() + seconds
    others = [threading.Thread(target=target, args=(until, spent), name=target.__name__) for target in (first, second)]
    for other in others:
        other.start()
    main(until, spent)
    for other in others:
        other.join()
    return spent
