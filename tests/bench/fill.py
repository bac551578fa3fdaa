"""Fills the contenders' stores with people and daily reminders, quickly: by their tables and files, not by talking."""

from __future__ import annotations

import pickle
import random
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from pydantic import TypeAdapter

from bot.store import Database
from content import Library
from flows.types import Person, Plan, Session
from tests.bench.contenders import PEERS, PYTHON_OF_PEERS
from tests.bench.dialog import finished

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
DAY_S = 24 * 60 * 60
NOT_BEFORE_S = 60 * 60
"""No reminder comes due while the others are measured."""

SPREAD = 1000
SCREEN = 1
FAST = ("PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF", "PRAGMA cache_size=-500000")
REMINDER = "plan:reminder"


async def knotwise(file: Path, library: Library, people: int, first: int) -> None:
    """People who have been through a triage and are reminded every day, spread over the day."""
    database = Database(f"sqlite+aiosqlite:///{file}")
    await database.open()
    await database.close()
    person, session = finished(library)
    zone = noon_zone(datetime.now(UTC))
    kept = replace(person, zone=zone, country="DE", plan=Plan(time(12, 0), EVERY_DAY))
    body = TypeAdapter(Person).dump_json(kept).decode()
    dialog = TypeAdapter(Session).dump_json(session).decode()
    mark = f'"id":{person.id},'
    assert body.count(mark) == 1
    ids = range(first, first + people)
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        for pragma in FAST:
            db.execute(pragma)
        db.execute("BEGIN")
        db.executemany("INSERT INTO person (id, body) VALUES (?, ?)", ((n, body.replace(mark, f'"id":{n},')) for n in ids))
        db.executemany("INSERT INTO session (person_id, body) VALUES (?, ?)", ((n, dialog) for n in ids))
        slots = "INSERT INTO message_slot (person_id, slot, message_id, buttons) VALUES (?, 'screen', ?, 1)"
        db.executemany(slots, ((n, SCREEN) for n in ids))
        timers = "INSERT INTO timer (person_id, key, flow, due, hurried) VALUES (?, ?, 'plan', ?, 0)"
        db.executemany(timers, _timers(ids))
        db.execute("COMMIT")
        db.execute("PRAGMA journal_mode=WAL")


def _timers(ids: range) -> Iterator[tuple[int, str, str]]:
    chance, now = random.Random(1), datetime.now(UTC)
    for n in ids:
        due = now + timedelta(seconds=NOT_BEFORE_S + chance.randrange(DAY_S - NOT_BEFORE_S))
        yield n, REMINDER, _stored(due)


def all_due(file: Path) -> None:
    """Every reminder is due at this minute."""
    with closing(sqlite3.connect(file)) as db:
        db.execute("UPDATE timer SET due = ? WHERE key = ?", (_stored(datetime.now(UTC)), REMINDER))
        db.commit()


def noon_zone(now: datetime) -> str:
    """A zone in which it is about noon, so that nobody is spared for the night."""
    behind = now.hour - 12
    return f"Etc/GMT{behind:+d}" if behind else "UTC"


def _stored(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")


def ptb(folder: Path, people: int, steps: int) -> None:
    """The file of PicklePersistence."""
    answers = dict.fromkeys(range(steps), "0")
    users = {n: {"answers": dict(answers), "step": 0, "reminder": f"{n % 24:02}:{n % 60:02}"} for n in range(1, people + 1)}
    states = {"triage": {(n, n): 0 for n in users}}
    whole = {"conversations": states, "user_data": users, "chat_data": {}, "bot_data": {}, "callback_data": None}
    (folder / "ptb.pickle").write_bytes(pickle.dumps(whole))


def aiogram(folder: Path, people: int) -> None:
    """APScheduler's table of jobs, written where APScheduler is installed."""
    command = [str(PYTHON_OF_PEERS), str(PEERS / "make_jobs.py"), str(folder / "jobs.sqlite"), str(people)]
    subprocess.run(command, check=True)  # noqa: S603  # our own command
