"""What a guided session looks like: one card a step, a countdown, and always the same way out."""

from __future__ import annotations

from content.library import Library
from content.schema import CheckinQuestion, Pressure
from flows.at_hand import equipment_rows, minutes_rows
from flows.screens import BACK, UNSURE, button, reply, rows_of, say
from flows.script import Phase
from flows.session_plan import Task, estimated_minutes
from flows.types import Button, Person, Reply, Say, Session

NAME = "routine"
BAR = 10
"""Dots of the countdown."""

NUMBERS = tuple(button("offer-pain_now", f"={n}", n=n) for n in range(11))
WAYS_OUT: tuple[tuple[Button, ...], ...] = (
    (button("routine_flow-pause", "pause"), button("routine_flow-skip", "skip"), button("routine_flow-back", "back")),
    (button("routine_flow-stop", "stop"), button("routine_flow-wrong", "wrong")),
)


def stopped(level: str) -> Reply:
    """No session: the last result said to be seen first."""
    rows = ((button("routine_flow-ask-again", "again"),),)
    return Reply((say(f"routine_flow-stopped-{level}"),), NAME, 0, rows, slot="aside")


def stop_said(rule: str) -> Reply:
    """What to do about a sign."""
    return Reply((say(f"stop-{rule}-do"),), NAME, 0, slot="aside")


# ---------------------------------------------------------------------------------------------------- before it
def plain(person: Person, session: Session) -> Reply:
    """Screens that show no more than a question and its buttons."""
    match session.state:
        case "equipment":
            return reply(session, "routine_flow-equipment", rows=equipment_rows(session))
        case "minutes":
            return reply(session, "routine_flow-minutes", rows=(*minutes_rows(), (BACK,)))
        case "pain":
            return reply(session, "routine_flow-pain", rows=(*numbers(), (BACK,)))
        case "after":
            return reply(session, "routine_flow-after", rows=(*numbers(), (UNSURE,)))
        case "stopping":
            return reply(session, "routine_flow-stopping", rows=_reasons())
        case "late":
            return reply(session, "routine_flow-late", rows=_go_on())
        case _:
            return reply(session, "routine_flow-over", rows=_remind(person))


def paused(session: Session, tasks: tuple[Task, ...], phase: Phase) -> Reply:
    """Paused, and where."""
    return reply(session, _head(tasks, phase), "routine_flow-paused", rows=_go_on())


def _head(tasks: tuple[Task, ...], phase: Phase) -> Say:
    return say("routine_flow-head", number=phase.task + 1, of=len(tasks), what=_named(tasks[phase.task]))


def numbers() -> tuple[tuple[Button, ...], ...]:
    """0 to 10."""
    return rows_of(NUMBERS, 6)


def _go_on() -> tuple[tuple[Button, ...], ...]:
    return (
        (button("routine_flow-continue", "continue"),),
        (button("routine_flow-stop", "stop"), button("routine_flow-wrong", "wrong")),
    )


def _reasons() -> tuple[tuple[Button, ...], ...]:
    return (
        (button("routine_flow-continue", "continue"),),
        (button("routine_flow-enough", "enough"), button("routine_flow-no-time", "time")),
        (button("routine_flow-hurts", "hurts"), button("routine_flow-danger", "danger")),
    )


def baseline_asked(session: Session, question: CheckinQuestion) -> Reply:
    """A question asked once, before the first session."""
    skip = (button("routine_flow-pass", "skip"),)
    rows = (*numbers(), skip) if question.type in ("nrs", "int") else (skip,)
    return reply(session, "routine_flow-baseline", f"checkin-{question.id}-ask", rows=rows)


def mode_asked(person: Person, session: Session, tasks: tuple[Task, ...], library: Library, *, first: bool) -> Reply:
    """What is planned today, and how to go through it."""
    lines = tuple(say("routine_flow-planned", number=n, what=_named(task)) for n, task in enumerate(tasks, 1))
    text: list[Say | str] = [say("routine_flow-today", minutes=estimated_minutes(tasks), lines=lines)]
    neighbours = [task for task in tasks if task.neighbour]
    text += [_why_neighbour(person, task, library) for task in neighbours]
    text += _never_pressed(person, library) if any(task.kind != "move" for task in tasks) else [say("routine_flow-moves-only")]
    text += ["routine_flow-honest"] if first else []
    text.append("routine_flow-how")
    rows = (
        (button("routine_flow-hands-free", "hands_free"),),
        (button("routine_flow-step", "step"),),
        (button("routine_flow-change", "change"), BACK),
    )
    return reply(session, *text, rows=rows)


def _named(task: Task) -> Say:
    if task.kind == "move":
        return say(f"move-{task.id}-name")
    return say("routine_flow-with", place=say(f"point-{task.id}-name"), technique=say(f"technique-{task.technique}-name"))


def _why_neighbour(person: Person, task: Task, library: Library) -> Say:
    programme = person.programme
    routine = library.routine_for(programme.region, programme.cause) if programme else None
    assert routine is not None  # noqa: S101  # the neighbour comes from it
    why = say(f"routine-{routine.id}-neighbour-{task.id}")
    return say("routine_flow-neighbour", place=say(f"point-{task.id}-name"), why=why)


def _never_pressed(person: Person, library: Library) -> list[Say | str]:
    region = person.programme.region if person.programme else ""
    sites = tuple(say("result-told-line", what=say(f"site-{s.id}-where")) for s in library.sites if region in s.regions)
    return [say("routine_flow-never", sites=sites)] if sites else []


# ---------------------------------------------------------------------------------------------------- while it runs
def phase_shown(
    person: Person,
    session: Session,
    tasks: tuple[Task, ...],
    phase: Phase,
    pressure: Pressure,
    left: int | None,
    library: Library,
) -> Reply:
    """One phase: what it is, how, and how long still."""
    task = tasks[phase.task]
    text = [_head(tasks, phase), *_body(session, task, phase, pressure, person, library)]
    if left is not None:
        text.append(say("routine_flow-left", left=left, bar=_bar(left, phase.seconds)))
    return reply(session, *text, rows=(*_asked(phase, session), *WAYS_OUT))


def _body(session: Session, task: Task, phase: Phase, pressure: Pressure, person: Person, library: Library) -> list[Say]:
    match phase.kind:
        case "ready" if task.kind == "move":
            return [say(f"move-{task.id}-how"), say("routine_flow-dose", dose=say(f"move-{task.id}-dose")), _mistake(task)]
        case "ready":
            return _ready(task, pressure, person, library)
        case "before":
            return [say("routine_flow-before")]
        case "press" | "roll":
            gentle = [say("routine_flow-half")] if session.notes.get("gentle") is True else []
            return [
                *gentle,
                say(f"routine_flow-{phase.kind}", number=phase.number, of=phase.of),
                say("routine_flow-breathe"),
            ]
        case "rest":
            return [say("routine_flow-rest", number=phase.number, of=phase.of)]
        case "move":
            return [say(f"move-{task.id}-how"), say("routine_flow-dose", dose=say(f"move-{task.id}-dose"))]
        case _:
            return [say("routine_flow-tenderness-after")]


def _ready(task: Task, pressure: Pressure, person: Person, library: Library) -> list[Say]:
    dose = library.techniques.dose
    low = dose.tenderness_target_min.light if pressure is Pressure.LIGHT else dose.tenderness_target_min.full
    high = dose.tenderness_max.light if pressure is Pressure.LIGHT else dose.tenderness_max.full
    if person.programme is not None and person.programme.region == "neck":
        low, high = min(low, dose.tenderness_max_neck), min(high, dose.tenderness_max_neck)
    return [
        say("routine_flow-find", find=say(f"point-{task.id}-find")),
        say("routine_flow-position", lines=say(f"point-{task.id}-{task.technique}")),
        say("routine_flow-avoid", avoid=say(f"point-{task.id}-avoid")),
        say(
            f"routine_flow-target-{task.kind}",
            low=low,
            high=high,
            seconds=task.seconds,
            times=task.times,
            pause=task.pause_s,
        ),
    ]


def _mistake(task: Task) -> Say:
    return say("routine_flow-mistake", mistake=say(f"move-{task.id}-mistake"))


def _bar(left: int, whole: int) -> str:
    full = round(BAR * left / whole) if whole else 0
    return "●" * min(BAR, full) + "○" * max(0, BAR - full)


def _asked(phase: Phase, session: Session) -> tuple[tuple[Button, ...], ...]:
    match phase.kind:
        case "ready":
            return ((button("routine_flow-start", "next"),),)
        case "before" | "after":
            return (
                *rows_of(NUMBERS, 6),
                (UNSURE, button("routine_flow-painful", "too_painful")) if phase.kind == "before" else (UNSURE,),
            )
        case "move":
            return ((button("routine_flow-move-done", "done"),),)
        case _:
            return ((button("routine_flow-painful", "too_painful"),),)


def wrong_asked(session: Session, library: Library) -> Reply:
    """What feels wrong?"""
    signs = [
        button("routine_flow-sign", f"={rule.id}", sign=say(f"stop-{rule.id}-sign")) for rule in library.techniques.stop_rules
    ]
    return reply(session, "routine_flow-what-wrong", rows=(*rows_of(signs), (BACK,)))


# ---------------------------------------------------------------------------------------------------- after it
def done(person: Person, session: Session, pain_after: int | None) -> Reply:
    """Praise in one line, what to expect, when to stop, and what comes next."""
    before = session.notes.get("pain_before")
    text: list[Say | str] = ["routine_flow-done"]
    if isinstance(before, int) and pain_after is not None:
        text.append(say("routine_flow-compared", before=before, after=pain_after))
    text += [say("routine_flow-expect", day=say("expect-after_day"), not_normal=say("expect-not_normal"))]
    text += [_advice(person)] if person.programme else []
    return reply(session, *text, rows=_remind(person))


def _remind(person: Person) -> tuple[tuple[Button, ...], ...]:
    return ((button("button-remind", "plan"),),) if person.plan is None else ()


def _advice(person: Person) -> Say:
    assert person.programme is not None  # noqa: S101  # only called with a programme
    family = {"arthritis": "arthritis_ageing", "ageing": "arthritis_ageing"}.get(person.programme.cause, person.programme.cause)
    return say("routine_flow-advice", advice=say(f"cause-{family}-advice"))
