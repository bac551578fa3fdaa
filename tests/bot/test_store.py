"""The database: its steps up and down, what goes in and comes out, who may read the file."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, inspect

from bot.messages import File, Message
from bot.store import Database, DatabaseTrouble, outbox, people, seen, tables, timers
from bot.store.migrations import downgrade, upgrade
from bot.store.outbox import Row, Slot
from bot.store.people import Kept
from bot.store.timers import Timer
from flows.types import Entry, Person, Plan, Programme, Session, Urgency

AT = datetime(2026, 11, 23, 8, 30, 15, 123456, tzinfo=UTC)


async def run(database: Database, work: Any, *arguments: Any) -> Any:
    async with database.writing() as db:
        return await db.run(work, *arguments)


# --------------------------------------------------------------------------------------------------------- migrations
async def test_the_steps_lead_to_the_tables_that_the_code_means(database: Database) -> None:
    def differences(connection: Connection) -> list[Any]:
        return list(compare_metadata(MigrationContext.configure(connection), tables.METADATA))

    assert await run(database, differences) == []


async def test_up_down_and_up_again(database: Database) -> None:
    def names(connection: Connection) -> set[str]:
        return set(inspect(connection).get_table_names())

    assert await run(database, names) > set(tables.METADATA.tables)
    await run(database, downgrade)
    assert await run(database, names) == {"alembic_version"}
    await run(database, upgrade)
    assert await run(database, names) > set(tables.METADATA.tables)


async def test_opening_again_changes_nothing(database: Database, url: str) -> None:
    await database.close()
    again = Database(url)
    await again.open()
    await again.close()


async def test_a_file_of_a_newer_release_is_refused(database: Database, url: str) -> None:
    async with database.writing() as db:
        await db.run(Connection.exec_driver_sql, "UPDATE alembic_version SET version_num = '9999'")
    newer = Database(url)
    with pytest.raises(DatabaseTrouble, match="9999"):
        await newer.open()
    await newer.close()


# --------------------------------------------------------------------------------------------------------------- files
async def test_the_file_is_for_its_owner_alone(database: Database, tmp_path: Path) -> None:
    assert (tmp_path / "knotwise.sqlite").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("damage", [b"this is no database at all" * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
async def test_a_damaged_file_is_named_as_such(tmp_path: Path, url: str, damage: bytes) -> None:
    (tmp_path / "knotwise.sqlite").write_bytes(damage)
    database = Database(url)
    with pytest.raises(DatabaseTrouble, match="database"):
        await database.open()
    await database.close()


async def test_a_folder_that_is_not_there_is_named_as_such(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/missing/x.sqlite")
    with pytest.raises(DatabaseTrouble, match="No such file"):
        await database.open()
    await database.close()


async def test_every_commit_is_on_the_disk_before_it_counts(database: Database) -> None:
    async with database.writing() as db:
        pragmas = {
            name: (await db.run(Connection.exec_driver_sql, f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


async def test_a_reader_waits_for_no_writer(database: Database) -> None:
    async with asyncio.timeout(2), database.writing() as db:
        await db.run(seen.note, [1], AT)
        async with database.reading() as other:
            assert await other.run(seen.known, [1]) == frozenset()


# ------------------------------------------------------------------------------------------------------- there and back
NOTES = st.recursive(
    st.text(max_size=5)
    | st.integers(-(2**53), 2**53)
    | st.booleans()
    | st.none()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3).map(tuple),
    max_leaves=6,
)
VALUES = st.one_of(st.none(), st.booleans(), st.integers(0, 100), st.sampled_from(["left", "lower_back"]))
TIMES = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
ANSWERS = st.lists(st.text("abc", max_size=3), max_size=2).map(tuple) | st.integers() | st.text(max_size=3) | st.none()


def names(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Mapping[str, Any]]:
    return st.dictionaries(st.text("abcdef_", min_size=1, max_size=6), values, max_size=4)


PROGRAMMES = st.builds(
    Programme,
    findings=names(VALUES),
    started=TIMES,
    diary=st.lists(st.builds(Entry, at=TIMES, values=names(NOTES)), max_size=2).map(tuple),
)
PEOPLE = st.builds(
    Person,
    consented_on=TIMES,
    plan=st.none() | st.builds(Plan, at=st.times(), days=st.just((0, 2, 6))),
    programme=st.none() | PROGRAMMES,
)
SESSIONS = st.builds(
    Session,
    answers=st.lists(st.tuples(st.text("abc", max_size=3), ANSWERS), max_size=3).map(tuple),
    given=names(VALUES),
    notes=names(NOTES),
    began=st.none() | TIMES,
)


@settings(max_examples=60, deadline=None)
@given(PEOPLE, SESSIONS)
def test_a_person_and_a_session_come_back_as_they_were(person: Person, session: Session) -> None:
    saved = people.written(person, session)
    assert saved.session is not None
    back, dialog = Kept(saved.person, saved.session).read()
    assert (back, dialog) == (person, session)
    assert dialog is not None
    assert [type(value) for value in dialog.notes.values()] == [type(value) for value in session.notes.values()]


def test_unknown_no_and_missing_stay_three_things() -> None:
    session = Session("triage", "asking", given={"fever": None, "numb": False, "weak": True})
    saved = people.written(Person(1), session).session
    assert saved is not None
    assert Kept(people.written(Person(1), None).person, saved).read()[1] == session


def test_a_field_that_an_older_release_wrote_is_passed_over() -> None:
    older = '{"id": 1, "language": "en", "favourite_colour": "blue"}'
    assert Kept(older, None).read()[0] == Person(1)


def test_a_day_and_a_time_of_day_come_back_as_they_were() -> None:
    programme = Programme("neck", "desk_work", None, "full", (), (), {}, AT, rest_until=date(2026, 12, 24))
    person = Person(1, plan=Plan(time(8, 30), (0, 1)), programme=programme)
    assert Kept(people.written(person, None).person, None).read()[0] == person


@pytest.mark.parametrize(
    "message",
    [
        Message("<b>x</b> 😀", "screen", {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}),
        Message("x", "hold", edit=True),
        Message("x", "file", file=File("a.json", "{}")),
        Message("x", "location", {"remove_keyboard": True}, fleeting=True),
        Message("x", "reminder", good_until=AT),
    ],
)
async def test_a_message_comes_back_as_it_was(database: Database, message: Message) -> None:
    async with database.writing() as db:
        (stored,) = await db.run(outbox.put, [Row(0, 7, Urgency.HOLD, message, AT)])
    async with database.reading() as db:
        assert await db.run(outbox.waiting) == (stored,)


async def test_times_are_aware_and_utc_whatever_zone_they_came_in(database: Database) -> None:
    there = AT.astimezone(timezone(timedelta(hours=5, minutes=30)))
    await _person(database)
    async with database.writing() as db:
        await db.run(timers.start, [Timer(7, "plan:a", there)])
        (timer,) = await db.run(timers.running, [7])
    assert timer.due == AT
    assert timer.due.utcoffset() == timedelta()


async def _person(database: Database) -> None:
    async with database.writing() as db:
        await db.run(Connection.execute, insert(tables.person), [{"id": 7, "body": "{}"}])


# ------------------------------------------------------------------------------------------------------ small promises
async def test_due_timers_come_oldest_first_and_hurried_ones_apart(database: Database) -> None:
    await _person(database)
    keys = {"plan:late": -5, "plan:later": -60, "routine:hold": -1, "plan:future": 60}
    async with database.writing() as db:
        await db.run(timers.start, [Timer(7, key, AT + timedelta(seconds=after)) for key, after in keys.items()])
        assert [one.key for one in await db.run(timers.due, AT, 10, hurried=False)] == ["plan:later", "plan:late"]
        assert [one.key for one in await db.run(timers.due, AT, 1, hurried=False)] == ["plan:later"]
        assert [one.key for one in await db.run(timers.due, AT, 10, hurried=True)] == ["routine:hold"]
        assert await db.run(timers.next_due) == AT - timedelta(seconds=60)
        assert await db.run(timers.next_of, 7) == AT - timedelta(seconds=60)


async def test_whoever_was_last_of_many_on_one_day_is_first_on_the_next(database: Database) -> None:
    async with database.writing() as db:
        await db.run(Connection.execute, insert(tables.person), [{"id": one, "body": "{}"} for one in range(1, 10)])
    firsts = []
    for day in (AT, AT + timedelta(days=1)):
        async with database.writing() as db:
            await db.run(timers.start, [Timer(one, "plan:reminder", day) for one in range(1, 10)])
            order: list[int] = []
            while found := await db.run(timers.due, day, 3, hurried=False):
                order += [one.person_id for one in found]
                await db.run(timers.spend, found)
        assert sorted(order) == list(range(1, 10))
        firsts.append(order[0])
    assert sorted(firsts) == [1, 9]


async def test_an_id_of_the_outbox_is_never_used_again(database: Database) -> None:
    row = Row(0, 7, Urgency.ANSWER, Message("x", "screen"), AT)
    async with database.writing() as db:
        (first,) = await db.run(outbox.put, [row])
        await db.run(outbox.delivered, [first.id])
        (second,) = await db.run(outbox.put, [row])
    assert second.id > first.id


async def test_a_slot_is_kept_only_for_people_who_are_kept(database: Database) -> None:
    await _person(database)
    async with database.writing() as db:
        await db.run(outbox.keep_slots, {(7, "screen"): Slot(1, True), (8, "screen"): Slot(2, False)})
        assert await db.run(outbox.slots, [7, 8]) == {7: {"screen": Slot(1, True)}, 8: {}}


async def test_updates_are_forgotten_a_few_at_a_time(database: Database) -> None:
    async with database.writing() as db:
        await db.run(seen.note, range(seen.PRUNED_AT_ONCE + 1), AT)
        later = AT + timedelta(days=9)
        assert [await db.run(seen.prune, later) for _ in range(2)] == [True, False]
        assert await db.run(seen.known, range(seen.PRUNED_AT_ONCE + 1)) == frozenset()


async def test_updates_are_forgotten_after_eight_days(database: Database) -> None:
    async with database.writing() as db:
        await db.run(seen.note, [1], AT)
        await db.run(seen.note, [2], AT + timedelta(days=1))
        await db.run(seen.prune, AT + timedelta(days=8, hours=1))
        assert await db.run(seen.known, [1, 2]) == {2}
