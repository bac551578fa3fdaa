"""What a person's own words tell: regions, causes, numbers and signs, denials and other people's troubles included.

Words are cut into clauses of tokens; phrases and patterns of `content/words` are looked for in them. A sign counts only if
no denial reaches it, it is not somebody else's and not long past. What has been read is always said back, and a danger sign
is asked about before it counts, so a misreading costs a tap and a silence would cost more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from content.conditions import Value
from content.library import Library
from content.schema import Level
from flows.clauses import Clause, Spot, clauses_of, joined
from flows.disposition import outcome
from flows.learned import evidence, likeliest
from flows.reading_names import names_read
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

ALARMING = (Level.EMERGENCY, Level.URGENT)

DANGER, HARMLESS = "danger", "harmless"
"""What a whole message sounds like."""

LEAST_WORDS = 4
"""In fewer there is nothing to go by but the signs themselves."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`flags` were told, `absent` denied, `perhaps` unclear or somebody else's; `alarming` of the flags must be acted on.

    `others_named`: somebody else is spoken of, so the whole may be about that person.
    `sounds_dangerous`: no sign is known in it that must be acted on, and yet it resembles messages that tell of one.
    """

    flags: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    alarming: tuple[str, ...] = ()
    told: dict[str, Value] = field(default_factory=dict)
    others_named: bool = False
    sounds_dangerous: bool = False

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
            "region": self.told.get("region"),
            "cause": self.told.get("cause"),
            "duration_days": self.told.get("duration_days"),
            "pain_now": self.told.get("pain_now"),
            "alarm": self.alarm,
        }


def read_text(text: str, library: Library, language: str = "en") -> Reading:
    """Reads typed words in one language. Never guesses among equals: what is unclear is left out."""
    lexicon = lexicon_of(library, language)
    clauses = clauses_of(text, lexicon)
    flags, absent, perhaps = _signs(clauses, lexicon)
    told: dict[str, Value] = dict(numbers_read(lexicon.plain(text), library.words[language]))
    told |= names_read(clauses, lexicon)
    told = {finding: value for finding, value in told.items() if library.vocabulary.takes(finding, value)}
    others_named = any(clause.others for clause in clauses)
    alarming = _alarming(flags, told, library, lexicon)
    sounds = not alarming and _sounds_dangerous(clauses, lexicon)
    return Reading(flags, absent, perhaps, alarming, told, others_named, sounds)


def _sounds_dangerous(clauses: tuple[Clause, ...], lexicon: Lexicon) -> bool:
    learned = lexicon.words.learned.get("danger")
    if learned is None or sum(len(clause.tokens) for clause in clauses) < LEAST_WORDS:
        return False
    option, likely = likeliest(learned, danger_evidence(clauses, lexicon))
    return option == DANGER and likely >= learned.sure


def danger_evidence(clauses: tuple[Clause, ...], lexicon: Lexicon) -> dict[str, float]:
    """All that speaks for danger or against it: the words themselves, and the signs that were found told, denied or unclear."""
    told, denied, unclear = _signs(clauses, lexicon)
    found = [*told, *(f"denied {sign}" for sign in denied), *(f"unclear {sign}" for sign in unclear)]
    return evidence((clause.tokens for clause in clauses), found)


def _for_another(clauses: tuple[Clause, ...]) -> bool:
    """Is the whole message about somebody else, now? Then their signs count as they would for oneself."""
    names = any(clause.others for clause in clauses)
    now = any(clause.present or clause.happening for clause in clauses)
    return names and now and not any(clause.of_oneself for clause in clauses)


def _signs(clauses: tuple[Clause, ...], lexicon: Lexicon) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    told: dict[str, None] = {}
    denied: dict[str, None] = {}
    unclear: dict[str, None] = {}
    for_another = _for_another(clauses)
    for clause in clauses:
        denied |= dict.fromkeys(lexicon.normal_in(clause))
    for clause, spot in _spots(clauses, lexicon):
        past = clause.long_ago(spot) and spot.id not in HISTORY
        explained = lexicon.explains(clause, spot)
        if clause.denies(spot, lexicon):
            denied[spot.id] = None
        elif past or explained or spot.unclear or clause.supposed(spot) or _anothers(clause, spot, lexicon, for_another):
            unclear[spot.id] = None
        else:
            told[spot.id] = None
    flags = tuple(told)
    absent = tuple(one for one in denied if one not in told)
    return flags, absent, tuple(one for one in unclear if one not in told and one not in denied)


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


def _alarming(flags: tuple[str, ...], told: dict[str, Value], library: Library, lexicon: Lexicon) -> tuple[str, ...]:
    """The told signs that, alone or together, the rules call an emergency or urgent, or that are always acted on at once."""
    if not flags:
        return ()
    known = {"region": "lower_back"} | told
    everything = outcome(known | dict.fromkeys(flags, True), library)
    at_once = tuple(flag for flag in flags if flag in lexicon.at_once)
    if everything.level not in ALARMING:
        return at_once
    return tuple(flag for flag in flags if flag in at_once or outcome(known | {flag: True}, library).level in ALARMING) or flags
