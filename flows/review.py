"""All answers of a triage on one screen; one tap changes one, and only what depends on it is asked again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from content.conditions import Findings
from content.library import Library
from content.schema import Card
from flows.pairs import DECIDING, NOT_SURE, confirmed, held, is_ticked, ticks
from flows.result import is_said
from flows.screens import BACK, button, reply, rows_of, say
from flows.so_far import so_far
from flows.types import Answer, Reply, Say, Session

CHANGED, UNTOLD = "=", "-"
"""What a button begins with: the answer to a card is to change, or what was told in words."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One answer: the choice of its button, what it is about, and what was said."""

    choice: str
    name: Say
    answer: Say | tuple[Say | str, ...]


def shown(session: Session, library: Library) -> Reply:
    """All answers, told in words or given at cards, and a button for each."""
    lines = [*_told(session, library), *_answered(session, library)]
    text = tuple(say("review-line", number=n, name=one.name, answer=one.answer) for n, one in enumerate(lines, 1))
    changes = [button("review-change", one.choice, number=n, name=one.name) for n, one in enumerate(lines, 1)]
    head = say("review-head", lines=text) if lines else say("review-nothing")
    return reply(session, head, rows=(*rows_of(changes, 2), (BACK,)))


def _told(session: Session, library: Library) -> Iterator[_Line]:
    findings = so_far(session, library).findings
    for finding in told_in_words(session, library):
        card = library.card_of.get(finding)
        if isinstance(findings[finding], bool) or card is None:
            yield _Line(UNTOLD + finding, say("review-name-told"), is_said(finding, findings))
        else:
            yield _Line(UNTOLD + finding, say(f"review-name-{card}"), _answer_said(card, session, library))


def _answered(session: Session, library: Library) -> Iterator[_Line]:
    for card_id, _ in session.answers:
        if card_id in library.card and card_id not in library.overview_of:
            yield _Line(CHANGED + card_id, say(f"review-name-{card_id}"), _answer_said(card_id, session, library))


def told_in_words(session: Session, library: Library) -> tuple[str, ...]:
    """What is known though no card has asked it; what was denied in words is asked by cards all the same and left out."""
    answered = dict(session.answers).keys()
    told = [finding for finding, value in session.given.items() if value is not None and value is not False]
    return tuple(finding for finding in told if answered.isdisjoint(_cards_of(finding, library)))


def _cards_of(finding: str, library: Library) -> Iterator[str]:
    own = library.card_of.get(finding, "")
    yield from (own, library.overview_of.get(own, ""))


def _answer_said(card_id: str, session: Session, library: Library) -> Say | tuple[Say | str, ...]:
    card = library.card[card_id]
    findings = so_far(session, library).findings
    if card.kind == "choice":
        value = findings.get(card.settles[0])
        return say(f"choice-{card.settles[0]}-{value}") if value else say("review-unsure")
    if card.kind == "number":
        value = findings.get(card.settles[0])
        return say(f"offer-{card.settles[0]}", n=value) if isinstance(value, int | float) else say("review-unsure")
    if card.kind == "confirm":
        told = tuple(say("review-sign", sign=is_said(one, findings)) for one in confirmed(session.answers))
        return told or say("known-changed")
    return _signs_said(card_id, findings, dict(session.answers).get(card_id), library)


def _signs_said(card_id: str, findings: Findings, answer: Answer, library: Library) -> Say | tuple[Say | str, ...]:
    flags = [flag for group in library.card[card_id].groups for flag in library.card[group].settles] or [*held(answer)]
    told = [say("review-sign", sign=is_said(flag, findings)) for flag in flags if is_ticked(flag, findings.get(flag))]
    open_ = [flag for flag in flags if flag in findings and findings[flag] is None]
    unsure = [say("review-sign-unsure", sign=say(f"finding-{flag}-is")) for flag in open_]
    if told or unsure:
        return (*told, *unsure)
    return say("review-unsure") if isinstance(answer, tuple) and NOT_SURE in answer else say("review-none")


def without(session: Session, card_id: str, library: Library) -> Session:
    """The session without the answer to a card, and of an overview without those to its groups; it is asked next."""
    own = {card_id, *library.card[card_id].groups}
    gone = own | (_asked_without_its_signs(session, library) if card_id == DECIDING else set())
    kept = tuple((card, answer) for card, answer in session.answers if card not in gone)
    before = dict(session.answers).get(card_id)
    flags = {flag for card in own for flag in library.card[card].settles} | held(before).keys()
    given = {finding: value for finding, value in session.given.items() if finding not in flags}
    return replace(session, answers=kept, given=given, ticked=ticks(card_id, before))


def _asked_without_its_signs(session: Session, library: Library) -> set[str]:
    """The cards of signs after the one that decides: they did not show what it had asked, so their "no" does not stand for it."""
    asked = [card for card, _ in session.answers]
    return {card for card in asked[asked.index(DECIDING) :] if library.card[card].kind not in ("choice", "number", "confirm")}


def with_ticks_of(card: Card | None, session: Session) -> Session:
    """Only those ticks that the card which comes now has."""
    offered = (*card.settles, *card.groups) if card else ()
    return replace(session, ticked=tuple(tick for tick in session.ticked if tick in offered))
