"""What somebody has told before and what lasts (`questions/lasting.yaml`) is confirmed on one card, not asked twice.

The answer holds the findings themselves, so that Back and `/undo` take them away with it. "Something has changed" and "not
sure" lead to the usual cards, with what was told before already ticked.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import reduce

from content.conditions import Findings, Value
from content.library import Library
from content.schema import Card
from content.schema import Words as Lexicon
from flows.pairs import KNOWN, confirmed, decided, read_pair, written_pair
from flows.questions import settles_in_all
from flows.result import is_said
from flows.screens import button, say
from flows.typed import Typed, folded
from flows.types import Button, Person, Say, Session

DAYS_A_MONTH = 30.44


# ---------------------------------------------------------------------------------------------------- from last time
def told_before(person: Person, at: datetime, library: Library) -> tuple[str, ...]:
    """Age and lasting findings of one's own last triage, as pairs; nothing where it is too long ago."""
    programme = person.programme
    if programme is None or at - (programme.told_on or programme.started) > _kept_for(library):
        return ()
    told: dict[str, Value] = {one: programme.findings.get(one) for one in library.lasting.findings}
    if person.age_years is not None:
        told["age_years"] = person.age_years
    return tuple(written_pair(one, value) for one, value in told.items() if _was_told(value))


def _kept_for(library: Library) -> timedelta:
    return timedelta(days=library.lasting.months * DAYS_A_MONTH)


def _was_told(value: Value) -> bool:
    return value is True or (isinstance(value, int | float) and not isinstance(value, bool))


# ---------------------------------------------------------------------------------------------------- which card
def in_place_of(card: Card, session: Session, findings: Findings, library: Library) -> Card:
    """The card without what is confirmed or decided; or first the one that confirms, where it would ask what was told before."""
    if KNOWN not in dict(session.answers) and not _open(session, findings).keys().isdisjoint(settles_in_all(card, library)):
        return library.card[KNOWN]
    done = _settled_by_pairs(session)
    if not done or card.kind not in ("several", "overview"):
        return card
    return card.model_copy(update={
        "settles": tuple(one for one in card.settles if one not in done),
        "groups": tuple(one for one in card.groups if any(flag not in done for flag in library.card[one].settles)),
    })  # fmt: skip


def _settled_by_pairs(session: Session) -> Findings:
    """What was told before and is still true, and the signs of the card that decides."""
    return {**confirmed(session.answers), **decided(session.answers)}


def _open(session: Session, findings: Findings) -> dict[str, Value]:
    return {finding: value for finding, value in _pairs(session).items() if finding not in findings}


def _pairs(session: Session) -> dict[str, Value]:
    pairs = session.notes.get(KNOWN)
    return dict(read_pair(str(one)) for one in pairs) if isinstance(pairs, tuple) else {}


def ticked_from_before(card: Card, session: Session, library: Library) -> Session:
    """The session at a card, with what was typed ticked; and what was told last time, where that has changed."""
    if session.ticked:
        return session
    changed = dict(session.answers).get(KNOWN, "") not in ("", None) and not confirmed(session.answers)
    told = {**(_pairs(session) if changed else {}), **session.given}
    ticked = [one for one in card.settles if told.get(one) is True]
    ticked += [one for one in card.groups if any(told.get(flag) is True for flag in library.card[one].settles)]
    return replace(session, ticked=tuple(ticked)) if card.kind in ("several", "overview") else session


# ---------------------------------------------------------------------------------------------------- the card
def lines(session: Session, findings: Findings) -> Say:
    """What was told before, a line each."""
    told = _open(session, findings)
    return say("known-told", told=tuple(say("result-told-line", what=is_said(one, told)) for one in told))


def rows() -> tuple[tuple[Button, ...], ...]:
    """Still true, changed, not sure."""
    return ((button("known-yes", "=yes"),), (button("known-changed", "=changed"),), (button("button-unsure", "unsure"),))


def tapped(session: Session, choice: str, findings: Findings) -> Typed | None:
    """The answer that a button stands for."""
    match choice:
        case "=yes":
            return Typed("answered", answer=tuple(written_pair(*one) for one in _open(session, findings).items()))
        case "=changed":
            return Typed("answered", answer=())
        case "unsure":
            return Typed("answered", answer=("?",))
    return None


def typed(session: Session, text: str, findings: Findings, words: Lexicon) -> Typed | None:
    """The same in words."""
    said = folded(text)
    for choice, forms in {"=yes": words.yes, "=changed": words.no, "unsure": words.unsure}.items():
        if said in forms:
            return tapped(session, choice, findings)
    return None


def rest_of(group: str, session: Session, library: Library) -> Say | None:
    """The line of a group of which a part is confirmed or decided: the other part; None where nothing is."""
    done = _settled_by_pairs(session)
    flags = library.card[group].settles
    rest = [say(f"finding-{flag}-is") for flag in flags if flag not in done]
    if not rest or len(rest) == len(flags):
        return None
    named = reduce(lambda before, one: say("known-also", before=before, one=one), rest)
    return say("known-rest", label=say(f"card-{group}-label"), rest=named)
