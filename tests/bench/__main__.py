"""`make bench`, or `python -m tests.bench [--quick] [--rounds N] [--only NAME] [--part PART] [--write FILE]`."""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path

from content import load_library
from tests.bench import crashes, loads, report, sizes
from tests.bench.contenders import ALL, KNOTWISE, PYTHON_OF_PEERS
from tests.bench.dialog import recorded
from tests.bench.plan import PARTS, Plan, quick
from tests.bench.process import cores
from tests.bench.report import Measured


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


async def measured(plan: Plan, after_each: Callable[[Measured], object]) -> Measured:
    """Everything that the plan wants, one part after another."""
    library = load_library()
    dialog, short = recorded(library), recorded(library, 0)
    gc.collect()
    gc.freeze()
    found = Measured()
    if plan.has("near"):
        found.near = await loads.near(plan, dialog, tell)
        after_each(found)
    if plan.has("rate") and plan.wants(KNOTWISE.name):
        for rate in loads.RATES:
            found.rates[rate] = await loads.at_rate(plan, dialog, tell, rate)
        after_each(found)
    if plan.has("far"):
        found.far = await loads.far(plan, dialog, tell)
        if plan.wants(KNOTWISE.name):
            for rate in (plan.far_at_once, 2 * plan.far_at_once):  # everybody taps once or twice a second
                found.far_rates[rate] = await loads.far_steady(plan, dialog, tell, rate)
        after_each(found)
    if plan.has("kill"):
        found.lost = await crashes.crashes(plan, short, tell)
        after_each(found)
    if plan.has("size") and plan.wants(KNOTWISE.name):
        found.sizes = await sizes.sizes(plan, dialog, library, tell)
        after_each(found)
    if plan.has("burst") and plan.wants(KNOTWISE.name):
        found.burst = await sizes.burst(plan, dialog, library, tell)
        after_each(found)
    return found


def planned(words: list[str] | None = None) -> tuple[Plan, Path | None]:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measures how fast it is, beside its peers.")
    parser.add_argument("--rounds", type=int, help="of each measurement; their median counts (5, with --quick 1)")
    parser.add_argument("--quick", action="store_true", help="about two minutes; figures that say little")
    parser.add_argument("--only", action="append", choices=[each.name for each in ALL], default=[], help="one contender")
    parser.add_argument("--part", action="append", choices=PARTS, default=[], help="one part")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the tables to this file too")
    given = parser.parse_args(words)
    rounds = given.rounds or (1 if given.quick else 5)
    made = quick(rounds, given.only, given.part) if given.quick else Plan(rounds, given.only, given.part)
    return made, given.write


def main() -> int:
    if sys.platform != "linux":
        tell("The benchmarks hold processes to a core and read /proc, which needs Linux.")
        return 2
    plan, file = planned()
    if not PYTHON_OF_PEERS.exists() and set(plan.only) != {KNOTWISE.name}:
        tell("The other bots are not installed. Use `make bench`, or --only knotwise.")
        return 2
    os.sched_setaffinity(0, {cores()[1]})

    def write(found: Measured) -> None:
        if file:
            file.write_text(report.written(plan, found))

    found = asyncio.run(measured(plan, write))
    tell("\n" + report.written(plan, found))
    for line in report.trouble(found):
        tell(f"Beware: {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
