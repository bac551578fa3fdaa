"""Which message leaves next, and when: lanes and pace together. No I/O; times in seconds of a steady clock.

What people wait for goes before what can wait, and finds a free place on the way and a token of everybody's pace: reminders
and countdown edits leave some of both untouched, so that an answer never waits for a hundred thousand of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.lanes import Chore, Lanes, Work
from bot.pacing import RANK, Pace
from bot.store.outbox import Row
from flows.types import Urgency

MOST_ON_THEIR_WAY = 200
CAN_WAIT = RANK[Urgency.REMINDER]
"""From this rank on nobody sits and waits for a message."""

MOST_THAT_CAN_WAIT = MOST_ON_THEIR_WAY // 2


class Dispatch:
    """Gives out one message after the other by `next`; each comes back by `done` or `later`.

    Messages that could not be stored have lanes of their own: in the others people may wait for marks that cannot be stored.
    """

    def __init__(self, rate: float, chat_rate: float, now: float) -> None:
        self._stored = Lanes(chat_rate)
        self._unkept = Lanes(chat_rate)
        self.pace = Pace.of(rate, now)
        self.on_their_way = 0

    def __len__(self) -> int:
        """How many stored messages wait or are on their way."""
        return len(self._stored)

    def pressing(self, now: float) -> int:
        """To how many people something waits to be sent, without those whom Telegram lets wait."""
        return self._stored.pressing(now)

    # --------------------------------------------------------------------------------------------------------- filling
    def put(self, rows: Iterable[Row], now: float) -> None:
        for row in rows:
            self._lanes_of(row).put([row], now)

    def hold(self, person: int, until: float, now: float) -> None:
        """Somebody's messages were told to wait before this process began."""
        self._stored.hold(person, until, now)

    def chore(self, chore: Chore, now: float) -> None:
        self._stored.chore(chore, now)

    def clear(self, person: int, now: float, *, but_danger: bool = False) -> None:
        """What waits for this person is void."""
        self._stored.clear(person, now, but_danger=but_danger)

    def network_is_back(self, now: float) -> None:
        for lanes in (self._stored, self._unkept):
            lanes.network_is_back(now)

    # --------------------------------------------------------------------------------------------------------- emptying
    def next(self, now: float) -> Work | None:
        """The most urgent message, if it may go now; it counts as on its way."""
        lanes, work, rank = self._first(now)
        if work is None or not self._has_room(rank) or self.pace.wait_s(now, spare=rank >= CAN_WAIT) > 0:
            return None
        lanes.take(work, now)
        self.pace = self.pace.sent(now)
        self.on_their_way += 1
        return work

    def wait_s(self, now: float) -> float:
        """Seconds until `next` may give out something, as far as is known; infinite if that depends on others."""
        _, work, rank = self._first(now)
        waking_s = min(self._stored.next_s(now), self._unkept.next_s(now))
        if work is None or not self._has_room(rank):
            return waking_s
        return min(self.pace.wait_s(now, spare=rank >= CAN_WAIT), waking_s)

    def done(self, work: Work, now: float) -> None:
        """It was sent, or given up."""
        self.on_their_way -= 1
        self._lanes_of(work).done(work, now)

    def later(self, work: Work, until: float, now: float, *, patient: bool, instead: Row | None = None) -> None:
        """It was not sent; see `Lanes.later`."""
        self.on_their_way -= 1
        self._lanes_of(work).later(work, until, now, patient=patient, instead=instead)

    def told_to_wait(self, chat: int, now: float) -> None:
        self.pace = self.pace.told_to_wait(chat, now)

    def _first(self, now: float) -> tuple[Lanes, Work | None, float]:
        heads = [(lanes, *lanes.first(now)) for lanes in (self._stored, self._unkept)]
        return min(heads, key=lambda head: head[2])

    def _has_room(self, rank: float) -> bool:
        """Advice on danger always has."""
        most = MOST_THAT_CAN_WAIT if rank >= CAN_WAIT else MOST_ON_THEIR_WAY
        return rank == RANK[Urgency.DANGER] or self.on_their_way < most

    def _lanes_of(self, work: Work) -> Lanes:
        return self._unkept if isinstance(work, Row) and not work.id else self._stored
