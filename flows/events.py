"""What happens to a dialog: taps, words, commands, timers. Everything is frozen; times are aware and UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Tap:
    """A button: the flow and screen it was drawn on, and what it stands for."""

    at: datetime
    flow: str
    screen: int
    choice: str


@dataclass(frozen=True, slots=True)
class Words:
    """Something typed."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Command:
    """A command without its slash, lower case, and what followed it."""

    at: datetime
    name: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Located:
    """A shared location, already turned into an IANA zone and a country at the edge; the place itself is not kept."""

    at: datetime
    zone: str | None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something we cannot read: sticker, voice, photo, document, forged button … `kind` is one of KINDS.

    text: what an edited message says now. It answers nothing, but danger in it is heard.
    """

    at: datetime
    kind: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class TimerDue:
    """A timer `key` (`<flow>:<name>`) that was due at `due`; `at` may be much later."""

    at: datetime
    key: str
    due: datetime


@dataclass(frozen=True, slots=True)
class Left:
    """The person has blocked the chat."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Returned:
    """The person has unblocked the chat."""

    at: datetime


Input = Tap | Words | Located | Unreadable
"""What a screen can be answered with."""

Event = Input | Command | TimerDue | Left | Returned
