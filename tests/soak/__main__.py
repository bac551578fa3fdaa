"""`make soak`: thousands of short histories, each with kill -9 at random moments. `ARGS="--histories 500 --seed 7"` for others."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict
from multiprocessing import get_context

from tests.crash.lives import Tally
from tests.soak.histories import TOGETHER, Broken, told

PARTS_A_PROCESS = 5
"""Then a new process takes over: what each history leaves in memory would come to gigabytes in ten thousand."""


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description="Kills the bot in the middle, again and again.")
    parser.add_argument("--histories", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1_000_000, help="of the first history; each has its own")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    given = parser.parse_args()
    parts = [range(given.seed, given.seed + given.histories)[at : at + TOGETHER] for at in range(0, given.histories, TOGETHER)]
    tally, broken, began = Tally(), list[Broken](), time.monotonic()
    with ProcessPoolExecutor(given.workers, get_context("spawn"), max_tasks_per_child=PARTS_A_PROCESS) as pool:
        for number, done in enumerate(as_completed(pool.submit(told, part) for part in parts), 1):
            more, wrong = done.result()
            tally, broken = tally + more, broken + wrong
            if number % 10 == 0 or number == len(parts):
                say(f"{tally.histories} histories, {tally.kills} kills, {len(broken)} broken, {time.monotonic() - began:.0f} s")
    say(f"\n{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}")
    for name, count in asdict(tally).items():
        say(f"{name:10} {count:>8,}")
    for seed, wrong in broken:
        say(f"broken: seed {seed}: {wrong}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
