"""The programme: begun by a result, and changed by the first decision of `content/checkin.yaml` that holds after a check-in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from content.conditions import Findings, Value
from content.library import Library
from content.schema import Decision, Level
from flows.disposition import Outcome
from flows.measures import Course
from flows.schedule import local_date
from flows.screens import say
from flows.session_plan import NEEDS, sessions_done
from flows.types import Person, Programme, Say

STOPS = {"stop_emergency": "emergency", "stop_urgent": "urgent", "stop_physician": "physician"}


def begun(person: Person, findings: Findings, what: Outcome, at: datetime, library: Library, *, resumed: bool) -> Programme:
    """The programme that a result begins, or ends; `resumed`: the history was not asked again."""
    before = person.programme
    carried = _carried_on(before.findings, findings, library) if before else {}
    region, cause = str(findings.get("region")), str(findings.get("cause") or "unsure")
    goes_on = before is not None and (before.region, before.cause) == (region, cause)
    side = findings.get("side")
    return Programme(
        region=region,
        cause=cause,
        side=str(side) if side else None,
        pressure=what.pressure,
        stops=what.stops,
        cautions=what.cautions,
        findings={**carried, **findings},
        started=at,
        ladder=before.ladder if before and goes_on else 1,
        told_on=(before.told_on or before.started) if before and (carried or resumed) else at,
        stopped=None if what.level is Level.SELF_CARE else what.level.value,
        diary=before.diary if before else (),
    )


def _carried_on(before: Findings, findings: Findings, library: Library) -> dict[str, Value]:
    """Lasting findings told before that this triage ended too soon to ask about."""
    return {one: before[one] for one in library.lasting.findings if one not in findings and before.get(one) is True}


def course_of(person: Person, programme: Programme, at: datetime, library: Library) -> Course:
    """The person's course so far."""
    return Course(person, programme, library.checkin, at)


def decided(person: Person, programme: Programme, at: datetime, library: Library) -> Decision:
    """The first decision that holds; the last one always does."""
    course = course_of(person, programme, at, library)
    return next(one for one in library.checkin.decisions if course.holds(one.when))


def changed(person: Person, programme: Programme, decision: Decision, at: datetime, library: Library) -> Programme:
    """The programme after the decision."""
    rest = local_date(at, person.zone) + timedelta(days=decision.rest_days) if decision.rest_days else None
    flagged = {**programme.findings, decision.set_flag: True} if decision.set_flag else programme.findings
    ladder = _clipped(programme.ladder + decision.ladder, person, programme, at, library)
    return replace(
        programme,
        findings=flagged,
        ladder=ladder,
        rest_until=rest,
        moves_only=decision.action == "moves_only",
        stopped=STOPS.get(decision.action, programme.stopped),
    )


def _clipped(step: int, person: Person, programme: Programme, at: datetime, library: Library) -> int:
    """Within the ladder, what the class allows and what is at hand; knobs only after their waiting time."""
    dose = library.techniques.dose
    highest = dose.max_step_light if programme.pressure != "full" else max(library.ladder)
    step = max(1, min(step, highest))
    early = (at - programme.started).days < dose.min_days_before_knobs
    while step > 1 and not _reachable(library.ladder[step].technique, person, early=early):
        step -= 1
    return step


def _reachable(technique: str, person: Person, *, early: bool) -> bool:
    if technique == "knobbed_roller" and early:
        return False
    return NEEDS.get(technique, "") in ("", *(person.equipment or ()))


def progress(person: Person, at: datetime, library: Library) -> tuple[Say, ...]:
    """How far somebody has come, in a few plain lines."""
    programme = person.programme
    if programme is None or not programme.diary:
        return (say("progress-nothing"),)
    course = course_of(person, programme, at, library)
    lines = [say("progress-sessions", n=sessions_done(programme))]
    start, usual = course.measure("base_now"), course.measure("usual")
    if start is not None and usual is not None:
        lines.append(say("progress-pain", start=round(start), usual=round(usual)))
    elif start is not None:
        lines.append(say("progress-start", start=round(start)))
    rung = library.ladder[max(1, min(programme.ladder, max(library.ladder)))]
    lines.append(say("progress-step", step=rung.step, technique=say(f"technique-{rung.technique}-name")))
    if programme.rest_until is not None and local_date(at, person.zone) < programme.rest_until:
        lines.append(say("progress-rest", until=programme.rest_until))
    if programme.stopped:
        lines.append(say("progress-stopped", level=say(f"level-{programme.stopped}")))
    return (say("progress-head"), *lines, say("progress-foot"))
