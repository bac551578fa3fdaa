"""First contact: what this is and is not, and consent.

Nothing is kept before it, so this dialog has no session: where a person is follows from there being no consent yet.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from content.library import Library
from flows.screens import aside, button, crisis_line, numbers_to_call, say
from flows.types import (
    Command,
    Enter,
    Event,
    Forget,
    Person,
    Reply,
    Step,
    Tap,
    Unreadable,
    Urgency,
    Words,
)

NAME = "hello"
FIRST, DECLINED = 0, 1


def greet(person: Person, event: Event, library: Library) -> Step:
    """Whatever a person without consent does: their tap on the first card, or the first card itself."""
    match event:
        case Tap(flow=flow, choice="agree") if flow == NAME:
            return _agreed(person, event.at)
        case Tap(flow=flow, choice="decline") if flow == NAME:
            return Step(person, None, (_declined(person, library), Forget()))
        case Tap(flow=flow, choice="privacy") if flow == NAME:
            return Step(person, None, (aside("privacy-text"),))
        case Command(name="emergency" | "hurt_emergency"):
            return Step(person, None, (emergency_card(person, library),))
        case Command(name="privacy" | "about" | "help" as name):
            return Step(person, None, (aside(f"{name}-text"), _first_card()))
        case Words() | Command() | Tap():
            return Step(person, None, (_first_card(),))
        case Unreadable(kind="edited"):
            return Step(person, None)
        case Unreadable():
            return Step(person, None, (aside("unreadable"), _first_card()))
        case _:
            return Step(person, None)


def _agreed(person: Person, at: datetime) -> Step:
    return Step(replace(person, consented_on=at), None, enter=Enter("triage"))


def _first_card() -> Reply:
    rows = (
        (button("button-agree", "agree"),),
        (button("button-decline", "decline"), button("button-privacy", "privacy")),
    )
    return Reply((say("hello-card"),), NAME, FIRST, rows)


def _declined(person: Person, library: Library) -> Reply:
    text = (say("hello-declined"), numbers_to_call(person, library), say("hello-declined-physician"))
    return Reply(text, NAME, DECLINED, ((button("button-agree-after-all", "agree"),),))


def emergency_card(person: Person, library: Library) -> Reply:
    """Signs that never wait, the number to call and somebody to talk to; needs no consent and no answers."""
    text = (say("emergency-text"), numbers_to_call(person, library), crisis_line(person, library))
    return Reply(text, "info", 0, slot="aside", urgency=Urgency.DANGER)
