"""Which card comes next, and whether any is needed. The order follows from the rules: nobody maintains it by hand.

Whatever may be an emergency is followed up at once (`urgent_first.py`), then come the opening cards, then whatever the most
urgent rule still open wants to know. A rule that could change neither level nor pressure any more is not asked about. Each
turn uses up a card, so the dialog ends.
"""

from __future__ import annotations

from collections.abc import Iterator

from content.conditions import Findings, Truth, Value, open_findings
from content.library import Library
from content.schema import Card, Caution, Level, Pressure, Rule
from flows.pairs import NOT_SURE, Answers, confirmed, decided, held, signs
from flows.types import Answer
from flows.urgent_first import card_for, followed_up


def findings_of(given: Findings, answers: Answers, library: Library) -> dict[str, Value]:
    """All that is known, from what was said otherwise and from the cards. A sign once told is not untold by a card."""
    asked = decided(answers)
    told: dict[str, Value] = {**given, **confirmed(answers), **{flag: True for flag, value in asked.items() if value is True}}
    known = dict(told)
    for card_id, answer in answers:
        if card_id not in library.card:
            continue
        for group in _groups_to_ask(library.card[card_id], answer, library):
            for flag in group.settles:
                if known.get(flag) is False and flag not in asked:  # denied in words, which spares no card of its own
                    del known[flag]
        for finding, value in settled(library.card[card_id], answer, library).items():
            untold = known.get(finding) is True and told.get(finding) is True and value is not True
            if not untold and not (finding in asked and value is None):
                known[finding] = value
    return known


def _groups_to_ask(card: Card, answer: Answer, library: Library) -> Iterator[Card]:
    """The cards of ticked groups, and of all groups where the person was not sure."""
    ticked = answer if isinstance(answer, tuple) else (NOT_SURE,)
    for group in card.groups:
        if group in ticked or NOT_SURE in ticked:
            yield library.card[group]


def settled(card: Card, answer: Answer, library: Library) -> dict[str, Value]:
    """The findings that one answer settles."""
    if card.kind in ("choice", "number"):
        return {card.settles[0]: answer if not isinstance(answer, tuple) else None}
    if card.kind in ("confirm", "deciding"):
        return held(answer)
    ticked = answer if isinstance(answer, tuple) else (NOT_SURE,)
    if card.kind == "several":
        return signs(card.settles, ticked)
    return _settled_by_overview(card, ticked, library)


def _settled_by_overview(card: Card, ticked: tuple[str, ...], library: Library) -> dict[str, Value]:
    """Groups left unticked are settled as no; a ticked group of several signs is left to its own card."""
    known: dict[str, Value] = {}
    for group in card.groups:
        flags = library.card[group].settles
        if group in ticked and len(flags) == 1:
            known[flags[0]] = True
        elif group not in ticked and NOT_SURE not in ticked:
            known.update(dict.fromkeys(flags, False))
    return known


def next_card(answers: Answers, findings: Findings, library: Library) -> Card | None:
    """The next card to show, or None when nothing more can change the result."""
    answered = {card_id for card_id, _ in answers}
    for card in _candidates(answers, findings, library):
        if card.id not in answered:
            return card
    return None


def _candidates(answers: Answers, findings: Findings, library: Library) -> Iterator[Card]:
    answered = {card_id for card_id, _ in answers}
    ticked = tuple(_groups_just_ticked(answers, findings, library))
    if "region" in findings:
        yield from followed_up(answered, ticked, findings, library)
    waited_for = _waited_for(findings, library) if ticked else frozenset()
    yield from (group for group in ticked if not waited_for.isdisjoint(group.settles))
    yield from (library.card[card_id] for card_id in library.opening if _opens(library.card[card_id], findings, library))
    for one in undecided(findings, library):
        if isinstance(one, Rule) and "region" not in findings:
            continue
        for finding in open_findings(one.when, findings):
            yield card_for(finding, answered, library)


def _groups_just_ticked(answers: Answers, findings: Findings, library: Library) -> Iterator[Card]:
    for card_id, answer in answers:
        card = library.card.get(card_id)
        groups = _groups_to_ask(card, answer, library) if card else ()
        yield from (group for group in groups if any(flag not in findings for flag in group.settles))


def _waited_for(findings: Findings, library: Library) -> frozenset[str]:
    """Findings that could still change level or pressure."""
    if "region" not in findings:
        return frozenset(library.vocabulary.flags)
    return frozenset(finding for one in undecided(findings, library) for finding in open_findings(one.when, findings))


def _opens(card: Card, findings: Findings, library: Library) -> bool:
    if card.only_if is not None and card.only_if.ask(findings) is not Truth.YES:
        return False
    return any(finding not in findings for finding in settles_in_all(card, library))


def settles_in_all(card: Card, library: Library) -> tuple[str, ...]:
    """The findings of a card; of an overview, those of all its groups."""
    return tuple(flag for group in card.groups for flag in library.card[group].settles) or card.settles


def undecided(findings: Findings, library: Library) -> Iterator[Rule | Caution]:
    """Rules and cautions still unknown that could change level or pressure, most urgent first."""
    for rules in library.of_level.values():
        answers = [rule.ask(findings) for rule in rules]
        if Truth.YES in answers:
            return
        yield from (rule for rule, answer in zip(rules, answers, strict=True) if answer is Truth.UNKNOWN)
    strictest = min((c.pressure for c in library.cautions if c.ask(findings) is Truth.YES), key=_rank, default=Pressure.FULL)
    for caution in library.cautions:
        matters = Pressure(caution.pressure).rank < strictest.rank or bool(caution.stops)
        if matters and strictest is not Pressure.NONE and caution.ask(findings) is Truth.UNKNOWN:
            yield caution


def _rank(one: Level | Pressure) -> int:
    return one.rank
