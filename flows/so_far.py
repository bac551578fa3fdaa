"""What follows from the answers of a triage alone.

A turn needs it before the answer and after it, and what came after one turn is what comes before the next; so it is kept
for the newest few thousand lists of answers, whoever gave them. Nothing in it is about a person.
"""

from __future__ import annotations

from functools import cached_property, lru_cache

from content.conditions import Findings, Value
from content.library import Library
from content.schema import Card
from flows.disposition import Outcome, emergency_found, outcome
from flows.pairs import Answers
from flows.questions import findings_of, next_card
from flows.types import Session

KEPT = 4096
"""Lists of answers; each takes about 2 kB."""


class SoFar:
    """Findings, next card, emergency or not, outcome. Nothing here may be changed."""

    def __init__(self, given: Findings, answers: Answers, library: Library) -> None:
        self._answers = answers
        self._library = library
        self.findings: Findings = findings_of(given, answers, library)

    @cached_property
    def next_card(self) -> Card | None:
        """The card that could change the result most; None when none could any more."""
        return next_card(self._answers, self.findings, self._library)

    @cached_property
    def is_emergency(self) -> bool:
        return emergency_found(self.findings, self._library)

    @cached_property
    def outcome(self) -> Outcome:
        return outcome(self.findings, self._library)


def so_far(session: Session, library: Library) -> SoFar:
    """Of the answers and of what else was told in this session."""
    return _worked_out(tuple(session.given.items()), session.answers, library)


@lru_cache(maxsize=KEPT)
def _worked_out(given: tuple[tuple[str, Value], ...], answers: Answers, library: Library) -> SoFar:
    return SoFar(dict(given), answers, library)
