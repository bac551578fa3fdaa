"""A dialog in the terminal: the real flows in memory, with a clock that goes when it is told to. Nothing is stored."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import assert_never

from bot.clock import MovableClock
from bot.html_cut import plain
from bot.words import words
from content import Library
from flows.engine import step
from flows.types import (
    Button,
    CancelTimer,
    Command,
    Effect,
    Event,
    Export,
    Forget,
    KeepOutcome,
    Person,
    Reply,
    Session,
    StartTimer,
    Tap,
    TimerDue,
    Words,
)

SPAN = re.compile(r"(\d{1,4})\s*([smhd])")
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


class Play:
    """One person's dialog."""

    def __init__(self, library: Library, write: Callable[[str], object]) -> None:
        self._library = library
        self._write = write
        self._clock = MovableClock()
        self._person = Person(id=1)
        self._session: Session | None = None
        self._timers: dict[str, StartTimer] = {}
        self._buttons: list[tuple[Reply, Button]] = []

    def run(self, lines: Iterable[str]) -> int:
        """Reads what is typed until the end, or `:quit`."""
        self._write(words("cli-play-hello"))
        self._happens(Command(self._clock.now(), "start"))
        for line in lines:
            typed = line.strip()
            if typed == ":quit":
                break
            if typed:
                self._typed(typed)
        return 0

    def _typed(self, typed: str) -> None:
        if typed.startswith(":wait"):
            self._wait(typed.removeprefix(":wait").strip())
        elif typed.isdecimal() and self._buttons:
            self._tap(int(typed))
        elif typed.startswith("/"):
            name, _, rest = typed[1:].partition(" ")
            self._happens(Command(self._clock.now(), name.lower(), rest))
        else:
            self._happens(Words(self._clock.now(), typed))

    def _tap(self, number: int) -> None:
        """A number without a button is an answer in words, such as a number of days."""
        if not 1 <= number <= len(self._buttons):
            self._happens(Words(self._clock.now(), str(number)))
            return
        reply, button = self._buttons[number - 1]
        self._happens(Tap(self._clock.now(), button.flow or reply.flow, reply.screen, button.choice))

    def _wait(self, how_long: str) -> None:
        span = SPAN.fullmatch(how_long)
        if how_long == "next":
            if not self._timers:
                self._write(words("cli-play-no-timer"))
                return
            until = min(timer.due for timer in self._timers.values())
        elif span is not None:
            until = self._clock.now() + timedelta(**{UNITS[span[2]]: int(span[1])})
        else:
            self._write(words("cli-play-wait-wrong"))
            return
        while (due := min(self._timers.values(), key=lambda one: one.due, default=None)) and due.due <= until:
            del self._timers[due.key]
            self._clock.move_to(due.due)
            self._happens(TimerDue(self._clock.now(), due.key, due.due))
        self._clock.move_to(until)
        self._write(words("cli-play-now", when=f"{self._clock.now():%Y-%m-%d %H:%M:%S}"))

    def _happens(self, event: Event) -> None:
        taken = step(self._person, self._session, event, self._library)
        self._person, self._session = taken.person, taken.session
        if any(isinstance(effect, Reply) and effect.rows for effect in taken.effects):
            self._buttons.clear()
        for effect in taken.effects:
            self._carry_out(effect)

    def _carry_out(self, effect: Effect) -> None:
        match effect:
            case Reply():
                self._say(effect)
            case StartTimer(key=key):
                self._timers[key] = effect
            case CancelTimer(key=pattern):
                self._timers = {key: timer for key, timer in self._timers.items() if not _meant(pattern, key)}
            case Export(name=name):
                self._write(words("cli-play-file", name=name))
            case Forget():
                self._timers.clear()
                self._write(words("cli-play-erased"))
            case KeepOutcome():
                pass
            case _:
                assert_never(effect)

    def _say(self, reply: Reply) -> None:
        texts = self._library.texts[self._person.language]
        self._write("\n" + "\n\n".join(plain(texts.say(part)) for part in reply.text))
        for row in reply.rows:
            labels = []
            for button in row:
                self._buttons.append((reply, button))
                labels.append(f"[{len(self._buttons)}] {plain(texts.say(button.label))}")
            self._write("  " + "   ".join(labels))
        if reply.asks_location:
            self._write(words("cli-play-share"))


def _meant(pattern: str, key: str) -> bool:
    return pattern in ("", key) or (pattern.endswith(":") and key.startswith(pattern))
