"""From where it hurts to one of four levels.

The cards come from the rules (`questions.py`), the judgement from `disposition.py`; this module knows only the shape of
the dialog.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any, cast

from content.conditions import Findings, Value
from content.library import Library
from content.schema import Card
from flows import known, result, review, stale, whom, why
from flows.answers import PASSING, note, ticked_before, understand
from flows.cards import card_rows, card_text
from flows.heard import heard_in, said_back, ways_back, without
from flows.machine import FlowMachine, Move
from flows.pairs import KNOWN, Answers
from flows.reading import read_text
from flows.screens import first_screen, reply
from flows.so_far import SoFar, so_far
from flows.typed import Typed
from flows.types import (
    Enter,
    Input,
    NotAllowed,
    Note,
    Person,
    Reply,
    Say,
    Session,
    Step,
    Tap,
    Words,
)

NAME = "triage"
RESUMED = result.RESUMED


class At(StrEnum):
    """Where in the triage a person is."""

    ASKING = "asking"
    EMERGENCY = "emergency"
    RESULT = "result"
    REVIEW = "review"


@dataclass(frozen=True)
class Facts:
    """What follows from the answers, worked out once for the guards and the screen."""

    session: Session
    library: Library

    @cached_property
    def _so_far(self) -> SoFar:
        return so_far(self.session, self.library)

    @property
    def is_emergency(self) -> bool:
        return self._so_far.is_emergency

    @property
    def findings(self) -> Findings:
        """All that is known so far."""
        return self._so_far.findings

    @cached_property
    def next_card(self) -> Card | None:
        """The next card to show; None when no card could change the result any more."""
        card = self._so_far.next_card
        return card and known.in_place_of(card, self.session, self.findings, self.library)


def danger_found(facts: Facts) -> bool:
    """An emergency ends the questions at once, whatever is still open."""
    return facts.is_emergency


def nothing_left_to_ask(facts: Facts) -> bool:
    """No card could change the result any more."""
    return facts.next_card is None


# fmt: off
MACHINE: FlowMachine[At, Facts] = FlowMachine(At, (
    #    trigger      from                                   to             only when
    Move("answered",  At.ASKING,                             At.EMERGENCY,  danger_found),
    Move("answered",  At.ASKING,                             At.RESULT,     nothing_left_to_ask),
    Move("answered",  At.ASKING,                             At.ASKING),
    Move("ticked",    At.ASKING,                             At.ASKING),
    Move("explained", At.ASKING,                             At.ASKING),
    Move("unheard",   At.ASKING,                             At.ASKING),
    Move("back",      (At.ASKING, At.EMERGENCY, At.RESULT),  At.ASKING),
    Move("review",    (At.ASKING, At.EMERGENCY, At.RESULT),  At.REVIEW),
    Move("changed",   At.REVIEW,                             At.ASKING),
    Move("untold",    At.REVIEW,                             At.EMERGENCY,  danger_found),
    Move("untold",    At.REVIEW,                             At.RESULT,     nothing_left_to_ask),
    Move("untold",    At.REVIEW,                             At.ASKING),
    Move("back",      At.REVIEW,                             At.EMERGENCY,  danger_found),
    Move("back",      At.REVIEW,                             At.RESULT,     nothing_left_to_ask),
    Move("back",      At.REVIEW,                             At.ASKING),
))
# fmt: on


# ---------------------------------------------------------------------------------------------------- entering it
def enter(person: Person, at: datetime, library: Library, how: Mapping[str, Any]) -> Step:
    """Opens a triage.

    `how["given"]`: findings known already; `how["heard"]`: findings taken from typed words, which are said back;
    `how["answers"]`: cards answered already; `how["resume"]`: go on from what the programme's triage found.
    """
    other = how.get("whom") == whom.OTHER
    given: dict[str, Value] = dict(_known_of(person, at, how)) if how.get("resume") and not other else {}
    before = known.told_before(person, at, library) if not other and not how.get("resume") else ()
    if person.age_years is not None and not other and (how.get("resume") or person.programme is None):
        given["age_years"] = person.age_years
    given |= cast("Mapping[str, Value]", how.get("given") or {})
    answers = cast("Answers", how.get("answers") or ())
    session = Session(NAME, At.ASKING, first_screen(at, how), answers=answers, given=given, began=at, library=library.version)
    told_now = dict(cast("Mapping[str, Value]", how.get("heard") or {}))
    heard = tuple(told_now)
    notes: dict[str, Note] = {"whom": whom.OTHER} if other else {}
    notes |= {"others_named": True} if how.get("others_named") and not other else {}
    notes |= {KNOWN: before} if before else {}
    notes |= {RESUMED: True} if how.get("resume") and not other else {}
    notes |= {stale.AGAIN: how[stale.AGAIN]} if how.get(stale.AGAIN) else {}
    opened = replace(session, given=given | told_now, notes=notes | ({"heard": heard} if heard else {}))
    opened = replace(stale.dated(session, opened, at, library), **({"signs_at": how["signs_at"]} if how.get("signs_at") else {}))
    return _moved(person, opened, "answered", at, library, edit=False, heard=heard)


def _known_of(person: Person, at: datetime, how: Mapping[str, Any]) -> Findings:
    """What the last triage found; a "no" to a danger sign is asked again after a day, or at once where that is wanted."""
    programme = person.programme
    if programme is None:
        return {}
    fresh = (at - programme.started).total_seconds() < 24 * 3600 and not how.get(stale.AGAIN)
    return {finding: value for finding, value in programme.findings.items() if fresh or value is not False}


# ---------------------------------------------------------------------------------------------------- one turn
def step(person: Person, session: Session, event: Input, library: Library) -> Step:
    """One turn of the triage: what was understood, noted, decided and shown."""
    if isinstance(event, Tap) and event.choice == "review" and session.state != At.REVIEW:
        return _turned(person, session, "review", library)
    if session.state == At.REVIEW:
        return _reviewed(person, session, event, library)
    if session.state != At.ASKING:
        return _after_result(person, session, event, library)
    if isinstance(event, Tap) and event.choice in ("for_me", "for_other"):
        return _for_whom(person, session, event, library)
    card = current_card(session, library)
    typed = understand(session, card, event, library)
    if (fresh := stale.renewed(session, event.at, library)) is not session:
        return _asked_again(person, fresh, card, typed, event, library)
    if typed is None:
        raise NotAllowed("the card has no such answer")
    noted = stale.dated(session, note(session, card, typed), event.at, library)
    back = typed.heard if typed.trigger == "answered" else heard_in(noted)
    return _moved(person, noted, typed.trigger, event.at, library, edit=isinstance(event, Tap), heard=back)


def _asked_again(person: Person, fresh: Session, card: Card, typed: Typed | None, event: Input, library: Library) -> Step:
    """Taken up again after a day: what was answered just now counts, then danger signs are asked about anew."""
    noted = fresh
    if typed is not None and typed.trigger == "answered":
        noted = stale.signs_just_told(fresh, card, typed, library) or note(fresh, card, typed)
    again = replace(noted, notes={**noted.notes, stale.AGAIN: True})
    return _moved(
        person, stale.dated(fresh, again, event.at, library), "answered", event.at, library, edit=False, heard=heard_in(again)
    )


def taken_up(session: Session, at: datetime, library: Library) -> Session:
    """The session itself, or, after a day, one that asks about danger signs again."""
    fresh = stale.renewed(session, at, library) if session.state == At.ASKING and not session.suspected else session
    return session if fresh is session else replace(fresh, screen=session.screen + 1)


def _for_whom(person: Person, session: Session, tap: Tap, library: Library) -> Step:
    """For somebody else the triage begins anew, with what was typed about them and without what is known of oneself."""
    heard = {finding: session.given[finding] for finding in heard_in(session) if finding in session.given}
    how = {"whom": tap.choice.removeprefix("for_"), "heard": heard}
    return Step(person, session, enter=Enter(NAME, how))


def current_card(session: Session, library: Library) -> Card:
    """The card on the screen, computed and not stored."""
    return _open_card(Facts(session, library))


def is_open(session: Session, library: Library) -> bool:
    """Is there a card left to ask?"""
    return Facts(session, library).next_card is not None


def _open_card(facts: Facts) -> Card:
    if facts.next_card is None:
        raise NotAllowed("no card is open")
    return facts.next_card


def _moved(
    person: Person,
    session: Session,
    trigger: str,
    at: datetime,
    library: Library,
    *,
    edit: bool,
    heard: tuple[str, ...] = (),
) -> Step:
    facts = Facts(session, library)
    state = MACHINE.move(At(session.state), trigger, facts)
    fresh = 0 if trigger in ("ticked", "explained") else 1
    moved = replace(session, state=state.value, screen=session.screen + fresh)
    if state is At.ASKING:
        if fresh and trigger != "back":
            moved = known.ticked_from_before(_open_card(facts), moved, library)
        return Step(person, moved, (_show_asking(moved, facts, edit=edit, heard=heard),))
    return result.reached(person, moved, at, library)


# ---------------------------------------------------------------------------------------------------- showing it
def show(person: Person, session: Session, library: Library) -> Reply:
    """The current screen again, as a new message."""
    if session.state == At.ASKING:
        return _show_asking(session, Facts(session, library), edit=False, heard=heard_in(session))
    if session.state == At.REVIEW:
        return review.shown(session, library)
    return result.shown(person, session, library)


def hint(session: Session, library: Library) -> str | None:
    """What may be typed at the card on the screen: the text of it."""
    if session.state != At.ASKING:
        return None
    card = current_card(session, library)
    return f"hint-{card.settles[0]}" if card.kind == "number" else f"hint-{card.kind}"


def _show_asking(session: Session, facts: Facts, *, edit: bool, heard: tuple[str, ...] = ()) -> Reply:
    card = _open_card(facts)
    understood = (Say("triage-heard", {"what": said_back(heard, facts.findings)}),) if heard else ()
    why = session.notes.get(stale.AGAIN)
    again = (Say("triage-signs-anew" if why == stale.ANEW else "triage-signs-again"),) if why else ()
    text = (*again, *understood, *card_text(card, session, facts.library))
    rows = (*card_rows(card, session, facts.library), *ways_back(session, facts.findings))
    return reply(session, *text, rows=rows, edit=edit)


# ---------------------------------------------------------------------------------------------------- changing an answer
def _reviewed(person: Person, session: Session, event: Input, library: Library) -> Step:
    how, what = (event.choice[:1], event.choice[1:]) if isinstance(event, Tap) else ("", "")
    if isinstance(event, Tap) and event.choice == "back":
        return _turned(person, session, "back", library)
    if how == review.CHANGED and what in dict(session.answers) and what in library.card:
        changed = review.without(session, what, library)
        return _turned(person, review.with_ticks_of(Facts(changed, library).next_card, changed), "changed", library)
    if how == review.UNTOLD and what in review.told_in_words(session, library):
        left = without(session, (what,), PASSING)
        left = review.with_ticks_of(Facts(left, library).next_card, left)
        return _moved(person, left, "untold", event.at, library, edit=False)
    raise NotAllowed("no answer to change")


def _turned(person: Person, session: Session, trigger: str, library: Library) -> Step:
    """To the review, or back from it; nothing is decided anew."""
    state = MACHINE.move(At(session.state), trigger, Facts(session, library))
    moved = replace(session, state=state.value, screen=session.screen + 1)
    return Step(person, moved, (show(person, moved, library),))


# ---------------------------------------------------------------------------------------------------- after the result
def _after_result(person: Person, session: Session, event: Input, library: Library) -> Step:
    match event:
        case Tap(choice="back"):
            back = replace(session, answers=session.answers[:-1], ticked=ticked_before(session))
            return _moved(person, back, "back", event.at, library, edit=False)
        case Tap(choice="why"):
            return Step(person, session, (why.explained(session, library),))
        case Tap(choice="summary"):
            return Step(person, session, (result.summary(person, session, library),))
        case Tap(choice=choice) if choice in result.LEADS_TO:
            return Step(person, session, enter=result.LEADS_TO[choice])
        case Words(text=text):
            return _new_story(person, session, text, event.at, library)
        case _:
            raise NotAllowed("the result has no such answer")


def _new_story(person: Person, session: Session, text: str, at: datetime, library: Library) -> Step:
    """Whoever writes of pain after a result starts a new triage with it."""
    told = read_text(text, library).findings()
    if "region" not in told:
        raise NotAllowed("nothing was told")
    return Step(person, session, enter=Enter(NAME, {"heard": told}))
