"""The one function of the core: `step`. Danger in words first, then commands, then the flow the person is in.

A person is in one flow at a time. A flow hands over by an `Enter`, which is resolved here. Notices (reminders) come from
outside the dialog: their buttons name their flow, and the dialog in progress stays as it is.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from content.library import Library
from flows import danger, double_tap, info, onboarding, plan, routine, triage, whom
from flows.answers import taken_from
from flows.commands import ON_THE_SCREEN, command_of, commanded
from flows.dialogs import FLOWS, NOTIFYING, answered, held, show, step_of, tapped
from flows.hints import hint_for
from flows.reading import read_text
from flows.screens import aside
from flows.types import (
    CancelTimer,
    Command,
    Enter,
    Event,
    Left,
    Located,
    NotAllowed,
    Person,
    Returned,
    Session,
    Step,
    Tap,
    TimerDue,
    Unreadable,
    Words,
)

RESUMED_FOR = timedelta(days=7)
"""A dialog left alone for longer begins anew; danger signs answered that long ago say nothing about today."""

MOST_HANDOVERS = 4


def step(person: Person, session: Session | None, event: Event, library: Library) -> Step:
    """One turn: the person, their dialog and what has to be done, after `event`. Pure; never raises for what people do."""
    session = _still_valid(session, event, library)
    if double_tap.is_second(session, event):
        return Step(person, session)  # the first has been answered
    try:
        taken = _taken(person, session, event, library)
    except NotAllowed:
        taken = _not_understood(person, session, event, library)
    return whom.spoken(double_tap.noted(session, _entered(taken, event, library), event), library)


def _still_valid(session: Session | None, event: Event, library: Library) -> Session | None:
    if session is None or session.flow not in FLOWS:
        return None
    began = session.began or event.at
    stale = event.at - began > RESUMED_FOR and session.flow == triage.NAME and session.state == triage.At.ASKING
    return None if stale and not isinstance(event, TimerDue) else session


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
        return Step(person, None, (info.misfit(event, again=False), onboarding.first_card()))
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
    calm = replace(session, suspected=(), misread=0)
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
    if session is not None:
        for said in (Tap(event.at, session.flow, session.screen, meant), event):
            try:
                return answered(person, session, said, library)
            except NotAllowed:
                continue
    return commanded(person, session, Command(event.at, meant), library)


# ---------------------------------------------------------------------------------------------------- when it does not fit
def _not_understood(person: Person, session: Session | None, event: Event, library: Library) -> Step:
    """Never silence: why it did not fit, and the current screen again; the second time also the way to help."""
    if session is None:
        return Step(person, None, (info.misfit(event, again=False, idle=True),))
    again = session.misread > 0
    missed = replace(session, misread=session.misread + 1)
    shown = show(person, missed, library)
    hint = hint_for(session, shown, library)
    return Step(person, missed, (info.misfit(event, again=again, hint=hint), shown))


def _entered(taken: Step, event: Event, library: Library) -> Step:
    """Hands over as often as flows ask for it; the effects of all of them are kept in order."""
    effects = taken.effects
    for _ in range(MOST_HANDOVERS):
        if taken.enter is None:
            break
        flow = FLOWS[taken.enter.flow]
        left = (CancelTimer("routine:"),) if taken.session and taken.session.flow == routine.NAME else ()
        how = dict(taken.enter.how)
        if taken.session is not None:
            how.setdefault("from_screen", taken.session.screen)
        taken = flow.enter(taken.person, event.at, library, how)
        effects = (*effects, *left, *taken.effects)
    return Step(taken.person, taken.session, effects)
