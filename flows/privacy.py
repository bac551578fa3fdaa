"""What is kept: shown, taken along (`/export`) and erased (`/delete`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from content.library import Library
from flows.machine import FlowMachine, Move
from flows.screens import button, first_screen, reply, say
from flows.types import (
    Command,
    Enter,
    Export,
    Forget,
    Located,
    NotAllowed,
    Person,
    Reply,
    Session,
    Step,
    Tap,
    TimerDue,
    Unreadable,
    Words,
)

NAME = "privacy"


class At(StrEnum):
    """Where in erasing a person is."""

    SURE = "sure"
    KEPT = "kept"
    ERASED = "erased"


# fmt: off
MACHINE: FlowMachine[At, None] = FlowMachine(At, (
    #    trigger   from     to
    Move("erase",  At.SURE, At.ERASED),
    Move("keep",   At.SURE, At.KEPT),
    Move("back",   At.SURE, At.KEPT),
))
# fmt: on


def enter(person: Person, at: datetime, library: Library, how: Mapping[str, Any]) -> Step:
    """Are you sure?"""
    session = Session(NAME, At.SURE, first_screen(at, how), began=at, library=library.version)
    return Step(person, session, (show(person, session, library),))


def step(person: Person, session: Session, event: Tap | Words | Located | Unreadable, library: Library) -> Step:
    """Erases, or leaves everything as it is."""
    choice = event.choice if isinstance(event, Tap) else ""
    if MACHINE.move(At(session.state), choice, None) is At.ERASED:
        return Step(Person(person.id, person.language), None, (Forget(), _told("privacy-erased")))
    return Step(person, None, (_told("privacy-kept"),), Enter("triage") if person.programme is None else None)


def _told(text_id: str) -> Reply:
    return Reply((say(text_id),), "info", 0, slot="aside")


def show(person: Person, session: Session, library: Library) -> Reply:
    """The question again."""
    return reply(session, "privacy-sure", rows=((button("privacy-erase", "erase"),), (button("privacy-keep", "keep"),)))


def export(person: Person, session: Session | None, command: Command, library: Library) -> Step:
    """`/export`: a file with everything that is kept."""
    return Step(person, session, (Export("knotwise.json", say("privacy-export")),))


def on_timer(person: Person, session: Session | None, event: TimerDue, library: Library) -> Step:
    """No timers."""
    return Step(person, session)


def on_notice(person: Person, session: Session | None, tap: Tap, library: Library) -> Step:
    """No notices."""
    raise NotAllowed("an old button")
