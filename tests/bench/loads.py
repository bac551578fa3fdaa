"""What people see of each contender: so many updates a second, so fast an answer, near and far."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tests.bench.contenders import AIOGRAM, ALL, KNOTWISE, PTB, Contender
from tests.bench.dialog import Dialog
from tests.bench.people import Load
from tests.bench.plan import Plan
from tests.bench.stage import on_stage

FAR_S = 0.05
RATES = (500, 1000)
Tell = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Loads:
    """The rounds of one contender in one setting."""

    rounds: tuple[Load, ...]

    def median(self, of: Callable[[Load], float]) -> float:
        return statistics.median(of(load) for load in self.rounds)

    @property
    def per_s(self) -> float:
        return self.median(lambda load: load.per_s)

    @property
    def cpu_ms(self) -> float:
        return self.median(lambda load: load.cpu_ms)

    @property
    def server_share(self) -> float:
        return self.median(lambda load: load.server_share)

    @property
    def waited_share(self) -> float:
        return self.median(lambda load: load.waited_share)

    def percentile_ms(self, percent: float) -> float:
        return self.median(lambda load: load.percentile_ms(percent))

    def line(self) -> str:
        p50, p99 = self.percentile_ms(50), self.percentile_ms(99)
        busy = f"server {self.server_share:.0%} busy, waited for the core {self.waited_share:.0%} of the time"
        return f"{self.per_s:.0f}/s, {self.cpu_ms:.2f} ms CPU, p50 {p50:.0f} ms, p99 {p99:.0f} ms, {busy}"


By = Mapping[str, Loads]


async def near(plan: Plan, dialog: Dialog, tell: Tell) -> By:
    """As fast as each can, so many people at once."""

    async def one(contender: Contender) -> Load:
        async with on_stage(contender, dialog) as stage:
            stage.start()
            people = stage.people(range(1, plan.people + 1))
            await people.begin(plan.at_once)
            return await people.at_once(plan.at_once, plan.warm_s, plan.load_s, stage.bot.used)

    return await _rounds(plan, [each for each in ALL if plan.wants(each.name)], one, tell, "near")


async def at_rate(plan: Plan, dialog: Dialog, tell: Tell, rate: int) -> Loads:
    """Knotwise at a fixed load that does not wait for it."""

    async def one(contender: Contender) -> Load:
        async with on_stage(contender, dialog) as stage:
            stage.start()
            people = stage.people(range(1, plan.people + 1))
            await people.begin(plan.at_once)
            return await people.at_rate(rate, plan.warm_s, plan.rate_s, stage.bot.used)

    return (await _rounds(plan, [KNOTWISE], one, tell, f"at {rate}/s"))[KNOTWISE.name]


async def far(plan: Plan, dialog: Dialog, tell: Tell) -> By:
    """Every call takes 50 ms, and many people are there at once."""

    async def one(contender: Contender) -> Load:
        async with on_stage(contender, dialog) as stage:
            stage.start()
            people = stage.people(range(1, plan.people + 1))
            await people.begin(plan.at_once)
            stage.telegram.delay_s = FAR_S
            return await people.at_once(plan.far_at_once, plan.warm_s, plan.load_s, stage.bot.used)

    return await _rounds(plan, [each for each in (KNOTWISE, PTB, AIOGRAM) if plan.wants(each.name)], one, tell, "far")


async def far_steady(plan: Plan, dialog: Dialog, tell: Tell, rate: int) -> Loads:
    """The same distance and as many people, who tap at a fixed rate, so that time is measured and not how many wait.

    Where everybody taps again at once, the median time is people ÷ rate by Little's law: half a second for 500 people at
    1,000 a second, however fast each is served.
    """

    async def one(contender: Contender) -> Load:
        async with on_stage(contender, dialog) as stage:
            stage.start()
            people = stage.people(range(1, plan.far_at_once + 1))
            await people.begin(plan.at_once)
            stage.telegram.delay_s = FAR_S
            return await people.at_rate(rate, plan.warm_s, plan.rate_s, stage.bot.used)

    return (await _rounds(plan, [KNOTWISE], one, tell, f"far, at {rate}/s"))[KNOTWISE.name]


async def _rounds(plan: Plan, contenders: Sequence[Contender], one: Callable[..., object], tell: Tell, what: str) -> By:
    """One after another in each round, so that a slow minute of the machine hits all of them."""
    loads: dict[str, list[Load]] = {each.name: [] for each in contenders}
    for number in range(plan.rounds):
        for each in contenders:
            load = await one(each)  # type: ignore[misc]
            loads[each.name].append(load)
            tell(f"{what}, round {number + 1}: {each.name} {Loads((load,)).line()}")
    return {name: Loads(tuple(rounds)) for name, rounds in loads.items()}
