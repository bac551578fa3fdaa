"""A core small enough to see through: the shell is tested with it, so that a failed test is about the shell.

Text ids are their own texts. What a person types says what the step does: see `_told`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from content.texts import Say
from flows.types import (
    Button,
    CancelTimer,
    Command,
    Effect,
    Event,
    Export,
    Forget,
    KeepOutcome,
    Left,
    Person,
    Reply,
    Returned,
    Session,
    StartTimer,
    Step,
    Tap,
    TimerDue,
    Unreadable,
    Urgency,
    Words,
)

NEXT = (Button(Say("Next"), "next"),)


class Echo:
    """Texts of a language in which every id is its own text."""

    def say(self, text: Say) -> str:
        return " ".join([text.id, *(str(value.id if isinstance(value, Say) else value) for value in text.args.values())])


class Shelf:
    """As much of a library as the shell uses."""

    version = "test"
    languages = ("en",)

    def __init__(self) -> None:
        self.texts = {"en": Echo()}

    def language_for(self, wanted: str | None) -> str:
        return "en"


def calls(person: Person, library: Any) -> Say:
    return Say("call 112")


def counted(session: Session | None) -> Session:
    """The session one turn later; how many turns there were is in its notes."""
    session = session or Session("fake", "talking")
    turns = int(session.notes.get("turns", 0) or 0) + 1  # type: ignore[arg-type]
    return replace(session, screen=session.screen + 1, notes={"turns": turns})


def step(person: Person, session: Session | None, event: Event, library: Any) -> Step:
    """`/start` agrees; then every event is counted, told back and done."""
    match event:
        case Left():
            return Step(replace(person, left=True), session, (CancelTimer(""),))
        case Returned():
            return Step(replace(person, left=False), session, (_reply("welcome back"),))
        case Command(name="start"):
            return Step(replace(person, consented_on=event.at), counted(None), (_reply("hello", rows=(NEXT,)),))
    if person.consented_on is None:
        return Step(person, Session("fake", "asked"), (_reply("may I?"), StartTimer("fake:x", event.at)))
    session = counted(session)
    turns = session.notes["turns"]
    match event:
        case Words(text=text):
            return _told(person, session, event, text.split())
        case Tap(choice=choice):
            return Step(person, session, (_reply(f"{turns} tap {choice}", rows=(NEXT,), edit=True),))
        case TimerDue(key=key):
            return _due(person, session, key)
        case Unreadable(kind=kind):
            return Step(person, session, (_reply(f"{turns} unreadable {kind}"),))
        case _:
            return Step(person, session, (_reply(f"{turns} {type(event).__name__}"),))


def _due(person: Person, session: Session, key: str) -> Step:
    if key.endswith("crash"):
        raise RuntimeError("numb legs")
    urgency = Urgency.REMINDER if key.startswith("plan:") else Urgency.HOLD
    return Step(person, session, (_reply(f"due {key}", urgency=urgency, slot="reminder", rows=(NEXT,)),))


def _told(person: Person, session: Session, event: Words, said: list[str]) -> Step:  # noqa: C901  # a list of cases
    effects: tuple[Effect, ...]
    match said:
        case ["crash"]:
            raise RuntimeError("numb legs")
        case ["timer", key, seconds]:
            effects = (StartTimer(key, event.at + timedelta(seconds=int(seconds))),)
        case ["cancel", key]:
            effects = (CancelTimer(key),)
        case ["erase"]:
            return Step(Person(person.id), None, (Forget(), _reply("erased")))
        case ["export"]:
            effects = (Export("all.json", Say("all of it")),)
        case ["outcome"]:
            effects = (KeepOutcome("urgent", "none", ("r1",), (), ("c1",), "test"),)
        case ["end"]:
            return Step(person, None, (_reply("ended"),))
        case ["edit", *words]:
            effects = (_reply(" ".join(words), edit=True, rows=(NEXT,)),)
        case ["screen", *words]:
            effects = (_reply(" ".join(words), rows=(NEXT,)),)
        case ["where"]:
            effects = (_reply("where are you?", asks_location=True),)
        case ["urgency", urgency, *words]:
            effects = (_reply(" ".join(words), urgency=Urgency(urgency), slot=urgency),)
        case ["count", slot, *numbers]:
            effects = tuple(_reply(number, edit=True, urgency=Urgency.COUNTDOWN, slot=slot) for number in numbers)
        case ["until", seconds, *words]:
            until = event.at + timedelta(seconds=int(seconds))
            effects = (_reply(" ".join(words), urgency=Urgency.REMINDER, slot="reminder", good_until=until),)
        case ["many", *words]:
            effects = tuple(_reply(word, slot="aside") for word in words)
        case _:
            effects = ()
    return Step(person, session, (*effects, _reply(f"{session.notes['turns']} {' '.join(said)}", slot="echo")))


def _reply(text: str, **more: Any) -> Reply:
    return Reply((Say(text),), "fake", 1, **more)
