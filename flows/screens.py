"""Building blocks of replies: buttons that every dialog shares, and rows that fit a phone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, reduce

from content.library import Library
from content.texts import Arg, Standing
from flows.types import Button, Person, Reply, Say, Session, Urgency

BACK = Button(Say("button-back"), "back")
UNSURE = Button(Say("button-unsure"), "unsure")
WHY = Button(Say("button-why"), "why")
SOURCE = Button(Say("button-source"), "source")

SCREENS_IN_USE = 10_000_000


def first_screen(at: datetime, how: Mapping[str, object]) -> int:
    """A number for the first screen of a new session that no button still in the chat is likely to carry.

    `how["from_screen"]` is the screen that the person comes from; the new number is higher.
    """
    before = how.get("from_screen")
    return max(int(at.timestamp()) % SCREENS_IN_USE, before + 1 if isinstance(before, int) else 0)


def say(text_id: str, **args: Arg) -> Say:
    """A text with its arguments."""
    return Say(text_id, args)


@cache
def standing(text_id: str, **args: str | int | Standing | tuple[Standing, ...]) -> Standing:
    """The same, built once for everybody: with ids and small numbers of the content alone, never with what a person said."""
    return Standing(text_id, args)


def button(text_id: str, choice: str, flow: str | None = None, **args: Arg) -> Button:
    """A button with a text."""
    return Button(Say(text_id, args), choice, flow)


def rows_of(buttons: Sequence[Button], width: int = 1) -> tuple[tuple[Button, ...], ...]:
    """Buttons in rows of `width`."""
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))


def reply(session: Session, *text: Say | str, rows: Iterable[Sequence[Button]] = (), edit: bool = False, **more: object) -> Reply:
    """A message of the dialog that `session` is in."""
    said = tuple(Say(part) if isinstance(part, str) else part for part in text)
    return Reply(said, session.flow, session.screen, tuple(tuple(row) for row in rows), edit=edit, **more)  # type: ignore[arg-type]  # the rest are Reply's own fields


def aside(text_id: str, urgency: Urgency = Urgency.ANSWER) -> Reply:
    """One sentence beside the dialog; it is no screen and replaces none."""
    return Reply((say(text_id),), "info", 0, slot="aside", urgency=urgency)


def toggled(session: Session, options: Sequence[str], one: str) -> Session:
    """The session with one tick more, or less where it was ticked."""
    return replace(session, ticked=tuple(each for each in options if (each in session.ticked) is not (each == one)))


def tick(session: Session, one: str, label: Standing) -> Button:
    """A button that is ticked by a tap, and unticked by the next."""
    return _tick(one, label, on=one in session.ticked)


@cache
def _tick(one: str, label: Standing, *, on: bool) -> Button:
    return Button(standing("tick-on" if on else "tick-off", label=label), f"+{one}")


def listed(things: Sequence[Say]) -> Say:
    """At least one thing, with commas between them."""
    return reduce(lambda before, one: say("list-more", before=before, one=one), things)


def numbers_to_call(person: Person, library: Library) -> Say:
    """The number to call: the country's, or 112 and its neighbours until the country is known."""
    country = library.country(person.country)
    if country is None:
        return Say("call-unknown-country", {"default": library.countries.default})
    if country.also:
        return Say("call-country-also", {"number": country.ambulance, "also": ", ".join(country.also)})
    return Say("call-country", {"number": country.ambulance})


def crisis_line(person: Person, library: Library) -> Say:
    """Where to find somebody to talk to in a crisis."""
    country = library.country(person.country)
    if country is None or country.crisis is None:
        return Say("crisis-default")
    return Say("crisis-line", {"name": country.crisis.name, "number": country.crisis.number})
