"""The dialog that everybody has: a triage that ends in a result, and from there the next one. Taken from the real flows.

The peers show the very same texts and keyboards, so that the messages are as long and the buttons as many.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot import render
from content import Library
from content.conditions import Value
from flows import triage
from flows.types import Person, Reply, Session, Tap
from flows.walk import answer
from tests.talk import Talk

TAPS = 17
FINDINGS: Mapping[str, Value] = {
    "region": "lower_back",
    "cause": "desk_work",
    "duration_days": 21,
    "pain_now": 4,
}
Screen = tuple[str, list[list[str]]]
"""The text, and the words on the buttons row by row."""

WHY = "why"
DANGER_CARD = 1
AGAIN = "again"
"""The button of a result that begins the next triage."""


@dataclass(frozen=True, slots=True)
class Script:
    """What a person does: `prelude` once, then `taps` over and over; each is how a button's data end."""

    prelude: tuple[str, ...]
    taps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dialog:
    """The taps in Knotwise, and the screen from which each is made: text and keyboard as sent to Telegram."""

    taps: tuple[str, ...]
    screens: tuple[Screen, ...]

    @property
    def knotwise(self) -> Script:
        return Script(("/start", ":agree"), tuple(f":{choice}" for choice in self.taps))

    @property
    def peer(self) -> Script:
        return Script(("/start",), tuple(f"{step}:0" for step in range(len(self.taps))))

    def wire(self) -> list[dict[str, Any]]:
        """For the peers: a list of screens."""
        return [{"text": text, "rows": rows} for text, rows in self.screens]


def recorded(library: Library, at_least: int = TAPS) -> Dialog:
    """A whole triage. Boxes are ticked and unticked again, and the reason asked, until there are enough taps."""
    bare = _walked(library, 0)
    return bare if len(bare.taps) >= at_least else _walked(library, at_least - len(bare.taps))


def finished(library: Library) -> tuple[Person, Session]:
    """Somebody who has been through it."""
    talk = Talk(library)
    _walk(talk, 0)
    assert talk.session is not None
    return talk.person, talk.session


def _walked(library: Library, spare: int) -> Dialog:
    talk = Talk(library)
    taps, screens = _walk(talk, spare)
    return Dialog((*taps, AGAIN), (*screens, _screen(talk.replies[-1], library)))


def _walk(talk: Talk, spare: int) -> tuple[list[str], list[Screen]]:
    talk.says("/start")
    talk.taps("Yes, let's start")
    taps: list[str] = []
    screens: list[Screen] = []

    def tap(choice: str) -> None:
        assert talk.session is not None
        taps.append(choice)
        screens.append(_screen(talk.replies[-1], talk.library))
        talk.does(Tap(talk.now, talk.session.flow, talk.session.screen, choice))

    while talk.session is not None and talk.session.state == triage.At.ASKING:
        box = next((b.choice for row in talk.replies[-1].rows for b in row if b.choice.startswith("+")), None)
        if len(taps) > DANGER_CARD and spare % 2:
            tap(WHY)
            spare -= 1
        if len(taps) > DANGER_CARD and box and spare > 0:
            tap(box)
            tap(box)
            spare -= 2
        event = answer(talk.session, triage.current_card(talk.session, talk.library), FINDINGS, talk.library)
        tap(event.choice if isinstance(event, Tap) else f"={event.text}")
    return taps, screens


def _screen(reply: Reply, library: Library) -> Screen:
    message = render.messages(reply, library.texts["en"])[-1]
    rows = (message.markup or {}).get("inline_keyboard", [])
    return message.text, [[button["text"] for button in row] for row in rows]
