"""`make bench`, or `python -m tests.bench [--quick] [--rounds N] [--only NAME] [--part PART]`."""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import sys

from content import load_library
from tests.bench import crashes, loads, sizes
from tests.bench.contenders import ALL
from tests.bench.dialog import recorded
from tests.bench.plan import Plan, quick
from tests.bench.process import cores


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


async def run(plan: Plan) -> None:
    library = load_library()
    dialog = recorded(library)
    gc.collect()
    gc.freeze()
    if plan.has("near"):
        await loads.near(plan, dialog, tell)
    if plan.has("rate"):
        for rate in loads.RATES:
            await loads.at_rate(plan, dialog, tell, rate)
    if plan.has("far"):
        await loads.far(plan, dialog, tell)
    if plan.has("size"):
        await sizes.sizes(plan, dialog, library, tell)
    if plan.has("burst"):
        await sizes.burst(plan, dialog, library, tell)
    if plan.has("kill"):
        await crashes.crashes(plan, recorded(library, 0), tell)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", action="append", choices=[each.name for each in ALL], default=[])
    parser.add_argument("--part", action="append", default=[])
    given = parser.parse_args()
    rounds = given.rounds or (1 if given.quick else 5)
    plan = quick(rounds, given.only, given.part) if given.quick else Plan(rounds, given.only, given.part)
    os.sched_setaffinity(0, {cores()[1]})
    asyncio.run(run(plan))
    return 0


if __name__ == "__main__":
    sys.exit(main())
