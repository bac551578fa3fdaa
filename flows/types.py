"""What goes into a step and what comes out. Everything is frozen; times are aware and UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from typing_extensions import TypeAliasType

from content.conditions import Findings, Value
from content.texts import Say
from flows.events import Command, Event, Input, Left, Located, Returned, Tap, TimerDue, Unreadable, Words

Note = TypeAliasType("Note", "str | int | float | bool | tuple[Note, ...] | None")
"""What a flow may note in its session: ids, numbers and answers, nested in tuples only."""


# ------------------------------------------------------------------------------------------------------------ person
@dataclass(frozen=True, slots=True)
class Plan:
    """When to remind: wall-clock time in the person's zone and weekdays (Monday is 0)."""

    at: time
    days: tuple[int, ...]
    paused: bool = False
    missed: int = 0  # reminders in a row that were not answered
    reminded_on: date | None = None  # local date of the newest reminder: there is no second one on it


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the diary: a session, a check-in or a rescreen, by `kind`; `values` by question id."""

    at: datetime
    kind: str
    values: Mapping[str, Note] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Programme:
    """What self-care was found safe, and how far it has come. `findings` are those that were triaged."""

    region: str
    cause: str
    side: str | None
    pressure: str
    stops: tuple[str, ...]
    cautions: tuple[str, ...]
    findings: Findings
    started: datetime
    ladder: int = 1
    rest_until: date | None = None
    moves_only: bool = False
    told_on: datetime | None = None  # when its lasting findings were told or confirmed; None: when it started
    stopped: str | None = None  # level that ended it: emergency, urgent, physician
    diary: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Lasts as long as the person stays. Without `consented_on` nothing of it is stored."""

    id: int
    language: str = "en"
    consented_on: datetime | None = None
    zone: str | None = None
    country: str | None = None
    age_years: int | None = None
    equipment: tuple[str, ...] | None = None  # None: not asked yet; of ball, smooth_roller, knobbed_roller, helper
    minutes: int | None = None
    plan: Plan | None = None
    programme: Programme | None = None
    left: bool = False
    undo: tuple[Before, ...] = ()  # where no dialog is open, see `undo.py`


# ----------------------------------------------------------------------------------------------------------- session
Answer = tuple[str, ...] | int | float | str | None
"""To a card: ticked ids (several, overview), a number, a choice; None is "not sure"."""


@dataclass(frozen=True, slots=True)
class Session:
    """Lasts one conversation. `answers` are card id and answer in order: Back drops the last.

    `ticked`: what is ticked on the card being shown. `given`: findings learnt otherwise than by a card.
    `suspected`: flags read out of typed words that wait for a yes or no; while there are any, that is the screen.
    """

    flow: str
    state: str
    screen: int = 0
    answers: tuple[tuple[str, Answer], ...] = ()
    given: Findings = field(default_factory=dict)
    ticked: tuple[str, ...] = ()
    suspected: tuple[str, ...] = ()
    misread: int = 0  # how often in a row nothing was understood
    tapped: Tap | None = None  # the tap that led to this screen; the same at once again is the second of a double tap
    notes: Mapping[str, Note] = field(default_factory=dict)
    began: datetime | None = None
    signs_at: datetime | None = None  # when the first answer on danger signs was given, see `stale.py`
    library: str = ""  # content version under which it began
    before: Session | None = None  # the dialog that a side trip interrupts, see `side_trips.py`
    undo: tuple[Before, ...] = ()  # the last few own steps, newest last, see `undo.py`


@dataclass(frozen=True, slots=True)
class Before:
    """What one own step of a person took the place of: only what it changed, for `/undo`.

    answered: cards answered after the step; those that follow are taken back first.
    fields: of the session that changed, with their values in `session`; None: no dialog was open.
    of_person: the same of the person.
    timers: keys that the step started or cancelled.
    """

    at: datetime
    answered: int = 0
    fields: tuple[str, ...] = ()
    session: Session | None = None
    of_person: tuple[str, ...] = ()
    person: Person | None = None
    timers: tuple[str, ...] = ()


# ----------------------------------------------------------------------------------------------------------- effects
class Urgency(StrEnum):
    """The order of sending, most urgent first."""

    DANGER = "danger"
    ANSWER = "answer"
    HOLD = "hold"
    REMINDER = "reminder"
    COUNTDOWN = "countdown"


@dataclass(frozen=True, slots=True)
class Button:
    """`choice` must be at most 40 bytes; `flow` where the tap goes elsewhere than to the reply's flow."""

    label: Say
    choice: str
    flow: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A message. Taps on it come back as `Tap(flow=flow, screen=screen)`.

    slot: the name under which the message can be edited later ("screen" for the dialog's current screen).
    edit: edit the message last sent under `slot`; if there is none, send it anew.
    asks_location: shows Telegram's button that shares the location.
    good_until: what could not be sent by then is not sent any more.
    """

    text: tuple[Say, ...]
    flow: str
    screen: int
    rows: tuple[tuple[Button, ...], ...] = ()
    slot: str = "screen"
    edit: bool = False
    urgency: Urgency = Urgency.ANSWER
    picture: str | None = None
    asks_location: bool = False
    good_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Export:
    """A file with everything that is kept about the person; the shell fills it with the rows. `name` with its ending."""

    name: str
    caption: Say


@dataclass(frozen=True, slots=True)
class StartTimer:
    """Starting a timer with the same key again moves it."""

    key: str
    due: datetime


@dataclass(frozen=True, slots=True)
class CancelTimer:
    """A key, or a prefix ending in `:` for all timers of a flow."""

    key: str


@dataclass(frozen=True, slots=True)
class KeepOutcome:
    """A result of the triage, as ids only: why a person was sent where."""

    level: str
    pressure: str
    rules: tuple[str, ...]
    unsure: tuple[str, ...]
    cautions: tuple[str, ...]
    library: str
    whom: str = "me"  # or "other": somebody else, whose results are kept apart


@dataclass(frozen=True, slots=True)
class Forget:
    """Erase everything about the person in this very turn; replies of the same step are still sent."""


Effect = Reply | Export | StartTimer | CancelTimer | KeepOutcome | Forget


@dataclass(frozen=True, slots=True)
class Enter:
    """Hand over to another flow; `how` is for its `enter`."""

    flow: str
    how: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """What a pure turn returns. `session` None: no dialog is open. `enter` is resolved by the engine."""

    person: Person
    session: Session | None
    effects: tuple[Effect, ...] = ()
    enter: Enter | None = None


class NotAllowed(Exception):
    """The current screen has no answer to what the person did."""


__all__ = [
    "Answer", "Before", "Button", "CancelTimer", "Command", "Effect", "Enter", "Entry", "Event", "Export",
    "Findings", "Forget", "Input", "KeepOutcome",
    "Left", "Located", "NotAllowed", "Note", "Person", "Plan", "Programme", "Reply", "Returned", "Say",
    "Session", "StartTimer", "Step", "Tap", "TimerDue", "Unreadable", "Urgency", "Value", "Words",
]  # fmt: skip
