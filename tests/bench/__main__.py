"""`make bench`, or `python -m tests.bench [--quick] [--rounds N] [--only NAME] [--part PART]`."""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import sys

from content import load_library
from tests.bench import loads
from tests.bench.contenders import ALL
from tests.bench.dialog import recorded
from tests.bench.plan import Plan, quick
from tests.bench.process import cores


def tell(line: str) -> None:
    print(line, flush=True)


async def run(plan: Plan) -> None:
    dialog = recorded(load_library())
    gc.collect()
    gc.freeze()
    for name, each in (await loads.near(plan, dialog, tell)).items():
        tell(f"{name}: {each.line()}")


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
