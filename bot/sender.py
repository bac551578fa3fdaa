"""Outbox to Telegram: the most urgent first, one person's in order, many people at once, at the pace Telegram allows.

| Telegram says | we do |
|---|---|
| ok | mark it as delivered, then the person's next |
| 429 | that chat waits; several chats within a second slow everybody down |
| time-out, network, 5xx | again after 1, 2, 4 … 300 s; a reminder that may have arrived is not repeated |
| 403 | the person has left |
| 400 | our mistake: given up, logged, counted |

A message that says until when it is good is not sent later: the flow has planned the next one.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from telegram import Bot

from bot.changes import Committed
from bot.clock import Clock
from bot.delivery import Answer, Delivered, Gone, Unreached, Wait, Wrong, deliver, tidy
from bot.dispatch import Dispatch
from bot.lanes import Chore, Work
from bot.logs import mask, where_it_broke
from bot.marks import Marks
from bot.messages import LOCATION, Message
from bot.pacing import backoff_s
from bot.slots import KnownSlots
from bot.store import outbox
from bot.store.engine import Database
from bot.store.outbox import Row, Slot
from flows.types import Urgency

log = logging.getLogger(__name__)

ONE_AT_A_TIME = frozenset({"screen", "reminder"})
"""Slots whose newest message alone may have buttons."""

LONGEST_NAP_S = 2.0
NEVER_TWICE = frozenset({Urgency.REMINDER})
"""A second one would be worse than none: its row is marked before it is sent."""


class Sender:
    """The loop that empties the outbox.

    Attributes:
        on_left: told of a person whom Telegram says we cannot reach any more.
        dispatch: what waits, and what goes next.
        given_up: messages that Telegram refused for good.
        beat: called at least every few seconds while the loop is alive.
    """

    def __init__(
        self, bot: Bot, database: Database, marks: Marks, slots: KnownSlots, clock: Clock, rate: float, chat_rate: float
    ) -> None:
        self._bot = bot
        self._database = database
        self._marks = marks
        self._clock = clock
        self.dispatch = Dispatch(rate, chat_rate, _now())
        self._slots = slots
        self._woken = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closed = False
        self.on_left: Callable[[int], object] = lambda _: None
        self.beat: Callable[[], None] = lambda: None
        self.given_up = 0

    # --------------------------------------------------------------------------------------------------------- filling
    async def load(self) -> None:
        """Takes up what an earlier process left. What it may have sent and may not come twice is dropped."""
        async with self._database.reading() as db:
            rows = await db.run(outbox.waiting)
            slots = await db.run(outbox.slots, {row.person_id for row in rows}) if rows else {}
        begun = [row for row in rows if row.sending]
        if begun:
            log.warning("outbox.perhaps_lost", extra={"messages": len(begun)})
            async with self._database.writing() as db:
                await db.run(outbox.delivered, [row.id for row in begun])
        self._slots.learn(slots)
        for row in rows:
            if not row.sending:
                self.dispatch.put([row], _now())
                if row.not_before is not None and row.not_before > self._clock.now():
                    wait_s = (row.not_before - self._clock.now()).total_seconds()
                    self.dispatch.hold(row.person_id, _now() + wait_s, _now())

    def put(self, committed: Committed) -> None:
        """Takes over what a turn has committed."""
        for person in (*committed.erased, *committed.left):
            self.dispatch.clear(person, _now(), but_danger=person in committed.erased)
            self._slots.forget(person)
        self.dispatch.put(committed.rows, _now())
        self._woken.set()

    def put_unkept(self, person: int, message: Message) -> None:
        """A message that could not be stored; it is lost with this process."""
        self.dispatch.put([Row(0, person, Urgency.DANGER, message, self._clock.now())], _now())
        self._woken.set()

    def network_is_back(self) -> None:
        self.dispatch.network_is_back(_now())
        self._woken.set()

    @property
    def waiting(self) -> int:
        """Messages not delivered yet."""
        return len(self.dispatch)

    @property
    def pressing(self) -> int:
        """To how many people something waits to be sent, without those whom Telegram lets wait."""
        return self.dispatch.pressing(_now())

    # --------------------------------------------------------------------------------------------------------- sending
    async def run(self) -> None:
        """Sends until `close`, and then what is on its way."""
        while not self._closed:
            self.beat()
            self._woken.clear()
            self._send_what_may_go()
            await self._nap()
        if self._tasks:
            await asyncio.wait(self._tasks)

    def close(self) -> None:
        """Begins no more messages; those not sent stay in the outbox."""
        self._closed = True
        self._woken.set()

    def _send_what_may_go(self) -> None:
        while (work := self.dispatch.next(_now())) is not None:
            task = asyncio.create_task(self._carry(work))
            self._tasks.add(task)
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._woken.set()

    async def _nap(self) -> None:
        nap_s = min(self.dispatch.wait_s(_now()), LONGEST_NAP_S)
        with suppress(TimeoutError):
            async with asyncio.timeout(max(nap_s, 0.0005)):
                await self._woken.wait()

    async def _carry(self, work: Work) -> None:
        """One message or chore, from the lane and back to it."""
        try:
            if isinstance(work, Row):
                await self._message(work)
            else:
                await self._chore(work)
        except Exception as problem:  # one message must not stop the others
            log.error("outbox.failed", extra={"problem": where_it_broke(problem)})
            self.dispatch.later(work, _now() + backoff_s(6, random.random()), _now(), patient=False)  # noqa: S311  # jitter

    async def _message(self, row: Row) -> None:
        if row.message.good_until is not None and self._clock.now() > row.message.good_until:
            log.info("outbox.too_late", extra={"row": row.id})
            await self._over(row)
            return
        slot = self._slots.get(row.person_id, row.message.slot)
        if row.urgency in NEVER_TWICE:
            await self._marks.begun(row)
        answer = await deliver(self._bot, row.person_id, row.message, slot)
        match answer:
            case Delivered(message_id=message_id):
                await self._delivered(row, message_id, slot)
            case Unreached(why=why, perhaps=True) if row.urgency in NEVER_TWICE:
                log.warning("outbox.perhaps_lost", extra={"row": row.id, "why": why})
                await self._over(row)
            case Gone():
                log.info("person.left", extra={"person": mask(row.person_id)})
                self.dispatch.done(row, _now())
                self.dispatch.clear(row.person_id, _now())
                self.on_left(row.person_id)
            case Wrong(why=why):
                self.given_up += 1
                log.error("outbox.given_up", extra={"row": row.id, "why": why, "given_up": self.given_up})
                await self._over(row)
            case Wait() | Unreached():
                await self._again(row, answer)

    async def _over(self, row: Row) -> None:
        """It is not sent, or not again."""
        if row.id:
            await self._marks.delivered(row)
        self.dispatch.done(row, _now())

    async def _delivered(self, row: Row, message_id: int, before: Slot | None) -> None:
        now = Slot(message_id, row.message.has_buttons)
        if not row.id:
            self.dispatch.done(row, _now())
            return
        if row.message.fleeting:
            self._tidy_location(row, message_id, before)
            await self._marks.closed_location(row)
        else:
            self._slots.note(row.person_id, row.message.slot, now)
            await self._marks.delivered(row, None if now == before else now)
            if before is not None and _leaves_buttons(row, before, message_id):
                self.dispatch.chore(Chore(row.person_id, before.message_id, "unbutton"), _now())
        self.dispatch.done(row, _now())

    def _tidy_location(self, row: Row, message_id: int, before: Slot | None) -> None:
        self._slots.free(row.person_id, LOCATION)
        for gone in (message_id, before.message_id if before else None):
            if gone is not None:
                self.dispatch.chore(Chore(row.person_id, gone, "delete"), _now())

    async def _again(self, row: Row, answer: Wait | Unreached) -> None:
        tries = row.tries + 1
        wait_s = self._wait_s(row.person_id, answer, tries)
        log.warning(
            "outbox.later",
            extra={"row": row.id, "tries": tries, "wait_s": round(wait_s, 1), "why": type(answer).__name__.lower()},
        )
        again = replace(row, tries=tries)
        if row.id:
            await self._marks.later(row, tries, self._clock.now() + timedelta(seconds=wait_s))
        self.dispatch.later(row, _now() + wait_s, _now(), patient=isinstance(answer, Unreached), instead=again)

    def _wait_s(self, person: int, answer: Wait | Unreached, tries: int) -> float:
        if isinstance(answer, Wait):
            self.dispatch.told_to_wait(person, _now())
            return answer.seconds
        return backoff_s(tries, random.random())  # noqa: S311  # jitter, no secret

    async def _chore(self, chore: Chore) -> None:
        answer: Answer = await tidy(self._bot, chore)
        if isinstance(answer, Wait):
            wait_s = self._wait_s(chore.person_id, answer, 1)
            self.dispatch.later(chore, _now() + wait_s, _now(), patient=False)
            return
        self.dispatch.done(chore, _now())


def _leaves_buttons(row: Row, before: Slot, message_id: int) -> bool:
    """Whether an older message now has buttons that mean nothing any more."""
    return row.message.slot in ONE_AT_A_TIME and before.buttons and before.message_id != message_id


def _now() -> float:
    return asyncio.get_running_loop().time()
