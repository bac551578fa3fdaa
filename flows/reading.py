"""What a person's own words tell: regions, causes, numbers and signs, denials and other people's troubles included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from content.conditions import Value
from content.library import Library
from content.schema import Phrase
from flows.typed import folded


@dataclass(frozen=True, slots=True)
class Reading:
    """`flags` were told, `absent` denied, `perhaps` unclear; `alarm`: a told sign must be acted on at once."""

    flags: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    region: str | None = None
    cause: str | None = None
    side: str | None = None
    onset: str | None = None
    duration_days: int | None = None
    pain_now: int | None = None
    age_years: int | None = None
    alarm: bool = False
    alarming: tuple[str, ...] = ()

    def findings(self) -> dict[str, Value]:
        """What may be taken over without asking again: everything but danger signs, which are asked about first."""
        told: dict[str, Value] = {
            "region": self.region,
            "side": self.side,
            "cause": self.cause,
            "onset": self.onset,
            "duration_days": self.duration_days,
            "pain_now": self.pain_now,
            "age_years": self.age_years,
        }
        known: dict[str, Value] = {finding: value for finding, value in told.items() if value is not None}
        return known | dict.fromkeys((flag for flag in self.flags if flag not in self.alarming), True)


def read_text(text: str, library: Library, language: str = "en") -> Reading:
    """Reads typed words in one language. Never guesses among equals: what is unclear is left out."""
    words = library.words[language]
    said = f" {folded(text)} "
    flags = tuple(phrase.id for phrase in words.flags if _told(phrase, said))
    alarming = tuple(phrase.id for phrase in words.flags if phrase.act_at_once and phrase.id in flags)
    return Reading(
        flags=flags,
        region=next(_named(words.regions, said), None),
        cause=next(_named(words.causes, said), None),
        alarm=bool(alarming),
        alarming=alarming,
    )


def _told(phrase: Phrase, said: str) -> bool:
    for other in phrase.no_match:
        said = said.replace(f" {other} ", " ")
    return any(f" {match} " in said for match in phrase.match)


def _named(phrases: tuple[Phrase, ...], said: str) -> Iterator[str]:
    return (phrase.id for phrase in phrases if _told(phrase, said))
