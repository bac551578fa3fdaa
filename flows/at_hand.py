"""What is at hand and how long a session may take: asked before the first session, and again in the settings."""

from __future__ import annotations

from content.schema import Words as Lexicon
from flows.screens import button, rows_of, standing, tick, toggled
from flows.typed import typed_number
from flows.types import Button, Input, NotAllowed, Session, Tap, Words

EQUIPMENT = ("ball", "smooth_roller", "knobbed_roller", "helper")
MINUTES = (5, 10, 15)
MOST_MINUTES = 120
"""Whoever types more has not meant minutes for a session."""


def equipment_rows(session: Session) -> tuple[tuple[Button, ...], ...]:
    """A tick for each thing, and the way on."""
    ticks = [tick(session, one, standing(f"equipment-{one}")) for one in EQUIPMENT]
    on = button("button-done", "done") if session.ticked else button("equipment-none", "none")
    return (*rows_of(ticks), (on,))


def equipment_told(session: Session, event: Input) -> Session | tuple[str, ...]:
    """The session with one tick more or less, or all that is at hand.

    Raises:
        NotAllowed: it was neither.
    """
    match event:
        case Tap(choice=choice) if choice[:1] == "+" and choice[1:] in EQUIPMENT:
            return toggled(session, EQUIPMENT, choice[1:])
        case Tap(choice="done"):
            return session.ticked
        case Tap(choice="none"):
            return ()
    raise NotAllowed("no equipment")


def minutes_rows() -> tuple[tuple[Button, ...], ...]:
    """The lengths that are offered."""
    return rows_of([button("settings-minutes-offer", f"={one}", n=one) for one in MINUTES], 3)


def minutes_told(event: Input, words: Lexicon) -> int:
    """The nearest of the lengths that are offered.

    Raises:
        NotAllowed: no number of minutes was told.
    """
    match event:
        case Tap(choice=said) | Words(text=said):
            told = typed_number("minutes", said.removeprefix("=").casefold(), words)
        case _:
            told = None
    if told is None or not 0 < told <= MOST_MINUTES:
        raise NotAllowed("no minutes")
    return min(MINUTES, key=lambda one: abs(one - told))
