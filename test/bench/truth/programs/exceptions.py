"""Blocks with try: nothing raised, raised and caught at once, caught two frames up, and a finally."""


def deep(depth):  # of: through
    if depth:
        return deep(depth - 1)
    raise KeyError(depth)


def work(n):
    x = 1.0
    for _ in range(n):
        try:  # part: quiet
            x = x * 1.0000001 + 0.25 - x * 0.5 + 0.5 * x - x * 0.125 + 0.125 * x  # part: quiet
        except ValueError:  # part: quiet
            x = 0.0  # part: quiet
        try:  # part: caught
            raise ValueError(x)  # part: caught
        except ValueError as error:  # part: caught
            str(error)  # part: caught
        try:  # part: through
            deep(2)  # part: through
        except KeyError:  # part: through
            pass  # part: through
        try:  # part: lookup
            {}["missing"]  # part: lookup
        except (IndexError, KeyError):  # part: lookup
            pass  # part: lookup
        try:  # part: finally
            x = x * 0.5 + 0.25 - x * 0.25  # part: finally
        finally:  # part: finally
            x = x * 0.5 + 0.25 - x * 0.25 + x * 0.125  # part: finally
    return x
