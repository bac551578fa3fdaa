"""What the commands open, do or tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from content.library import Library
from flows import checkin, info, onboarding, plan, privacy, routine, settings, triage, undo
from flows.dialogs import held, show, tapped
from flows.screens import aside
from flows.types import CancelTimer, Command, Enter, NotAllowed, Person, Session, Step, Tap


def commanded(person: Person, session: Session | None, command: Command, library: Library) -> Step:
    """What a command opens, does or tells.

    Raises:
        NotAllowed: there is no such command, or not here.
    """
    if command.name in ("pause", "stop") and session is not None and session.flow == routine.NAME:
        try:
            return tapped(person, session, Tap(command.at, session.flow, session.screen, command.name), library)
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
    waiting, card = held(person, session, command.at, library), onboarding.emergency_card(person, library)
    if waiting is None or waiting is session:
        return Step(person, session, (card,))
    return Step(person, waiting, (CancelTimer("routine:"), card, show(person, waiting, library)))


def _start(person: Person, session: Session | None, command: Command, library: Library) -> Step:
    if session is None:
        return Step(person, None, enter=Enter(triage.NAME))
    if session.flow == triage.NAME:
        session = triage.taken_up(session, command.at, library)
    return Step(person, session, (show(person, session, library),))


def _cancel(person: Person, session: Session | None, command: Command, library: Library) -> Step:
    return Step(person, None, (CancelTimer("routine:"), aside("cancelled")))


def _back(person: Person, session: Session | None, command: Command, library: Library) -> Step:
    if session is None:
        raise NotAllowed("nowhere to go back to")
    return tapped(person, session, Tap(command.at, session.flow, session.screen, "back"), library)


def _review(person: Person, session: Session | None, command: Command, library: Library) -> Step:
    if session is None or session.flow != triage.NAME:
        return Step(person, session, (aside("review-no-triage"),))
    return tapped(person, session, Tap(command.at, session.flow, session.screen, "review"), library)


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

ON_THE_SCREEN = ("back", "review")
"""Commands that act on the screen being shown."""
_DOES: Mapping[str, Callable[[Person, Session | None, Command, Library], Step]] = {
    "start": _start,
    "continue": _start,
    "cancel": _cancel,
    "back": _back,
    "undo": undo.taken_back,
    "review": _review,
    "pause": plan.pause,
    "stop": plan.stop,
    "export": privacy.export,
}
