"""What the reminder dialog and the reminders themselves look like."""

from __future__ import annotations

from datetime import datetime, time

from content.library import Library
from flows.screens import BACK, button, listed, reply, rows_of, say, standing, tick
from flows.types import Button, Person, Reply, Say, Session, Urgency

NAME = "plan"
DAYS = range(7)
MORE_TIMES = (time(7), time(12, 30), time(21))


def time_asked(session: Session, library: Library) -> Reply:
    """At what time?"""
    usual = [time.fromisoformat(at) for at in library.checkin.default_times]
    offers = sorted({*usual, *MORE_TIMES})
    times = [button("plan-at", f"={at:%H:%M}", at=at) for at in offers]
    return reply(session, "plan-time", rows=rows_of(times, 3))


def days_asked(session: Session) -> Reply:
    """On which days?"""
    ticks = [tick(session, str(day), standing(f"day-{day}")) for day in DAYS]
    on = (button("button-done", "done"),) if session.ticked else ()
    return reply(session, "plan-days", rows=(*rows_of(ticks, 4), on, (button("plan-workdays", "workdays"),), (BACK,)))


def days_said(days: tuple[int, ...]) -> Say:
    """The days in words."""
    if days == tuple(DAYS):
        return say("plan-every-day")
    return say("plan-on-days", days=listed([say(f"day-{day}") for day in days]))


def shown(person: Person, session: Session) -> Reply:
    """The plan there is."""
    assert person.plan is not None  # noqa: S101  # whoever drops the plan leaves the dialog
    switch = button("plan-resume", "resume") if person.plan.paused else button("plan-pause", "pause")
    state = "plan-shown-paused" if person.plan.paused else "plan-shown"
    text = say(state, at=person.plan.at, days=days_said(person.plan.days), zone=person.zone or "")
    return reply(session, text, rows=((button("plan-change", "change"), switch), (button("plan-delete", "off"),)))


def done(person: Person, session: Session) -> Reply:
    """Set; from now on the reminders come."""
    assert person.plan is not None  # noqa: S101  # it has just been set
    text = say("plan-done", at=person.plan.at, days=days_said(person.plan.days), zone=person.zone or "")
    return reply(session, text, rows=((button("plan-change", "change"),),))


def reminder(good_until: datetime) -> Reply:
    """The reminder: one sentence and three buttons."""
    rows: tuple[tuple[Button, ...], ...] = (
        (button("plan-start", "start"),),
        (button("plan-in-an-hour", "later"), button("plan-not-today", "skip")),
    )
    return Reply((say("plan-reminder"),), NAME, 0, rows, "reminder", urgency=Urgency.REMINDER, good_until=good_until)


def asks_to_pause(good_until: datetime) -> Reply:
    """Several reminders went unanswered: reminders are paused rather than sent on and on."""
    rows = ((button("plan-resume", "resume"), button("plan-leave-paused", "leave")),)
    return Reply((say("plan-quiet"),), NAME, 0, rows, "reminder", urgency=Urgency.REMINDER, good_until=good_until)


def paused() -> Reply:
    """Paused by command."""
    return Reply((say("plan-paused"),), NAME, 0, ((button("plan-resume", "resume"),),), slot="aside")


def stopped() -> Reply:
    """Stopped by command."""
    return Reply((say("plan-stopped"),), NAME, 0, ((button("plan-remind-again", "remind"),),), slot="aside")
