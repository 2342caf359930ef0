"""One task that awaits coroutines of different cost, some of which let the event loop run in between."""

import asyncio


async def plain(count):  # of: plain
    x = 1.0
    for _ in range(count):
        x = x * 1.0000001 + 0.25
    return x


async def chain(depth):  # of: chain
    if depth:
        return await chain(depth - 1)
    return sum(range(20))


async def produce(count):  # of: stream
    for index in range(count):
        yield index * 0.5


def blocking():  # of: call
    return sorted(range(60, 0, -1))


async def main(n):
    for _ in range(n):
        await plain(30)  # part: plain
        await chain(6)  # part: chain
        async for _value in produce(12): pass  # part: stream
        blocking()  # part: call


def work(n):
    asyncio.run(main(n))
