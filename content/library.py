"""The immutable whole of the content: look-ups by id, and the checks that only the whole can make."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from content import schema
from content.conditions import Condition, Flag, leaves, needs_a_flag
from content.files import ContentError
from content.schema import Card, Cited
from content.texts import Texts


@dataclass(frozen=True, eq=False)
class Library:
    """Everything we know, checked. Two loaded from the same files have the same `version`, but are kept apart by identity."""

    vocabulary: schema.Vocabulary
    sources: Mapping[str, schema.Source]
    rules: tuple[schema.Rule, ...]
    cautions: tuple[schema.Caution, ...]
    tags: Mapping[str, schema.Tag]
    sites: tuple[schema.Site, ...]
    technique_cautions: tuple[schema.TechniqueCaution, ...]
    cards: tuple[Card, ...]
    opening: tuple[str, ...]
    lasting: schema.Lasting
    techniques: schema.Techniques
    points: tuple[schema.Point, ...]
    moves: tuple[schema.FinishingMove, ...]
    causes: tuple[schema.CauseFamily, ...]
    routines: tuple[schema.Routine, ...]
    checkin: schema.Checkin
    countries: schema.Countries
    words: Mapping[str, schema.Words]
    texts: Mapping[str, Texts]
    version: str

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages that have texts, sorted."""
        return tuple(sorted(self.texts))

    def language_for(self, wanted: str | None) -> str:
        """The language we have for a Telegram language code such as `de-AT`; English where we have none."""
        short = (wanted or "").split("-")[0].lower()
        return short if short in self.texts else "en"

    @cached_property
    def by_urgency(self) -> tuple[schema.Rule, ...]:
        """Rules, most urgent first, else in the order of the files."""
        return tuple(sorted(self.rules, key=lambda rule: rule.level.rank))

    @cached_property
    def of_level(self) -> Mapping[schema.Level, tuple[schema.Rule, ...]]:
        """Rules by level, most urgent first."""
        return {level: tuple(rule for rule in self.rules if rule.level is level) for level in schema.Level}

    @cached_property
    def emergencies(self) -> tuple[tuple[schema.Rule, frozenset[str]], ...]:
        """Rules of the level emergency, each with the signs it speaks of."""
        return tuple((rule, _signs(rule.when)) for rule in self.of_level[schema.Level.EMERGENCY])

    @cached_property
    def emergencies_without_signs(self) -> tuple[schema.Rule, ...]:
        """Those that can hold by choices and numbers alone, such as a sudden and severe pain."""
        return tuple(rule for rule, _ in self.emergencies if not needs_a_flag(rule.when))

    @cached_property
    def rule(self) -> Mapping[str, schema.Rule]:
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def card(self) -> Mapping[str, Card]:
        return {card.id: card for card in self.cards}

    @cached_property
    def overview_of(self) -> Mapping[str, str]:
        """Group card to the overview it stands in."""
        return {group: card.id for card in self.cards for group in card.groups}

    @cached_property
    def card_of(self) -> Mapping[str, str]:
        """Finding to the card that settles it by itself (not its overview)."""
        return {finding: card.id for card in self.cards for finding in card.settles}

    @cached_property
    def stale_after_h(self) -> Mapping[str, int]:
        """Card to the hours after which its answer is asked again; the cards of an overview's groups included."""
        return {
            one: card.stale_after_h for card in self.cards if card.stale_after_h is not None for one in (card.id, *card.groups)
        }

    @cached_property
    def stale_findings(self) -> Mapping[str, int]:
        """Finding to the hours after which it is asked again."""
        return {
            finding: hours
            for card, hours in self.stale_after_h.items()
            if card in self.card
            for finding in self.card[card].settles
        }

    @cached_property
    def point(self) -> Mapping[str, schema.Point]:
        return {point.id: point for point in self.points}

    @cached_property
    def finishing_move(self) -> Mapping[str, schema.FinishingMove]:
        return {move.id: move for move in self.moves}

    @cached_property
    def ladder(self) -> Mapping[int, schema.LadderStep]:
        return {step.step: step for step in self.techniques.ladder}

    @cached_property
    def _family(self) -> Mapping[str, schema.CauseFamily]:
        return {cause: family for family in self.causes for cause in family.covers}

    def family_of(self, cause: str | None) -> schema.CauseFamily:
        """The cause family of a choice of the vocabulary; the family `unsure` where nothing was said."""
        return self._family.get(cause or "unsure", self._family["unsure"])

    @cached_property
    def _routine(self) -> Mapping[tuple[str, str], schema.Routine]:
        return {(routine.region, routine.cause): routine for routine in self.routines}

    def routine_for(self, region: str, cause: str | None) -> schema.Routine | None:
        """The routine of a region and a cause choice; None where there is none (elsewhere)."""
        family = self.family_of(cause)
        return self._routine.get((region, family.id)) or self._routine.get((region, "desk_work"))

    def country(self, code: str | None) -> schema.Country | None:
        """A country by its ISO 3166 code."""
        return self.countries.numbers.get((code or "").upper())

    # ------------------------------------------------------------------------------------------------------- checks
    def check_references(self) -> None:
        """Every id that is used exists.

        Raises:
            ContentError: all mistakes, one a line.
        """
        mistakes = [
            *self._wrong_findings(),
            *self._wrong_sources(),
            *self._wrong_cards(),
            *self._wrong_lasting(),
            *self._wrong_routines(),
        ]
        mistakes += _twice("rule", (rule.id for rule in self.rules))
        mistakes += _twice("caution", (caution.id for caution in self.cautions))
        mistakes += _twice("card", (card.id for card in self.cards))
        if mistakes:
            raise ContentError("\n".join(mistakes))

    def _wrong_findings(self) -> Iterable[str]:
        for one in (*self.rules, *self.cautions):
            yield from self._wrong_condition(one.id, one.when)
            for example in one.examples:
                for finding, value in example.given.items():
                    if not self.vocabulary.takes(finding, value):
                        yield f"{one.id}: {finding} cannot be {value!r}"
        for card in self.cards:
            if card.only_if is not None:
                yield from self._wrong_condition(card.id, card.only_if)

    def _wrong_condition(self, where: str, condition: Condition) -> Iterable[str]:
        for leaf in leaves(condition):
            known = getattr(leaf, "of", None)
            if known is not None:
                strange = known - set(self.vocabulary.choices.get(leaf.finding, ()))
                if strange:
                    yield f"{where}: {leaf.finding} has no {sorted(strange)}"
            elif not self.vocabulary.takes(leaf.finding, None):
                yield f"{where}: there is no finding {leaf.finding!r}"

    def _wrong_sources(self) -> Iterable[str]:
        for where, cited in self._all_cited():
            for source in cited:
                if source.id not in self.sources:
                    yield f"{where}: there is no source {source.id!r}"

    def _all_cited(self) -> Iterable[tuple[str, tuple[Cited, ...]]]:
        yield from _cited(self.rules)
        yield from _cited(self.cautions)
        yield from _cited(self.sites)
        yield from _cited(self.cards)
        yield from _cited(self.moves)
        yield from _cited(self.causes)
        yield from _cited(self.routines)
        yield from _cited(self.techniques.techniques)
        yield from _cited(self.techniques.stop_rules)
        yield from _cited(self.techniques.evidence)
        yield from _cited(self.checkin.rescreen)
        yield from _cited(self.checkin.decisions)
        yield "ladder", self.techniques.ladder_sources
        yield "dose", self.techniques.dose.sources
        yield "lasting", self.lasting.sources
        yield "countries", self.countries.sources

    def _wrong_cards(self) -> Iterable[str]:
        settled = [finding for card in self.cards for finding in card.settles]
        yield from _twice("finding settled by two cards:", iter(settled))
        for finding in (*self.vocabulary.flags, *self._needed()):
            if finding not in settled:
                yield f"no card settles {finding!r}"
        for card in self.cards:
            for group in card.groups:
                if group not in self.card or self.card[group].kind != "several":
                    yield f"card {card.id}: {group!r} is no card of kind several"
        for card_id in self.opening:
            if card_id not in self.card:
                yield f"opening: there is no card {card_id!r}"

    def _wrong_lasting(self) -> Iterable[str]:
        for finding in self.lasting.findings:
            if finding not in self.vocabulary.flags and finding not in self.vocabulary.numbers:
                yield f"lasting: there is no sign and no number {finding!r}"
            if finding in self.stale_findings:
                yield f"lasting: {finding!r} is a danger sign, and asked again within hours"

    def _needed(self) -> set[str]:
        return {leaf.finding for one in (*self.rules, *self.cautions) for leaf in leaves(one.when)}

    def _wrong_routines(self) -> Iterable[str]:
        known = {technique.id for technique in self.techniques.techniques} | set(self.tags)
        for caution in self.cautions:
            yield from _missing(f"caution {caution.id}", "technique or tag", caution.stops, known)
        for routine in self.routines:
            points = (*routine.order, *(neighbour.point for neighbour in routine.neighbours))
            yield from _missing(f"routine {routine.id}", "point", points, self.point)
            yield from _missing(f"routine {routine.id}", "move", routine.finish, self.finishing_move)
        for region in self.vocabulary.choices["region"]:
            for cause in self.vocabulary.choices["cause"]:
                if region != "elsewhere" and self.routine_for(region, cause) is None:
                    yield f"no routine for {region} and {cause}"


class _WithSources(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def sources(self) -> tuple[Cited, ...]: ...


def _missing(where: str, what: str, used: Iterable[str], known: Container[str]) -> Iterator[str]:
    return (f"{where}: there is no {what} {one!r}" for one in used if one not in known)


def _cited(entries: Iterable[_WithSources]) -> Iterator[tuple[str, tuple[Cited, ...]]]:
    return ((one.id, one.sources) for one in entries)


def _twice(what: str, ids: Iterable[str]) -> Iterable[str]:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            yield f"{what} {one!r} stands twice"
        seen.add(one)


__all__ = ["Library"]


def _signs(condition: Condition) -> frozenset[str]:
    return frozenset(leaf.finding for leaf in leaves(condition) if isinstance(leaf, Flag))
