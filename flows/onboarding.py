"""First contact: what this is and is not, and consent.

Nothing is kept before it, so this dialog has no session: where a person is follows from there being no consent yet.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from content.library import Library
from content.schema import Words as Lexicon
from flows.screens import aside, button, crisis_line, numbers_to_call, say
from flows.typed import folded
from flows.types import (
    Command,
    Enter,
    Event,
    Forget,
    NotAllowed,
    Person,
    Reply,
    Session,
    Step,
    Tap,
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
            return Step(person, None, (aside(f"{name}-text"), first_card()))
        case Command(name="undo"):
            return Step(person, None, (aside("undo-nothing-kept"), first_card()))
        case Tap(flow="privacy", choice="erase"):
            return Step(person, None, (aside("privacy-erased"),))
        case Words(text=text) if _answers(text, library.words[person.language]):
            return Step(person, None, (_to_buttons(person, library), first_card()))
        case Words() | Command() | Tap():
            return Step(person, None, (first_card(),))
        case _:
            return Step(person, None)


def _agreed(person: Person, at: datetime) -> Step:
    return Step(replace(person, consented_on=at), None, enter=Enter("triage"))


def _answers(text: str, words: Lexicon) -> bool:
    """A bare yes, no or not sure: without a session nobody knows to which question."""
    said = folded(text)
    return said in words.yes or said in words.no or said in words.unsure


def _to_buttons(person: Person, library: Library) -> Reply:
    text = say("hello-typed", call=numbers_to_call(person, library))
    return Reply((text,), NAME, FIRST, slot="aside")


def first_card() -> Reply:
    """What this is and is not, and the question whether answers may be kept."""
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


def on_notice(person: Person, session: Session | None, tap: Tap, library: Library) -> Step:
    """A button of the first card, after consent."""
    match tap.choice:
        case "privacy":
            return Step(person, session, (aside("privacy-text"),))
        case "decline":
            return Step(person, session, enter=Enter("privacy"))
        case _:
            raise NotAllowed("already agreed")
