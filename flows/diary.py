"""The diary of a programme: sessions, check-ins and where the person started from; and the question of the day after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from flows.session_plan import Task
from flows.types import Entry, Note, Person, Session, StartTimer

AFTER = "checkin:after"
"""The timer of the question what the session did."""

CHECKED_IN_AFTER = timedelta(hours=20)
DIARY_KEPT = 120
"""Entries: older ones make room, since no decision looks back that far."""


def with_entry(person: Person, entry: Entry) -> Person:
    """The person with one more line in the diary."""
    assert person.programme is not None  # noqa: S101  # sessions and check-ins belong to a programme
    diary = (*person.programme.diary, entry)[-DIARY_KEPT:]
    return replace(person, programme=replace(person.programme, diary=diary))


def with_session(person: Person, session: Session, tasks: Sequence[Task], pain_after: int | None, at: datetime) -> Person:
    """The person with this session in the diary: what was planned, how much of it was done, and how it felt.

    Told once more (`/undo`), it is still the same session, at the same time.
    """
    values: dict[str, Note] = {
        "ladder": person.programme.ladder if person.programme else None,
        "points": tuple(task.id for task in tasks if task.kind != "move"),
        "techniques": tuple(dict.fromkeys(task.technique for task in tasks if task.technique)),
        "during_max": session.notes.get("during_max"),
        "painful": session.notes.get("painful", 0),
        "pain_before": session.notes.get("pain_before"),
        "pain_after": pain_after,
        "done": session.notes.get("done", 0),
        "of": len(tasks),
        "why": session.notes.get("why"),
    }
    diary = person.programme.diary if person.programme else ()
    if diary and diary[-1].kind == "session" and session.began is not None and diary[-1].at >= session.began:
        person, at = _without_newest(person), diary[-1].at
    return with_entry(person, Entry(at, "session", values))


def _without_newest(person: Person) -> Person:
    assert person.programme is not None  # noqa: S101  # it has a diary
    return replace(person, programme=replace(person.programme, diary=person.programme.diary[:-1]))


def follow_up_due(person: Person, at: datetime) -> datetime | None:
    """When the newest session is to be asked about; None where it has been, or is overdue."""
    diary = person.programme.diary if person.programme else ()
    newest = next((entry for entry in reversed(diary) if entry.kind in ("session", "checkin")), None)
    if newest is None or newest.kind == "checkin" or newest.at + CHECKED_IN_AFTER <= at:
        return None
    return newest.at + CHECKED_IN_AFTER


def follow_up(at: datetime) -> StartTimer:
    """Asks the next day what the session did."""
    return StartTimer(AFTER, at + CHECKED_IN_AFTER)
