"""The bot as it is, with real dialogs, file and Telegram, beside what the pure core says of the same history.

What Telegram was given is read once more, each update once and in the order of its ids, and stepped through `flows` alone. The bot,
to which the same came twice, disordered, through failing commits and restarts, must have come to the same.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractAsyncContextManager, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import render, updates
from bot.app import App, running
from bot.clock import MovableClock
from bot.local import LocalTelegram
from bot.local.delivery import Update
from bot.settings import Settings
from bot.store import Database, people, timers
from bot.store.people import Kept
from bot.store.timers import Timer, is_hurried
from content import Library
from flows.types import Event, Forget, Person, Reply, Say, TimerDue, Urgency
from tests.talk import PERSON, SESSION, Talk, reborn
from tests.telegram import TelegramWorld

START = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
TOKEN = "123456789:AAtestAAtestAAtestAAtestAAtestAAtest"
REMINDER = "plan:reminder"
PATIENCE_S = 30.0


@dataclass(frozen=True, slots=True)
class Said:
    """A message that has to come.

    may: it may be missing, since it was outdated, the person was forgotten, or the process died as it was sent.
    """

    text: str
    may: bool
    urgency: Urgency

    @property
    def once(self) -> bool:
        """It may not come twice."""
        return self.urgency is Urgency.REMINDER


@dataclass
class Expected:
    """One person, as the core alone says."""

    talk: Talk
    said: list[Said] = field(default_factory=list)
    reminded: set[date] = field(default_factory=set)

    def does(self, event: Event, *, surely: bool) -> None:
        talk = self.talk
        talk.now = event.at
        before = len(talk.replies)
        effects = talk.does(event)
        if any(isinstance(one, Forget) for one in effects):
            self.said = [replace(one, may=one.may or one.urgency is not Urgency.DANGER) for one in self.said]
        texts = talk.library.texts[talk.person.language]
        for reply in talk.replies[before:]:
            may = reply.urgency is Urgency.COUNTDOWN or (reply.urgency is Urgency.REMINDER and not surely)
            self.said += [Said(message.text, may, reply.urgency) for message in render.messages(reply, texts)]
            if isinstance(event, TimerDue) and event.key == REMINDER:
                self._remind(event, reply)
        if talk.person.plan is None or talk.person.plan.reminded_on is None:
            self.reminded.clear()
        if talk.person.consented_on is None or any(isinstance(one, Forget) for one in effects):
            talk.person, talk.session = Person(talk.person.id), None
            talk.timers.clear()

    def _remind(self, event: TimerDue, reply: Reply) -> None:
        on = event.due.astimezone(ZoneInfo(self.talk.person.zone or "UTC")).date()
        assert on not in self.reminded, f"a second reminder on {on}"
        self.reminded.add(on)
        assert reply.urgency is Urgency.REMINDER

    def fires(self, now: datetime, *, surely: bool) -> None:
        """All that is due, as the alarm wakes it: what somebody waits for first, then the oldest."""
        while due := [(not is_hurried(key), at, key) for key, at in self.talk.timers.items() if at <= now]:
            for _, at, key in sorted(due):
                if self.talk.timers.get(key) == at:
                    del self.talk.timers[key]
                    self.does(TimerDue(now, key, at), surely=surely)


class History:
    """Acts on people's phones, settles, compares.

    Args:
        folder: for the file.
        blank: a database with its tables and nobody in it, to be copied.
        begins: what the clock shows at first; it stands still until it is moved.
    """

    def __init__(self, folder: Path, blank: Path, library: Library, begins: datetime = START) -> None:
        self.file = folder / "knotwise.sqlite"
        shutil.copy(blank, self.file)
        self.library = library
        self.clock = MovableClock(frozen_at=begins)
        self.world = TelegramWorld(LocalTelegram(TOKEN, now=self.clock.now))
        self.people: dict[int, Expected] = {}
        self.taken: dict[int, tuple[Update, datetime]] = {}
        self.commits_to_fail = 0
        self._running: AbstractAsyncContextManager[App] | None = None
        self.app: App

    # -------------------------------------------------------------------------------------------------- beginning, ending
    async def begin(self, *known: Talk) -> None:
        """Starts Telegram and the bot, with these people in the file as they stand: what was said to them before is no matter."""
        await self.world.__aenter__()
        database = Database(f"sqlite+aiosqlite:///{self.file}")
        async with database.writing() as db:
            await db.run(people.save, {}, [people.written(one.person, one.session) for one in known])
            running = [Timer(one.person.id, key, due) for one in known for key, due in one.timers.items()]
            await db.run(timers.start, running)
        await database.close()
        self.people |= {one.person.id: Expected(one) for one in known}
        await self.start()

    async def start(self) -> None:
        settings = Settings(
            _env_file=None,
            telegram_token=TOKEN,
            telegram_api_url=self.world.url,
            database_url=f"sqlite+aiosqlite:///{self.file}",
            messages_per_second=1000,
            chat_messages_per_second=1000,
        )
        self._running = running(settings, clock=self.clock, library=self.library)
        self.app = await self._running.__aenter__()

    async def stop(self) -> None:
        if self._running is not None:
            await self._running.__aexit__(None, None, None)
        self._running = None

    async def crash(self) -> None:
        """Everything stops where it is."""
        await self.freeze()
        await self.stop()

    async def freeze(self) -> None:
        """Nobody works any more."""
        tasks = [*self.app.loops.values(), *self.app.sender._tasks, *self.app.intake._acknowledging]
        tasks += self.app.inbox._under_way.values()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def end(self) -> None:
        await self.stop()
        await self.world.__aexit__(None, None, None)

    # -------------------------------------------------------------------------------------------------------- comparing
    def expect(self) -> None:
        """Whatever people have done since the last time, stepped through the core alone, each update once."""
        new = [one for one in self.world.telegram.world.updates.pending if one.id not in self.taken]
        for one in sorted(new, key=lambda update: update.id):
            self.taken[one.id] = (one, self.clock.now())
            received = updates.read(updates.Update.model_validate(one.wire()), self.clock.now())
            if received is not None:
                self._of(received.person_id).does(received.event, surely=True)

    def expect_timers(self, *, surely: bool) -> None:
        for one in self.people.values():
            one.fires(self.clock.now(), surely=surely)

    def recent(self) -> list[Update]:
        """What Telegram could bring a second time."""
        return [one for one, at in self.taken.values() if abs(self.clock.now() - at) < timedelta(days=1)]

    def _of(self, person: int) -> Expected:
        return self.people.setdefault(person, Expected(Talk(self.library, Person(person))))

    async def settle(self) -> None:
        """Until nothing is under way any more and the bot waits for what comes next."""
        calm = 0
        async with asyncio.timeout(PATIENCE_S):
            while calm < 3:
                calm = calm + 1 if self._calm() else 0
                await asyncio.sleep(0.001)

    def _calm(self) -> bool:
        app, queue = self.app, self.world.telegram.world.updates
        done = (
            not queue.pending
            and queue._poll is not None
            and not app.turns._lines
            and not app.inbox._under_way
            and app.inbox.caught_up.is_set()
        )
        idle = not any(lock.locked() for lock in app.database._in_turn.values())
        sent = not app.sender.waiting and not app.sender.dispatch.on_their_way
        asleep = bool(self.clock._sleepers) and (app.alarm._next is None or app.alarm._next > self.clock.now())
        return done and idle and sent and asleep

    def compare(self) -> None:
        """The file and the phones say what the core says."""
        with closing(sqlite3.connect(self.file)) as file:
            bodies = dict(file.execute("SELECT id, body FROM person"))
            sessions = dict(file.execute("SELECT person_id, body FROM session"))
            assert file.execute("SELECT count(*) FROM outbox").fetchone() == (0,)
            assert file.execute("SELECT count(*) FROM inbox").fetchone() == (0,)
        running_timers = self._timers()
        for number, one in self.people.items():
            if one.talk.person.consented_on is None:
                assert number not in bodies
                assert number not in sessions
                assert not running_timers.get(number)
                continue
            person, session = Kept(bodies[number], sessions.get(number)).read()
            assert person == reborn(one.talk.person, PERSON)
            assert session == (reborn(one.talk.session, SESSION) if one.talk.session else None)
            assert running_timers.get(number, {}) == one.talk.timers
            assert not (person.left and running_timers.get(number))
        for number in self.people:
            self._compare_messages(number)

    def _timers(self) -> dict[int, dict[str, datetime]]:
        with closing(sqlite3.connect(self.file)) as file:
            rows = file.execute("SELECT person_id, key, due FROM timer").fetchall()
        found: dict[int, dict[str, datetime]] = {}
        for person, key, due in rows:
            found.setdefault(person, {})[key] = datetime.fromisoformat(due).replace(tzinfo=UTC)
        return found

    def _compare_messages(self, number: int) -> None:
        """All of it and in order; the same message twice in a row is one, as after a crash, and countdowns may be skipped."""
        expected = self.people[number].said
        place, last = 0, ""
        for text in self._sent(number):
            if text == last:
                again = place < len(expected) and expected[place].text == text
                assert again or not expected[place - 1].once, f"{text!r} came twice"
                place += again
                continue
            while (
                place < len(expected) and expected[place].text != text and (expected[place].may or expected[place].text == last)
            ):
                place += 1
            assert place < len(expected), f"nobody said {text!r}"
            assert expected[place].text == text, f"{text!r} came instead of {expected[place].text!r}"
            place, last = place + 1, text
        assert all(one.may or one.text == last for one in expected[place:]), [one.text for one in expected[place:]]

    def _sent(self, number: int) -> Iterator[str]:
        beside = self.library.texts["en"].say(Say("location-closed"))
        for call in self.world.log:
            if call.method in ("sendMessage", "editMessageText") and call.given.get("chat_id") == number:
                text = str(call.given["text"])
                if call.outcome != 403 and text != beside and "on our side" not in text:
                    yield text


async def blank(folder: Path) -> Path:
    """A database with its tables and nobody in it."""
    database = Database(f"sqlite+aiosqlite:///{folder / 'blank.sqlite'}")
    await database.open()
    await database.close()
    return folder / "blank.sqlite"


def nothing_is_slow(patched: pytest.MonkeyPatch) -> None:
    """Retries come at once; and nobody is too fast, since here all of it happens within a second."""
    patched.setattr("bot.intake.LONGEST_PAUSE_S", 0.001)
    patched.setattr("bot.inbox.LONGEST_PAUSE_S", 0.001)
    patched.setattr("bot.marks.TRY_AGAIN_S", 0.001)
    patched.setattr("bot.marks.GATHERS_S", 0.0)
    patched.setattr("bot.turn.GATHERS_S", 0.0)
    patched.setattr("bot.alarm.PAUSE_S", 0.001)
    patched.setattr("bot.sender.backoff_s", lambda tries, jitter: 0.001)
    patched.setattr("bot.pacing.FLOOD_EVENTS", 10**6)
