"""What waits to be sent, in memory: a lane for each person, and who is next.

A lane is strictly in order and has one message on its way at most. Lanes go by the most urgent message in them, so that
advice on danger does not wait behind other people's countdowns. No I/O; times in seconds of a steady clock.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import inf

from bot.pacing import CHAT_BURST, RANK, Bucket
from bot.store.outbox import Row
from flows.types import Urgency


@dataclass(frozen=True, slots=True)
class Chore:
    """Tidying up in a chat that nobody misses if it fails: lost at a crash, sent when nothing else is.

    what: "unbutton" takes the keyboard off a message, "delete" takes the message away.
    """

    person_id: int
    message_id: int
    what: str


Work = Row | Chore
MOST_CHORES = 3


@dataclass(slots=True)
class _Lane:
    bucket: Bucket
    rows: deque[Row] = field(default_factory=deque)
    chores: deque[Chore] = field(default_factory=lambda: deque(maxlen=MOST_CHORES))
    not_before: float = -inf
    patient: bool = False  # not_before comes from the network, not from Telegram
    out: Work | None = None  # on its way
    stamp: int = 0  # older entries in the heaps are void

    @property
    def head(self) -> Work:
        return self.rows[0] if self.rows else self.chores[0]

    @property
    def rank(self) -> int:
        return min((RANK[row.urgency] for row in self.rows), default=RANK[Urgency.COUNTDOWN])

    @property
    def empty(self) -> bool:
        return not self.rows and not self.chores


class Lanes:
    """All lanes. `take` gives out the next message; it comes back by `done` or `later`."""

    def __init__(self, chat_rate: float) -> None:
        self._chat_rate = chat_rate
        self._lanes: dict[int, _Lane] = {}
        self._ready: list[tuple[int, int, int, int]] = []  # rank, age, person, stamp
        self._waiting: list[tuple[float, int, int]] = []  # until, person, stamp
        self._age = 0

    def __len__(self) -> int:
        """How many messages wait or are on their way."""
        return sum(len(lane.rows) for lane in self._lanes.values())

    def pressing(self, now: float) -> int:
        """How many people's messages wait, without those whom Telegram lets wait: that says nothing about all others."""
        return sum(bool(lane.rows) and (lane.patient or lane.not_before <= now) for lane in self._lanes.values())

    # --------------------------------------------------------------------------------------------------------- filling
    def put(self, rows: Iterable[Row], now: float) -> None:
        """Lines up messages; those that may not be sent before a time are kept back by `later`."""
        for row in rows:
            lane = self._lane(row.person_id, now)
            self._drop_outdated(lane, row)
            lane.rows.append(row)
            self._offer(row.person_id, lane, now)

    def chore(self, chore: Chore, now: float) -> None:
        lane = self._lane(chore.person_id, now)
        lane.chores.append(chore)
        self._offer(chore.person_id, lane, now)

    def clear(self, person: int, now: float, *, but_danger: bool = False) -> None:
        """What waits for this person is void, but advice on danger if so wanted; what is on its way cannot be called back."""
        lane = self._lanes.get(person)
        if lane is not None:
            lane.rows = deque(row for row in lane.rows if row is lane.out or (but_danger and row.urgency is Urgency.DANGER))
            lane.chores.clear()
            self._offer(person, lane, now)

    def _lane(self, person: int, now: float) -> _Lane:
        lane = self._lanes.get(person)
        if lane is None:
            lane = self._lanes[person] = _Lane(Bucket.full(self._chat_rate, CHAT_BURST, now))
        return lane

    @staticmethod
    def _drop_outdated(lane: _Lane, row: Row) -> None:
        """Countdown edits of a message that something newer will overwrite; the one on its way cannot be stopped."""
        if any(_outdates(row, one) and one is not lane.out for one in lane.rows):
            lane.rows = deque(one for one in lane.rows if one is lane.out or not _outdates(row, one))

    # --------------------------------------------------------------------------------------------------------- emptying
    def first(self, now: float) -> tuple[Work | None, float]:
        """The message that is next, if one may be sent now, and its rank."""
        while self._waiting and self._waiting[0][0] <= now:
            _, person, stamp = heappop(self._waiting)
            lane = self._lanes.get(person)
            if lane is not None and lane.stamp == stamp:
                self._offer(person, lane, now)
        while self._ready:
            rank, _, person, stamp = self._ready[0]
            lane = self._lanes.get(person)
            if lane is not None and lane.stamp == stamp:
                return lane.head, rank
            heappop(self._ready)
        return None, inf

    def take(self, work: Work, now: float) -> None:
        """What `first` gave is on its way."""
        lane = self._lanes[work.person_id]
        lane.out = work
        lane.stamp += 1
        lane.bucket = lane.bucket.taken(now)

    def next_s(self, now: float) -> float:
        """Seconds until a lane that waits may go on; infinite if none waits."""
        return max(0.0, self._waiting[0][0] - now) if self._waiting else inf

    def done(self, work: Work, now: float) -> None:
        """It was sent, or given up."""
        lane = self._lanes[work.person_id]
        line: deque[Row] | deque[Chore] = lane.rows if isinstance(work, Row) else lane.chores
        if line and line[0] is work:
            line.popleft()
        self._free(work.person_id, lane, now)

    def later(self, work: Work, until: float, now: float, *, patient: bool, instead: Row | None = None) -> None:
        """It was not sent and stays the first of its lane, which waits; `instead`: as this row."""
        lane = self._lanes[work.person_id]
        lane.not_before, lane.patient = until, patient
        if isinstance(work, Row) and lane.rows and lane.rows[0] is work:
            if any(_outdates(newer, work) for newer in lane.rows if newer is not work):
                lane.rows.popleft()
            elif instead is not None:
                lane.rows[0] = instead
        self._free(work.person_id, lane, now)

    def hold(self, person: int, until: float, now: float) -> None:
        """A lane that was told to wait before this process began."""
        lane = self._lanes[person]
        lane.not_before = max(lane.not_before, until)
        self._offer(person, lane, now)

    def network_is_back(self, now: float) -> None:
        """Nobody needs to wait any longer because the network was gone."""
        for person, lane in list(self._lanes.items()):
            if lane.patient:
                lane.not_before, lane.patient = -inf, False
                self._offer(person, lane, now)

    def _free(self, person: int, lane: _Lane, now: float) -> None:
        lane.out = None
        self._offer(person, lane, now)

    def _offer(self, person: int, lane: _Lane, now: float) -> None:
        """Puts the lane where it belongs: among the ready, among the waiting, or nowhere while something is on its way."""
        if lane.out is not None:
            return
        lane.stamp += 1
        if lane.empty:
            self._rest(person, lane, now)
            return
        rank = lane.rank
        pace_s = 0.0 if rank == RANK[Urgency.DANGER] else lane.bucket.wait_s(now)
        until = max(lane.not_before, now + pace_s)
        if until > now:
            heappush(self._waiting, (until, person, lane.stamp))
            return
        self._age += 1
        heappush(self._ready, (rank, self._age, person, lane.stamp))

    def _rest(self, person: int, lane: _Lane, now: float) -> None:
        """An empty lane is kept while its chat may not get messages at full pace yet."""
        until = max(lane.not_before, now + lane.bucket.full_in_s(now))
        if until <= now:
            del self._lanes[person]
        else:
            heappush(self._waiting, (until, person, lane.stamp))


def _outdates(newer: Row, older: Row) -> bool:
    """Whether `older` is a countdown edit of a message that `newer` will overwrite."""
    edits = older.urgency is Urgency.COUNTDOWN and older.message.edit
    return edits and older.message.slot == newer.message.slot
