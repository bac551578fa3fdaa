"""Answers that hold findings themselves, as pairs: of the two cards whose findings are not always the same.

`known` confirms what was told before; `deciding` asks the signs that decide the emergencies that were hinted at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from content.conditions import Value
from flows.types import Answer

KNOWN = "known"
DECIDING = "deciding"

NOT_SURE = "?"
"""Ticked among the signs of a card: the ones not ticked are unknown, not absent."""

Answers = tuple[tuple[str, Answer], ...]

_SAID: dict[Value, str] = {True: "yes", False: "no", None: "unsure"}
_MEANT = {said: value for value, said in _SAID.items()}


def written_pair(finding: str, value: Value) -> str:
    """A sign or a number, as an answer holds it."""
    return f"{finding}={value if isinstance(value, int | float) and not isinstance(value, bool) else _SAID[value]}"


def read_pair(pair: str) -> tuple[str, Value]:
    """The finding and its value."""
    finding, _, said = pair.partition("=")
    return finding, _MEANT[said] if said in _MEANT else int(float(said))


def signs(settles: Iterable[str], ticked: Collection[str]) -> dict[str, Value]:
    """What ticks on a card say of its signs."""
    return {flag: True if flag in ticked else (None if NOT_SURE in ticked else False) for flag in settles}


def confirmed(answers: Answers) -> dict[str, Value]:
    """What was told before and is still true."""
    return _held(KNOWN, answers)


def decided(answers: Answers) -> dict[str, Value]:
    """The signs asked on the card that decides; those that the person was not sure of are left out."""
    return {flag: value for flag, value in _held(DECIDING, answers).items() if value is not None}


def held(answer: Answer) -> dict[str, Value]:
    """The findings in an answer."""
    return dict(read_pair(one) for one in answer if "=" in one) if isinstance(answer, tuple) else {}


def ticks(card: str, answer: Answer) -> tuple[str, ...]:
    """What was ticked on a card with this answer."""
    if card == DECIDING:
        return tuple(flag for flag, value in held(answer).items() if value is True)
    return tuple(tick for tick in answer if tick != NOT_SURE and "=" not in tick) if isinstance(answer, tuple) else ()


def _held(card: str, answers: Answers) -> dict[str, Value]:
    return held(next((answer for card_id, answer in answers if card_id == card), None))
