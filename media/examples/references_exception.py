"""An exception that is kept keeps the frames it came through, and their variables. Watch `data`."""

kept = []


def fail():
    data = [0] * 1000
    raise ValueError("no use for %d numbers" % len(data))


def main():
    try:
        fail()
    except ValueError as error:
        kept.append(error)
    print("still held by the traceback")
    data = None
    kept.clear()
    print("gone")
    return data


main()
