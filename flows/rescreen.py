"""The danger signs asked before every session and at every check-in: a few lines to tick, then the signs of what was ticked.

Both the guided session and the check-in show these two screens. What was ticked lives in the session's notes.
"""

from __future__ import annotations

from dataclasses import replace

from content.conditions import Value
from content.library import Library
from content.schema import Rescreen
from flows.screens import button, reply, rows_of, say, standing, tick, toggled
from flows.typed import folded, ticks_numbered
from flows.types import Button, Input, NotAllowed, Person, Reply, Session, Tap, Words


def questions_for(person: Person, library: Library, *, weekly: bool = False) -> tuple[Rescreen, ...]:
    """The questions that fit the region; the weekly ones only when a week has passed."""
    region = person.programme.region if person.programme else ""
    return tuple(
        one
        for one in library.checkin.rescreen
        if (one.regions == "all" or region in one.regions) and (weekly or not one.weekly_only)
    )


def asked(session: Session, questions: tuple[Rescreen, ...]) -> Reply:
    """Any of these? One line and one tick a question."""
    lines = tuple(say("triage-line", number=n, line=say(f"rescreen-{one.id}")) for n, one in enumerate(questions, 1))
    ticks = [tick(session, one.id, standing("rescreen-label", number=n)) for n, one in enumerate(questions, 1)]
    text = say("rescreen-ask", lines=lines)
    return reply(session, text, rows=(*rows_of(ticks, 4), *_way_on(session)))


def signs_asked(session: Session, flags: tuple[str, ...]) -> Reply:
    """Which of these signs? One line and one tick a sign."""
    lines = tuple(say("triage-line", number=n, line=say(f"finding-{flag}-line")) for n, flag in enumerate(flags, 1))
    ticks = [tick(session, flag, standing(f"finding-{flag}-label")) for flag in flags]
    return reply(session, say("rescreen-which", lines=lines), rows=(*rows_of(ticks), *_way_on(session)))


def _way_on(session: Session) -> tuple[tuple[Button, ...], ...]:
    on = button("button-done", "done") if session.ticked else button("button-none", "none")
    return ((on,), (button("button-unsure", "unsure"),))


def open_flags(session: Session) -> tuple[str, ...]:
    """The signs of the areas that were ticked."""
    flags = session.notes.get("open")
    return tuple(str(flag) for flag in flags) if isinstance(flags, tuple) else ()


def areas_answered(session: Session, event: Input, areas: tuple[Rescreen, ...], library: Library) -> tuple[str, Session]:
    """The trigger ("ticked", "clear", or "signs" when signs are to be asked) and the session that knows the answer.

    Raises:
        NotAllowed: it was neither a tick nor a way on.
    """
    answer = _ticked(session, event, tuple(one.id for one in areas), library)
    if isinstance(answer, Session):
        return "ticked", answer
    if answer == "none":
        return "clear", session
    opened = tuple(one.id for one in areas) if answer == "unsure" else session.ticked
    flags = tuple(dict.fromkeys(flag for one in areas if one.id in opened for flag in one.flags))
    return "signs", replace(session, notes={**session.notes, "open": flags})


def signs_answered(session: Session, event: Input, library: Library) -> tuple[str, Session, dict[str, Value]]:
    """The trigger ("ticked" or "clear"), the session, and the findings: those that the triage has to look at, if any.

    With "unsure" the signs that are not ticked are unknown; nothing ticked is nothing found.

    Raises:
        NotAllowed: it was neither a tick nor a way on.
    """
    flags = open_flags(session)
    answer = _ticked(session, event, flags, library)
    if isinstance(answer, Session):
        return "ticked", answer, {}
    found: dict[str, Value] = dict.fromkeys((flag for flag in flags if flag in session.ticked), True)
    if answer == "unsure":
        found |= dict.fromkeys((flag for flag in flags if flag not in session.ticked), None)
    return "clear", session, found


def _ticked(session: Session, event: Input, options: tuple[str, ...], library: Library) -> Session | str:
    """The session with one more or one less tick, or how the person goes on: "none", "done" or "unsure"."""
    words = library.words["en"]
    match event:
        case Tap(choice=choice) if choice[:1] == "+" and choice[1:] in options:
            return toggled(session, options, choice[1:])
        case Tap(choice="done") if session.ticked:
            return "done"
        case Tap(choice="none" | "unsure" as choice):
            return choice
        case Words(text=text) if folded(text) in words.no or folded(text) in words.commands.get("none", ()):
            return "none"
        case Words(text=text) if folded(text) in words.unsure:
            return "unsure"
        case Words(text=text) if numbered := ticks_numbered(folded(text), options):
            return replace(session, ticked=tuple(one for one in options if one in session.ticked or one in numbered))
    raise NotAllowed("neither a tick nor a way on")
