"""Who begins when: a few in each round of the event loop, in order."""

from __future__ import annotations

import asyncio

from bot.turnstile import Turnstile


async def begun(turnstile: Turnstile, name: int, order: list[int]) -> None:
    await turnstile.through()
    order.append(name)


async def test_a_few_begin_in_each_round_and_in_order() -> None:
    turnstile, order = Turnstile(3), list[int]()
    tasks = [asyncio.create_task(begun(turnstile, number, order)) for number in range(10)]
    await asyncio.sleep(0)
    assert order == [0, 1, 2]
    await asyncio.gather(*tasks)
    assert order == list(range(10))


async def test_somebody_else_comes_in_between() -> None:
    turnstile, order = Turnstile(3), list[int]()
    tasks = [asyncio.create_task(begun(turnstile, number, order)) for number in range(10)]
    await asyncio.sleep(0)
    order.append(99)
    await asyncio.gather(*tasks)
    assert order.index(99) == 3


async def test_whoever_gives_up_takes_nobodys_place() -> None:
    turnstile, order = Turnstile(1), list[int]()
    tasks = [asyncio.create_task(begun(turnstile, number, order)) for number in range(4)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert order == [0, 2, 3]
    async with asyncio.timeout(5):
        await turnstile.through()
