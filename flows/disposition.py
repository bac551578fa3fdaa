"""From findings to level, pressure and reasons.

The most urgent rule that holds gives the level, the strictest rule or caution gives the pressure.
"""

from __future__ import annotations

from dataclasses import dataclass

from content.conditions import Findings, Truth, open_findings
from content.library import Library
from content.schema import Caution, Level, Pressure, Rule, Scope


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the triage found. `unsure`: rules that count with their `if_unsure` because the person could not say."""

    level: Level
    pressure: Pressure
    rules: tuple[str, ...]
    unsure: tuple[str, ...]
    cautions: tuple[str, ...]
    stops: tuple[str, ...]

    @property
    def leading(self) -> str | None:
        """The rule whose text is shown first."""
        return next(iter((*self.rules, *self.unsure)), None)


def emergency_found(findings: Findings, library: Library) -> bool:
    """Does a rule of level emergency hold already? Only those are asked of which a sign was told, or that need none."""
    told = {finding for finding, value in findings.items() if value is True}
    possible = [rule for rule, signs in library.emergencies if not signs.isdisjoint(told)]
    return any(rule.ask(findings) is Truth.YES for rule in (*possible, *library.emergencies_without_signs))


def outcome(findings: Findings, library: Library) -> Outcome:
    """Level, pressure and reasons, most urgent first. Rules that nobody asked about do not count."""
    fired = [rule for rule in library.by_urgency if rule.ask(findings) is Truth.YES]
    unsure = [rule for rule in library.by_urgency if _left_open(rule, findings)]
    unsure.sort(key=lambda rule: rule.if_unsure.rank)
    limits = [caution for caution in library.cautions if caution.ask(findings) is Truth.YES]
    perhaps = [caution for caution in library.cautions if _left_open(caution, findings)]
    level = min(
        [rule.level for rule in fired] + [rule.if_unsure for rule in unsure] + [Level.SELF_CARE],
        key=lambda one: one.rank,
    )
    return Outcome(
        level=level,
        pressure=_pressure(level, unsure, limits, perhaps),
        rules=tuple(rule.id for rule in fired),
        unsure=tuple(rule.id for rule in unsure),
        cautions=tuple(caution.id for caution in (*limits, *perhaps) if caution.if_unsure is not Pressure.FULL),
        stops=tuple(dict.fromkeys(stop for caution in (*limits, *perhaps) for stop in caution.stops)),
    )


def _left_open(one: Rule | Caution, findings: Findings) -> bool:
    """Asked to the end, and the person could not say what decides it."""
    if one.ask(findings) is not Truth.UNKNOWN:
        return False
    return next(open_findings(one.when, findings), None) is None


def _pressure(level: Level, unsure: list[Rule], limits: list[Caution], perhaps: list[Caution]) -> Pressure:
    if level is not Level.SELF_CARE:
        return Pressure.NONE
    classes = [Pressure.FULL]
    classes += [Pressure.LIGHT if caution.scope is Scope.SITE else Pressure(caution.pressure) for caution in limits]
    classes += [caution.if_unsure for caution in perhaps]
    classes += [Pressure.LIGHT] if unsure else []
    return min(classes, key=lambda one: one.rank)
