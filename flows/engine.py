"""The one function of the core: `step`. Danger in words first, then commands, then the flow the person is in.

A person is in one flow at a time. A flow hands over by an `Enter`, which is resolved here. Notices (reminders) come from
outside the dialog: their buttons name their flow, and the dialog in progress stays as it is.
"""

from __future__ import annotations

from dataclasses import replace

from content.library import Library
from flows import danger, double_tap, handover, info, misfit, onboarding, plan, side_trips, trail, triage, whom
from flows.commands import ON_THE_SCREEN, commanded
from flows.dialogs import NOTIFYING, answered, held, show, step_of, tapped
from flows.heard import taken_from
from flows.reading import read_text
from flows.screens import aside
from flows.typed import command_of
from flows.types import (
    CancelTimer,
    Command,
    Enter,
    Event,
    Left,
    Located,
    NotAllowed,
    Person,
    Reply,
    Returned,
    Session,
    Step,
    Tap,
    TimerDue,
    Unreadable,
    Words,
)


def step(person: Person, session: Session | None, event: Event, library: Library) -> Step:
    """One turn: the person, their dialog and what has to be done, after `event`. Pure; never raises for what people do."""
    session = handover.still_valid(session, event, library)
    if double_tap.is_second(session, event):
        return Step(person, session)  # the first has been answered
    try:
        taken = _taken(person, session, event, library)
    except NotAllowed:
        taken = misfit.answered(person, session, event, library)
    entered = side_trips.with_way_back(handover.entered(taken, event, library))
    entered = trail.remembered(person, session, entered, event, library)
    return whom.spoken(double_tap.noted(session, _below(entered, event), event), library)


def _below(taken: Step, event: Event) -> Step:
    """Whoever types is answered below it: an edit of the card above would go unseen."""
    if isinstance(event, Tap | TimerDue):
        return taken
    return replace(taken, effects=tuple(replace(one, edit=False) if isinstance(one, Reply) else one for one in taken.effects))


def _taken(person: Person, session: Session | None, event: Event, library: Library) -> Step:
    match event:
        case Left():
            return Step(replace(person, left=True), session, (CancelTimer(""),))
        case Returned():
            again = plan.restarted(person, event.at)
            return Step(replace(person, left=False), session, (*again, *info.welcome_back(person, session)))
        case Words(text=text) | Unreadable(kind="edited", text=text):
            reading = read_text(text, library, person.language)
            if reading.alarm:
                return danger.heard(person, held(person, session, event.at, library), reading, event.at, library)
        case Tap(flow=danger.NAME):
            return _about_danger(person, session, event, library)
    if isinstance(event, Unreadable) and event.kind == "edited":
        return Step(person, session, (aside("edited-ignored"),) if person.consented_on else ())
    if person.consented_on is None:
        return _unconsented(person, event, library)
    if session is not None and session.suspected and not isinstance(event, TimerDue):
        return _suspecting(person, session, event, library)
    return _consented(person, session, event, library)


def _unconsented(person: Person, event: Event, library: Library) -> Step:
    if isinstance(event, Unreadable | Located):
        return Step(person, None, (misfit.said(event), onboarding.first_card()))
    return onboarding.greet(person, event, library)


# ------------------------------------------------------------------------------------------------------------- danger
def _suspecting(person: Person, session: Session, event: Event, library: Library) -> Step:
    """While danger is being asked about, nothing typed or tapped answers another question."""
    if isinstance(event, Words):
        choice = danger.typed(session, event.text, library.words[person.language])
        if choice is not None:
            return _about_danger(person, session, Tap(event.at, danger.NAME, session.screen, choice), library)
        meant = command_of(event.text, library.words[person.language]) or ""
        event = Command(event.at, meant)
    if isinstance(event, Command) and event.name not in ON_THE_SCREEN:
        return commanded(person, session, event, library)
    raise NotAllowed("danger is asked about first")


def _about_danger(person: Person, session: Session | None, tap: Tap, library: Library) -> Step:
    told = danger.answered(person, session, tap, library)
    if told is not None:
        return told
    if person.consented_on is None:
        return onboarding.greet(person, tap, library)
    if session is None:
        return Step(person, None, (aside("danger-no"),), Enter(triage.NAME))
    calm = danger.calmed(session, library)
    return Step(person, calm, (aside("danger-no"), show(person, calm, library)))


def _consented(person: Person, session: Session | None, event: Event, library: Library) -> Step:
    match event:
        case Command():
            return commanded(person, session, event, library)
        case TimerDue(key=key):
            flow = NOTIFYING.get(key.partition(":")[0])
            return step_of(flow.on_timer(person, session, event, library)) if flow else Step(person, session)
        case Tap():
            return tapped(person, session, event, library)
        case Words(text=text):
            meant = command_of(text, library.words[person.language])
            if meant is not None:
                return _meant(person, session, event, meant, library)
    assert isinstance(event, Words | Located | Unreadable)  # noqa: S101  # the match above has taken all others
    if session is None:
        return Step(person, None, enter=_opened_by(event, library))
    return answered(person, session, event, library)


def _opened_by(event: Words | Located | Unreadable, library: Library) -> Enter:
    """No dialog is open: whatever is said starts one with what it tells."""
    if not isinstance(event, Words):
        raise NotAllowed("nothing is open, and nothing was said")
    reading = read_text(event.text, library)
    told = taken_from(reading, other=False)
    return Enter(triage.NAME, {"others_named": reading.others_named} | ({"heard": told} if told else {}))


def _meant(person: Person, session: Session | None, event: Words, meant: str, library: Library) -> Step:
    """A command typed as a word: first for the screen, then for the whole."""
    if session is not None and meant != "undo":
        for said in (Tap(event.at, session.flow, session.screen, meant), event):
            try:
                return answered(person, session, said, library)
            except NotAllowed:
                continue
    return commanded(person, session, Command(event.at, meant), library)


__all__ = ["step"]
