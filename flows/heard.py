"""What was taken from typed words: it is said back, and what is wrong of it is taken back by one tap.

Denied signs are taken too ("no fever"), so that a story told is a story heard. The cards on danger ask for them all the same, and
a tick there counts more than the words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from content.conditions import Findings, Value
from flows.reading import Reading
from flows.result import is_said
from flows.screens import button, listed, rows_of, say
from flows.types import Button, Say, Session

ALL, DENIED = "unhear", "-"
"""Taken back: all that was heard, and all that was denied; a single finding by DENIED and its id."""


def heard_in(session: Session) -> tuple[str, ...]:
    """What was taken from typed words at the card before."""
    heard = session.notes.get("heard")
    return tuple(str(one) for one in heard) if isinstance(heard, tuple) else ()


def taken_from(reading: Reading, *, other: bool) -> dict[str, Value]:
    """What a story tells.

    Where somebody else is spoken of, an age in it is not taken for the writer's own, nor is what that person has not. Beside
    danger nothing is taken as denied: it may be meant otherwise.
    """
    told = reading.findings()
    if reading.others_named and not other:
        told.pop("age_years", None)
    elif not reading.alarm:
        told |= {flag: False for flag in reading.absent if flag not in told}
    return told


def said_back(heard: Iterable[str], findings: Findings) -> tuple[Say, ...]:
    """What was understood, a line each; what was denied in one line."""
    told, denied = _parted(heard, findings)
    lines = [is_said(one, findings) for one in told]
    lines += [say("is-denied", what=listed([say(f"finding-{one}-is") for one in denied]))] if denied else []
    return tuple(say("result-told-line", what=line) for line in lines)


def ways_back(session: Session, findings: Findings) -> tuple[tuple[Button, ...], ...]:
    """A button for each thing that may have been misheard."""
    told, denied = _parted(heard_in(session), findings)
    if len(told) + bool(denied) < 2:
        return ((button("button-unhear", ALL),),) if told or denied else ()
    each = [button("button-unhear-one", f"{DENIED}{one}", what=_in_short(one, findings)) for one in told]
    rows = rows_of(each, 2)
    return (*rows, (button("button-unhear-denied", DENIED),)) if denied else rows


def misheard(session: Session, choice: str) -> tuple[str, ...]:
    """What a tapped button says was misheard."""
    heard = heard_in(session)
    if choice == ALL:
        return heard
    if choice == DENIED:
        return _parted(heard, session.given)[1]
    return (choice[1:],) if choice.startswith(DENIED) and choice[1:] in heard else ()


def without(session: Session, findings: Iterable[str], passing: Iterable[str]) -> Session:
    """The session without these of what was told; where nothing is left of it, without the notes on the card being shown too."""
    gone = set(findings)
    left = tuple(one for one in heard_in(session) if one not in gone)
    given = {finding: value for finding, value in session.given.items() if finding not in gone}
    ended = ("heard", "explain") if left else tuple(passing)
    notes = {name: value for name, value in session.notes.items() if name not in ended}
    return replace(session, given=given, notes=notes | ({"heard": left} if left else {}))


def _parted(heard: Iterable[str], findings: Findings) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What was told, and what was denied."""
    told = tuple(heard)
    denied = tuple(one for one in told if findings.get(one) is False)
    return tuple(one for one in told if one not in denied), denied


def _in_short(finding: str, findings: Findings) -> Say:
    value = findings.get(finding)
    return say(f"choice_is-{finding}-{value}") if isinstance(value, str) else is_said(finding, findings)
