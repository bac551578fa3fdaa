"""Many people and reminders: how long a start takes, how much memory it needs, what a turn costs; and all due at once.

The small database holds only those who talk, so that the same people with the same rows are compared. What was written to make
a database is on the disk before anything is measured; otherwise every commit would wait for that.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from content import Library
from tests.bench import fill
from tests.bench.contenders import AIOGRAM, KNOTWISE, PTB, Contender
from tests.bench.dialog import Dialog, Script
from tests.bench.loads import Loads, Tell
from tests.bench.people import Load
from tests.bench.plan import Plan
from tests.bench.stage import Stage, on_stage

READY_WITHIN_S = 300.0
SETTLES_S = 2.0
"""How long after its first answer a bot's memory is read; and until nothing is on its way any more."""

STRANGER = 10
FIRST = 10_000
FILE = "knotwise.sqlite"
TALK_PER_S = 20
RETURNING = ("/hurt",)
"""What people who have been here before say, to come to the first question."""


@dataclass(frozen=True, slots=True)
class Start:
    """From the start of the process to its first answer, the CPU time it took, and its memory soon after."""

    seconds: float
    cpu_s: float
    resident_mb: float


@dataclass(frozen=True, slots=True)
class Starts:
    """Rounds of one contender."""

    rounds: tuple[Start, ...]

    @property
    def seconds(self) -> float:
        return statistics.median(each.seconds for each in self.rounds)

    @property
    def cpu_s(self) -> float:
        return statistics.median(each.cpu_s for each in self.rounds)

    @property
    def resident_mb(self) -> float:
        return statistics.median(each.resident_mb for each in self.rounds)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Knotwise small and big, and the peers with and without reminders."""

    small: Starts
    big: Starts
    few_people: Loads
    many_people: Loads
    peers: dict[str, Starts]
    bare_peers: dict[str, Starts]


@dataclass(frozen=True, slots=True)
class Burst:
    """Answers while nothing else is sent, and while reminders are."""

    quiet: Loads
    crowded: Loads
    reminders_per_s: float


# -------------------------------------------------------------------------------------------------------------- starting
async def started(stage: Stage) -> Start:
    """Starts the bot; somebody has written to it before."""
    answered = asyncio.Event()
    stage.telegram.on_message = lambda chat: answered.set() if chat == STRANGER else None
    stage.telegram.says(STRANGER, "/start")
    began = time.perf_counter()
    stage.start()
    async with asyncio.timeout(READY_WITHIN_S):
        await answered.wait()
    seconds, used = time.perf_counter() - began, stage.bot.used()
    await asyncio.sleep(SETTLES_S)
    return Start(seconds, used.cpu_s, stage.bot.resident_mb())


async def sizes(plan: Plan, dialog: Dialog, library: Library, tell: Tell) -> Sizes:
    with TemporaryDirectory(prefix="knotwise-bench-") as made:
        small, big, jobs = (Path(made) / name for name in ("small", "big", "jobs"))
        for folder, people in ((small, plan.people), (big, plan.big)):
            folder.mkdir()
            await fill.knotwise(folder / FILE, library, people, FIRST)
        tell(f"made a database of {plan.big:,} people, {(big / FILE).stat().st_size / 1e9:.1f} GB")
        jobs.mkdir()
        peers = [each for each in (PTB, AIOGRAM) if plan.wants(each.name)]
        if peers:
            fill.ptb(jobs, plan.jobs, len(dialog.taps))
            fill.aiogram(jobs, plan.jobs)
        os.sync()
        starts: dict[tuple[str, bool], list[Start]] = {}
        costs: dict[bool, list[Load]] = {False: [], True: []}
        for number in range(plan.rounds):
            for full in (False, True):
                start, load = await _turns(plan, dialog, *((big, plan.big) if full else (small, plan.people)))
                starts.setdefault((KNOTWISE.name, full), []).append(start)
                costs[full].append(load)
                tell(f"size, round {number + 1}: {'big' if full else 'small'} {start}, {Loads((load,)).line()}")
                for peer in peers:
                    begun = starts.setdefault((peer.name, full), [])
                    begun.append(await _start_of_peer(peer, dialog, jobs if full else None))
                    tell(f"size, round {number + 1}: {peer.name} {'with' if full else 'without'} reminders {begun[-1]}")
    of = {which: Starts(tuple(rounds)) for which, rounds in starts.items()}
    ours = [of.pop((KNOTWISE.name, full)) for full in (False, True)]
    theirs = [{name: each for (name, full), each in of.items() if full is which} for which in (True, False)]
    return Sizes(*ours, Loads(tuple(costs[False])), Loads(tuple(costs[True])), *theirs)


async def _turns(plan: Plan, dialog: Dialog, folder: Path, kept: int) -> tuple[Start, Load]:
    """A start, and then turns of people who are spread over the whole table."""
    async with on_stage(KNOTWISE, dialog, folder=folder) as stage:
        start = await started(stage)
        ids = range(FIRST, FIRST + kept, kept // plan.people)[: plan.people]
        people = stage.people(ids, Script(RETURNING, dialog.knotwise.taps))
        await people.begin(plan.at_once)
        return start, await people.at_once(plan.at_once, plan.warm_s, plan.load_s, stage.bot.used)


async def _start_of_peer(peer: Contender, dialog: Dialog, jobs: Path | None) -> Start:
    with TemporaryDirectory(prefix="knotwise-bench-") as made:
        if jobs:
            shutil.copytree(jobs, made, dirs_exist_ok=True)
        async with on_stage(peer, dialog, folder=Path(made)) as stage:
            return await started(stage)


# ----------------------------------------------------------------------------------------------------------------- burst
async def burst(plan: Plan, dialog: Dialog, library: Library, tell: Tell) -> Burst:
    """Twenty people a second talk at Telegram's usual pace of 30 messages a second, without and with reminders due."""
    quiet, crowded, reminded = [], [], []
    for number in range(plan.rounds):
        with TemporaryDirectory(prefix="knotwise-bench-") as made:
            folder = Path(made)
            await fill.knotwise(folder / FILE, library, plan.burst, FIRST)
            os.sync()
            async with on_stage(KNOTWISE, dialog, folder=folder) as stage:
                talk = await _talkers(stage, plan)
                quiet.append(await talk())
                tell(f"burst, round {number + 1}: quiet {Loads((quiet[-1],)).line()}")
                await asyncio.sleep(SETTLES_S)
                stage.bot.kill()
                fill.all_due(folder / FILE)
                os.sync()
                before, began = _reminded(stage), time.perf_counter()
                _start_usual(stage)
                crowded.append(await talk())
                reminded.append((_reminded(stage) - before) / (time.perf_counter() - began))
                tell(f"burst, round {number + 1}: crowded {Loads((crowded[-1],)).line()}, {reminded[-1]:.1f} reminders/s")
    return Burst(Loads(tuple(quiet)), Loads(tuple(crowded)), statistics.median(reminded))


async def _talkers(stage: Stage, plan: Plan) -> Callable[[], object]:
    """Brings people to their first question at full pace, and the bot back to the usual one."""
    stage.start()
    people = stage.people(range(1, 1 + int(TALK_PER_S * plan.burst_s)))
    await people.begin(plan.at_once)
    await asyncio.sleep(SETTLES_S)
    stage.bot.kill()
    _start_usual(stage)

    async def talk() -> Load:
        await stage.telegram.polled.wait()
        return await people.at_rate(TALK_PER_S, plan.warm_s, plan.burst_s, stage.bot.used)

    return talk


def _start_usual(stage: Stage) -> None:
    stage.settings = {"MESSAGES_PER_SECOND": "30", "CHAT_MESSAGES_PER_SECOND": "1"}
    stage.telegram.polled.clear()  # people talk once this process is there; its start is measured elsewhere
    stage.start()


def _reminded(stage: Stage) -> int:
    return sum(chat >= FIRST for chat in stage.telegram.screens)
