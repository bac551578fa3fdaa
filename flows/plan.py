"""Reminders: at what time, on which days, in which zone; pause and stop.

Kept are wall-clock time, weekdays and zone; the next moment is computed from them each time (`schedule.py`), so that a
reminder stays at eight when clocks change. Each reminder plans the next one in the same step and so cannot die out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from content.library import Library
from flows import plan_screens as screens
from flows import zones
from flows.machine import Facts, FlowMachine, Move
from flows.schedule import LATE, QUIET_FROM, QUIET_UNTIL, is_quiet, moment, next_due
from flows.screens import aside, first_screen, toggled
from flows.typed import typed_time
from flows.types import (
    CancelTimer,
    Command,
    Effect,
    Enter,
    Input,
    NotAllowed,
    Person,
    Plan,
    Reply,
    Session,
    StartTimer,
    Step,
    Tap,
    TimerDue,
    Words,
)

NAME = screens.NAME
REMINDER, SNOOZE = "plan:reminder", "plan:snooze"
SNOOZED_FOR = timedelta(hours=1)
EVERY_DAY, WORKDAYS = (0, 1, 2, 3, 4, 5, 6), (0, 1, 2, 3, 4)


class At(StrEnum):
    """Where in setting up a reminder a person is."""

    SHOWN = "shown"
    TIME = "time"
    DAYS = "days"
    ZONE = "zone"
    DONE = "done"


def zone_unknown(facts: Facts) -> bool:
    """The first reminder needs the person's time zone; later ones know it."""
    return facts.person.zone is None


# fmt: off
MACHINE: FlowMachine[At, Facts] = FlowMachine(At, (
    #    trigger   from                 to        only when
    Move("change", (At.SHOWN, At.DONE), At.TIME),
    Move("timed",  At.TIME,             At.DAYS),
    Move("ticked", At.DAYS,             At.DAYS),
    Move("chosen", At.DAYS,             At.ZONE,  zone_unknown),
    Move("chosen", At.DAYS,             At.DONE),
    Move("zoned",  At.ZONE,             At.DONE),
    Move("back",   At.DAYS,             At.TIME),
    Move("back",   At.ZONE,             At.DAYS),
    Move("asked",  At.ZONE,             At.ZONE),
))
# fmt: on


# ------------------------------------------------------------------------------------------------------- the dialog
def enter(person: Person, at: datetime, library: Library, how: Mapping[str, Any]) -> Step:
    """Shows the plan there is, or asks for the time of the first one."""
    state = At.SHOWN if person.plan else At.TIME
    session = Session(NAME, state, first_screen(at, how), began=at, library=library.version)
    return Step(person, session, (show(person, session, library),))


def step(person: Person, session: Session, event: Input, library: Library) -> Step:
    """One turn of setting up a reminder."""
    state = At(session.state)
    if isinstance(event, Tap) and event.choice in ("pause", "resume", "off"):
        return _switched(person, session, event, library)
    if isinstance(event, Tap) and event.choice in ("back", "change"):
        return _moved(person, zones.offering_none(session), event.choice, event, library)
    match state:
        case At.TIME:
            return _timed(person, session, event, library)
        case At.DAYS:
            return _chosen(person, session, event, library)
        case At.ZONE:
            return _zoned(person, session, event, library)
        case _:
            raise NotAllowed("nothing is asked here")


def _moved(person: Person, session: Session, trigger: str, event: Input, library: Library) -> Step:
    state = MACHINE.move(At(session.state), trigger, Facts(person, session, library))
    moved = replace(session, state=state.value, screen=session.screen + (trigger != "ticked"))
    if state is At.DONE:
        return _done(person, moved, event.at, library)
    return Step(person, moved, (replace(show(person, moved, library), edit=isinstance(event, Tap)),))


def _timed(person: Person, session: Session, event: Input, library: Library) -> Step:
    text = event.choice.removeprefix("=") if isinstance(event, Tap) else event.text if isinstance(event, Words) else ""
    at = typed_time(library.words[person.language].named_times.get(text.casefold().strip(" .!"), text))
    if at is None:
        raise NotAllowed("no time of day")
    noted = replace(session, notes={**session.notes, "at": at.strftime("%H:%M")}, ticked=("0", "1", "2", "3", "4", "5", "6"))
    return _moved(person, noted, "timed", event, library)


def _chosen(person: Person, session: Session, event: Input, library: Library) -> Step:
    match event:
        case Tap(choice=choice) if choice[:1] == "+" and choice[1:] in "0123456":
            return _moved(person, toggled(session, "0123456", choice[1:]), "ticked", event, library)
        case Tap(choice="done") if session.ticked:
            return _moved(person, session, "chosen", event, library)
        case Tap(choice="workdays"):
            return _moved(person, replace(session, ticked=tuple("01234")), "chosen", event, library)
        case Words(text=text) if days := zones.typed_weekdays(text, library.words[person.language]):
            return _moved(person, replace(session, ticked=tuple(str(day) for day in days)), "chosen", event, library)
        case _:
            raise NotAllowed("no days")


def _zoned(person: Person, session: Session, event: Input, library: Library) -> Step:
    found = zones.understood(person, event)
    if isinstance(found, zones.Zone):
        known = replace(person, zone=found.zone, country=person.country or found.country or None)
        return _moved(known, session, "zoned", event, library)
    if not found:
        raise NotAllowed("no such place")
    return _moved(person, zones.offering(session, found), "asked", event, library)


def _done(person: Person, session: Session, at: datetime, library: Library) -> Step:
    hours, _, minutes = str(session.notes["at"]).partition(":")
    plan = Plan(time(int(hours), int(minutes)), tuple(int(day) for day in session.ticked) or EVERY_DAY)
    planned = replace(person, plan=plan)
    return Step(planned, session, (*_started(planned, at), screens.done(planned, session)))


def _switched(person: Person, session: Session, tap: Tap, library: Library) -> Step:
    if person.plan is None:
        raise NotAllowed("no plan to switch")
    if tap.choice == "off":
        return Step(replace(person, plan=None), None, (CancelTimer("plan:"), aside("plan-off")))
    switched = replace(person, plan=replace(person.plan, paused=tap.choice == "pause", missed=0))
    effects = _started(switched, tap.at) if tap.choice == "resume" else (CancelTimer("plan:"),)
    moved = replace(session, state=At.SHOWN.value, screen=session.screen + 1)
    return Step(switched, moved, (*effects, show(switched, moved, library)))


def show(person: Person, session: Session, library: Library) -> Reply:
    """The current screen again, as a new message."""
    match At(session.state):
        case At.TIME:
            return screens.time_asked(session, library)
        case At.DAYS:
            return screens.days_asked(session)
        case At.ZONE:
            return zones.asked(session)
        case At.SHOWN | At.DONE:
            return screens.shown(person, session)


# ------------------------------------------------------------------------------------------------------- commands
def pause(person: Person, session: Session | None, command: Command, library: Library) -> Step:
    """`/pause`: no reminders until they are taken up again."""
    if person.plan is None:
        return Step(person, session, (aside("plan-none"),))
    paused = replace(person, plan=replace(person.plan, paused=True))
    return Step(paused, session, (CancelTimer("plan:"), screens.paused()))


def stop(person: Person, session: Session | None, command: Command, library: Library) -> Step:
    """`/stop`: reminders end and so does the dialog; what is known stays until `/delete`."""
    effects = (CancelTimer("plan:"), CancelTimer("checkin:after"), CancelTimer("routine:"), screens.stopped())
    return Step(replace(person, plan=None), None, effects)


# ------------------------------------------------------------------------------------------------------- reminders
def _started(person: Person, at: datetime) -> tuple[Effect, ...]:
    """The timer of the next reminder, if there is to be one."""
    plan = person.plan
    if plan is None or plan.paused or person.zone is None:
        return (CancelTimer(REMINDER),)
    zone = ZoneInfo(person.zone)
    after = at if plan.reminded_on is None else max(at, moment(plan.reminded_on, plan.at, zone))
    return (StartTimer(REMINDER, next_due(after, plan.at, plan.days, zone)),)


def restarted(person: Person, at: datetime) -> tuple[Effect, ...]:
    """After unblocking or a change of zone the next reminder is planned anew."""
    return _started(person, at) if person.plan else ()


def on_timer(person: Person, session: Session | None, event: TimerDue, library: Library) -> Step:
    """A reminder is due; what comes too late or at night is passed by, and the next one is planned all the same."""
    plan = person.plan
    if plan is None or plan.paused or person.zone is None:
        return Step(person, session)
    zone = ZoneInfo(person.zone)
    if event.at - event.due > LATE or (is_quiet(event.at, zone) and not _chosen_at_night(plan)):
        return Step(person, session, _started(person, event.at) if event.key == REMINDER else ())
    good_until = _good_until(event, plan, zone)
    if event.key != REMINDER:
        return Step(person, session, (screens.reminder(good_until),))
    plan = replace(plan, missed=plan.missed + 1, reminded_on=event.due.astimezone(zone).date())
    if plan.missed > library.checkin.quiet_after_missed_days:
        asked = replace(person, plan=replace(plan, paused=True, missed=0))
        return Step(asked, session, (CancelTimer("plan:"), screens.asks_to_pause(good_until)))
    reminded = replace(person, plan=plan)
    return Step(reminded, session, (*_started(reminded, event.at), screens.reminder(good_until)))


def _good_until(event: TimerDue, plan: Plan, zone: ZoneInfo) -> datetime:
    """A reminder that Telegram or the network holds up is not sent late or into the night either."""
    late = event.due + LATE
    return late if _chosen_at_night(plan) else min(late, next_due(event.at, QUIET_FROM, EVERY_DAY, zone))


def _chosen_at_night(plan: Plan) -> bool:
    """A time that the person chose at night is their own choice."""
    return plan.at >= QUIET_FROM or plan.at < QUIET_UNTIL


def on_notice(person: Person, session: Session | None, tap: Tap, library: Library) -> Step:
    """A button under a reminder."""
    plan = person.plan
    seen = replace(person, plan=replace(plan, missed=0)) if plan else person
    match tap.choice:
        case "start":
            return Step(seen, session, (CancelTimer(SNOOZE),), Enter("routine"))
        case "later" if plan:
            return Step(seen, session, (StartTimer(SNOOZE, tap.at + SNOOZED_FOR), aside("plan-later")))
        case "skip":
            return Step(seen, session, (CancelTimer(SNOOZE), aside("plan-skipped")))
        case "resume" if plan:
            resumed = replace(seen, plan=replace(plan, paused=False, missed=0))
            return Step(resumed, session, (*_started(resumed, tap.at), aside("plan-resumed")))
        case "remind":
            return Step(seen, session, enter=Enter(NAME))
        case "leave":
            return Step(seen, session, (aside("plan-paused"),))
        case _:
            raise NotAllowed("an old reminder")
