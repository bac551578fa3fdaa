"""The one function of the core: `step`. Danger in words first, then commands, then the flow the person is in.

A person is in one flow at a time. A flow hands over by an `Enter`, which is resolved here. Notices (reminders) come from
outside the dialog: their buttons name their flow, and the dialog in progress stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import ModuleType

from content.library import Library
from flows import checkin, danger, double_tap, info, onboarding, plan, privacy, routine, settings, triage, whom
from flows.answers import taken_from
from flows.commands import command_of
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
    Reply,
    Returned,
    Session,
    Step,
    Tap,
    TimerDue,
    Unreadable,
    Words,
)

FLOWS: Mapping[str, ModuleType] = {flow.NAME: flow for flow in (triage, routine, plan, checkin, settings, privacy)}

NOTIFYING: Mapping[str, ModuleType] = {flow.NAME: flow for flow in (routine, plan, checkin)}
"""Those that set timers and send notices."""

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
                return danger.heard(person, _held(person, session, event.at, library), reading, event.at, library)
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
def _held(person: Person, session: Session | None, at: datetime, library: Library) -> Session | None:
    """A session that is running pauses: nobody presses on while danger is asked about."""
    if session is None or session.flow != routine.NAME or session.state != routine.At.RUNNING:
        return session
    pause = Tap(at, session.flow, session.screen, "pause")
    return _step_of(routine.step(person, session, pause, library)).session


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
    return Step(person, calm, (aside("danger-no"), _show(person, calm, library)))


def _consented(person: Person, session: Session | None, event: Event, library: Library) -> Step:
    match event:
        case Command():
            return _commanded(person, session, event, library)
        case TimerDue(key=key):
            flow = NOTIFYING.get(key.partition(":")[0])
            return _step_of(flow.on_timer(person, session, event, library)) if flow else Step(person, session)
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
    if session is not None and on_screen:
        return _understood(FLOWS[session.flow].step(person, session, tap, library))
    if session is not None and tap.flow == session.flow and tap.screen == session.screen - 1:
        return Step(person, session)  # the second of a double tap: the first has been answered
    flow = onboarding if tap.flow == onboarding.NAME else NOTIFYING.get(tap.flow)
    if flow is not None and tap.screen == 0:
        return _step_of(flow.on_notice(person, session, tap, library))
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
    held, card = _held(person, session, command.at, library), onboarding.emergency_card(person, library)
    if held is None or held is session:
        return Step(person, session, (card,))
    return Step(person, held, (CancelTimer("routine:"), card, _show(person, held, library)))


def _start(person: Person, session: Session | None, command: Command, library: Library) -> Step:
    if session is None:
        return Step(person, None, enter=Enter(triage.NAME))
    return Step(person, session, (_show(person, session, library),))


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


def _not_understood(person: Person, session: Session | None, event: Event, library: Library) -> Step:
    """Never silence: why it did not fit, and the current screen again; the second time also the way to help."""
    if session is None:
        return Step(person, None, (info.misfit(event, again=False, idle=True),))
    again = session.misread > 0
    missed = replace(session, misread=session.misread + 1)
    shown = _show(person, missed, library)
    hint = hint_for(session, shown, library)
    return Step(person, missed, (info.misfit(event, again=again, hint=hint), shown))


def _step_of(taken: Step) -> Step:
    """Gives the modules of FLOWS, which the type checker sees as any module, their type back."""
    return taken


def _show(person: Person, session: Session, library: Library) -> Reply:
    if session.suspected:
        return danger.asked(person, session, library)
    shown: Reply = FLOWS[session.flow].show(person, session, library)
    return shown


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


__all__ = ["FLOWS", "step"]
