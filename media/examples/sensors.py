"""Readings of a weather station, cleaned up by two threads.

Shows what threads look like: two that compute and wait for each other
(the global interpreter lock), and a third that sleeps.
"""

import math
import queue
import random
import threading
import time

WINDOW = 240

history = []


def readings(count, seed):
    """Temperatures of one sensor, one a minute, some of them wrong."""
    rng = random.Random(seed)
    for minute in range(count):
        value = 12 + 8 * math.sin(minute / 1440 * math.tau)
        value += rng.gauss(0, 0.4)
        yield value if rng.random() > 0.01 else value + 40


def moving_average(values):
    """The mean of the last hours, summed anew at every minute."""
    means = []
    for minute in range(len(values)):
        window = values[max(0, minute - WINDOW):minute + 1]
        means.append(sum(window) / len(window))
    return means


def without_faults(values, means, limit=15.0):
    pairs = zip(values, means)
    return [value if abs(value - mean) < limit else mean for value, mean in pairs]


def clean(sensor, minutes, done):
    values = list(readings(minutes, seed=sensor))
    cleaned = without_faults(values, moving_average(values))
    history.append(cleaned)
    done.put((sensor, min(cleaned), max(cleaned)))


def wait_for_disk(stop):
    """Looks for an archive five times a second, as a service would."""
    while not stop.is_set():
        time.sleep(0.2)


def main():
    done = queue.Queue()
    stop = threading.Event()
    archive = threading.Thread(target=wait_for_disk, args=(stop,), name="archive")
    workers = [
        threading.Thread(target=clean, args=(sensor, 400_000, done), name=f"sensor {sensor}")
        for sensor in (1, 2)
    ]
    for thread in [archive, *workers]:
        thread.start()
    for worker in workers:
        worker.join()
    stop.set()
    archive.join()
    for sensor, lowest, highest in sorted(done.get() for _ in workers):
        print(f"sensor {sensor}: {lowest:.1f} to {highest:.1f} degrees")


if __name__ == "__main__":
    main()
