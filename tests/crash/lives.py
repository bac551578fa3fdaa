"""kill -9 at random moments: the bot is a process of its own, on a file of its own, and talks HTTP with the embedded Telegram.

Of each history it is told what people did and what came due; the file and Telegram's log afterwards have to say the same as the
pure core, to which nothing of this happened.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bot.inbox import MANY
from bot.local import people
from content import Library
from tests.bot.acts import MOST_BACK, TEXTS, WHAT, does
from tests.bot.history import History
from tests.crash.people import EIGHT, NEW, PRESSING, WAITING, in_a_hold, with_a_reminder
from tests.telegram import Someone

ROOT = Path(__file__).parent.parent.parent
KILLED_WITHIN_S, KILLED_AT_START_WITHIN_S = 0.05, 0.3
"""About as long as the bot needs for what a round brings, and for the same from its start."""

MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
"""What a killed process has written stays with the system; to lose the power is another test, and SQLite's."""

AGAIN = 0.3
"""How often a new process is killed too."""

LOOKS_EVERY_S = 0.002


@dataclass(frozen=True, slots=True)
class Tally:
    """What was seen.

    twice: messages that came a second time, after a kill between Telegram's yes and our mark.
    missing: reminders that never came, since the kill fell between "about to be sent" and "sent".
    """

    histories: int = 0
    kills: int = 0
    updates: int = 0
    messages: int = 0
    twice: int = 0
    reminders: int = 0
    missing: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Tally)))


class Mother:
    """Starts and buries bots; see `mother.py`."""

    def __init__(self, process: Process) -> None:
        self._process = process

    async def starts(self, told: dict[str, object]) -> int:
        return await self._asked(told)

    async def buries(self, bot: int) -> None:
        await self._asked({"bury": bot})

    async def _asked(self, what: object) -> int:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(what).encode() + b"\n")
        return int(await self._process.stdout.readline())


@asynccontextmanager
async def mother() -> AsyncIterator[Mother]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.crash.mother", cwd=ROOT, stdin=PIPE, stdout=PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        yield Mother(process)
    finally:
        process.kill()
        await process.wait()


class Life(History):
    """A history whose bot is a process that can be killed."""

    def __init__(self, folder: Path, blank: Path, library: Library, begins: datetime, mother: Mother, many: int) -> None:
        super().__init__(folder, blank, library, begins)
        self._mother = mother
        self._many = many
        self._shown = folder / "clock"
        self._bot: int | None = None
        self.tally = Tally(histories=1)

    async def start(self) -> None:
        self._show_the_time()
        told = {"file": str(self.file), "url": self.world.url, "clock": str(self._shown), "many": self._many}
        self._bot = await self._mother.starts(told)

    async def stop(self) -> None:
        await self.killed()

    async def killed(self) -> None:
        """kill -9. Reminders of which nobody can know whether they were sent may be missing from now on."""
        if self._bot is None:
            return
        os.kill(self._bot, signal.SIGKILL)
        await self._mother.buries(self._bot)
        self._bot = None
        self.tally += Tally(kills=1)
        with closing(sqlite3.connect(self.file)) as file:
            for person, body in file.execute("SELECT person_id, body FROM outbox WHERE sending"):
                text = json.loads(body)["text"]
                said = self.people[person].said
                self.people[person].said = [replace(one, may=True) if one.once and one.text == text else one for one in said]

    async def is_killed(self, after_s: float) -> None:
        """After so many seconds; then the next process begins."""
        await asyncio.sleep(after_s)
        await self.killed()
        await self.start()

    def passes(self, by: timedelta) -> None:
        """Time goes on, and what is due by then is expected."""
        self.clock.move(by)
        self.expect_timers(surely=True)
        self._show_the_time()
        if self._bot is not None:
            os.kill(self._bot, signal.SIGUSR1)

    def _show_the_time(self) -> None:
        new = self._shown.with_suffix(".new")
        new.write_text(self.clock.now().isoformat(), encoding="utf-8")
        new.replace(self._shown)

    def next_due(self) -> datetime | None:
        return min((due for one in self.people.values() for due in one.talk.timers.values()), default=None)

    # ------------------------------------------------------------------------------------------------------------ settling
    async def settle(self) -> None:
        """Until the file says that nothing is left to do."""
        with closing(sqlite3.connect(self.file, timeout=0.001)) as file:
            async with asyncio.timeout(30):
                while not self._at_rest(file):  # noqa: ASYNC110  # in a file, nobody tells of it
                    await asyncio.sleep(LOOKS_EVERY_S)

    def _at_rest(self, file: sqlite3.Connection) -> bool:
        """What is not confirmed is still to come; what is committed and not sent stands in the outbox."""
        if self.world.telegram.world.updates.pending:
            return False
        now = self.clock.now().replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
        left = "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM inbox) + (SELECT count(*) FROM timer WHERE due <= ?)"
        return bool(file.execute(left, (now,)).fetchone()[0] == 0)

    def counted(self) -> Tally:
        """The whole history, once it has been compared."""
        sent = {number: list(self._sent(number)) for number in self.people}
        twice = sum(one == after for texts in sent.values() for one, after in pairwise(texts))
        reminders = sum(one.once for each in self.people.values() for one in each.said)
        came = sum(
            text in {one.text for one in self.people[number].said if one.once} for number, texts in sent.items() for text in texts
        )
        return self.tally + Tally(
            updates=len(self.taken),
            messages=sum(map(len, sent.values())),
            twice=twice,
            reminders=reminders,
            missing=reminders - came,
        )


async def lived(seed: int, blank: Path, library: Library, mother: Mother) -> Tally:
    """One history, killed once or several times.

    Raises:
        AssertionError: something was lost, doubled or out of order; its note names the seed.
    """
    chance = Random(seed)
    with TemporaryDirectory(prefix="knotwise-", dir=MEMORY) as folder:
        life = Life(Path(folder), blank, library, EIGHT - timedelta(minutes=2), mother, chance.choice((1, MANY)))
        try:
            await life.begin(in_a_hold(library), with_a_reminder(library))
            phones = {number: life.world.person(number) for number in (PRESSING, WAITING, NEW)}
            for phone in phones.values():
                phone.chat.begun = True
            for _ in range(chance.randint(1, 3)):
                _something_happens(life, phones, chance)
                await life.is_killed(chance.uniform(0, KILLED_WITHIN_S))
                while chance.random() < AGAIN:
                    await life.is_killed(chance.uniform(0, KILLED_AT_START_WITHIN_S))
                await life.settle()
                life.compare()
            return life.counted()
        except (AssertionError, TimeoutError) as problem:
            problem.add_note(f"seed {seed}")
            raise
        finally:
            await life.end()


def _something_happens(life: Life, phones: dict[int, Someone], chance: Random) -> None:
    due = life.next_due()
    if due is not None and chance.random() < 0.4:
        life.passes(
            max(timedelta(), due - life.clock.now()) + chance.choice((timedelta(), timedelta(minutes=30), timedelta(days=1)))
        )
        return
    if chance.random() < 0.1:
        number = chance.choice((PRESSING, WAITING, NEW))
        (people.unblocks if life.people.get(number) and life.people[number].talk.person.left else people.blocks)(
            life.world.telegram.world, phones[number].chat
        )
    else:
        for _ in range(chance.randint(1, 5)):
            number = chance.choice((PRESSING, WAITING, NEW))
            act = (chance.choice(WHAT), number, chance.choice(TEXTS), chance.randint(0, MOST_BACK))
            does(phones[number], life.world, act)
    life.expect()
