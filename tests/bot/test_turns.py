"""Turns on a real database, without Telegram."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from bot.batch import Batch
from bot.changes import Committed
from bot.clock import MovableClock
from bot.messages import Message
from bot.store import Database, outbox, timers
from bot.store.timers import Timer
from bot.turn import NotKept, Turns
from content import Library
from flows.types import Command, Left, TimerDue, Words
from tests.bot import core

TABLES = ("person", "session", "timer", "outcome", "message_slot")


class Writer:
    """Turns with their loop, and what they have committed."""

    def __init__(self, database: Database, shelf: Library, clock: MovableClock) -> None:
        self.turns = Turns(database, Batch(core.step, shelf, core.calls), clock)
        self.database, self.clock = database, clock
        self.commits: list[Committed] = []
        self.told: list[tuple[int, Message]] = []
        self.turns.on_commit = self.commits.append
        self.turns.on_failure = lambda person, message: self.told.append((person, message))
        self._updates = 0

    def say(self, text: str, person: int = 7, update_id: int | None = None) -> asyncio.Future[None]:
        self._updates += 1
        event = Command(self.clock.now(), text[1:]) if text.startswith("/") else Words(self.clock.now(), text)
        return self.turns.take(person, event, self._updates if update_id is None else update_id, "en")

    @property
    def texts(self) -> list[str]:
        return [row.message.text for commit in self.commits for row in commit.rows]

    async def rows(self, table: str) -> list[dict[str, Any]]:
        async with self.database.reading() as db:
            return [dict(row) for row in (await db.run(Connection.exec_driver_sql, f"SELECT * FROM {table}")).mappings()]  # noqa: S608


@pytest.fixture
async def writer(database: Database, shelf: Library, clock: MovableClock) -> AsyncIterator[Writer]:
    one = Writer(database, shelf, clock)
    loop = asyncio.create_task(one.turns.run())
    await one.say("/start")
    yield one
    one.turns.close()
    await loop


async def test_the_same_update_twice_is_one_turn(writer: Writer) -> None:
    await writer.say("once", update_id=50)
    await writer.say("once", update_id=50)
    assert writer.texts == ["hello", "2 once"]


async def test_ids_that_start_anew_are_new(writer: Writer) -> None:
    await writer.say("high", update_id=10**9)
    await writer.say("low", update_id=5)
    assert writer.texts[-1] == "3 low"


async def test_turns_of_many_people_share_a_commit_and_ones_own_stay_in_order(writer: Writer) -> None:
    before = len(writer.commits)
    await asyncio.gather(
        *(writer.say("/start", person) for person in range(100, 150)), *(writer.say(f"w{one}") for one in range(3))
    )
    assert len(writer.commits) - before == 3
    assert [text for text in writer.texts if "w" in text] == ["2 w0", "3 w1", "4 w2"]


async def test_a_step_that_raises_is_answered_and_stops_nobody_else(writer: Writer, caplog: pytest.LogCaptureFixture) -> None:
    await writer.say("/start", 8)
    with caplog.at_level(logging.ERROR):
        await asyncio.gather(writer.say("crash"), writer.say("fine", 8))
    assert writer.texts[-1] == "2 fine"
    failed = next(text for text in writer.texts if "trouble-ours" in text)
    assert "call 112" in failed
    record = next(record for record in caplog.records if record.getMessage() == "turn.failed")
    assert vars(record)["reference"] in failed
    assert "numb" not in str(vars(record))
    await writer.say("again")
    assert writer.texts[-1] == "2 again"  # the session is as it was


async def test_a_timer_fires_once_and_not_when_it_was_moved_or_cancelled(writer: Writer) -> None:
    await writer.say("timer plan:a 60")
    await writer.say("timer plan:b 60")
    was_due = writer.clock.now() + timedelta(seconds=60)
    await writer.say("timer plan:a 120")
    await writer.say("cancel plan:b")
    now_due = writer.clock.now() + timedelta(seconds=120)
    for key, due in (("plan:a", was_due), ("plan:b", was_due), ("plan:a", now_due), ("plan:a", now_due)):
        await writer.turns.take(7, TimerDue(now_due, key, due))
    assert [text for text in writer.texts if text.startswith("due")] == ["due plan:a"]


async def test_cancelling_a_flow_leaves_the_timers_of_others(writer: Writer) -> None:
    for key in ("plan:a", "plan:b", "routine:a"):
        await writer.say(f"timer {key} 60")
    await writer.say("cancel plan:")
    assert [row["key"] for row in await writer.rows("timer")] == ["routine:a"]


async def test_a_timer_whose_turn_raises_comes_again_an_hour_later_and_tells_nobody(writer: Writer) -> None:
    await writer.say("timer plan:crash 60")
    due = writer.clock.now() + timedelta(seconds=60)
    await writer.turns.take(7, TimerDue(due, "plan:crash", due))
    async with writer.database.reading() as db:
        assert await db.run(timers.running, [7]) == {Timer(7, "plan:crash", due + timedelta(hours=1))}
    assert not any("trouble" in text for text in writer.texts)


async def test_without_consent_nothing_is_kept_and_the_answer_is_sent(writer: Writer) -> None:
    await writer.say("it hurts", 9)
    assert writer.texts[-1] == "may I?"
    for table in TABLES:
        assert not [row for row in await writer.rows(table) if row.get("person_id", row.get("id")) == 9]


async def test_forgetting_erases_every_row_and_still_answers(writer: Writer) -> None:
    for words in ("timer plan:a 60", "outcome", "erase"):
        await writer.say(words)
    for table in TABLES:
        assert await writer.rows(table) == []
    assert [row["body"] for row in await writer.rows("outbox")] == ['{"text":"erased"}']
    assert writer.commits[-1].erased == (7,)


async def test_an_ended_session_is_gone(writer: Writer) -> None:
    await writer.say("end")
    assert await writer.rows("session") == []
    assert len(await writer.rows("person")) == 1


async def test_an_outcome_is_kept_as_ids(writer: Writer) -> None:
    await writer.say("outcome")
    (row,) = await writer.rows("outcome")
    assert (row["level"], row["rules"], row["cautions"]) == ("urgent", '["r1"]', '["c1"]')


async def test_only_the_newest_countdown_of_a_message_waits(writer: Writer) -> None:
    await writer.say("count hold 3 2")
    await writer.say("count hold 1")
    counted = [row["body"] for row in await writer.rows("outbox") if row["slot"] == "hold"]
    assert counted == ['{"text":"1"}']


async def test_whoever_left_gets_nothing_more(writer: Writer) -> None:
    await writer.say("timer plan:a 60")
    await writer.turns.take(7, Left(writer.clock.now()))
    assert await writer.rows("outbox") == []
    assert await writer.rows("timer") == []


async def test_a_session_that_cannot_be_read_begins_anew(writer: Writer) -> None:
    async with writer.database.writing() as db:
        await db.run(Connection.exec_driver_sql, """UPDATE session SET body = '{"of": "another release"}'""")
    await writer.say("hello again")
    assert writer.texts[-1] == "1 hello again"


async def test_a_turn_that_cannot_be_written_is_answered_and_the_others_are_kept(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = timers.start

    def start(db: Any, started: Any) -> None:
        if any(one.person_id == 7 for one in started):
            raise ValueError("cannot be written")
        keep(db, started)

    monkeypatch.setattr("bot.store.timers.start", start)
    await writer.say("/start", 8)
    await asyncio.gather(writer.say("timer plan:a 60"), writer.say("timer plan:b 60", 8))
    assert any("trouble-ours" in text for text in writer.texts)
    assert [row["key"] for row in await writer.rows("timer")] == ["plan:b"]


async def test_a_full_disk_keeps_nothing_and_acknowledges_nothing(writer: Writer) -> None:
    async with writer.database.writing() as db:
        await db.run(Connection.exec_driver_sql, "PRAGMA max_page_count=1")
    with pytest.raises(NotKept, match="full"):
        await writer.say("many " + " ".join("x" * 4000 for _ in range(9)), update_id=60)
    assert writer.turns.failing_since is not None
    assert [person for person, _ in writer.told] == [7]
    async with writer.database.writing() as db:
        await db.run(Connection.exec_driver_sql, "PRAGMA max_page_count=1000000")
    await writer.say("again", update_id=60)
    assert writer.texts[-1] == "2 again"
    assert writer.turns.failing_since is None


async def test_a_locked_database_fails_all_turns_of_the_batch(writer: Writer, tmp_path: Path) -> None:
    async with writer.database.writing() as db:
        await db.run(Connection.exec_driver_sql, "PRAGMA busy_timeout=1")
    other = sqlite3.connect(tmp_path / "knotwise.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    ended = await asyncio.gather(writer.say("one"), writer.say("two", 8), return_exceptions=True)
    assert [type(one) for one in ended] == [NotKept, NotKept]
    other.execute("ROLLBACK")
    other.close()
    await writer.say("later")
    assert writer.texts[-1] == "2 later"


async def test_what_somebody_did_after_a_turn_that_was_not_kept_is_not_kept_either(
    writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Telegram brings both again; the second, kept alone, would have come before the first."""
    put, tries = outbox.put, []

    def full_at_first(*arguments: Any) -> Any:
        tries.append(1)
        if len(tries) == 1:
            raise OSError("no space left")
        return put(*arguments)

    monkeypatch.setattr("bot.store.outbox.put", full_at_first)
    ended = await asyncio.gather(writer.say("one", update_id=60), writer.say("two", update_id=61), return_exceptions=True)
    assert [type(one) for one in ended] == [NotKept, NotKept]
    await asyncio.gather(writer.say("one", update_id=60), writer.say("two", update_id=61))
    assert writer.texts[-2:] == ["2 one", "3 two"]


async def test_a_closed_writer_takes_nothing(writer: Writer) -> None:
    writer.turns.close()
    with pytest.raises(NotKept):
        await writer.say("too late")
