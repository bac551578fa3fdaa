"""Answers that belong to no dialog: help, about, privacy, progress, emergency, and what to say when nothing fitted."""

from __future__ import annotations

from datetime import datetime

from content.library import Library
from flows import onboarding
from flows.programme import progress
from flows.screens import aside, say
from flows.types import Command, Effect, Event, Located, Person, Reply, Say, Session, Tap, Unreadable

NAME = "info"


def answer(person: Person, name: str, at: datetime, library: Library) -> tuple[Effect, ...] | None:
    """The answer to a command that only tells something; None if there is no such command."""
    match name:
        case "help" | "about" | "privacy":
            return (aside(f"{name}-text"),)
        case "emergency":
            return (onboarding.emergency_card(person, library),)
        case "progress":
            return (Reply(progress(person, at, library), NAME, 0, slot="aside"),)
        case _:
            return None


def misfit(event: Event, *, again: bool, hint: str | None = None, idle: bool = False) -> Reply:
    """Why something did not fit, and what would; the second time in a row also where help is.

    idle: no dialog is open that could be shown.
    """
    why = _why(event)
    text: list[Say] = [say("misfit-hinted", hint=say(hint)) if hint and why == "misfit-words" else say(why)]
    text += [say("misfit-again")] if again else []
    text += [say("misfit-idle") if idle else say("misfit-here")] if idle or why == "misfit-old-button" else []
    return Reply(tuple(text), NAME, 0, slot="aside")


def _why(event: Event) -> str:
    match event:
        case Command(name="back" | "undo"):
            return "misfit-back"
        case Command():
            return "misfit-command"
        case Located():
            return "misfit-location"
        case Tap():
            return "misfit-old-button"
        case Unreadable(kind="button"):
            return "misfit-old-button"
        case Unreadable(kind="voice" | "audio" | "video_note"):
            return "misfit-voice"
        case Unreadable():
            return "misfit-unreadable"
        case _:
            return "misfit-words"


def welcome_back(person: Person, session: Session | None) -> tuple[Effect, ...]:
    """After unblocking: nothing was lost, reminders are off."""
    return (aside("welcome-back"),) if person.consented_on is not None else ()
