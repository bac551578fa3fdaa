"""What the last few own steps of a person took the place of, field by field: what `/undo` needs (`undo.py`).

It is kept with the session, and with the person while no dialog is open. An answer to a card of the triage needs none of
it: the list of answers says what came before.
"""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from content.library import Library
from flows.answers import PASSING
from flows.dialogs import held
from flows.heard import heard_in
from flows.typed import command_of
from flows.types import Before, CancelTimer, Command, Event, Located, Person, Session, StartTimer, Step, Tap, Words

MOST_STEPS = 3
"""How many steps other than answers are kept: rows are written at every turn and should stay small."""

LAST_ANSWER = "-answers"
"""Stands among the fields for one answer more, so that those before it need not be kept twice."""

OF_SESSION = tuple(one.name for one in fields(Session) if one.name not in ("screen", "misread", "tapped", "undo"))
OF_PERSON = ("language", "zone", "country", "age_years", "equipment", "minutes", "plan", "programme")
NOTHING = Session("", "")


def remembered(person: Person, session: Session | None, taken: Step, event: Event, library: Library) -> Step:
    """The step, which now also knows what it took the place of."""
    if taken.person.consented_on is None:
        return taken
    if person.consented_on is None or is_undo(event, person, library):
        return taken
    trail = session.undo if session else person.undo
    mine = isinstance(event, Tap | Words | Located | Command)
    opened = _without_its_story(session, taken.session) if mine else None
    if opened is not None:
        trail = (*trail, _before(person, session, Step(person, opened), event.at, library, mine=True))
        session = opened
    before = _before(person, session, taken, event.at, library, mine=mine)
    if mine:
        trail = _longer(trail, before, session, taken)
    elif before.fields or before.of_person:
        trail = ()  # the clock went on meanwhile: what came before it is not where the person is
    return kept(taken, trail)


def _without_its_story(session: Session | None, after: Session | None) -> Session | None:
    """A triage that a story has opened, as it would be without: the story alone is taken back first."""
    if after is None or after.flow != "triage" or "heard" not in after.notes:
        return None
    if session is not None and (session.flow, session.began) == (after.flow, after.began):
        return None
    given = {finding: value for finding, value in after.given.items() if finding not in heard_in(after)}
    notes = {name: value for name, value in after.notes.items() if name not in PASSING}
    return replace(after, state="asking", given=given, notes=notes)


def is_undo(event: Event, person: Person, library: Library) -> bool:
    """Is a step to be taken back?"""
    match event:
        case Command(name=name):
            return name == "undo"
        case Words(text=text):
            return command_of(text, library.words[person.language]) == "undo"
        case _:
            return False


def _before(person: Person, session: Session | None, taken: Step, at: datetime, library: Library, *, mine: bool) -> Before:
    was, changed = session, _changed(session, taken.session)
    if mine and changed:
        was = _resting(person, session, taken.session, at, library)
        changed = changed if was is session else _changed(was, taken.session)
    of_person = tuple(one for one in OF_PERSON if _value(person, one) != _value(taken.person, one))
    touched = dict.fromkeys(one.key for one in taken.effects if isinstance(one, StartTimer | CancelTimer))
    return Before(
        at,
        answered=len(taken.session.answers) if taken.session else 0,
        fields=changed,
        session=_only(was, changed) if was else None,
        of_person=of_person,
        person=_only_of_person(person, taken.person, of_person) if of_person else None,
        timers=tuple(key for key in touched if not key.startswith("routine:")),
    )


def _resting(person: Person, session: Session | None, after: Session | None, at: datetime, library: Library) -> Session | None:
    """What is running waits with the seconds that are left; it is gone back to paused, unless from within the session."""
    waiting = held(person, session, at, library)
    if waiting is session or waiting is None or session is None:
        return session
    same = after is not None and after.flow == session.flow and after.began == session.began
    return replace(waiting, state=session.state) if same else waiting


def _changed(was: Session | None, after: Session | None) -> tuple[str, ...]:
    if was is None and after is None:
        return ()
    one, other = was or NOTHING, after or NOTHING
    names = tuple(name for name in OF_SESSION if _field(one, name) != _field(other, name))
    if was is not None and after is not None and "answers" in names and after.answers[:-1] == was.answers:
        return (*(name for name in names if name != "answers"), LAST_ANSWER)
    return names


def _field(session: Session, name: str) -> object:
    if name == "notes":
        return {note: value for note, value in session.notes.items() if note != "explain"}
    if name == "before" and session.before is not None:
        return replace(session.before, undo=())
    return getattr(session, name)


def _only(was: Session, names: tuple[str, ...]) -> Session | None:
    kept: dict[str, Any] = {name: _field(was, name) for name in names if name != LAST_ANSWER}
    return Session(**({"flow": was.flow, "state": was.state} | kept), screen=was.screen) if names else None


def _value(person: Person, name: str) -> object:
    """What counts as changed: that a reminder came, or was answered, does not."""
    if name == "plan" and person.plan is not None:
        return replace(person.plan, missed=0, reminded_on=None)
    return getattr(person, name)


def _only_of_person(person: Person, after: Person, names: tuple[str, ...]) -> Person:
    kept: dict[str, Any] = {name: getattr(person, name) for name in names}
    was, now = person.programme, after.programme
    if "programme" in names and was is not None:
        same = now is not None and now.findings == was.findings
        kept["programme"] = replace(was, diary=(), findings={} if same else was.findings)
    return Person(person.id, **kept)


def _longer(trail: tuple[Before, ...], before: Before, session: Session | None, taken: Step) -> tuple[Before, ...]:
    """An answer to a card takes the ticks on it along; nothing else is left out."""
    if not (before.fields or before.of_person or before.timers):
        return trail
    if session is not None and not before.of_person and _is_answer(before, session, taken.session):
        return tuple(one for one in trail if not (one.fields == ("ticked",) and one.answered == len(session.answers)))
    return (*trail, before)[-MOST_STEPS:]


def _is_answer(before: Before, session: Session, after: Session | None) -> bool:
    if (
        after is None
        or LAST_ANSWER not in before.fields
        or not set(before.fields) <= {LAST_ANSWER, "ticked", "notes", "signs_at"}
    ):
        return False
    return _lasting(session) == _lasting(after)


def _lasting(session: Session) -> dict[str, object]:
    return {name: value for name, value in session.notes.items() if name not in PASSING}


def kept(taken: Step, trail: tuple[Before, ...]) -> Step:
    """With the session as long as there is one, so that the person's row is not written at every turn."""
    person, session = taken.person, taken.session
    if session is None:
        return taken if person.undo == trail else replace(taken, person=replace(person, undo=trail))
    if session.before is not None and session.before.undo:
        session = replace(session, before=replace(session.before, undo=()))
    if session.undo != trail:
        session = replace(session, undo=trail)
    return replace(taken, person=replace(person, undo=()) if person.undo else person, session=session)
