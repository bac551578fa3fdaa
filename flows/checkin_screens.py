"""What check-ins and their notices look like."""

from __future__ import annotations

from datetime import datetime

from content.library import Library
from content.schema import CheckinQuestion, Decision, Pressure
from flows.routine_screens import numbers
from flows.screens import button, numbers_to_call, reply, rows_of, say
from flows.session_plan import step_today
from flows.types import Button, Person, Reply, Session, Urgency

NAME = "checkin"


def question_asked(session: Session, question: CheckinQuestion) -> Reply:
    """One question: numbers in two rows, options one below the other."""
    skip: tuple[Button, ...] = (button("routine_flow-pass", "skip"),)
    if question.type in ("nrs", "int"):
        return reply(session, f"checkin-{question.id}-ask", rows=(*numbers(), skip))
    options = [button(f"checkin-{question.id}-{option}", f"={option}") for option in question.options]
    return reply(session, f"checkin-{question.id}-ask", rows=(*rows_of(options), skip))


def decided(person: Person, session: Session, decision: Decision, library: Library, at: datetime) -> Reply:
    """What follows, and what the next session will be."""
    text = [say("check-thanks"), say("check-decision", decision=say(f"decision-{decision.id}"))]
    programme = person.programme
    assert programme is not None  # noqa: S101  # a decision is about a programme
    if programme.stopped:
        return reply(session, *text, rows=((button("routine_flow-ask-again", "again"),),))
    rung = step_today(programme, Pressure(programme.pressure), library)
    if programme.rest_until is not None:
        text.append(say("check-rest", until=programme.rest_until))
    text.append(say("check-next", step=rung.step, technique=say(f"technique-{rung.technique}-name")))
    remind = ((button("button-remind", "plan"),),) if person.plan is None else ()
    return reply(session, *text, rows=((button("button-start-session", "session"),), *remind))


def over(session: Session) -> Reply:
    """The check-in is over."""
    return reply(session, "check-over", rows=((button("button-start-session", "session"),),))


def offered() -> Reply:
    """The day after a session."""
    rows = ((button("check-start", "start"), button("check-in-three-hours", "later")),)
    return Reply((say("check-offer"),), NAME, 0, rows, slot="notice", urgency=Urgency.REMINDER)


def help_asked(*, other: bool) -> Reply:
    """A day after somebody was sent to get help; `other`: it was somebody else, of whom nothing more is known."""
    end = "_other" if other else ""
    rows = ((button("check-got-help", f"seen{end}"), button("check-not-yet", f"not_yet{end}")),)
    text = say("check-help-other" if other else "check-help")
    return Reply((text,), NAME, 0, rows, slot="notice", urgency=Urgency.REMINDER)


def help_again_other(person: Person, library: Library) -> Reply:
    """The other person has not reached help: since it is not known how urgent it was, the number comes too."""
    text = (say("check-help-again-other"), numbers_to_call(person, library))
    return Reply(text, NAME, 0, slot="notice", urgency=Urgency.DANGER)


def help_again(person: Person, library: Library) -> Reply:
    """Help has not been reached: what to do, said again, with the number."""
    programme = person.programme
    text = [say("check-help-again"), numbers_to_call(person, library)]
    if programme is not None and programme.stopped == "emergency":
        text.insert(1, say("check-help-now"))
    return Reply(tuple(text), NAME, 0, slot="notice", urgency=Urgency.DANGER)
