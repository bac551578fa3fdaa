"""Answers that hold findings themselves, as pairs: of the two cards whose findings are not always the same.

`known` confirms what was told before; `deciding` asks the signs that decide the emergencies that were hinted at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from content.conditions import Value
from content.schema import AS_A_LINE
from flows.types import Answer

KNOWN = "known"
DECIDING = "deciding"

NOT_SURE = "?"
"""Ticked among the signs of a card: the ones not ticked are unknown, not absent."""

Answers = tuple[tuple[str, Answer], ...]

_SAID: dict[Value, str] = {True: "yes", False: "no", None: "unsure"}
_MEANT = {said: value for value, said in _SAID.items()}


def written_pair(finding: str, value: Value) -> str:
    """A sign, a number or one of two choices, as an answer holds it."""
    return f"{finding}={_SAID[value] if value is None or isinstance(value, bool) else value}"


def read_pair(pair: str) -> tuple[str, Value]:
    """The finding and its value."""
    finding, _, said = pair.partition("=")
    if said in _MEANT:
        return finding, _MEANT[said]
    return finding, said if finding in AS_A_LINE else int(float(said))


def signs(settles: Iterable[str], ticked: Collection[str]) -> dict[str, Value]:
    """What ticks on a card say of its signs."""
    return {flag: _meant(flag, ticked) for flag in settles}


def _meant(flag: str, ticked: Collection[str]) -> Value:
    tick, no_tick = AS_A_LINE.get(flag, (True, False))
    return tick if flag in ticked else None if NOT_SURE in ticked else no_tick


def is_ticked(flag: str, value: Value) -> bool:
    """Does the value of a sign, or of a choice asked as a line, mean that the line was ticked?"""
    return value is not None and value == AS_A_LINE.get(flag, (True,))[0]


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
        return tuple(flag for flag, value in held(answer).items() if is_ticked(flag, value))
    return tuple(tick for tick in answer if tick != NOT_SURE and "=" not in tick) if isinstance(answer, tuple) else ()


def _held(card: str, answers: Answers) -> dict[str, Value]:
    return held(next((answer for card_id, answer in answers if card_id == card), None))
