"""Waiting beside computing, in real time: a sleep, a wait with a limit, a read of a pipe, and plain work; clocked in place."""

import os
import threading
import time

METRIC = "wall"

NEVER = threading.Event()


def feed(until, sink):  # of: -
    while time.perf_counter() < until:
        time.sleep(0.012)
        os.write(sink, b"x")


def clocked(seconds):
    """Seconds of real time by part."""
    clock, spent, x = time.perf_counter, {"sleep": 0.0, "compute": 0.0, "wait": 0.0, "read": 0.0}, 1.0
    until = clock() + seconds
    source, sink = os.pipe()

    feeder = threading.Thread(target=feed, args=(until, sink))
    feeder.start()
    while clock() < until - 0.05:
        began = clock()
        time.sleep(0.004)  # part: sleep
        slept = clock()
        for _ in range(60000): x = x * 1.0000001 + 0.25  # part: compute
        computed = clock()
        NEVER.wait(0.002)  # part: wait
        waited = clock()
        os.read(source, 1)  # part: read
        read = clock()
        spent["sleep"] += slept - began
        spent["compute"] += computed - slept
        spent["wait"] += waited - computed
        spent["read"] += read - waited
    feeder.join()
    return spent
