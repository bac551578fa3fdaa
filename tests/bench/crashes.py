"""kill -9 in the middle, and what is left of what people did. The same procedure for everybody.

Everybody walks through one triage, tapping as soon as they are answered. When about half of all taps are answered, the bot is
killed and started again. Taps that are on their way may still be answered. Then everybody types a question mark, to which every
bot here shows the question again that it believes the person to be at, and that is compared with what the person has tapped.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from tests.bench.contenders import ALL, RAW, Contender
from tests.bench.dialog import Dialog
from tests.bench.loads import Tell
from tests.bench.people import People
from tests.bench.plan import Plan
from tests.bench.stage import Stage, on_stage

QUIET_S = 3.0
"""When no message has come for so long, none is on its way."""

LAST_WORDS_S = 0.2
"""What the killed bot has written to its connections still counts, but not as a word of the next one."""

SETTLES_WITHIN_S = 60.0


@dataclass(frozen=True, slots=True)
class Lost:
    """Of how many taps what is gone.

    forgotten: the person saw the next question, and the bot does not know of it any more.
    swallowed: the tap was never answered, and the bot does not know of it either.
    silent: the bot knows of it, but the answer never came.
    """

    taps: int
    forgotten: int
    swallowed: int
    silent: int

    def __add__(self, other: Lost) -> Lost:
        return Lost(
            self.taps + other.taps,
            self.forgotten + other.forgotten,
            self.swallowed + other.swallowed,
            self.silent + other.silent,
        )

    @property
    def gone(self) -> int:
        return self.forgotten + self.swallowed


async def crashes(plan: Plan, dialog: Dialog, tell: Tell) -> dict[str, Lost]:
    """`dialog` must show each of its screens once only, since they tell where a bot believes a person to be."""
    assert len({_labels(rows) for _, rows in dialog.screens}) == len(dialog.screens)
    chance = random.Random(plan.kills)
    lost: dict[str, Lost] = {}
    for number in range(plan.kills):
        share = chance.uniform(0.3, 0.7)
        for each in ALL:
            if each is RAW or not plan.wants(each.name):
                continue
            now = await _killed(each, dialog, plan.kill_people, share)
            lost[each.name] = lost.get(each.name, Lost(0, 0, 0, 0)) + now
            tell(f"kill -9, round {number + 1}: {each.name} {now}")
    return lost


async def _killed(contender: Contender, dialog: Dialog, many: int, share: float) -> Lost:
    async with on_stage(contender, dialog) as stage:
        stage.start()
        people = stage.people(range(1, many + 1))
        await people.begin(many)
        last = len(dialog.taps) - 1
        await _walk(people, last, int(share * many * last))
        stage.bot.kill()
        tapped = {person: step + (person in people.waiting) for person, step in people.at.items()}
        await asyncio.sleep(LAST_WORDS_S)
        stage.start()
        await _settled(stage)
        shown = _steps(stage, dialog, tapped)
        return compared(tapped, shown, await _asked(stage, dialog, tapped))


async def _walk(people: People, last: int, until: int) -> None:
    """Everybody taps on and on, until so many taps are answered."""
    answered, enough = 0, asyncio.Event()

    def on(person: int) -> None:
        nonlocal answered
        answered += 1
        if answered >= until:
            enough.set()
        elif people.at[person] < last:
            people.act(person)

    people.on_answer = on
    for person in tuple(people.at):
        people.act(person)
    await enough.wait()
    people.on_answer = lambda _: None


async def _settled(stage: Stage) -> None:
    """Until the bot has asked for updates, and then no message has come for a while."""
    hears, came = stage.telegram.on_message, asyncio.Event()

    def heard(chat: int) -> None:
        hears(chat)
        came.set()

    stage.telegram.on_message = heard
    async with asyncio.timeout(SETTLES_WITHIN_S):
        await stage.telegram.polled.wait()
        with suppress(TimeoutError):
            while True:
                came.clear()
                await asyncio.wait_for(came.wait(), QUIET_S)
    stage.telegram.on_message = hears


async def _asked(stage: Stage, dialog: Dialog, everybody: Collection[int]) -> dict[int, int]:
    """At which question the bot believes each person to be."""
    for person in everybody:
        stage.telegram.screens[person].keyboard = []
        stage.telegram.says(person, "?")
    await _settled(stage)
    return _steps(stage, dialog, everybody)


def _steps(stage: Stage, dialog: Dialog, everybody: Collection[int]) -> dict[int, int]:
    """Which question each person sees; 0 if none."""
    steps = {_labels(rows): step for step, (_, rows) in enumerate(dialog.screens)}
    return {person: steps.get(stage.telegram.screens[person].labels, 0) for person in everybody}


def compared(tapped: Mapping[int, int], shown: Mapping[int, int], known: Mapping[int, int]) -> Lost:
    """All count taps of one person: made, answered, and those that the bot knows of."""
    forgotten = sum(max(0, shown[person] - known[person]) for person in tapped)
    swallowed = sum(max(0, tapped[person] - max(shown[person], known[person])) for person in tapped)
    silent = sum(max(0, min(tapped[person], known[person]) - shown[person]) for person in tapped)
    return Lost(sum(tapped.values()), forgotten, swallowed, silent)


def _labels(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(label for row in rows for label in row)
