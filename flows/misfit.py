"""When something does not fit: never silence, but why, what would fit, and the current screen again."""

from __future__ import annotations

from dataclasses import replace

from content.library import Library
from flows import result, triage
from flows.dialogs import show
from flows.hints import hint_for
from flows.screens import say
from flows.typed import command_of
from flows.types import Command, Event, Located, Person, Reply, Say, Session, Step, Tap, Unreadable, Words


def answered(person: Person, session: Session | None, event: Event, library: Library) -> Step:
    """The dialog stays where it was. The second time in a row the way to help is told too."""
    if session is None:
        return Step(person, None, (said(event, idle=True),))
    resumed = triage.taken_up(session, event.at, library) if session.flow == triage.NAME else session
    missed = replace(resumed, misread=session.misread + 1)
    shown = result.in_short(show(person, missed, library))
    hint = hint_for(session, shown, library)
    meant = command_of(event.text, library.words[person.language]) if isinstance(event, Words) else None
    why = Command(event.at, meant) if meant == "back" else event
    return Step(person, missed, (said(why, again=session.misread == 1, hint=hint), shown))


def said(event: Event, *, again: bool = False, hint: str | None = None, idle: bool = False) -> Reply:
    """Why it did not fit. `idle`: no dialog is open that could be shown."""
    why = "misfit-passed" if idle and isinstance(event, Tap) else _why(event)
    text: list[Say] = [say("misfit-hinted", hint=say(hint)) if hint and why == "misfit-words" else say(why)]
    text += [say("misfit-again")] if again else []
    text += [say("misfit-idle")] if idle else []
    return Reply(tuple(text), "info", 0, slot="aside")


def _why(event: Event) -> str:
    match event:
        case Command(name="back"):
            return "misfit-back"
        case Command():
            return "misfit-command"
        case Located():
            return "misfit-location"
        case Tap() | Unreadable(kind="button"):
            return "misfit-old-button"
        case Unreadable(kind="voice" | "audio" | "video_note"):
            return "misfit-voice"
        case Unreadable():
            return "misfit-unreadable"
        case _:
            return "misfit-words"
