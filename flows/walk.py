"""Walks a patient written in finding ids (a vignette) through the real dialog, card by card, and scores the result.

A flag left out is no; a number or choice left out is "not sure". So any file of vignettes runs through the whole dialog
and not only through the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from content.conditions import Findings, Value, open_findings
from content.library import Library
from content.schema import AS_A_LINE, Card, Level, Pressure
from flows import engine, triage
from flows.pairs import is_ticked
from flows.questions import findings_of, undecided
from flows.result import found
from flows.types import Command, Event, Person, Session, Tap, Words

START = datetime(2026, 1, 5, 9, tzinfo=UTC)
MOST_TURNS = 400


@dataclass(frozen=True, slots=True)
class Walked:
    """Where the dialog led: `cards` are those answered, `asked` their ids in order.

    `useful`: findings that those cards settled and that a rule or caution still open was waiting for.
    """

    id: str
    level: str
    pressure: str
    rules: tuple[str, ...]
    asked: tuple[str, ...]
    gold: Mapping[str, Any] | None = None
    useful: int = 0

    @property
    def cards(self) -> int:
        """How many cards it took."""
        return len(self.asked)

    def line(self) -> dict[str, Any]:
        """What `--json` prints for it."""
        return {
            "id": self.id,
            "level": self.level,
            "pressure": self.pressure,
            "rules": list(self.rules),
            "cards": self.cards,
        }


def walk(vignette: Mapping[str, Any], library: Library) -> Walked:
    """Answers every card as this patient would, to the result.

    Raises:
        ValueError: the vignette has a finding or a value outside the vocabulary, or the dialog does not end.
    """
    findings = _checked(vignette, library)
    person, session = Person(id=1, consented_on=START), None
    step = engine.step(person, session, Command(START, "hurt"), library)
    useful = 0
    for _ in range(MOST_TURNS):
        assert step.session is not None  # noqa: S101  # a triage always has a session
        if step.session.state != triage.At.ASKING:
            return replace(_arrived(vignette, step.session, library), useful=useful)
        before = step.session
        event = answer(step.session, triage.current_card(step.session, library), findings, library)
        step = engine.step(step.person, step.session, event, library)
        useful += _newly_useful(before, step.session, library)
    raise ValueError(f"{vignette.get('id')}: the dialog does not end")


def _newly_useful(before: Session, after: Session | None, library: Library) -> int:
    """How many findings became known that something undecided was waiting for."""
    if after is None or len(after.answers) == len(before.answers):
        return 0
    known = findings_of(before.given, before.answers, library)
    new = set(findings_of(after.given, after.answers, library)) - set(known)
    waited_for = {finding for one in undecided(known, library) for finding in open_findings(one.when, known)}
    return len(new & waited_for)


def _checked(vignette: Mapping[str, Any], library: Library) -> Findings:
    findings = vignette.get("findings")
    if not isinstance(findings, Mapping):
        raise ValueError(f"{vignette.get('id')}: a vignette needs findings")
    for finding, value in findings.items():
        if not library.vocabulary.takes(finding, value):
            raise ValueError(f"{vignette.get('id')}: {finding} cannot be {value!r}")
    return findings


def _arrived(vignette: Mapping[str, Any], session: Session, library: Library) -> Walked:
    _, what = found(session, library)
    asked = tuple(card for card, _ in session.answers)
    return Walked(str(vignette.get("id")), what.level, what.pressure, what.rules, asked, vignette.get("gold"))


def answer(session: Session, card: Card, findings: Findings, library: Library) -> Event:
    """The next tap or word of this patient at this card: ticks one by one, then on."""
    match card.kind:
        case "choice" | "number":
            return _one_value(session, card, findings.get(card.settles[0]))
        case "confirm":
            return _tap(session, "=changed")
        case "several":
            wanted = [flag for flag in card.settles if is_ticked(flag, findings.get(flag))]
            unsure = any(findings.get(flag, None if flag in AS_A_LINE else False) is None for flag in card.settles)
        case "overview":
            groups = {group: library.card[group].settles for group in card.groups}
            wanted = [group for group, flags in groups.items() if any(_perhaps(findings, flag) for flag in flags)]
            unsure = False
    missing = next((one for one in wanted if one not in session.ticked), None)
    if missing is not None:
        return _tap(session, f"+{missing}")
    return _tap(session, "unsure" if unsure else "done" if wanted else "none")


def _perhaps(findings: Findings, flag: str) -> bool:
    return flag in findings and findings[flag] is not False


def _one_value(session: Session, card: Card, value: Value) -> Event:
    if value is None:
        return _tap(session, "unsure" if card.unsure else _LAST_RESORT[card.settles[0]])
    if isinstance(value, float):
        value = int(value)
    return Words(START, str(value)) if card.kind == "number" else _tap(session, f"={value}")


_LAST_RESORT = {"region": "=elsewhere", "cause": "=unsure"}


def _tap(session: Session, choice: str) -> Tap:
    return Tap(START, session.flow, session.screen, choice)


# --------------------------------------------------------------------------------------------------------- scoring
@dataclass(frozen=True, slots=True)
class Score:
    """How a set of vignettes came out; counts of vignettes with a gold standard."""

    scored: int
    exact: int
    accepted: int
    under: tuple[str, ...]
    unsafe: tuple[str, ...]
    over: tuple[str, ...]
    too_much_pressure: tuple[str, ...]
    benign: int
    benign_kept: int
    cards: tuple[int, ...]
    emergency_cards: tuple[int, ...]
    useful_per_card: float


def score(walked: Iterable[Walked]) -> Score:
    """Exact, accepted, under-triage, unsafe under-triage, over-triage and pressure violations."""
    everyone = list(walked)
    with_gold = [one for one in everyone if one.gold]
    benign = [one for one in with_gold if one.gold and one.gold["level"] == Level.SELF_CARE]
    return Score(
        scored=len(with_gold),
        exact=sum(_difference(one) == 0 for one in with_gold),
        accepted=sum(_accepted(one) for one in with_gold),
        under=tuple(one.id for one in with_gold if _difference(one) > 0 and not _accepted(one)),
        unsafe=tuple(one.id for one in with_gold if _unsafe(one)),
        over=tuple(one.id for one in with_gold if _difference(one) < 0 and not _accepted(one)),
        too_much_pressure=tuple(one.id for one in with_gold if _too_much(one)),
        benign=len(benign),
        benign_kept=sum(one.level == Level.SELF_CARE for one in benign),
        cards=tuple(sorted(one.cards for one in everyone)),
        emergency_cards=tuple(sorted(one.cards for one in everyone if one.level == Level.EMERGENCY)),
        useful_per_card=sum(one.useful for one in everyone) / max(1, sum(one.cards for one in everyone)),
    )


def _difference(one: Walked) -> int:
    """Above 0 the dialog was less urgent than the gold standard, below 0 more urgent."""
    assert one.gold is not None  # noqa: S101  # only called for those with gold
    return Level(one.level).rank - Level(one.gold["level"]).rank


def _accepted(one: Walked) -> bool:
    return _difference(one) == 0 or one.level in (one.gold or {}).get("accept", ())


def _unsafe(one: Walked) -> bool:
    return one.level == Level.SELF_CARE and (one.gold or {})["level"] in (Level.EMERGENCY, Level.URGENT)


def _too_much(one: Walked) -> bool:
    allowed = (one.gold or {}).get("pressure")
    return allowed is not None and Pressure(one.pressure).rank > Pressure(allowed).rank
