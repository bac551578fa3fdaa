"""How fast: buckets, waiting after trouble, floods. Pure: small frozen states and `now` in seconds of any steady clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from flows.types import Urgency

RANK = {urgency: rank for rank, urgency in enumerate(Urgency)}
"""The order of sending: danger first, countdown last."""

LONGEST_WAIT_S = 300.0
CHAT_BURST = 5.0
"""Messages that one chat may get at once; Telegram lets short bursts pass."""

SEVERAL_CHATS = 2
LIMITS_COUNT_S = 1.0
"""Several chats told to wait within this time means that Telegram means all of us, not a chat."""

NOT_SPARED = 1.5
"""All of everybody's burst but this is left for messages that somebody waits for; a little more than one token, so that a
loop that wakes a little late loses none."""

RECOVERS_AFTER_S = 5.0
LOWEST_RATE = 1.0

FLOOD_EVENTS = 30
FLOOD_S = 10.0
"""Somebody who skips quickly through a session taps twice a second; three taps a second are no dialog any more."""


# ------------------------------------------------------------------------------------------------------------ buckets
@dataclass(frozen=True, slots=True)
class Bucket:
    """Fills with `rate` tokens a second up to `burst`; each message takes one. `tokens` were there at `at`."""

    rate: float
    burst: float
    tokens: float
    at: float

    @classmethod
    def full(cls, rate: float, burst: float, now: float) -> Bucket:
        return cls(rate, burst, burst, now)

    def _filled(self, now: float) -> float:
        return min(self.burst, self.tokens + max(0.0, now - self.at) * self.rate)

    def wait_s(self, now: float, spare: float = 0.0) -> float:
        """Seconds until there is a token beside those to `spare`; 0 if there is one."""
        return max(0.0, (1.0 + spare - self._filled(now)) / self.rate)

    def taken(self, now: float) -> Bucket:
        """One token less; below zero for what may not wait."""
        return replace(self, tokens=self._filled(now) - 1.0, at=now)

    def at_rate(self, rate: float, now: float) -> Bucket:
        """The same bucket filling at another rate from now on."""
        return replace(self, rate=rate, tokens=self._filled(now), at=now)

    def full_in_s(self, now: float) -> float:
        """Seconds until it is full; 0 if it is."""
        return (self.burst - self._filled(now)) / self.rate


# ------------------------------------------------------------------------------------------------- everybody's pace
@dataclass(frozen=True, slots=True)
class Pace:
    """Messages a second to all people. Halved when several chats are told to wait, raised again once that has stopped."""

    bucket: Bucket
    normal: float
    limited: tuple[tuple[int, float], ...] = ()
    lowered_at: float = 0.0

    @classmethod
    def of(cls, per_second: float, now: float) -> Pace:
        return cls(Bucket.full(per_second, max(1.0, per_second / 5), now), per_second)

    def wait_s(self, now: float, *, spare: bool = False) -> float:
        """Seconds until a message may go; `spare`: one that can wait, and leaves tokens for those that cannot."""
        return self.bucket.wait_s(now, max(0.0, self.bucket.burst - NOT_SPARED) if spare else 0.0)

    def sent(self, now: float) -> Pace:
        """One message later; ten per cent faster every RECOVERS_AFTER_S without a limit, up to the normal pace."""
        pace = replace(self, bucket=self.bucket.taken(now))
        rate = self.bucket.rate
        if rate >= self.normal or now - self.lowered_at < RECOVERS_AFTER_S:
            return pace
        faster = min(self.normal, max(rate * 1.1, rate + 1.0))
        return replace(pace, bucket=pace.bucket.at_rate(faster, now), lowered_at=now)

    def told_to_wait(self, chat: int, now: float) -> Pace:
        """A chat got a 429: one alone changes nothing, several within a second lower the pace of all."""
        recent = tuple((one, at) for one, at in self.limited if now - at <= LIMITS_COUNT_S and one != chat)
        recent = (*recent, (chat, now))
        if len(recent) < SEVERAL_CHATS:
            return replace(self, limited=recent)
        slower = max(min(LOWEST_RATE, self.normal), self.bucket.rate / 2)
        return replace(self, limited=(), lowered_at=now, bucket=self.bucket.at_rate(slower, now))


def backoff_s(tries: int, jitter: float) -> float:
    """1, 2, 4 … 300 s, spread by a quarter to both sides so that not all come back at once.

    Args:
        tries: how often it has failed, from 1.
        jitter: from 0 to 1, by chance.
    """
    return float(min(LONGEST_WAIT_S, 2.0 ** min(tries - 1, 20)) * (0.75 + 0.5 * jitter))


# ------------------------------------------------------------------------------------------------------------ floods
class Verdict(StrEnum):
    """What becomes of an event that a person sends."""

    TAKEN = "taken"
    NOTED = "noted"  # dropped with one friendly note
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Flood:
    """When one person's last events came, and whether they have been asked to slow down."""

    times: tuple[float, ...] = ()
    noted: bool = False

    def judged(self, now: float) -> tuple[Verdict, Flood]:
        """More than FLOOD_EVENTS in FLOOD_S are dropped after one note; dropped ones do not count."""
        times = tuple(at for at in self.times if now - at < FLOOD_S)
        if len(times) < FLOOD_EVENTS:
            return Verdict.TAKEN, Flood((*times, now), self.noted and bool(times))
        return Verdict.DROPPED if self.noted else Verdict.NOTED, Flood(times, noted=True)

    def over(self, now: float) -> bool:
        """Nothing of it counts any more."""
        return not self.times or now - self.times[-1] >= FLOOD_S
