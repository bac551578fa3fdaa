"""People who tap: so many at once (closed loop), or at fixed times whether or not they are served (open loop).

In the open loop the time of an answer counts from when the tap was due, not from when it could be made: waiting for a
bot that lags is part of its answer's time.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from tests.bench.dialog import Script
from tests.bench.process import Used
from tests.bench.telegram import Telegram

TICK_S = 0.001
DRAINS_S = 10.0
"""How long taps of an open loop may still be answered after its end."""

STUCK_S = 120.0


class Stuck(Exception):
    """People wait for answers that do not come."""


@dataclass(frozen=True, slots=True)
class Load:
    """What came of it. Times in seconds; a tap that was never answered took infinitely long."""

    answered: int
    offered: int
    seconds: float
    cpu_s: float
    waited_s: float
    server_cpu_s: float
    times: Sequence[float] = field(repr=False)

    @property
    def per_s(self) -> float:
        return self.answered / self.seconds

    @property
    def cpu_ms(self) -> float:
        """Of the bot, for each answered update."""
        return self.cpu_s / self.answered * 1000 if self.answered else math.inf

    @property
    def server_share(self) -> float:
        """How much of its core the server with its people has used."""
        return self.server_cpu_s / self.seconds

    @property
    def waited_share(self) -> float:
        """For how much of the time the bot wanted its core and did not get it, since the machine did something else."""
        return self.waited_s / self.seconds

    def percentile_ms(self, percent: float) -> float:
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] * 1000 if ordered else math.inf


@dataclass(slots=True)
class _Tap:
    due: float
    counts: bool


class People:
    """Everybody who talks to one bot. Nobody does anything before the last thing was answered."""

    def __init__(self, telegram: Telegram, script: Script, ids: Sequence[int]) -> None:
        self._telegram = telegram
        self._script = script
        self._idle = deque(ids)
        self._all = tuple(ids)
        self.at: dict[int, int] = dict.fromkeys(ids, 0)
        self.waiting: dict[int, _Tap] = {}
        self._late: deque[_Tap] = deque()
        self._times: list[float] = []
        self._answered = 0
        self.on_answer: Callable[[int], None] = lambda _: None
        self._all_answered = asyncio.Event()
        telegram.on_message = self._message

    # ----------------------------------------------------------------------------------------------------------- one tap
    def _act(self, tap: _Tap) -> None:
        """The next person who has time does the next thing of their dialog."""
        if not self._idle:
            self._late.append(tap)
            return
        self.act(self._idle.popleft(), tap)

    def act(self, person: int, tap: _Tap | None = None) -> None:
        """The next tap of this person."""
        ending = self._script.taps[self.at[person] % len(self._script.taps)]
        data = self._telegram.screens[person].button(ending)
        if data is None:
            raise Stuck(f"no button {ending!r} below: {self._telegram.screens[person].text[:200]!r}")
        self.waiting[person] = tap or _Tap(time.perf_counter(), counts=False)
        self._telegram.taps(person, data)

    def _message(self, person: int) -> None:
        tap = self.waiting.pop(person, None)
        if tap is None:
            return
        self.at[person] += 1
        self._idle.append(person)
        if tap.counts:
            self._times.append(time.perf_counter() - tap.due)
        self._answered += 1
        self.on_answer(person)
        if self._late:
            self._act(self._late.popleft())
        elif not self.waiting:
            self._all_answered.set()

    # ---------------------------------------------------------------------------------------------------------- together
    async def begin(self, at_once: int = 50) -> None:
        """Everybody goes to where the dialog's first button is."""
        for step in self._script.prelude:
            await self._everybody(step, at_once)
        self.at = dict.fromkeys(self._all, 0)

    async def _everybody(self, step: str, at_once: int) -> None:
        rest, under_way = iter(self._all), asyncio.Semaphore(at_once)
        self._idle.clear()
        self.on_answer = lambda _: under_way.release()
        for person in rest:
            async with asyncio.timeout(STUCK_S):
                await under_way.acquire()
            self.waiting[person] = _Tap(0.0, counts=False)
            if step.startswith("/"):
                self._telegram.says(person, step)
            else:
                self._telegram.taps(person, self._telegram.screens[person].button(step) or "")
        async with asyncio.timeout(STUCK_S):
            for _ in range(at_once):
                await under_way.acquire()
        self.on_answer = lambda _: None

    async def at_once(self, many: int, warm_s: float, seconds: float, used: Callable[[], Used]) -> Load:
        """So many people all the time: whenever one is answered, the next one taps."""
        self.on_answer = lambda _: self._act(_Tap(time.perf_counter(), counts=True))
        for _ in range(many):
            self._act(_Tap(time.perf_counter(), counts=True))
        await asyncio.sleep(warm_s)
        clock = self._clock(used)
        before, self._times = next(clock), []
        await asyncio.sleep(seconds)
        after = next(clock)
        times, self._times = self._times, []
        self.on_answer = lambda _: None
        passed = [now - then for now, then in zip(after, before, strict=True)]
        return Load(int(passed[0]), int(passed[0]), *passed[1:], times=times)

    async def at_rate(self, rate: float, warm_s: float, seconds: float, used: Callable[[], Used]) -> Load:
        """So many taps a second at fixed times."""
        began, made, total = time.perf_counter(), 0, int(rate * (warm_s + seconds))
        clock, before, self._times = self._clock(used), None, []
        while made < total:
            now = time.perf_counter() - began
            if before is None and now >= warm_s:
                before = next(clock)
            while made < total and made / rate <= now:
                self._act(_Tap(began + made / rate, counts=made / rate >= warm_s))
                made += 1
            await asyncio.sleep(max(TICK_S, made / rate - (time.perf_counter() - began)))
        passed = [now - then for now, then in zip(next(clock), before or next(clock), strict=True)]
        await self._drained()
        offered = sum(made / rate >= warm_s for made in range(total))
        times = [*self._times, *[math.inf] * (offered - len(self._times))]
        return Load(int(passed[0]), offered, *passed[1:], times=times)

    def _clock(self, used: Callable[[], Used]) -> Iterator[tuple[float, ...]]:
        while True:
            yield self._answered, time.perf_counter(), *used(), time.process_time()

    async def _drained(self) -> None:
        """Until everybody was answered, if that does not take too long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(DRAINS_S):
                while self.waiting or self._late:
                    self._all_answered.clear()
                    await self._all_answered.wait()
