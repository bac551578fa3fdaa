"""What a person's own words tell: regions, causes, numbers and signs, denials and other people's troubles included.

Words are cut into clauses of tokens; phrases and patterns of `content/words` are looked for in them. A sign counts only if
no denial reaches it, it is not somebody else's and not long past. What has been read is always said back, and a danger sign
is asked about before it counts, so a misreading costs a tap and a silence would cost more.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from content.conditions import Value
from content.library import Library
from content.schema import Level
from flows.clauses import Clause, Spot, clauses_of, joined
from flows.disposition import outcome
from flows.encoder import opinions
from flows.learned import Opinion, agreed, evidence, opinion
from flows.reading_names import likely_names, names_read, said_of_names, says_enough
from flows.reading_numbers import numbers_read
from flows.tokens import Lexicon, lexicon_of

HISTORY = frozenset(
    {
        "cancer_history", "past_blood_clot", "osteoporosis", "joint_replacement", "tuberculosis_exposure", "known_aneurysm",
        "known_osteoarthritis", "known_inflammatory_arthritis", "psoriasis_uveitis_or_bowel_disease",
        "earlier_same_episode_resolved", "hypermobility", "fibromyalgia", "diabetes_with_numbness",
    }
)  # fmt: skip
"""Findings that stay true however long ago they began."""

IN_PASSING = frozenset({"night_pain_unrelenting", "constant_progressive_pain"})
"""How it hurts, which people tell in words that may mean something harmless; beside cancer or lost weight such a hint counts."""

ALARMING = (Level.EMERGENCY, Level.URGENT)

DANGER, HARMLESS = "danger", "harmless"
"""What a whole message sounds like."""

MODEL_COUNTS = 4
"""How much what the language model hears of danger counts against what the weights of words say."""

SURE, HARDLY = 0.4, 0.05
"""How likely danger must be for an alarm though no sign is known; and how unlikely, for a known one to be left to the cards."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`flags` were told, `absent` denied, `perhaps` unclear or somebody else's; `alarming` of the flags must be acted on.

    `others_named`: somebody else is spoken of, so the whole may be about that person.
    `likely`: the likeliest place and cause, told plainly enough to be taken over or not.
    `sounds_dangerous`: no sign is known in it that must be acted on, and yet it resembles messages that tell of one.
    """

    flags: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    alarming: tuple[str, ...] = ()
    told: dict[str, Value] = field(default_factory=dict)
    others_named: bool = False
    sounds_dangerous: bool = False
    likely: dict[str, str] = field(default_factory=dict)

    @property
    def alarm(self) -> bool:
        """Is there danger in it that must be asked about at once?"""
        return bool(self.alarming) or self.sounds_dangerous

    def findings(self) -> dict[str, Value]:
        """What may be taken over when it is said back: everything but danger signs, which are asked about first."""
        return self.told | dict.fromkeys((flag for flag in self.flags if flag not in self.alarming), True)

    def line(self, text: str) -> dict[str, object]:
        """What `knotwise understand --json` prints."""
        return {
            "text": text,
            "flags": list(self.flags),
            "absent_flags": list(self.absent),
            "region": self.told.get("region", self.likely.get("region")),
            "cause": self.told.get("cause", self.likely.get("cause")),
            "duration_days": self.told.get("duration_days"),
            "pain_now": self.told.get("pain_now"),
            "alarm": self.alarm,
        }


@dataclass(frozen=True, slots=True)
class _Signs:
    """`hinted`: those of the unclear ones that are the writer's own and of now, in words that may mean something else."""

    told: tuple[str, ...]
    denied: tuple[str, ...]
    unclear: tuple[str, ...]
    hinted: tuple[str, ...]

    def doubted(self, flags: tuple[str, ...]) -> _Signs:
        """These of the told ones as unclear."""
        told = tuple(one for one in self.told if one not in flags)
        return replace(self, told=told, unclear=(*self.unclear, *flags))


def read_text(text: str, library: Library, language: str = "en") -> Reading:
    """Reads typed words in one language. Never guesses among equals: what is unclear is left out."""
    lexicon = lexicon_of(library, language)
    clauses = clauses_of(text, lexicon)
    signs = _signs(clauses, lexicon)
    heard = opinions(text, lexicon.words.encoder) if clauses and lexicon.words.encoder else {}
    told: dict[str, Value] = dict(numbers_read(lexicon.plain(text), library.words[language]))
    names = dict(said_of_names(clauses, lexicon, heard))
    told |= names_read(clauses, lexicon, names)
    told = {finding: value for finding, value in told.items() if library.vocabulary.takes(finding, value)}
    others_named = any(clause.others for clause in clauses)
    alarming = _alarming(signs, told, library, lexicon)
    danger = _danger(clauses, signs, heard, lexicon)
    if alarming and danger < HARDLY:
        signs, alarming = signs.doubted(alarming), ()
    sounds = not alarming and danger >= SURE and says_enough(clauses)
    likely = dict(likely_names(names))
    return Reading(signs.told, signs.denied, signs.unclear, alarming, told, others_named, sounds, likely)


def _danger(clauses: tuple[Clause, ...], signs: _Signs, heard: Mapping[str, Opinion], lexicon: Lexicon) -> float:
    """How likely it is, from 0 to 1, that the message tells of danger now; where nothing was learned, neither sure nor hardly."""
    learned = lexicon.words.learned.get("danger")
    if learned is None or not clauses:
        return (SURE + HARDLY) / 2
    mine = opinion(learned, _danger_evidence(clauses, signs))
    return math.exp((agreed([mine, heard["danger"]], (1, MODEL_COUNTS)) if "danger" in heard else mine)[DANGER])


def danger_evidence(clauses: tuple[Clause, ...], lexicon: Lexicon) -> dict[str, float]:
    """All that speaks for danger or against it: the words themselves, and the signs that were found told, denied or unclear."""
    return _danger_evidence(clauses, _signs(clauses, lexicon))


def _danger_evidence(clauses: tuple[Clause, ...], signs: _Signs) -> dict[str, float]:
    found = [*signs.told, *(f"denied {sign}" for sign in signs.denied), *(f"unclear {sign}" for sign in signs.unclear)]
    return evidence((clause.tokens for clause in clauses), found)


def _for_another(clauses: tuple[Clause, ...]) -> bool:
    """Is the whole message about somebody else, now? Then their signs count as they would for oneself."""
    names = any(clause.others for clause in clauses)
    now = any(clause.present or clause.happening for clause in clauses)
    return names and now and not any(clause.of_oneself for clause in clauses)


def _signs(clauses: tuple[Clause, ...], lexicon: Lexicon) -> _Signs:
    told: dict[str, None] = {}
    denied: dict[str, None] = {}
    unclear: dict[str, bool] = {}  # is it only the wording that is unclear?
    for_another = _for_another(clauses)
    for clause in clauses:
        denied |= dict.fromkeys(lexicon.normal_in(clause))
    for clause, spot in _spots(clauses, lexicon):
        aside = _aside(clause, spot, lexicon, for_another)
        if clause.denies(spot, lexicon):
            denied[spot.id] = None
        elif aside or spot.unclear:
            unclear[spot.id] = unclear.get(spot.id, False) or not aside
        else:
            told[spot.id] = None
    absent = tuple(one for one in denied if one not in told)
    perhaps = {one: hinted for one, hinted in unclear.items() if one not in told and one not in denied}
    return _Signs(tuple(told), absent, tuple(perhaps), tuple(one for one in perhaps if one in IN_PASSING and perhaps[one]))


def _aside(clause: Clause, spot: Spot, lexicon: Lexicon, for_another: bool) -> bool:
    """Is it long past, explained, only supposed, or somebody else's?"""
    past = clause.long_ago(spot) and spot.id not in HISTORY
    return past or lexicon.explains(clause, spot) or clause.supposed(spot) or _anothers(clause, spot, lexicon, for_another)


def _anothers(clause: Clause, spot: Spot, lexicon: Lexicon, for_another: bool) -> bool:
    """Is it somebody else's, and not an emergency that happens now?"""
    happens_now = for_another or (clause.present and spot.id in lexicon.at_once)
    return clause.about_another(spot, lexicon) and not happens_now


def _spots(clauses: tuple[Clause, ...], lexicon: Lexicon) -> Iterator[tuple[Clause, Spot]]:
    for clause in clauses:
        for spot in lexicon.signs_in(clause):
            yield clause, spot
    for first, second in pairwise(clauses):
        if not lexicon.told_across(first, second):
            continue
        both = joined(first, second, lexicon)
        for spot in lexicon.signs_across(both):
            yield both, spot


def _alarming(signs: _Signs, told: dict[str, Value], library: Library, lexicon: Lexicon) -> tuple[str, ...]:
    """The told signs that, alone or together, the rules call an emergency or urgent, or that are always acted on at once.

    What is only hinted at counts beside them: after cancer, "it wakes me at three" is enough to ask.
    """
    flags = signs.told
    if not flags:
        return ()
    known = {"region": "lower_back"} | told
    everything = outcome(known | dict.fromkeys((*flags, *signs.hinted), True), library)
    at_once = tuple(flag for flag in flags if flag in lexicon.at_once)
    if everything.level not in ALARMING:
        return at_once
    return tuple(flag for flag in flags if flag in at_once or outcome(known | {flag: True}, library).level in ALARMING) or flags
