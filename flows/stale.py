"""Answers on danger signs that are older than a day are asked again when a triage is taken up again; all others stay.

Which cards grow old, and how soon, says the content (`stale_after_h`).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from content.library import Library
from content.schema import Card
from flows.answers import PASSING
from flows.questions import settled
from flows.typed import Typed
from flows.types import Session

AGAIN = "again"
"""Noted while the first card that is asked again is shown: it says why. True after a day, or ANEW."""

ANEW = "anew"
"""They are asked because something sounded dangerous."""


def dated(before: Session, after: Session, at: datetime, library: Library) -> Session:
    """The session after an answer; the first one on danger signs begins the time."""
    if _told(before, library) or not _told(after, library):
        return after
    return replace(after, signs_at=at)


def _told(session: Session, library: Library) -> bool:
    cards, findings = library.stale_after_h, library.stale_findings
    return any(card in cards for card, _ in session.answers) or any(finding in findings for finding in session.given)


def renewed(session: Session, at: datetime, library: Library) -> Session:
    """The session itself, or without its answers on danger signs where they have grown old."""
    since = session.signs_at or session.began or at
    if not _told(session, library) or at - since <= timedelta(hours=min(library.stale_after_h.values())):
        return session
    return anew(session, library)


def anew(session: Session, library: Library) -> Session:
    """Without its answers on danger signs, however old they are."""
    answers = tuple((card, answer) for card, answer in session.answers if card not in library.stale_after_h)
    given = {finding: value for finding, value in session.given.items() if finding not in library.stale_findings}
    notes = {name: value for name, value in session.notes.items() if name not in PASSING}
    return replace(session, answers=answers, given=given, ticked=(), signs_at=None, notes={**notes, AGAIN: True})


def signs_just_told(session: Session, card: Card, typed: Typed, library: Library) -> Session | None:
    """A tick on one of the cards that are asked anew is not lost meanwhile; None for answers to all other cards."""
    if card.id not in library.stale_after_h or card.kind == "overview" or typed.given:
        return None
    told = {finding: value for finding, value in settled(card, typed.answer, library).items() if value is True}
    return replace(session, given={**session.given, **told})
