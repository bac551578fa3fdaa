"""The process dies at one point after another of what it does, and a new one starts on the same file.

Each history is short: what people do and what comes due at one moment. It is told again and again, with the death at the first
point, the second, the third …, until it comes to its end with nobody dead.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.inbox import MANY
from content import Library
from tests.bot.history import History, blank, nothing_is_slow
from tests.crash.people import EIGHT, NEW, PRESSING, WAITING, in_a_hold, with_a_reminder
from tests.crash.points import Points
from tests.telegram import Someone

LEAST_POINTS = 20
"""A history that passes fewer is not being watched."""


class Story:
    """A history with three people; the process may die while `happens` is being dealt with."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.ann, self.ben, self.cara = (self._phone(number) for number in (PRESSING, WAITING, NEW))

    def _phone(self, number: int) -> Someone:
        phone = self.history.world.person(number)
        phone.chat.begun = True
        return phone

    async def before(self) -> None:
        """What leads to it, with nobody dying."""

    async def happens(self) -> None:
        raise NotImplementedError

    def at_eight(self) -> None:
        self.history.clock.move_to(EIGHT)
        self.history.expect_timers(surely=False)


class AReminderAndAHold(Story):
    async def happens(self) -> None:
        self.at_eight()


class DangerAndAnswers(Story):
    async def happens(self) -> None:
        await self.ann.says("i cant pee since yesterday and my bum feels numb")
        await self.ben.says("/checkin")
        await self.ben.says("none")
        await self.cara.says("/start")


class SomebodyIsForgotten(Story):
    async def before(self) -> None:
        await self.ben.says("/delete")
        self.history.expect()
        await self.history.settle()

    async def happens(self) -> None:
        await self.ben.taps("Yes, erase everything")
        await self.ann.says("/pause")


class AChatIsGoneAndALocationIsAsked(Story):
    async def before(self) -> None:
        await self.ann.says("/stop")
        await self.ann.says("/remind")
        await self.ann.says("8:00")
        self.history.expect()
        await self.history.settle()

    async def happens(self) -> None:
        await self.ben.blocks()
        await self.ann.taps("Done, go on ▶")
        await self.ann.says("Berlin")


async def told(kind: type[Story], folder: Path, library: Library, many: int, last: int) -> Points:
    """The history with a death at the given point; the next process has to come to the same end."""
    history = History(folder, folder.parent / "blank.sqlite", library, begins=EIGHT - timedelta(minutes=5))
    points, loop = Points(last), asyncio.get_running_loop()
    with pytest.MonkeyPatch.context() as patched:
        nothing_is_slow(patched)
        patched.setattr("bot.inbox.MANY", many)
        points.watch(patched, loop)
        try:
            await history.begin(in_a_hold(library), with_a_reminder(library))
            story = kind(history)
            await history.settle()
            await story.before()
            points.armed = True
            await story.happens()
            history.expect()
            await _until_settled_or_dead(history, points)
            points.armed = False
            history.compare()
        finally:
            points.armed = False
            await history.end()
            loop.set_task_factory(None)
    return points


async def _until_settled_or_dead(history: History, points: Points) -> None:
    settled, died = asyncio.create_task(history.settle()), asyncio.create_task(points.dead.wait())
    await asyncio.wait((settled, died), return_when=asyncio.FIRST_COMPLETED)
    died.cancel()
    if points.dead.is_set():
        settled.cancel()
        await history.freeze()
        points.armed = False
        await history.stop()
        await history.start()
        await history.settle()
    else:
        await settled


@pytest.mark.parametrize("many", [pytest.param(1, id="confirmed first"), pytest.param(MANY, id="dealt with first")])
@pytest.mark.parametrize("kind", Story.__subclasses__(), ids=lambda kind: kind.__name__)
async def test_whatever_the_point_of_death_nothing_is_lost(
    kind: type[Story], many: int, tmp_path: Path, library: Library
) -> None:
    await blank(tmp_path)
    number, points = 0, None
    while points is None or points.dead.is_set():
        number += 1
        try:
            folder = tmp_path / str(number)
            folder.mkdir()
            points = await told(kind, folder, library, many, number)
        except (AssertionError, TimeoutError) as problem:
            problem.add_note(f"death at point {number}")
            raise
    assert points.passed.total() > LEAST_POINTS
    assert {"file", "request", "turn", "sender", "marks"} <= set(points.passed)
    assert ("inbox" in points.passed) == (many == 1 and kind is not AReminderAndAHold)
    assert points.passed["alarm"] or points.passed["intake"]
