"""The one function of the core: `step`. Danger in words first, then commands, then the flow the person is in.

A person is in one flow at a time. A flow hands over by an `Enter`, which is resolved here. Notices (reminders) come from
outside the dialog: their buttons name their flow, and the dialog in progress stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from content.library import Library
from flows import (
    checkin,
    danger,
    double_tap,
    handover,
    info,
    misfit,
    onboarding,
    plan,
    privacy,
    routine,
    settings,
    side_trips,
    triage,
    whom,
)
from flows.answers import taken_from
from flows.commands import command_of
from flows.reading import read_text
from flows.register import FLOWS, NOTIFYING, show, step_of
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
                return danger.heard(person, handover.held(person, session, event.at, library), reading, event.at, library)
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
    if isinstance(event, Command) and event.name not in _ON_THE_SCREEN:
        return _commanded(person, session, event, library)
    raise NotAllowed("danger is asked about first")


def _about_danger(person: Person, session: Session | None, tap: Tap, library: Library) -> Step:
    answered = danger.answered(person, session, tap, library)
    if answered is not None:
        return answered
    if person.consented_on is None:
        return onboarding.greet(person, tap, library)
    if session is None:
        return Step(person, None, (aside("danger-no"),), Enter(triage.NAME))
    calm = replace(session, suspected=(), misread=0)
    return Step(person, calm, (aside("danger-no"), show(person, calm, library)))


def _consented(person: Person, session: Session | None, event: Event, library: Library) -> Step:
    match event:
        case Command():
            return _commanded(person, session, event, library)
        case TimerDue(key=key):
            flow = NOTIFYING.get(key.partition(":")[0])
            return step_of(flow.on_timer(person, session, event, library)) if flow else Step(person, session)
        case Tap():
            return _tapped(person, session, event, library)
        case Words(text=text):
            meant = command_of(text, library.words[person.language])
            if meant is not None:
                return _meant(person, session, event, meant, library)
    assert isinstance(event, Words | Located | Unreadable)  # noqa: S101  # the match above has taken all others
    if session is None:
        return Step(person, None, enter=_opened_by(event, library))
    return _understood(FLOWS[session.flow].step(person, session, event, library))


def _opened_by(event: Words | Located | Unreadable, library: Library) -> Enter:
    """No dialog is open: whatever is said starts one with what it tells."""
    if not isinstance(event, Words):
        raise NotAllowed("nothing is open, and nothing was said")
    reading = read_text(event.text, library)
    told = taken_from(reading, other=False)
    return Enter(triage.NAME, {"others_named": reading.others_named} | ({"heard": told} if told else {}))


# ---------------------------------------------------------------------------------------------------- taps and commands
def _tapped(person: Person, session: Session | None, tap: Tap, library: Library) -> Step:
    on_screen = session is not None and tap.flow == session.flow and tap.screen == session.screen
    if session is not None and on_screen and side_trips.leads_back(session, tap):
        return Step(person, session, enter=Enter(side_trips.BEFORE))
    if session is not None and on_screen:
        return _understood(FLOWS[session.flow].step(person, session, tap, library))
    if session is not None and tap.flow == session.flow and tap.screen == session.screen - 1:
        return Step(person, session)  # the second of a double tap: the first has been answered
    if tap.flow == onboarding.NAME:
        return onboarding.pressed_later(person, session, tap)
    flow = NOTIFYING.get(tap.flow)
    if flow is not None and tap.screen == 0:
        return step_of(flow.on_notice(person, session, tap, library))
    raise NotAllowed("an old button")


def _meant(person: Person, session: Session | None, event: Words, meant: str, library: Library) -> Step:
    """A command typed as a word: first for the screen, then for the whole."""
    if session is not None:
        for said in (Tap(event.at, session.flow, session.screen, meant), event):
            try:
                return _understood(FLOWS[session.flow].step(person, session, said, library))
            except NotAllowed:
                continue
    return _commanded(person, session, Command(event.at, meant), library)


def _commanded(person: Person, session: Session | None, command: Command, library: Library) -> Step:
    if command.name in ("pause", "stop") and session is not None and session.flow == routine.NAME:
        try:
            return _tapped(person, session, Tap(command.at, session.flow, session.screen, command.name), library)
        except NotAllowed:
            pass  # nothing is running: the reminders are meant
    if command.name in _NEEDS_A_RESULT and person.programme is None and session is not None and session.flow == triage.NAME:
        return Step(person, session, (aside(_NEEDS_A_RESULT[command.name]), show(person, session, library)))
    if command.name in _OPENS:
        return Step(person, session, enter=Enter(_OPENS[command.name]))
    if command.name == "emergency":
        return _emergency(person, session, command, library)
    if command.name in _DOES:
        return _DOES[command.name](person, session, command, library)
    asked = info.answer(person, command.name, command.at, library)
    if asked is not None:
        return Step(person, session, asked)
    raise NotAllowed("no such command")


def _emergency(person: Person, session: Session | None, command: Command, library: Library) -> Step:
    """The signs and the number; a session that is running pauses meanwhile."""
    held, card = handover.held(person, session, command.at, library), onboarding.emergency_card(person, library)
    if held is None or held is session:
        return Step(person, session, (card,))
    return Step(person, held, (CancelTimer("routine:"), card, show(person, held, library)))


def _start(person: Person, session: Session | None, command: Command, library: Library) -> Step:
    if session is None:
        return Step(person, None, enter=Enter(triage.NAME))
    return Step(person, session, (show(person, session, library),))


def _cancel(person: Person, session: Session | None, command: Command, library: Library) -> Step:
    return Step(person, None, (CancelTimer("routine:"), aside("cancelled")))


def _back(person: Person, session: Session | None, command: Command, library: Library) -> Step:
    if session is None:
        raise NotAllowed("nowhere to go back to")
    return _tapped(person, session, Tap(command.at, session.flow, session.screen, "back"), library)


def _review(person: Person, session: Session | None, command: Command, library: Library) -> Step:
    if session is None or session.flow != triage.NAME:
        return Step(person, session, (aside("review-no-triage"),))
    return _tapped(person, session, Tap(command.at, session.flow, session.screen, "review"), library)


_OPENS = {
    "hurt": triage.NAME,
    "start_again": triage.NAME,
    "session": routine.NAME,
    "remind": plan.NAME,
    "checkin": checkin.NAME,
    "settings": settings.NAME,
    "delete": privacy.NAME,
}
_NEEDS_A_RESULT = {"session": "routine_flow-triage-first", "checkin": "check-nothing-yet"}
"""What is answered to these while the questions are still being asked, which go on."""
_ON_THE_SCREEN = ("back", "undo", "review")
"""Commands that act on the screen being shown."""
_DOES: Mapping[str, Callable[[Person, Session | None, Command, Library], Step]] = {
    "start": _start,
    "continue": _start,
    "cancel": _cancel,
    "back": _back,
    "undo": _back,
    "review": _review,
    "pause": plan.pause,
    "stop": plan.stop,
    "export": privacy.export,
}


# ---------------------------------------------------------------------------------------------------- when it does not fit
def _understood(taken: Step) -> Step:
    if taken.session is None or taken.session.misread == 0:
        return taken
    return replace(taken, session=replace(taken.session, misread=0))


__all__ = ["step"]
