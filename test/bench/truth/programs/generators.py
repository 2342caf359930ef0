"""Generators that hand on to generators: the time is on the line that asks, whoever runs for it."""


def flat(count):  # of: flat
    for index in range(count):
        yield index * 2


def middle(count):  # of: chain
    yield from lowest(count)


def lowest(count):  # of: chain
    for index in range(count):
        half = index * 0.5
        yield half + 0.25


def squares(count):  # of: loop_over
    value = 0
    while value < count:
        value += 1
        yield value * value


def first_only():  # of: begin
    yield 1
    yield 2


def work(n):
    total = 0
    for _ in range(n):
        sum(flat(30))  # part: flat
        sum(middle(30))  # part: chain
        for value in squares(20): total += value  # part: loop_over
        next(first_only()); next(first_only()); next(first_only())  # part: begin
    return total
