"""What the triage found, in words: level, what to do now, why, what to tell the clinician, the number to call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from content.conditions import Findings, leaves
from content.library import Library
from content.schema import Level, Rule
from flows import session_plan
from flows.disposition import Outcome
from flows.programme import begun
from flows.screens import button, crisis_line, numbers_to_call, say
from flows.so_far import so_far
from flows.types import (
    Button,
    CancelTimer,
    Effect,
    Enter,
    KeepOutcome,
    Person,
    Reply,
    Say,
    Session,
    StartTimer,
    Step,
    Urgency,
)
from flows.whom import OTHER, is_other

RESUMED = "resumed"
"""Noted in a triage that goes on from what the last one found, without asking it again."""

LEADS_TO = {
    "session": Enter("routine"),
    "remind": Enter("plan"),
    "again": Enter("triage"),
    "country": Enter("settings", {"ask": "country"}),
}
"""Buttons under a result, and what each opens."""

TO_CALL = ("call-unknown-country", "call-country", "call-country-also", "crisis-default", "crisis-line")

MOST_REASONS = 3
"""Reasons told to the person; the clinician's summary has all of them."""

SPANS = (("years", 365), ("months", 30), ("weeks", 7), ("days", 1))
"""Units of a span of time and their days; from two of a unit on it is told in it."""


def found(session: Session, library: Library) -> tuple[Findings, Outcome]:
    """The findings and the outcome, computed from the answers."""
    known = so_far(session, library)
    return known.findings, known.outcome


# -------------------------------------------------------------------------------------------------- reaching a result
def reached(person: Person, session: Session, at: datetime, library: Library) -> Step:
    """The result is there: it is shown and kept, and the programme begins or ends with it."""
    findings, what = found(session, library)
    if is_other(session):
        return _reached_for_other(person, session, findings, what, at, library)
    age = findings.get("age_years")
    known = replace(person, age_years=int(age) if isinstance(age, int | float) else person.age_years)
    resumed = session.notes.get(RESUMED) is True
    moved = replace(known, programme=begun(known, findings, what, at, library, resumed=resumed))
    effects: list[Effect] = [CancelTimer("routine:"), *_replies(moved, session, findings, what, library)]
    effects.append(KeepOutcome(what.level, what.pressure, what.rules, what.unsure, what.cautions, library.version))
    effects += _timers("checkin:help", what.level, at, library)
    return Step(moved, session, tuple(effects))


def _reached_for_other(
    person: Person, session: Session, findings: Findings, what: Outcome, at: datetime, library: Library
) -> Step:
    """Nothing of it becomes the writer's own: no age, no programme, no reminder; the question about help is kept apart."""
    kept = KeepOutcome(what.level, what.pressure, what.rules, what.unsure, what.cautions, library.version, OTHER)
    timers = _timers("checkin:help_other", what.level, at, library)
    return Step(person, session, (*_replies(person, session, findings, what, library), kept, *timers))


def _timers(key: str, level: Level, at: datetime, library: Library) -> tuple[Effect, ...]:
    """After a referral that cannot wait, one question later: was help reached?"""
    if level in (Level.EMERGENCY, Level.URGENT):
        return (StartTimer(key, at + timedelta(hours=library.checkin.help_follow_up_hours)),)
    return (CancelTimer(key),)


# -------------------------------------------------------------------------------------------------- showing it
def shown(person: Person, session: Session, library: Library) -> Reply:
    """The result once more, in one message."""
    findings, what = found(session, library)
    return _replies(person, session, findings, what, library)[0]


def in_short(shown: Reply) -> Reply:
    """A result without its reasons: the level, and whom to call. Other screens stay as they are."""
    if not shown.text[0].id.startswith("result-"):
        return shown
    return replace(shown, text=tuple(one for place, one in enumerate(shown.text) if place == 0 or one.id in TO_CALL))


def _replies(person: Person, session: Session, findings: Findings, what: Outcome, library: Library) -> tuple[Reply, ...]:
    urgency = Urgency.DANGER if what.level in (Level.EMERGENCY, Level.URGENT) else Urgency.ANSWER
    first = Reply(
        tuple(_text(person, session, findings, what, library)),
        session.flow,
        session.screen,
        _buttons(what, findings, other=is_other(session)),
        urgency=urgency,
    )
    return (first,)


def _text(person: Person, session: Session, findings: Findings, what: Outcome, library: Library) -> Iterator[Say]:
    if "suicidal_thoughts" in what.rules:
        yield from _in_a_crisis(person, library)
        return
    yield say(f"result-{what.level}")
    if what.level is Level.SELF_CARE:
        yield from _self_care(findings, what)
        if is_other(session):
            yield say("result-for-other")
        else:
            yield from _neighbours(person, library)
        yield say("result-come-back")
        yield say("result-honest")
        return
    yield from _do_now(person, what, library)
    yield from _why(findings, what, library)
    yield from _to_tell(findings, what, library)
    yield _at_the_end(person, what, library)


def _at_the_end(person: Person, what: Outcome, library: Library) -> Say:
    """What matters most once more, since a phone shows the end of a long message."""
    match what.level:
        case Level.EMERGENCY:
            return say("result-stay-safe", call=numbers_to_call(person, library))
        case Level.URGENT:
            return say("result-today")
        case _:
            return say("result-watch")


def _in_a_crisis(person: Person, library: Library) -> Iterator[Say]:
    """A person, not a questionnaire."""
    yield say("result-crisis")
    yield crisis_line(person, library)
    yield numbers_to_call(person, library)
    yield say("result-crisis-stay")


def _do_now(person: Person, what: Outcome, library: Library) -> Iterator[Say]:
    if what.level is Level.EMERGENCY:
        yield numbers_to_call(person, library)
    if what.rules:
        yield say("result-do", do=say(f"rule-{what.leading}-do"))
    else:
        yield say("result-unsure-do", do=say(f"result-{what.level}-do"))
    match what.level:
        case Level.URGENT:
            yield from (say("result-before-it-closes"), say("result-bring"))
            yield say("result-if-worse", call=numbers_to_call(person, library))
        case Level.PHYSICIAN:
            yield say("result-within")


def _why(findings: Findings, what: Outcome, library: Library) -> Iterator[Say]:
    reasons = (what.rules or what.unsure)[:MOST_REASONS]
    yield say("result-why", reasons=tuple(say("result-reason", reason=say(f"rule-{rule}-why")) for rule in reasons))
    told = told_for([library.rule[rule] for rule in reasons], findings)
    if told:
        yield say("result-told", told=said(told, findings))
    if not what.rules:
        yield say("result-because-unsure")


def _to_tell(findings: Findings, what: Outcome, library: Library) -> Iterator[Say]:
    tell = tuple(say("result-reason", reason=say(f"rule-{rule}-tell")) for rule in (what.rules or what.unsure)[:MOST_REASONS])
    yield say("result-tell", person=about(findings), tell=tell)


def _self_care(findings: Findings, what: Outcome) -> Iterator[Say]:
    yield say(f"result-pressure-{what.pressure}")
    for caution in what.cautions[:MOST_REASONS]:
        yield say("result-caution", why=say(f"caution-{caution}-why"), how=say(f"caution-{caution}-how"))
    yield say("result-told", told=said(tuple(_worth_saying(findings)), findings))


def _neighbours(person: Person, library: Library) -> Iterator[Say]:
    """Which places share the pain, and why the sessions treat them too: likely patterns, no diagnosis."""
    programme = person.programme
    routine = library.routine_for(programme.region, programme.cause) if programme else None
    places = session_plan.neighbours(person, library)
    if routine is None or not places:
        return
    lines = tuple(
        say("result-neighbour", place=say(f"point-{point}-name"), why=say(f"routine-{routine.id}-neighbour-{point}"))
        for point in places
    )
    yield say("result-neighbours", lines=lines)


def _worth_saying(findings: Findings) -> Iterator[str]:
    for finding in ("region", "side", "cause", "duration_days", "pain_now"):
        if findings.get(finding) is not None:
            yield finding
    yield from (finding for finding, value in findings.items() if value is True)


def _buttons(what: Outcome, findings: Findings, *, other: bool) -> tuple[tuple[Button, ...], ...]:
    asks = (button("button-change", "review"), button("button-why-result", "why"))
    again = button("button-again", "again")
    summary = (button("button-summary", "summary"),)
    match what.level:
        case Level.SELF_CARE:
            can_go_on = findings.get("region") != "elsewhere" and not other
            on = ((button("button-start-session", "session"),), (button("button-remind", "remind"),)) if can_go_on else ()
            return (*on, asks, (again,))
        case Level.PHYSICIAN:
            return (summary, asks, (again,))
        case _:
            return (summary, (button("button-country", "country"),), asks)


# -------------------------------------------------------------------------------------------------- saying back
def told_for(rules: Iterable[Rule], findings: Findings) -> tuple[str, ...]:
    """The findings of a person that made these rules hold, each once."""
    told = [leaf.finding for rule in rules for leaf in leaves(rule.when) if findings.get(leaf.finding) not in (None, False)]
    return tuple(dict.fromkeys(told))


def said(which: Iterable[str], findings: Findings) -> tuple[Say, ...]:
    """Findings said back in a person's own terms, a line each."""
    return tuple(say("result-told-line", what=is_said(finding, findings)) for finding in which)


def is_said(finding: str, findings: Findings) -> Say:
    """One finding in words."""
    value = findings.get(finding)
    if isinstance(value, bool) or value is None:
        return say(f"finding-{finding}-is")
    if isinstance(value, str):
        return say(f"is-{finding}", value=say(f"choice_is-{finding}-{value}"))
    if finding == "duration_days":
        unit, days = next((unit, days) for unit, days in SPANS if value >= 2 * days or unit == "days")
        return say("is-duration_days", n=round(value / days), unit=unit)
    return say(f"is-{finding}", n=value)


def about(findings: Findings) -> tuple[Say, ...]:
    """Who this is, for the clinician: age, place, side, cause, since when, how bad."""
    wanted = ("age_years", "region", "elsewhere_site", "side", "cause", "onset", "duration_days", "pain_now")
    return said((finding for finding in wanted if findings.get(finding) is not None), findings)


def summary(person: Person, session: Session, library: Library) -> Reply:
    """Everything for the clinician: who, all signs told, all rules, and what was not certain."""
    findings, what = found(session, library)
    signs = said((finding for finding, value in findings.items() if value is True), findings)
    unsure = said((finding for finding, value in findings.items() if value is None), findings)
    denied = sum(value is False for value in findings.values())
    rules = tuple(say("result-reason", reason=say(f"rule-{rule}-tell")) for rule in (*what.rules, *what.unsure))
    text = [say("summary-head"), say("summary-person", person=about(findings))]
    text += [say("summary-signs", signs=signs)] if signs else [say("summary-no-signs")]
    text += [say("summary-unsure", unsure=unsure)] if unsure else []
    text += [say("summary-rules", rules=rules)] if rules else []
    text += [say("summary-foot", denied=denied, version=library.version)]
    return Reply(tuple(text), session.flow, session.screen, slot="summary")


__all__ = ["LEADS_TO", "about", "found", "is_said", "reached", "said", "shown", "summary", "told_for"]
