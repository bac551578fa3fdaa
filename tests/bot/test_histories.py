"""Whatever Telegram and the machine do to a history of updates, the bot comes to what the pure core says of it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import time, timedelta
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from bot.local import people
from bot.local.delivery import Updates
from bot.store import outbox
from content import load_library
from flows.types import Person, Plan
from tests.bot.acts import MOST_BACK, TEXTS, WHAT, does
from tests.bot.history import REMINDER, START, History, blank, nothing_is_slow
from tests.talk import Talk

LIBRARY = load_library()
PEOPLE = st.sampled_from([1, 2, 3])
INDEX = st.integers(0, MOST_BACK)
FAILS = st.sampled_from([0, 0, 0, 1, 2])
ACTS = st.tuples(st.sampled_from(WHAT), PEOPLE, st.sampled_from(TEXTS), INDEX)
DUE = START + timedelta(minutes=30)
DIES = st.none() | st.integers(0, 60)
"""After how many rounds of the event loop the process dies, or not at all."""

KEPT = TemporaryDirectory(prefix="knotwise-")


@cache
def blank_file() -> Path:
    return asyncio.run(blank(Path(KEPT.name)))


def planner(number: int) -> Talk:
    person = Person(number, consented_on=START, zone="Europe/Berlin", plan=Plan(time(8), tuple(range(7))))
    return Talk(LIBRARY, person, timers={REMINDER: DUE})


class AnythingMayHappen(RuleBasedStateMachine):
    """Three people, two of whom wait for a reminder at eight, and all that can happen to what they do."""

    @initialize()
    def begin(self) -> None:
        self.folder = TemporaryDirectory(prefix="knotwise-")
        self.history = History(Path(self.folder.name), blank_file(), LIBRARY)
        self.ids = 10_000_000
        self.patched = pytest.MonkeyPatch()
        nothing_is_slow(self.patched)
        self.patched.setattr("bot.inbox.MANY", 2)  # one alone is dealt with first, several are confirmed first
        put = outbox.put

        def sometimes(*arguments: Any) -> Any:
            if self.history.commits_to_fail:
                self.history.commits_to_fail -= 1
                raise OSError("no space left")
            return put(*arguments)

        self.patched.setattr("bot.store.outbox.put", sometimes)
        self.loop = asyncio.new_event_loop()
        self.updates._next = self.ids
        self._run(self.history.begin(*(planner(one) for one in (2, 3))))
        self.phones = {one: self.history.world.person(one) for one in (1, 2, 3)}
        for phone in self.phones.values():
            phone.chat.begun = True

    @property
    def updates(self) -> Updates:
        return self.history.world.telegram.world.updates

    def _run(self, work: Coroutine[Any, Any, None]) -> None:
        self.loop.run_until_complete(work)

    # --------------------------------------------------------------------------------------------------------- people
    @rule(
        acts=st.lists(ACTS, min_size=1, max_size=4),
        again=st.lists(INDEX, max_size=3),
        chance=st.randoms(),
        fails=FAILS,
        dies=DIES,
    )
    def people_do(
        self, acts: list[tuple[str, int, str, int]], again: list[int], chance: Random, fails: int, dies: int | None
    ) -> None:
        """Several things at once; Telegram brings older ones along, in any order, and commits fail or the process dies."""
        self._run(self._they_do(acts, again, chance, fails, dies))

    async def _they_do(
        self, acts: list[tuple[str, int, str, int]], again: list[int], chance: Random, fails: int, dies: int | None
    ) -> None:
        recent = self.history.recent()
        for act in acts:
            does(self.phones[act[1]], self.history.world, act)
        self.history.expect()
        self.updates._pending += [recent[one] for one in {one % len(recent) for one in again}] if recent else []
        chance.shuffle(self.updates._pending)
        self.history.commits_to_fail = fails
        await self._settled(dies)

    @rule(person=PEOPLE, blocks=st.booleans())
    def somebody_blocks_or_unblocks(self, person: int, blocks: bool) -> None:
        world, chat = self.history.world.telegram.world, self.phones[person].chat
        (people.blocks if blocks else people.unblocks)(world, chat)
        self.history.expect()
        self._run(self._settled(None))

    # -------------------------------------------------------------------------------------------------- time and machine
    @rule(minutes=st.sampled_from([-120, -30, -1, 1, 10, 40, 60, 180, 720, 1440]), fails=FAILS, dies=DIES)
    def the_clock_moves(self, minutes: int, fails: int, dies: int | None) -> None:
        """Forwards as time passes, and backwards as when a machine's clock is corrected."""
        self.history.clock.move(timedelta(minutes=minutes))
        self.history.expect_timers(surely=dies is None)
        self.history.commits_to_fail = fails
        self._run(self._settled(dies))

    @rule(by=st.integers(1, 1000))
    def ids_are_left_out(self, by: int) -> None:
        self.updates._next += by

    @rule()
    def ids_begin_anew_below(self) -> None:
        """As after a week of silence."""
        self.ids -= 10_000
        self.updates._next = self.ids

    @rule()
    def the_process_is_restarted(self) -> None:
        self._run(self._restarted())

    async def _restarted(self) -> None:
        await self.history.stop()
        await self.history.start()
        await self._settled(None)

    async def _settled(self, dies: int | None) -> None:
        self.updates._arrived.ring()
        if dies is not None:
            for _ in range(dies):
                await asyncio.sleep(0)
            await self.history.crash()
            await self.history.start()
        await self.history.settle()
        self.history.commits_to_fail = 0
        self.history.compare()

    def teardown(self) -> None:
        if hasattr(self, "loop"):
            self._run(self.history.end())
            self.loop.close()
            self.patched.undo()
            self.folder.cleanup()


TestHistories = AnythingMayHappen.TestCase
TestHistories.settings = settings(
    max_examples=20,
    stateful_step_count=12,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
