"""From a tap or typed words to the answer of a card, and into the session."""

from __future__ import annotations

from dataclasses import replace

from content.library import Library
from content.schema import Card
from flows import heard, known
from flows.pairs import DECIDING, NOT_SURE, signs, ticks, written_pair
from flows.questions import settles_in_all
from flows.reading import read_text
from flows.screens import toggled
from flows.so_far import so_far
from flows.typed import Typed, typed_answer
from flows.types import Answer, Input, Session, Tap, Words
from flows.whom import is_other

PASSING = ("explain", "heard", "others_named", "again")
"""Notes about the card being shown, which its answer ends."""


def understand(session: Session, card: Card, event: Input, library: Library) -> Typed | None:
    """The answer in what was tapped or typed; None when it is none."""
    if card.kind == "confirm" and (confirmed := _confirmed(session, event, library)) is not None:
        return confirmed
    match event:
        case Tap(choice=choice):
            return _tapped(session, card, choice, library)
        case Words(text=text):
            typed = typed_answer(card, text, session.ticked, library)
            return typed or _told(session, card, text, library)
        case _:
            return None


def _confirmed(session: Session, event: Input, library: Library) -> Typed | None:
    findings = so_far(session, library).findings
    match event:
        case Tap(choice=choice):
            return known.tapped(session, choice, findings)
        case Words(text=text):
            return known.typed(session, text, findings, library.words["en"])
        case _:
            return None


def _tapped(session: Session, card: Card, choice: str, library: Library) -> Typed | None:
    ticks = card.settles if card.kind == "several" else card.groups
    match choice[:1], choice[1:]:
        case "=", value:
            return _chosen(card, value, library)
        case "+", tick if tick in ticks:
            return Typed("ticked", ticked=toggled(session, ticks, tick).ticked)
    match choice:
        case "none" if ticks:
            return Typed("answered", answer=())
        case "done" if ticks and session.ticked:
            return Typed("answered", answer=session.ticked)
        case "unsure" if card.unsure:
            return Typed("answered", answer=(*session.ticked, "?") if ticks else None)
        case "back" if session.answers:
            return Typed("back")
        case "why" | "help" | "source":
            return Typed("explained", explain=choice)
    wrong = heard.misheard(session, choice)
    return Typed("unheard", heard=wrong) if wrong else None


def _chosen(card: Card, value: str, library: Library) -> Typed | None:
    finding = card.settles[0] if card.settles else ""
    if card.kind == "choice" and library.vocabulary.takes(finding, value):
        return Typed("answered", answer=value)
    if card.kind == "number" and value.isdecimal() and library.vocabulary.takes(finding, int(value)):
        return Typed("answered", answer=int(value))
    return None


def _told(session: Session, card: Card, text: str, library: Library) -> Typed | None:
    """A story typed at any card: all it tells is taken, and said back; it must tell something of this card."""
    reading = read_text(text, library)
    told = heard.taken_from(reading, other=is_other(session))
    if not any(finding in told for finding in settles_in_all(card, library)):
        return None
    return Typed("answered", given=told, heard=tuple(told), others_named=reading.others_named)


def note(session: Session, card: Card, typed: Typed) -> Session:
    """The session with the answer in it."""
    kept = {name: value for name, value in session.notes.items() if name not in PASSING}
    if typed.trigger == "ticked":
        return replace(session, ticked=typed.ticked)
    if typed.trigger == "explained":
        return replace(session, notes={**session.notes, "explain": typed.explain})
    if typed.trigger == "unheard":
        return replace(heard.without(session, typed.heard, PASSING), ticked=())
    if typed.trigger == "back":
        return replace(session, answers=session.answers[:-1], ticked=ticked_before(session), notes=kept)
    if typed.given:
        notes = {**kept, "heard": typed.heard}
        if typed.others_named and not is_other(session):
            notes["others_named"] = True
        return replace(session, given={**session.given, **typed.given}, ticked=(), notes=notes)
    return replace(session, answers=(*session.answers, (card.id, _kept(card, typed.answer))), ticked=(), notes=kept)


def _kept(card: Card, answer: Answer) -> Answer:
    """An answer as the session holds it: of the card that decides with its signs, which are others another time."""
    if card.id != DECIDING:
        return answer
    ticked = answer if isinstance(answer, tuple) else (NOT_SURE,)
    return tuple(written_pair(flag, value) for flag, value in signs(card.settles, ticked).items())


def ticked_before(session: Session) -> tuple[str, ...]:
    """Going back shows what had been ticked there."""
    if not session.answers:
        return ()
    return ticks(*session.answers[-1])
