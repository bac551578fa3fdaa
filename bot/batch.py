"""Turns of different people that share one commit: rows are loaded together, each step is pure, all is written together.

A step that raises is taken out and answered by the last-resort handler; the others do not notice.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from sqlalchemy import Connection

from bot import render
from bot.changes import Changes, Committed, Erase, PutOff, Tell, Turn
from bot.logs import mask, where_it_broke
from bot.messages import LOCATION, Message
from bot.slots import KnownSlots
from bot.store import outbox, outcomes, people, seen, timers
from bot.store.engine import Transaction
from bot.store.outbox import Row, Slots
from bot.store.people import Kept
from bot.store.timers import Timer
from content import Library
from flows.types import (
    CancelTimer,
    Effect,
    Event,
    Export,
    Forget,
    KeepOutcome,
    Left,
    Person,
    Reply,
    Say,
    Session,
    StartTimer,
    Step,
    TimerDue,
    Urgency,
)

log = logging.getLogger(__name__)
Steps = Callable[[Person, Session | None, Event, Library], Step]
Calls = Callable[[Person, Library], Say]

PUT_OFF = timedelta(hours=1)
"""A timer whose turn raises is moved by this much, so that one bad row cannot stop the others."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """The rows that a batch begins with."""

    seen: frozenset[int]
    people: Mapping[int, Kept]
    running: frozenset[Timer]
    slots: Slots


class Batch:
    """Carries out turns of different people inside one open transaction."""

    def __init__(self, step: Steps, library: Library, calls: Calls, slots: KnownSlots | None = None) -> None:
        self._step = step
        self._library = library
        self._calls = calls
        self._slots = slots or KnownSlots()

    async def carry_out(self, db: Transaction, turns: Sequence[Turn], now: datetime) -> Committed:
        """All of it, the commit included."""
        strangers = self._slots.not_known(turn.person_id for turn in turns)
        loaded = await db.run(_load, turns, strangers)
        self._slots.learn(loaded.slots)
        changes = Changes(now)
        for turn in turns:
            if turn.update_id is not None:
                if turn.update_id in loaded.seen:
                    continue
                changes.seen.append(turn.update_id)
            self._take(turn, loaded, changes)
        rows = await db.last(self._write, loaded, changes)
        due = min((one.due for one in changes.started), default=None)
        return Committed(rows, tuple(changes.erased), tuple(changes.left), due)

    # ------------------------------------------------------------------------------------------------------- one turn
    def _take(self, turn: Turn, loaded: Loaded, changes: Changes) -> None:
        kept = loaded.people.get(turn.person_id)
        match turn.event:
            case Erase():
                changes.erased.append(turn.person_id)
            case Tell(text=text):
                self._say(Person(turn.person_id, self._language(turn)), text, changes)
            case PutOff(timer=event):
                if kept is not None:
                    changes.started.append(Timer(turn.person_id, event.key, event.at + PUT_OFF))
            case TimerDue() as event:
                timer = Timer(turn.person_id, event.key, event.due)
                if kept is not None and timer in loaded.running:
                    changes.spent.append(timer)
                    self._stepped(turn, event, kept, loaded, changes)
            case event:
                self._stepped(turn, event, kept, loaded, changes)

    def _stepped(self, turn: Turn, event: Event, kept: Kept | None, loaded: Loaded, changes: Changes) -> None:
        person, session = Person(turn.person_id, self._language(turn)), None
        try:
            if kept is not None:
                person, session = kept.read()
            step = self._step(person, session, event, self._library)
            mine = self._carried_out(step, event)
        except Exception as problem:  # the last-resort handler: whatever it is, the person gets an answer
            self._last_resort(person, turn, problem, changes)
            return
        self._add(mine, step, kept, changes)
        if isinstance(event, Left):
            changes.left.append(turn.person_id)

    def _carried_out(self, step: Step, event: Event) -> Changes:
        """What this step alone writes; nothing of it counts if anything in it raises."""
        mine = Changes(event.at)
        for effect in step.effects:
            self._effect(step.person, effect, mine)
        if isinstance(event, Left):
            mine.rows.clear()
        asked = self._slots.get(step.person.id, LOCATION) is not None
        if asked and mine.rows and all(row.message.slot != LOCATION for row in mine.rows):
            close = render.closes_location(self._library.texts[step.person.language])
            mine.rows.insert(0, _row(step.person, close, Urgency.ANSWER, event.at))
        if step.person.consented_on is not None:
            mine.saved.append(people.written(step.person, step.session))
        return mine

    def _effect(self, person: Person, effect: Effect, mine: Changes) -> None:
        match effect:
            case Reply():
                texts = self._library.texts[person.language]
                mine.rows += [_row(person, one, effect.urgency, mine.at) for one in render.messages(effect, texts)]
            case Export():
                mine.exports.append((person, effect))
            case StartTimer(key=key, due=due):
                mine.started = [one for one in mine.started if one.key != key] + [Timer(person.id, key, due)]
            case CancelTimer(key=key):
                mine.started = [one for one in mine.started if not _meant(key, one.key)]
                mine.cancelled.append((person.id, key))
            case KeepOutcome():
                mine.outcomes.append((person.id, mine.at, effect))
            case Forget():
                mine.erased.append(person.id)
            case _:
                assert_never(effect)

    def _add(self, mine: Changes, step: Step, kept: Kept | None, changes: Changes) -> None:
        changes.rows += mine.rows
        changes.exports += mine.exports
        changes.erased += mine.erased
        if not mine.saved:
            if kept is not None and not mine.erased:
                changes.erased.append(step.person.id)
            return
        changes.saved += mine.saved
        changes.cancelled += mine.cancelled
        changes.started += mine.started
        changes.outcomes += mine.outcomes

    # ---------------------------------------------------------------------------------------------- when it goes wrong
    def _last_resort(self, person: Person, turn: Turn, problem: Exception, changes: Changes) -> None:
        reference = secrets.token_hex(3)
        kind = type(turn.event).__name__
        log.error(
            "turn.failed",
            extra={
                "reference": reference,
                "person": mask(person.id),
                "kind": kind,
                "problem": where_it_broke(problem),
            },
        )
        if isinstance(turn.event, TimerDue):
            changes.started.append(Timer(person.id, turn.event.key, turn.event.at + PUT_OFF))
            if not timers.is_hurried(turn.event.key):
                return
        self._say(person, self.trouble(person, reference), changes, Urgency.DANGER)

    def trouble(self, person: Person, reference: str) -> tuple[Say, ...]:
        """That something went wrong on our side, and the number to call."""
        return Say("trouble-ours", {"reference": reference}), self._calls(person, self._library)

    def instead_of(self, turn: Turn, now: datetime) -> Tell | PutOff:
        """What becomes of a turn that cannot be written: an answer, or a later try of the timer."""
        if isinstance(turn.event, TimerDue):
            return PutOff(turn.event)
        return Tell(now, self.trouble(Person(turn.person_id, self._language(turn)), secrets.token_hex(3)))

    def trouble_of_all(self, turn: Turn) -> Message:
        """The same for a person of whom nothing could be loaded."""
        language = self._language(turn)
        text = self.trouble(Person(turn.person_id, language), secrets.token_hex(3))
        return render.said(text, self._library.texts[language])

    def _say(self, person: Person, text: tuple[Say, ...], changes: Changes, urgency: Urgency = Urgency.ANSWER) -> None:
        texts = self._library.texts[self._library.language_for(person.language)]
        changes.rows.append(_row(person, render.said(text, texts), urgency, changes.at))

    def _language(self, turn: Turn) -> str:
        return self._library.language_for(turn.language)

    # --------------------------------------------------------------------------------------------------------- writing
    def _write(self, db: Connection, loaded: Loaded, changes: Changes) -> tuple[Row, ...]:
        seen.note(db, changes.seen, changes.at)
        if changes.erased:
            people.erase(db, changes.erased)
        if changes.left:
            people.drop_unsent(db, changes.left)
        before = {one: kept for one, kept in loaded.people.items() if one not in changes.erased}
        people.save(db, before, changes.saved)
        timers.spend(db, changes.spent)
        timers.cancel(db, changes.cancelled)
        timers.start(db, changes.started)
        outcomes.keep(db, changes.outcomes)
        for person, effect in changes.exports:
            message = render.export(effect, people.export(db, person.id), self._library.texts[person.language])
            changes.rows.append(_row(person, message, Urgency.ANSWER, changes.at))
        return outbox.put(db, changes.rows)


def _load(db: Connection, turns: Sequence[Turn], strangers: Sequence[int]) -> Loaded:
    updates = [turn.update_id for turn in turns if turn.update_id is not None]
    timed = [turn.person_id for turn in turns if isinstance(turn.event, TimerDue)]
    return Loaded(
        seen=seen.known(db, updates) if updates else frozenset(),
        people=people.load(db, [turn.person_id for turn in turns]),
        running=timers.running(db, timed) if timed else frozenset(),
        slots=outbox.slots(db, strangers) if strangers else {},
    )


def _row(person: Person, message: Message, urgency: Urgency, at: datetime) -> Row:
    return Row(0, person.id, urgency, message, created=at)


def _meant(pattern: str, key: str) -> bool:
    """Whether a cancelled key, flow or "everything" is about this timer."""
    return pattern in ("", key) or (pattern.endswith(":") and key.startswith(pattern))
