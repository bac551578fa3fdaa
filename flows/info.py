"""Answers that belong to no dialog: help, about, privacy, progress."""

from __future__ import annotations

from datetime import datetime

from content.library import Library
from flows.programme import progress
from flows.screens import aside
from flows.types import Effect, Person, Reply, Session

NAME = "info"


def answer(person: Person, name: str, at: datetime, library: Library) -> tuple[Effect, ...] | None:
    """The answer to a command that only tells something; None if there is no such command."""
    match name:
        case "help" | "about" | "privacy" | "thanks":
            return (aside(f"{name}-text"),)
        case "progress":
            return (Reply(progress(person, at, library), NAME, 0, slot="aside"),)
        case _:
            return None


def welcome_back(person: Person, session: Session | None) -> tuple[Effect, ...]:
    """After unblocking: nothing was lost, reminders are off."""
    return (aside("welcome-back"),) if person.consented_on is not None else ()
