"""Turns wait here for the one writer. It gathers those that wait, of different people, and commits them together.

Whoever handed a turn in learns of its end only after the commit: what Telegram is told was received is kept.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.batch import Batch
from bot.changes import Committed, Erase, PutOff, Tell, Turn
from bot.clock import Clock
from bot.logs import mask, where_it_broke
from bot.messages import Message
from bot.store.engine import DATABASE_DOWN, Database, reason
from flows.types import Event, Say

log = logging.getLogger(__name__)

MOST_TOGETHER = 200
"""Turns that share one commit at most: so that nobody waits for a long one."""

GATHERS_S = 0.002
LONGEST_GATHERING_S = 0.01
"""After a commit the next one waits so long for each of its turns, so that under load many share one; where few come, a turn
waits for next to nothing, and a first one for nothing."""

ENOUGH = 30
"""So many in a commit are enough: those that come next need not gather."""

TOLD_AGAIN_AFTER = timedelta(minutes=10)


class NotKept(Exception):
    """The commit failed; nothing has happened. Telegram will bring the update again."""


Waiting = tuple[Turn, "asyncio.Future[None]"]


class Turns:
    """Takes turns; one person's strictly in order, those of different people together.

    Attributes:
        on_commit: told what was committed; whoever waited for it, such as the next poll, goes on before what it sets off.
        on_failure: given what to tell people whose turn could not be kept.
        failing_since: when commits began to fail; None while all is well.
    """

    def __init__(self, database: Database, batch: Batch, clock: Clock) -> None:
        self._database = database
        self._batch = batch
        self._clock = clock
        self._lines: dict[int, deque[Waiting]] = {}
        self._waiting = asyncio.Event()
        self._told: dict[int, datetime] = {}
        self._closed = False
        self.on_commit: Callable[[Committed], None] = lambda _: None
        self.on_failure: Callable[[int, Message], None] = lambda _, __: None
        self.failing_since: datetime | None = None

    # ------------------------------------------------------------------------------------------------------ handing in
    def take(
        self, person_id: int, event: Event, update_id: int | None = None, language: str | None = None
    ) -> asyncio.Future[None]:
        """Lines up a turn. The future is done after its commit, and fails with NotKept if there was none."""
        return self._line_up(Turn(person_id, event, update_id, language))

    def tell(
        self, person_id: int, text: tuple[Say, ...], update_id: int | None = None, language: str | None = None
    ) -> asyncio.Future[None]:
        """Says something beside the dialog."""
        return self._line_up(Turn(person_id, Tell(self._clock.now(), text), update_id, language))

    def erase(self, person_id: int) -> asyncio.Future[None]:
        """Forgets a person without a word."""
        return self._line_up(Turn(person_id, Erase(self._clock.now())))

    def _line_up(self, turn: Turn) -> asyncio.Future[None]:
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if self._closed:
            done.set_exception(NotKept("closed"))
            done.exception()  # known: whoever does not wait for it needs no warning
            return done
        self._lines.setdefault(turn.person_id, deque()).append((turn, done))
        self._waiting.set()
        return done

    # --------------------------------------------------------------------------------------------------------- writing
    async def run(self) -> None:
        """Commits until `close`, and then what still waits."""
        while not self._closed:
            await self._waiting.wait()
            self._waiting.clear()
            while self._lines:
                together = self._gathered()
                await self._commit(together)
                await asyncio.sleep(self._gathers_s(len(together)))

    def _gathers_s(self, were: int) -> float:
        """How long the next commit waits after one of so many turns."""
        return 0 if self._closed or were >= ENOUGH else min(were * GATHERS_S, LONGEST_GATHERING_S)

    def close(self) -> None:
        """Takes no more turns."""
        self._closed = True
        self._waiting.set()

    def _gathered(self) -> list[Waiting]:
        """The first turn of everybody who waits; whoever has more goes to the end of the line."""
        together: list[Waiting] = []
        for person in list(self._lines)[:MOST_TOGETHER]:
            line = self._lines.pop(person)
            together.append(line.popleft())
            if line:
                self._lines[person] = line
        return together

    async def _commit(self, together: Sequence[Waiting]) -> None:
        try:
            async with self._database.writing() as db:
                committed = await self._batch.carry_out(db, [turn for turn, _ in together], self._clock.now())
        except DATABASE_DOWN as problem:
            self._failed(together, problem)
        except Exception as problem:  # one turn that cannot be written must not stop the others
            await self._one_by_one(together, problem)
        else:
            self.failing_since = None
            for _, done in together:
                if not done.done():
                    done.set_result(None)
            self.on_commit(committed)

    async def _one_by_one(self, together: Sequence[Waiting], problem: Exception) -> None:
        """Finds the turn that is to blame; that one is answered without being carried out."""
        if len(together) > 1:
            for one in together:
                await self._commit([one])
            return
        turn, done = together[0]
        log.error("turn.not_written", extra={"person": mask(turn.person_id), "problem": where_it_broke(problem)})
        if isinstance(turn.event, Tell | PutOff):
            self._failed(together, problem)
            return
        instead = self._batch.instead_of(turn, self._clock.now())
        await self._commit([(replace(turn, event=instead), done)])

    # ------------------------------------------------------------------------------------------- when nothing can be kept
    def _failed(self, together: Sequence[Waiting], problem: BaseException) -> None:
        """What these people did afterwards fails with it: kept alone, it would come before what Telegram brings again."""
        now = self._clock.now()
        self.failing_since = self.failing_since or now
        why = reason(problem)
        behind = [one for turn, _ in together for one in self._lines.pop(turn.person_id, ())]
        log.error("turns.not_kept", extra={"turns": len(together) + len(behind), "why": why})
        for turn, done in (*together, *behind):
            if not done.done():
                done.set_exception(NotKept(why))
                done.exception()  # known: whoever does not wait for it needs no warning
            if turn.update_id is not None:
                self._tell_of_trouble(turn, now)

    def _tell_of_trouble(self, turn: Turn, now: datetime) -> None:
        """Not from the outbox, since nothing can be kept; and not again at each try."""
        told = self._told.get(turn.person_id)
        if told is not None and now - told < TOLD_AGAIN_AFTER:
            return
        self._told = {one: at for one, at in self._told.items() if now - at < TOLD_AGAIN_AFTER}
        self._told[turn.person_id] = now
        log.warning("turn.told_of_trouble", extra={"person": mask(turn.person_id)})
        self.on_failure(turn.person_id, self._batch.trouble_of_all(turn))
