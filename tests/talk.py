"""One person's dialog in memory: what is tapped, said and waited for goes in, what the person sees comes out.

Between any two turns person and session are saved and loaded, so that nothing can live in memory alone.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from pydantic import TypeAdapter

from bot import taps
from content import Library
from content.conditions import Value
from flows import triage
from flows.engine import step
from flows.questions import findings_of
from flows.types import (
    CancelTimer,
    Command,
    Effect,
    Event,
    Export,
    Forget,
    KeepOutcome,
    Located,
    Person,
    Reply,
    Session,
    StartTimer,
    Tap,
    TimerDue,
    Unreadable,
    Words,
)
from flows.walk import answer

Model = TypeVar("Model", Person, Session)
PERSON: TypeAdapter[Person] = TypeAdapter(Person)
SESSION: TypeAdapter[Session] = TypeAdapter(Session)
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
SPANS = {"s": "seconds", "min": "minutes", "h": "hours", "d": "days"}


def reborn(model: Model, adapter: TypeAdapter[Model]) -> Model:
    """Saved as JSON and loaded again."""
    return adapter.validate_json(adapter.dump_json(model))


def plain(text: str) -> str:
    """What a person reads of Telegram's HTML."""
    return html.unescape(re.sub(r"</?(?:b|i|u|s|code|a)[^>]*>", "", text))


@dataclass
class Talk:
    """A person, their session and timers, and everything the bot has said."""

    library: Library
    person: Person = field(default_factory=lambda: Person(id=1))
    session: Session | None = None
    now: datetime = START
    timers: dict[str, datetime] = field(default_factory=dict)
    replies: list[Reply] = field(default_factory=list)
    outcomes: list[KeepOutcome] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def does(self, event: Event) -> tuple[Effect, ...]:
        """One turn."""
        person = reborn(self.person, PERSON)
        session = reborn(self.session, SESSION) if self.session else None
        taken = step(person, session, event, self.library)
        self.person, self.session = taken.person, taken.session
        for effect in taken.effects:
            self._carried_out(effect)
        return taken.effects

    def _carried_out(self, effect: Effect) -> None:
        match effect:
            case Reply():
                self.replies.append(effect)
                self.lines += self.rendered(effect)
            case StartTimer(key=key, due=due):
                self.timers[key] = due
            case CancelTimer(key=key):
                prefix = key if key == "" or key.endswith(":") else None
                gone = [one for one in self.timers if (one.startswith(prefix) if prefix is not None else one == key)]
                for one in gone:
                    del self.timers[one]
            case KeepOutcome():
                self.outcomes.append(effect)
            case Export(name=name):
                self.lines.append(f"file: {name}")
            case Forget():
                self.timers.clear()
                self.lines.append("(everything about this person is erased)")

    def rendered(self, reply: Reply) -> list[str]:
        """The message as it stands in a transcript."""
        texts = self.library.texts[self.person.language]
        said = plain("\n".join(texts.say(part) for part in reply.text)).replace(self.library.version, "…")
        rows = [" ".join(f"[{plain(texts.say(one.label))}]" for one in row) for row in reply.rows if row]
        rows += ["[share my location]"] if reply.asks_location else []
        word = "edit:" if reply.edit else "bot:"
        return [
            f"{word if not number else ' ' * len(word)} {line}".rstrip() for number, line in enumerate([*said.split("\n"), *rows])
        ]

    # --------------------------------------------------------------------------------------------- what a person does
    def says(self, text: str) -> None:
        """Types something; a leading slash makes it a command."""
        if text.startswith("/"):
            name, _, rest = text[1:].partition(" ")
            self.does(Command(self.now, name.lower(), rest))
        else:
            self.does(Words(self.now, text))

    def taps(self, label: str) -> None:
        """Taps the newest button that carries these words."""
        self.does(self._button(label))

    def _button(self, label: str) -> Tap:
        texts = self.library.texts[self.person.language]
        for reply in reversed(self.replies):
            for row in reply.rows:
                for button in row:
                    if label == plain(texts.say(button.label)):
                        return Tap(self.now, button.flow or reply.flow, reply.screen, button.choice)
        raise AssertionError(f"there is no button {label!r}; the last screen was:\n" + "\n".join(self.lines[-30:]))

    def taps_twice(self, label: str) -> None:
        """The same button twice in a row, as sore fingers do."""
        tap = self._button(label)
        self.does(tap)
        self.does(tap)

    def forges(self, data: str) -> None:
        """Sends callback data that no button of ours may carry; `{screen}` stands for the number of the screen."""
        forged = data.replace("{screen}", str(self.session.screen if self.session else 0))
        self.does(taps.unpack(forged, self.now) or Unreadable(self.now, "button"))

    def repeats(self, what: str) -> None:
        """Types something many times over: "500 and so on"."""
        times, _, text = what.partition(" ")
        self.does(Words(self.now, f"{text} " * int(times)))

    def changes(self, text: str) -> None:
        """Edits an old message."""
        self.does(Unreadable(self.now, "edited", text))

    def tells(self, **findings: Value) -> None:
        """Answers the cards of the triage as somebody with these findings would, until there is a result."""
        while self.session is not None and self.session.flow == triage.NAME and self.session.state == triage.At.ASKING:
            card = triage.current_card(self.session, self.library)
            self.does(replace(answer(self.session, card, findings, self.library), at=self.now))

    def sends(self, kind: str) -> None:
        """Sends something that is no text."""
        self.does(Unreadable(self.now, kind))

    def shares(self, zone: str, country: str | None = None) -> None:
        """Shares a location."""
        self.does(Located(self.now, zone, country))

    def waits(self, how_long: str) -> None:
        """Time passes ("20 s", "3 d", "next" to the next timer); timers that come due are fired in order."""
        until = min(self.timers.values()) if how_long == "next" else self.now + span(how_long)
        while self.timers and min(self.timers.values()) <= until:
            key = min(self.timers, key=lambda one: (self.timers[one], one))
            due = self.timers.pop(key)
            self.now = max(self.now, due)
            self.does(TimerDue(self.now, key, due))
        self.now = max(self.now, until)


def findings(talk: Talk) -> dict[str, Value]:
    """All that is known in the open triage."""
    assert talk.session is not None
    return findings_of(talk.session.given, talk.session.answers, talk.library)


def said(talk: Talk, last: int = 1) -> str:
    """The last messages, as they stand in a transcript."""
    return "\n".join(line for reply in talk.replies[-last:] for line in talk.rendered(reply))


def span(text: str) -> timedelta:
    """A span such as "20 s", "5 min", "3 h", "2 d"."""
    number, unit = text.split()
    return timedelta(**{SPANS[unit]: int(number)})


def played(script: str, library: Library, people: Mapping[str, Person] | None = None) -> str:
    """The transcript that the script's own taps, words and waits lead to. `who: name` begins as one of `people`."""
    talk = Talk(library)
    acts: Mapping[str, Callable[[str], None]] = {
        "tap": talk.taps, "twice": talk.taps_twice, "forge": talk.forges, "say": talk.says, "repeat": talk.repeats,
        "change": talk.changes, "send": talk.sends, "share": talk.shares, "wait": talk.waits,
    }  # fmt: skip
    for line in script.splitlines():
        word, _, rest = line.partition(": ")
        if line.startswith("#"):
            talk.lines.append(line)
        elif word == "who" and people is not None:
            talk.lines.append(line)
            talk.person = people[rest]
        elif word in acts:
            talk.lines.append(line)
            acts[word](rest)
    return "\n".join(talk.lines) + "\n"
