"""The danger signs asked before every session and at every check-in: a few lines to tick, then the signs of what was ticked.

Both the guided session and the check-in show these two screens. What was ticked lives in the session's notes.
"""

from __future__ import annotations

from dataclasses import replace

from content.conditions import Value
from content.library import Library
from content.schema import Rescreen
from flows.screens import button, reply, rows_of, say
from flows.typed import folded, numbers_typed
from flows.types import Button, Located, NotAllowed, Person, Reply, Session, Tap, Unreadable, Words


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
    ticks = [_tick(one.id, say("rescreen-label", number=n), session) for n, one in enumerate(questions, 1)]
    text = say("rescreen-ask", lines=lines)
    return reply(session, text, rows=(*rows_of(ticks, 4), *_way_on(session)))


def signs_asked(session: Session, flags: tuple[str, ...]) -> Reply:
    """Which of these signs? One line and one tick a sign."""
    lines = tuple(say("triage-line", number=n, line=say(f"finding-{flag}-line")) for n, flag in enumerate(flags, 1))
    ticks = [_tick(flag, say(f"finding-{flag}-label"), session) for flag in flags]
    return reply(session, say("rescreen-which", lines=lines), rows=(*rows_of(ticks), *_way_on(session)))


def _tick(one: str, label: object, session: Session) -> Button:
    return button("tick-on" if one in session.ticked else "tick-off", f"+{one}", label=label)  # type: ignore[arg-type]  # a Say


def _way_on(session: Session) -> tuple[tuple[Button, ...], ...]:
    on = button("button-done", "done") if session.ticked else button("button-none", "none")
    return ((on,), (button("button-unsure", "unsure"),))


def flags_of(ids: tuple[str, ...], questions: tuple[Rescreen, ...]) -> tuple[str, ...]:
    """The signs behind the questions, each once."""
    return tuple(dict.fromkeys(flag for one in questions if one.id in ids for flag in one.flags))


def ticked(
    session: Session, event: Tap | Words | Located | Unreadable, options: tuple[str, ...], library: Library
) -> Session | str:
    """The session with one more or one less tick, or how the person goes on: "none", "done" or "unsure".

    Raises:
        NotAllowed: it was none of these.
    """
    words = library.words["en"]
    match event:
        case Tap(choice=choice) if choice[:1] == "+" and choice[1:] in options:
            kept = tuple(one for one in options if (one in session.ticked) is not (one == choice[1:]))
            return replace(session, ticked=kept)
        case Tap(choice="done") if session.ticked:
            return "done"
        case Tap(choice="none" | "unsure" as choice):
            return choice
        case Words(text=text) if folded(text) in words.no or folded(text) in words.commands.get("none", ()):
            return "none"
        case Words(text=text) if folded(text) in words.unsure:
            return "unsure"
        case Words(text=text) if numbers := numbers_typed(folded(text), len(options)):
            return replace(session, ticked=tuple(one for number, one in enumerate(options, 1) if number in numbers))
    raise NotAllowed("neither a tick nor a way on")


def given(session: Session, how: str, flags: tuple[str, ...]) -> dict[str, Value]:
    """The findings that the ticks mean: with "unsure" those not ticked are unknown; nothing ticked is nothing found."""
    found: dict[str, Value] = dict.fromkeys((flag for flag in flags if flag in session.ticked), True)
    if how == "unsure":
        found |= dict.fromkeys((flag for flag in flags if flag not in session.ticked), None)
    return found
