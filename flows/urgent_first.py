"""Whoever has told a sign that may be an emergency is asked at once what decides it, by the shortest way there.

Where the usual cards would take too long, one card asks just the signs that decide.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from content.conditions import All, AnyOf, AtLeast, Condition, Findings, Not, Truth, open_findings
from content.library import Library
from content.schema import AS_A_LINE, Card, Rule
from flows.pairs import DECIDING

LIKELY, PLANNED, EXTRA = 0.5, 1.0, 1.1
"""What a card costs on the way: its group has been ticked; it will be asked anyway; it would be asked for this alone."""

WORTH_A_CARD_AWAY = 0.5
"""What deciding an emergency is worth with each card more that it takes: near ones are decided first."""

SOON = 6
"""An emergency should be found within so many cards."""

LIKELIER = 2
"""How much likelier a number or a choice comes out as an emergency has it than a single sign does."""

MOST_SIGNS = 8
"""Lines on the card that decides; what does not fit is asked the usual way."""

Way = tuple[str, ...]
"""Cards whose answers could make a condition true, in order."""

Open = Sequence[tuple[tuple[str, ...], float]]
"""Of each emergency that is open: the findings that decide it, and what deciding it is worth, the more the nearer it is."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """How far the questions have come.

    Attributes:
        ticked: groups that were ticked, and whose signs are not known yet.
        deciding: signs that the card that decides would ask.
    """

    answered: Collection[str]
    ticked: Collection[str]
    findings: Findings
    library: Library
    deciding: tuple[str, ...] = ()

    def card_for(self, finding: str) -> str:
        return DECIDING if finding in self.deciding else card_for(finding, self.answered, self.library).id

    def may_decide(self, finding: str) -> bool:
        """A sign or what may stand for one, not of a ticked group, and not one for other people than this one may be."""
        if finding in AS_A_LINE:
            return True
        card = self.library.card[self.library.card_of[finding]]
        for_others = card.only_if is not None and card.only_if.ask(self.findings) is Truth.NO
        return card.kind == "several" and card.id not in self.ticked and not for_others

    def cost(self, way: Way) -> float:
        return sum(self._cost(card) for card in way)

    def _cost(self, card: str) -> float:
        if card in self.ticked:
            return LIKELY
        return PLANNED if card in self.library.opening else EXTRA


def followed_up(answered: Collection[str], ticked: Sequence[Card], findings: Findings, library: Library) -> Iterator[Card]:
    """The cards that could decide the emergencies that have been hinted at.

    Ticked groups come first, since they are what the person has just spoken of; then the card that could decide most.
    """
    asked = _Asked(answered, {card.id for card in ticked}, findings, library)
    hinted = tuple(_hinted_at(asked))
    open_ = _open(hinted, asked)
    worth = _worth(open_, asked)
    if DECIDING not in answered and len(answered) + len(_asked_for(open_, asked)) > SOON:
        asked = replace(asked, deciding=_deciding(open_, asked))
        worth = _worth(_open(hinted, asked), asked)
    for card in sorted(worth, key=lambda card: (card not in asked.ticked, -worth[card])):
        yield _with_signs(library.card[card], asked.deciding) if card == DECIDING else library.card[card]


def _worth(open_: Open, asked: _Asked) -> dict[str, float]:
    """Of each card that could decide one of them, how much it is worth to ask it."""
    worth: dict[str, float] = {}
    for findings, each in open_:
        for card in dict.fromkeys(map(asked.card_for, findings)):
            likelier = LIKELIER if asked.library.card[card].kind in ("choice", "number") else 1
            worth[card] = worth.get(card, 0) + likelier * each
    return worth


def _asked_for(open_: Open, asked: _Asked) -> frozenset[str]:
    """All cards that would be asked to decide them, of a group both its overview and its own."""
    return frozenset(card for findings, _ in open_ for card in _cards(iter(findings), asked))


def _deciding(open_: Open, asked: _Asked) -> tuple[str, ...]:
    """The signs that could decide most of these, in the order in which the usual cards have them."""
    worth: dict[str, float] = {}
    for findings, each in open_:
        for flag in filter(asked.may_decide, findings):
            worth[flag] = worth.get(flag, 0) + each
    most = sorted(worth, key=lambda flag: -worth[flag])[:MOST_SIGNS]
    return tuple(flag for flag in asked.library.card_of if flag in most)


def _open(hinted: Sequence[Rule], asked: _Asked) -> Open:
    """Those that can still become true."""
    ways = ((rule, _way(rule.when, asked)) for rule in hinted)
    return [(tuple(open_findings(rule.when, asked.findings)), WORTH_A_CARD_AWAY ** asked.cost(way)) for rule, way in ways if way]


def _with_signs(card: Card, flags: tuple[str, ...]) -> Card:
    """The card that decides, with what it asks this time."""
    return card.model_copy(update={"kind": "several", "settles": flags})


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
        own, first = asked.library.card_of[finding], asked.card_for(finding)
        alone = first == DECIDING or len(asked.library.card[own].settles) == 1
        cards |= dict.fromkeys((first,) if alone else (first, own))
    return tuple(cards)
