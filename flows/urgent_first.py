"""Whoever has told a sign that may be an emergency is asked at once what decides it, by the shortest way there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from content.conditions import All, AnyOf, AtLeast, Condition, Findings, Not, Truth, open_findings
from content.library import Library
from content.schema import Card, Rule

LIKELY, PLANNED, EXTRA = 0.5, 1.0, 1.1
"""What a card costs on the way: its group has been ticked; it will be asked anyway; it would be asked for this alone."""

WORTH_A_CARD_AWAY = 0.5
"""What deciding an emergency is worth with each card more that it takes: near ones are decided first."""

Way = tuple[str, ...]
"""Cards whose answers could make a condition true, in order."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """How far the questions have come. `ticked`: groups that were ticked, and whose signs are not known yet."""

    answered: Collection[str]
    ticked: Collection[str]
    findings: Findings
    library: Library

    def cost(self, way: Way) -> float:
        return sum(self._cost(card) for card in way)

    def _cost(self, card: str) -> float:
        if card in self.ticked:
            return LIKELY
        return PLANNED if card in self.library.opening else EXTRA


def followed_up(answered: Collection[str], ticked: Sequence[Card], findings: Findings, library: Library) -> Iterator[str]:
    """The cards that could decide the emergencies that have been hinted at.

    Ticked groups come first, since they are what the person has just spoken of; then the card that could decide most.
    """
    asked = _Asked(answered, {card.id for card in ticked}, findings, library)
    worth: dict[str, float] = {}
    for rule in _hinted_at(asked):
        way = _way(rule.when, asked)
        for finding in open_findings(rule.when, findings) if way else ():
            card = card_for(finding, answered, library).id
            worth[card] = worth.get(card, 0) + WORTH_A_CARD_AWAY ** asked.cost(way or ())
    yield from sorted(worth, key=lambda card: (card not in asked.ticked, -worth[card]))


def _hinted_at(asked: _Asked) -> Iterator[Rule]:
    """Emergencies that are still possible, and of which a sign has been told or may lie in a ticked group."""
    hinted = {flag for group in asked.ticked for flag in asked.library.card[group].settles if flag not in asked.findings}
    hinted |= {finding for finding, value in asked.findings.items() if value is True}
    for rule, signs in asked.library.emergencies:
        if not signs.isdisjoint(hinted) and rule.ask(asked.findings) is Truth.UNKNOWN:
            yield rule


def card_for(finding: str, answered: Collection[str], library: Library) -> Card:
    """The card that settles a finding: its overview first, then its own."""
    own = library.card_of[finding]
    overview = library.overview_of.get(own)
    return library.card[own if overview is None or overview in answered else overview]


def _way(condition: Condition, asked: _Asked) -> Way | None:
    """The cheapest cards that could make it true; None when none can."""
    match condition.ask(asked.findings), condition:
        case Truth.YES, _:
            return ()
        case Truth.NO, _:
            return None
        case _, Not(inner=inner):
            return _cards(open_findings(inner, asked.findings), asked) or None
        case _, All(parts=parts):
            return _together([_way(part, asked) for part in parts], asked)
        case _, AnyOf(parts=parts):
            return _together(_cheapest(parts, 1, asked), asked)
        case _, AtLeast(count=count, parts=parts):
            return _together(_cheapest(parts, count, asked), asked)
    return _cards(open_findings(condition, asked.findings), asked) or None


def _cheapest(parts: Sequence[Condition], count: int, asked: _Asked) -> list[Way | None]:
    ways = [way for way in (_way(part, asked) for part in parts) if way is not None]
    return [*sorted(ways, key=asked.cost)[:count], *[None] * (count - len(ways))]


def _together(ways: Sequence[Way | None], asked: _Asked) -> Way | None:
    """All of these: ticked groups first, since they are what the person has just spoken of."""
    cards: dict[str, None] = {}
    for way in ways:
        if way is None:
            return None
        cards |= dict.fromkeys(way)
    return tuple(sorted(cards, key=lambda card: card not in asked.ticked))


def _cards(findings: Iterator[str], asked: _Asked) -> Way:
    cards: dict[str, None] = {}
    for finding in findings:
        own = asked.library.card_of[finding]
        first = card_for(finding, asked.answered, asked.library).id
        alone = len(asked.library.card[own].settles) == 1
        cards |= dict.fromkeys((first,) if alone else (first, own))
    return tuple(cards)
