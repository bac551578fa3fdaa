"""What is kept: shown, taken along (`/export`) and erased (`/delete`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from content.library import Library
from flows.machine import FlowMachine, Move
from flows.screens import aside, button, first_screen, reply, say
from flows.side_trips import BEFORE
from flows.types import (
    Command,
    Enter,
    Export,
    Forget,
    Input,
    Person,
    Reply,
    Session,
    Step,
    Tap,
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


def step(person: Person, session: Session, event: Input, library: Library) -> Step:
    """Erases, or leaves everything as it is."""
    choice = event.choice if isinstance(event, Tap) else ""
    if MACHINE.move(At(session.state), choice, None) is At.ERASED:
        return Step(Person(person.id, person.language), None, (Forget(), aside("privacy-erased")))
    kept = (aside("privacy-kept"),)
    if session.before is not None:
        return Step(person, session, kept, Enter(BEFORE))
    return Step(person, None, kept, Enter("triage") if person.programme is None else None)


def show(person: Person, session: Session, library: Library) -> Reply:
    """The question again."""
    return reply(session, "privacy-sure", rows=((button("privacy-erase", "erase"),), (button("privacy-keep", "keep"),)))


def export(person: Person, session: Session | None, command: Command, library: Library) -> Step:
    """`/export`: a file with everything that is kept."""
    return Step(person, session, (Export("knotwise.json", say("privacy-export")),))
