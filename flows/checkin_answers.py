"""What an answer to a question of a check-in means; the same questions are asked once before the first session."""

from __future__ import annotations

from content.library import Library
from content.schema import CheckinQuestion
from flows.typed import command_of, typed_number
from flows.types import Input, NotAllowed, Note, Session, Tap, Words

FIRST_ASKED_ALREADY = "base_now"
"""The pain now is asked before every session, so the baseline does not ask it again."""


def number_told(finding: str, event: Input, library: Library) -> int | None:
    """A number tapped or typed; of a finding only one that it can have."""
    match event:
        case Tap(choice=choice) if choice[:1] == "=" and choice[1:].isdecimal():
            told: int | None = int(choice[1:])
        case Words(text=text):
            told = typed_number(finding, text.casefold(), library.words["en"])
        case _:
            return None
    known = finding in library.vocabulary.numbers
    return told if told is not None and (not known or library.vocabulary.takes(finding, told)) else None


def answer_to(question: CheckinQuestion, event: Input, library: Library) -> Note:
    """The answer to one question; None when it is passed by.

    Raises:
        NotAllowed: it is no answer to it.
    """
    if isinstance(event, Tap) and event.choice in ("skip", "unsure"):
        return None
    if question.type == "text" and isinstance(event, Words) and event.text.strip() and not _is_a_wish(event.text, library):
        return event.text.strip()[:80]
    if question.type in ("choice", "multi") and isinstance(event, Tap) and event.choice[1:] in question.options:
        return event.choice[1:]
    if question.type in ("nrs", "int"):
        told = number_told("pain_now", event, library)
        if told is not None:
            return told
    raise NotAllowed("no answer to this question")


def _is_a_wish(text: str, library: Library) -> bool:
    """Whoever types "stop" does not name an activity."""
    return command_of(text, library.words["en"]) in ("stop", "cancel", "undo", "help", "emergency", "delete")


# ---------------------------------------------------------------------------------------------------- the baseline
def baseline_of(library: Library) -> tuple[CheckinQuestion, ...]:
    """What is asked once, before the first session."""
    return tuple(one for one in library.checkin.baseline if one.id != FIRST_ASKED_ALREADY)


def baseline_asked(session: Session) -> int:
    """How many questions of the baseline have been answered or passed by."""
    return int(str(session.notes.get("asked", 0)))


def baseline_told(session: Session) -> dict[str, Note]:
    """All answers of the baseline by question id."""
    told = {name.removeprefix("base:"): value for name, value in session.notes.items() if name.startswith("base:")}
    return {FIRST_ASKED_ALREADY: session.notes.get("pain_before"), **told}
