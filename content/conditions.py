"""The language of `when:` and its three-valued answer.

A condition is a tree of flag, choice, number, not, all, any, at_least. There is no expression language: what cannot be
said here is discussed, not programmed around. A finding that is missing was not asked; `None` was asked and the person
could not say; both answer UNKNOWN, never NO.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

Value = bool | int | float | str | None
Findings = Mapping[str, Value]


class Truth(IntEnum):
    """NO < UNKNOWN < YES, so that `all` is the minimum and `any` the maximum."""

    NO = 0
    UNKNOWN = 1
    YES = 2


NO, UNKNOWN, YES = Truth.NO, Truth.UNKNOWN, Truth.YES  # every turn asks hundreds of conditions; this is a third of it


@dataclass(frozen=True, slots=True)
class Flag:
    """YES when the finding is present."""

    finding: str

    def ask(self, findings: Findings) -> Truth:
        known = findings.get(self.finding)
        if known is None:
            return UNKNOWN
        return YES if known else NO


@dataclass(frozen=True, slots=True)
class Choice:
    """YES when the chosen value is one of `of`; `if_unknown` says that a person who cannot tell counts as YES."""

    finding: str
    of: frozenset[str]
    if_unknown: bool = False

    def ask(self, findings: Findings) -> Truth:
        if self.finding not in findings:
            return UNKNOWN
        known = findings[self.finding]
        if known is None:
            return YES if self.if_unknown else UNKNOWN
        return YES if known in self.of else NO


@dataclass(frozen=True, slots=True)
class Number:
    """YES when the number lies between `min` and `max`, both included, in the unit of the finding's name."""

    finding: str
    min: float | None = None
    max: float | None = None
    if_unknown: bool = False

    def ask(self, findings: Findings) -> Truth:
        if self.finding not in findings:
            return UNKNOWN
        known = findings[self.finding]
        if known is None or isinstance(known, str):
            return YES if self.if_unknown else UNKNOWN
        low = self.min is None or known >= self.min
        high = self.max is None or known <= self.max
        return YES if low and high else NO


_MIRRORED = {NO: YES, UNKNOWN: UNKNOWN, YES: NO}


@dataclass(frozen=True, slots=True)
class Not:
    """The mirror image."""

    inner: Condition

    def ask(self, findings: Findings) -> Truth:
        return _MIRRORED[self.inner.ask(findings)]


@dataclass(frozen=True, slots=True)
class All:
    """As true as the least true of its parts."""

    parts: tuple[Condition, ...]

    def ask(self, findings: Findings) -> Truth:
        least = YES
        for part in self.parts:
            answer = part.ask(findings)
            if answer is NO:
                return NO
            if answer is UNKNOWN:
                least = UNKNOWN
        return least


@dataclass(frozen=True, slots=True)
class AnyOf:
    """As true as the truest of its parts."""

    parts: tuple[Condition, ...]

    def ask(self, findings: Findings) -> Truth:
        most = NO
        for part in self.parts:
            answer = part.ask(findings)
            if answer is YES:
                return YES
            if answer is UNKNOWN:
                most = UNKNOWN
        return most


@dataclass(frozen=True, slots=True)
class AtLeast:
    """YES when `count` parts are, UNKNOWN when they still could be."""

    count: int
    parts: tuple[Condition, ...]

    def ask(self, findings: Findings) -> Truth:
        answers = [part.ask(findings) for part in self.parts]
        if answers.count(YES) >= self.count:
            return YES
        possible = len(answers) - answers.count(NO)
        return UNKNOWN if possible >= self.count else NO


Condition = Flag | Choice | Number | Not | All | AnyOf | AtLeast


def parse(node: Any, shared: Mapping[str, Any] | None = None) -> Condition:
    """A condition from what the YAML file says; `{use: name}` stands for a named part in `shared`.

    Raises:
        ValueError: naming the node that is not of the language.
    """
    match node:
        case {"flag": str(finding), **rest} if not rest:
            return Flag(finding)
        case {"choice": str(finding), "of": list(of), **rest} if not set(rest) - {"if_unknown"}:
            return Choice(finding, frozenset(of), _boolean(rest.get("if_unknown", False), node))
        case {"number": str(finding), **rest} if rest and not set(rest) - {"min", "max", "if_unknown"}:
            return _number(finding, rest, node)
        case {"use": str(name), **rest} if not rest:
            return _shared(name, shared)
        case _:
            return _compound(node, shared)


def _compound(node: Any, shared: Mapping[str, Any] | None) -> Condition:
    match node:
        case {"not": inner, **rest} if not rest:
            return Not(parse(inner, shared))
        case {"all": [*parts], **rest} if parts and not rest:
            return All(tuple(parse(part, shared) for part in parts))
        case {"any": [*parts], **rest} if parts and not rest:
            return AnyOf(tuple(parse(part, shared) for part in parts))
        case {"at_least": int(count), "of": [*parts], **rest} if 0 < count <= len(parts) and not rest:
            return AtLeast(count, tuple(parse(part, shared) for part in parts))
        case _:
            raise ValueError(f"not a condition: {node!r}")


def _boolean(value: Any, node: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"if_unknown is true or false in {node!r}")
    return value


def _number(finding: str, rest: Mapping[Any, Any], node: Any) -> Number:
    low, high = rest.get("min"), rest.get("max")
    if low is None and high is None:
        raise ValueError(f"a number needs min or max: {node!r}")
    if low is not None and high is not None and low > high:
        raise ValueError(f"min is above max: {node!r}")
    return Number(finding, low, high, _boolean(rest.get("if_unknown", False), node))


def _shared(name: str, shared: Mapping[str, Any] | None) -> Condition:
    if not shared or name not in shared:
        raise ValueError(f"there is no shared condition {name!r}")
    return parse(shared[name], shared)


def leaves(condition: Condition) -> Iterator[Flag | Choice | Number]:
    """Every flag, choice and number of the tree, in the order they were written."""
    match condition:
        case Not(inner=inner):
            yield from leaves(inner)
        case All(parts=parts) | AnyOf(parts=parts) | AtLeast(parts=parts):
            for part in parts:
                yield from leaves(part)
        case _:
            yield condition


def needs_a_flag(condition: Condition) -> bool:
    """Whether it can be YES only where a flag is present, whatever else is known."""
    match condition:
        case Flag():
            return True
        case All(parts=parts):
            return any(map(needs_a_flag, parts))
        case AnyOf(parts=parts):
            return all(map(needs_a_flag, parts))
        case AtLeast(count=count, parts=parts):
            return sum(not needs_a_flag(part) for part in parts) < count
        case _:
            return False


def negated_flags(condition: Condition, *, under_not: bool = False) -> Iterator[str]:
    """Flags that stand under an odd number of `not`: with them, more of a sign could mean less urgency."""
    match condition:
        case Not(inner=inner):
            yield from negated_flags(inner, under_not=not under_not)
        case All(parts=parts) | AnyOf(parts=parts) | AtLeast(parts=parts):
            for part in parts:
                yield from negated_flags(part, under_not=under_not)
        case Flag(finding=finding) if under_not:
            yield finding
        case _:
            return


def open_findings(condition: Condition, findings: Findings) -> Iterator[str]:
    """Findings not asked yet that could still decide the condition, in the order they were written."""
    if condition.ask(findings) is not UNKNOWN:
        return
    match condition:
        case Not(inner=inner):
            yield from open_findings(inner, findings)
        case All(parts=parts) | AnyOf(parts=parts) | AtLeast(parts=parts):
            for part in parts:
                yield from open_findings(part, findings)
        case _:
            if condition.finding not in findings:
                yield condition.finding
