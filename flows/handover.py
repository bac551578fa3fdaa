"""From one flow to another: what is left behind, what is gone back to, and what has become too old to go on with."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from content.library import Library
from flows import routine, side_trips, triage
from flows.dialogs import FLOWS, held, show
from flows.types import CancelTimer, Enter, Event, Session, Step, TimerDue

RESUMED_FOR = timedelta(days=7)
"""A dialog left alone for longer begins anew; danger signs answered that long ago say nothing about today."""

MOST_HANDOVERS = 4


def still_valid(session: Session | None, event: Event, library: Library) -> Session | None:
    """The session, unless its flow is gone or its questions are too old."""
    if session is None or session.flow not in FLOWS:
        return None
    began = session.began or event.at
    stale = event.at - began > RESUMED_FOR and session.flow == triage.NAME and session.state == triage.At.ASKING
    return None if stale and not isinstance(event, TimerDue) else session


def entered(taken: Step, event: Event, library: Library) -> Step:
    """Hands over as often as flows ask for it; the effects of all of them are kept in order."""
    effects = taken.effects
    for _ in range(MOST_HANDOVERS):
        to = taken.enter
        if to is None:
            break
        if to.flow == side_trips.BEFORE:
            taken = _back_to_before(taken, event, library)
            effects = (*effects, *taken.effects)
            continue
        flow, how = FLOWS[to.flow], dict(to.how)
        interrupted = held(taken.person, taken.session, event.at, library)
        left = (CancelTimer("routine:"),) if taken.session and taken.session.flow == routine.NAME else ()
        if taken.session is not None:
            how.setdefault("from_screen", taken.session.screen)
        taken = flow.enter(taken.person, event.at, library, how)
        if taken.session is not None:
            taken = replace(taken, session=side_trips.begun(taken.session, interrupted))
        effects = (*effects, *left, *taken.effects)
    return Step(taken.person, taken.session, effects)


def _back_to_before(taken: Step, event: Event, library: Library) -> Step:
    """To the dialog that was interrupted; where it is too old by now, to a new one."""
    before = side_trips.ended(taken.session) if taken.session else None
    valid = still_valid(before, event, library)
    if valid is None:
        return Step(taken.person, None, enter=Enter(triage.NAME))
    return Step(taken.person, valid, (show(taken.person, valid, library),))
