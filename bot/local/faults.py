"""Trouble on demand, for tests: refusals, silence, cut lines, slowness, rate limits. And the log of what was called."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from bot.local import words
from bot.local.models import Given
from bot.local.signals import Signal
from bot.local.wire import Refused

ANY = "*"
CHAT_PER_S = 1.0
CHAT_BURST = 5.0
ALL_PER_S = 30.0
LOGGED = 20_000

Kind: TypeAlias = Literal["refuse", "hang", "cut"]


@dataclass(slots=True)
class Fault:
    """What goes wrong with the next calls of a method.

    Args:
        times: how many calls it hits; None for all until `Faults.clear`.
        after: with `hang` and `cut`, the method has its effect first, and only the answer is lost.
    """

    kind: Kind
    method: str
    chat_id: int | None
    times: int | None
    after: bool = False
    refusal: Refused | None = None

    def hits(self, method: str, chat_id: int | None) -> bool:
        return (
            (self.times is None or self.times > 0)
            and self.method.lower() in {ANY, method.lower()}
            and self.chat_id in {None, chat_id}
        )


class Faults:
    """The faults now in force. The oldest one that fits a call hits it."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self.delay_s = 0.0
        """How much later every call is begun."""
        self.limits = False
        """Whether Telegram's limits on sending are enforced: per chat one a second after a burst, thirty in all."""
        self._faults: list[Fault] = []
        self._seconds = seconds
        self._buckets: dict[int | None, tuple[float, float]] = {}

    def refuse(
        self,
        method: str = ANY,
        code: int = 429,
        *,
        times: int | None = 1,
        chat_id: int | None = None,
        description: str | None = None,
        retry_after_s: int | None = None,
    ) -> None:
        """The next calls get an error; 429 says to wait a second unless told otherwise."""
        wait_s = (1 if retry_after_s is None else retry_after_s) if code == 429 else retry_after_s
        told = description or (words.TOO_MANY.format(seconds=wait_s) if code == 429 else words.BY_CODE[code])
        self._faults.append(Fault("refuse", method, chat_id, times, refusal=Refused(code, told, wait_s)))

    def block(self, method: str = ANY, *, times: int | None = 1, chat_id: int | None = None) -> None:
        """The next calls are told that the person has blocked the bot."""
        self.refuse(method, 403, times=times, chat_id=chat_id, description=words.BLOCKED)

    def hang(self, method: str = ANY, *, times: int | None = 1, chat_id: int | None = None, after: bool = False) -> None:
        """The next calls are never answered."""
        self._faults.append(Fault("hang", method, chat_id, times, after))

    def cut(self, method: str = ANY, *, times: int | None = 1, chat_id: int | None = None, after: bool = False) -> None:
        """The next calls lose their connection, before or after the effect."""
        self._faults.append(Fault("cut", method, chat_id, times, after))

    def clear(self) -> None:
        self._faults.clear()
        self.delay_s, self.limits = 0.0, False

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault that hits this call, now used up by one."""
        fault = next((each for each in self._faults if each.hits(method, chat_id)), None)
        if fault and fault.times is not None:
            fault.times -= 1
        return fault

    def pace(self, method: str, chat_id: int | None) -> None:
        """Counts a send or an edit against the limits, if they are enforced.

        Raises:
            Refused: 429, with the seconds to wait.
        """
        if not self.limits or not method.startswith(("send", "editMessage")) or method == "sendChatAction":
            return
        waits = [self._wait(chat_id, CHAT_PER_S, CHAT_BURST), self._wait(None, ALL_PER_S, ALL_PER_S)]
        if max(waits) > 0:
            seconds = max(1, math.ceil(max(waits)))
            raise Refused(429, words.TOO_MANY.format(seconds=seconds), seconds)
        for key in (chat_id, None):
            tokens, at = self._buckets[key]
            self._buckets[key] = (tokens - 1, at)

    def _wait(self, key: int | None, per_s: float, burst: float) -> float:
        """Seconds until one more may pass through this bucket."""
        now = self._seconds()
        tokens, at = self._buckets.get(key, (burst, now))
        tokens = min(burst, tokens + (now - at) * per_s)
        self._buckets[key] = (tokens, now)
        return 0.0 if tokens >= 1 else (1 - tokens) / per_s


@dataclass(slots=True)
class Call:
    """One request of the bot; the outcome is a status, or `hang` or `cut`, or None while it is under way."""

    method: str
    given: Given
    at: datetime
    outcome: int | str | None = None
    description: str = ""


@dataclass(slots=True)
class Log:
    """What the bot called, oldest first; rings at each call and at each outcome."""

    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=LOGGED))
    changed: Signal = field(default_factory=Signal)

    def __iter__(self) -> Iterator[Call]:
        return iter(self.calls)

    def of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method == method]

    def begin(self, call: Call) -> Call:
        self.calls.append(call)
        self.changed.ring()
        return call

    def end(self, call: Call, outcome: int | str, description: str = "") -> None:
        call.outcome, call.description = outcome, description
        self.changed.ring()
