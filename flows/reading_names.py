"""Which place, cause, side and start typed words name.

Of several causes the one that is said most plainly counts: a word right behind "from", "because" or "after" more than one that
stands alone, and that more than an everyday word such as "walk". Between equals `cause_precedence` of the words decides. Of
several places the first that is said to hurt counts. This and everything else that was said goes into learned weights
(`learned.py`), which have the last word on cause and place.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from flows.clauses import Clause, Spot
from flows.learned import Opinion, agreed, evidence, opinion
from flows.tokens import Lexicon

OUTSIDE = "elsewhere"
"""The place that is taken only where no other is named: "my neck hurts and I have a headache" is about the neck."""

MISHAP = "accident"
WORST = 10

BLAMED_BACK = 4
"""Tokens before a cause in which "from" or "because" makes it the one that is blamed."""

PAIN_NEAR = 6
"""Tokens between a place outside and a pain in it, where it comes before any other place: "an ache in my chest and neck"."""

NONE = "none"
"""Learned from messages that tell no place, or no cause."""

AS_LIKELY, HARDLY_ANY = 0.5, 0.97
"""How likely none must be for none to be taken over, and where the lists have found one all the same."""

LEAST_WORDS = 3
"""In fewer there is nothing to go by but what the lists find: "back" may be a place or a wish."""


def says_enough(clauses: tuple[Clause, ...]) -> bool:
    """Are there words enough for the learned readers?"""
    return sum(len(clause.tokens) for clause in clauses) >= LEAST_WORDS


def names_read(clauses: tuple[Clause, ...], lexicon: Lexicon, said: Mapping[str, Opinion]) -> Iterator[tuple[str, str]]:
    """Pairs of finding and option that may be taken over. `said`: what the learned readers say of place and cause."""
    enough = says_enough(clauses)
    for finding in lexicon.choices:
        spots = [(clause, spot) for clause in clauses for spot in _named(clause, finding, lexicon)]
        value = chosen = _chosen(finding, spots, lexicon)
        if finding in said and (chosen or enough):
            value = _unless_none(said[finding], HARDLY_ANY if chosen else AS_LIKELY)
        if value is not None:
            yield finding, value


def likely_names(said: Mapping[str, Opinion]) -> Iterator[tuple[str, str]]:
    """The likeliest place and cause, told plainly enough to be taken over or not, as in "my back aches"."""
    for finding, opinions in said.items():
        value = _unless_none(opinions, HARDLY_ANY)
        if value is not None:
            yield finding, value


def said_of_names(clauses: tuple[Clause, ...], lexicon: Lexicon, heard: Mapping[str, Opinion]) -> Iterator[tuple[str, Opinion]]:
    """What learned weights, and the encoder where it has `heard` the message, make of place and cause together."""
    for finding, of in EVIDENCE.items():
        learned = lexicon.words.learned.get(finding)
        if learned is not None and clauses:
            mine = opinion(learned, of(clauses, lexicon))
            yield finding, agreed([mine, heard[finding]] if finding in heard else [mine])


def _chosen(finding: str, spots: list[tuple[Clause, Spot]], lexicon: Lexicon) -> str | None:
    return _blamed(spots, lexicon) if finding == "cause" else _first(spots, lexicon)


def _unless_none(said: Opinion, bound: float) -> str | None:
    """The likeliest of the others, unless none is as likely as the bound."""
    if math.exp(said.get(NONE, -math.inf)) >= bound:
        return None
    return max((one for one in said if one != NONE), key=lambda one: said[one])


def _named(clause: Clause, finding: str, lexicon: Lexicon) -> Iterator[Spot]:
    """In the order in which they stand; of two at the same place the longer name."""
    spots, _ = lexicon.choices[finding].found(clause.tokens)
    for spot in sorted(spots, key=lambda one: (one.start, -one.length)):
        if not spot.unclear and not clause.denies_name(spot):
            yield spot


def _first(spots: list[tuple[Clause, Spot]], lexicon: Lexicon) -> str | None:
    """The first one that is plainly meant; then one that is somebody else's, long past or said with an everyday word."""
    plain = [(clause, spot) for clause, spot in spots if not _aside(clause, spot, lexicon)]
    if plain and plain[0][1].id == OUTSIDE and _hurts(*plain[0]):
        return OUTSIDE
    named = [(clause, spot) for clause, spot in (*plain, *spots) if spot.id != OUTSIDE]
    sore = [spot.id for clause, spot in plain if spot.id != OUTSIDE and _sore(clause, spot)]
    return next(iter((*sore, *(spot.id for _, spot in named), *(OUTSIDE for _ in spots))), None)


def _sore(clause: Clause, spot: Spot) -> bool:
    """Does a word for pain or a score stand right behind it, or such a word before it: "with the arms up my neck hurts"?"""
    behind = clause.tokens[spot.start + spot.length :][:1]
    if behind and behind[0].isdecimal() and int(behind[0]) <= WORST:
        return True
    return any(-2 <= place - spot.start - spot.length < 3 or 0 < spot.start - place <= 3 for place in clause.pains)


def _aside(clause: Clause, spot: Spot, lexicon: Lexicon) -> bool:
    return spot.weak or clause.long_ago(spot) or clause.about_another(spot, lexicon)


def _hurts(clause: Clause, spot: Spot) -> bool:
    """Is the pain said to be in this very place?"""
    return any(abs(place - spot.start) <= PAIN_NEAR for place in clause.pains)


def cause_evidence(clauses: tuple[Clause, ...], lexicon: Lexicon) -> dict[str, float]:
    """All that speaks for one cause or another: the words themselves, and what the lists find in them."""
    spots = [(clause, spot) for clause in clauses for spot in _named(clause, "cause", lexicon)]
    told = [f"blamed {_blamed(spots, lexicon)}"]
    for clause, spot in spots:
        told += [spot.id, f"{'weak' if spot.weak else 'plain'}{' marked' if _marked(clause, spot) else ''} {spot.id}"]
    return evidence((clause.tokens for clause in clauses), told)


def place_evidence(clauses: tuple[Clause, ...], lexicon: Lexicon) -> dict[str, float]:
    """All that speaks for one place or another: the words, the places named, and which of them the lists would choose."""
    spots = [(clause, spot) for clause in clauses for spot in _named(clause, "region", lexicon)]
    chosen, plain = _first(spots, lexicon), [spot.id for clause, spot in spots if not _aside(clause, spot, lexicon)]
    told = {f"chosen {chosen}", *(f"plain {place}" for place in plain)}
    told |= {f"first {place}" for place in plain[:1]} | {f"last {place}" for place in plain[-1:]}
    for clause, spot in spots:
        told |= {f"named {spot.id}"} | ({f"sore {spot.id}"} if _sore(clause, spot) else set())
        told |= {f"{chosen} over {spot.id}"} if spot.id != chosen else set()
    for clause in clauses:
        told |= {f"perhaps {spot.id}" for spot in lexicon.choices["region"].found(clause.tokens)[0] if spot.unclear}
    return evidence((clause.tokens for clause in clauses), sorted(told))


EVIDENCE = {"cause": cause_evidence, "region": place_evidence}
"""Of what is learned, what speaks for it."""


def _marked(clause: Clause, spot: Spot) -> bool:
    """Does "from" or "because" stand right before it?"""
    return any(spot.start - BLAMED_BACK <= one < spot.start for one in clause.blames)


def _blamed(spots: list[tuple[Clause, Spot]], lexicon: Lexicon) -> str | None:
    order = lexicon.words.cause_precedence

    def weight(place: int) -> tuple[int, int, int]:
        clause, spot = spots[place]
        marked = _marked(clause, spot) or spot.id == MISHAP  # "fell" needs no "because"
        return (marked + (0 if spot.weak else 2), -order.index(spot.id), -place)

    return spots[max(range(len(spots)), key=weight)][1].id if spots else None
