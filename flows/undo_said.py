"""What `/undo` says: what was taken back, and what cannot be."""

from __future__ import annotations

from content.library import Library
from content.schema import Level
from flows import result, routine, settings, triage
from flows.plan_screens import days_said
from flows.screens import crisis_line, numbers_to_call, say
from flows.so_far import so_far
from flows.trail import LAST_ANSWER
from flows.types import Before, Person, Reply, Say, Session, Urgency

PRESSED = (routine.At.RUNNING, routine.At.PAUSED, routine.At.LATE, routine.At.WRONG, routine.At.STOPPING, routine.At.AFTER)


def _aside(*text: Say, urgency: Urgency = Urgency.ANSWER) -> Reply:
    return Reply(text, "info", 0, slot="aside", urgency=urgency)


def danger_first() -> Reply:
    """Danger is being asked about: that question is not passed by."""
    return _aside(say("undo-danger-first"))


def pressed() -> Reply:
    """The body cannot be undone."""
    return _aside(say("undo-pressed"))


def nothing(*, idle: bool = False) -> Reply:
    """There is no step left to take back."""
    return _aside(say("undo-nothing"), *((say("misfit-idle"),) if idle else ()))


def answer(person: Person, session: Session, before: Session, library: Library) -> tuple[Reply, ...]:
    """The answer to a card was taken back."""
    card = session.answers[len(before.answers)][0]
    return (_with_advice(person, session, say("undo-answer", name=_name(card, library)), library),)


def _name(card: str, library: Library) -> Say:
    return say(f"card-{card}-label") if card in library.overview_of else say(f"review-name-{card}")


def step(
    person: Person, session: Session | None, known: Person, back: Session | None, before: Before, library: Library
) -> tuple[Reply, ...]:
    """Any other step was taken back. Advice on danger that it led to is said again, never dropped in silence."""
    said = _taken_back(person, session, known, back, before, library)
    return (_with_advice(person, session, said, library),)


def _taken_back(
    person: Person, session: Session | None, known: Person, back: Session | None, before: Before, library: Library
) -> Say:
    told = _told(session, back, library) if "given" in before.fields else ()
    values = _values(known, before, library)
    if told:
        return say("undo-story", what=told)
    if values:
        return say("undo-values", values=values)
    if session is not None and session.flow == routine.NAME and session.state in PRESSED:
        return say("undo-pressed")
    if LAST_ANSWER in before.fields and session is not None:
        return say("undo-answer", name=_name(session.answers[-1][0], library))
    if before.fields == ("ticked",):
        return say("undo-tick")
    if not before.fields and not before.of_person:
        return say("undo-notice")
    return say("undo-done") if back is not None else say("undo-closed")


def _told(session: Session | None, back: Session | None, library: Library) -> tuple[Say, ...]:
    """What typed words had filled in."""
    if session is None or back is None or session.flow != triage.NAME or back.flow != triage.NAME or session.began != back.began:
        return ()
    findings = so_far(session, library).findings
    gone = [one for one, value in session.given.items() if one not in back.given or back.given[one] != value]
    return result.said(gone, findings)


def _values(known: Person, before: Before, library: Library) -> tuple[Say, ...]:
    """Settings and reminders, as they are again."""
    of = {one.value: one for one in settings.At} | {"age_years": settings.At.AGE}
    lines = [
        say("settings-line", name=say(f"settings-name-{of[one]}"), value=settings.value_said(known, of[one], library))
        for one in before.of_person
        if one in of and "programme" not in before.of_person
    ]
    if "plan" in before.of_person:
        lines.append(_plan(known))
    return tuple(lines)


def _plan(known: Person) -> Say:
    if known.plan is None:
        return say("undo-plan-none")
    return say("undo-plan-paused" if known.plan.paused else "undo-plan", at=known.plan.at, days=days_said(known.plan.days))


def _with_advice(person: Person, session: Session | None, said: Say, library: Library) -> Reply:
    if session is None or session.flow != triage.NAME or session.state not in (triage.At.EMERGENCY, triage.At.RESULT):
        return _aside(said)
    _, what = result.found(session, library)
    if what.level is Level.SELF_CARE:
        return _aside(said)
    advice = [say("undo-advice", level=say(f"level-{what.level}"))]
    if "suicidal_thoughts" in what.rules:
        advice = [say("undo-advice-crisis"), crisis_line(person, library)]
    calls = [numbers_to_call(person, library)] if what.level is Level.EMERGENCY else []
    return _aside(said, *advice, *calls, urgency=Urgency.DANGER if calls else Urgency.ANSWER)
