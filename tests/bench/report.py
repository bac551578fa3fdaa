"""What was measured as tables in Markdown: side by side, and each goal as met or missed."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench.contenders import ALL, KNOTWISE
from tests.bench.crashes import Lost
from tests.bench.loads import By, Loads
from tests.bench.plan import Plan
from tests.bench.sizes import Burst, Sizes, Starts

SUSTAINED = 0.99
"""A rate counts as sustained if this share of what was offered was answered while it was offered."""

SERVER_AT_MOST = 0.8
Row = Sequence[str]


@dataclass(slots=True)
class Measured:
    """As far as it was measured."""

    near: By = field(default_factory=dict)
    rates: dict[int, Loads] = field(default_factory=dict)
    far: By = field(default_factory=dict)
    far_rates: dict[int, Loads] = field(default_factory=dict)
    sizes: Sizes | None = None
    burst: Burst | None = None
    lost: Mapping[str, Lost] = field(default_factory=dict)


def written(plan: Plan, measured: Measured) -> str:
    """All tables."""
    parts = [machine(), "## Goals", table(("goal", "measured", "aim", "measured ÷ aim", ""), goals(measured))]
    if measured.near:
        parts += [f"## {plan.at_once} people at once", table(_NEAR, _near(measured.near))]
    if measured.far:
        parts += [f"## {plan.far_at_once} people at once, every call 50 ms away", table(_FAR, _far(measured.far))]
    if measured.sizes:
        parts += ["## Start", table(("", "ready after", "CPU until then", "memory"), _starts(plan, measured.sizes))]
    if measured.lost:
        parts += [f"## kill -9, {plan.kills} times", table(_LOST, _losses(measured.lost))]
    return "\n\n".join(parts) + "\n"


def table(head: Row, rows: Iterator[Row]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


# ----------------------------------------------------------------------------------------------------------------- goals
def goals(measured: Measured) -> Iterator[Row]:
    """Only those of which something was measured."""
    if sustained := measured.rates.get(1000):
        share = sustained.median(lambda load: load.answered / load.offered)
        yield _goal("1,000 updates a second, sustained", share * 1000, 1000, "/s", more=True, near_enough=SUSTAINED)
    if steady := measured.rates.get(500):
        yield _goal("p99 from tap to answer at 500 a second", steady.percentile_ms(99), 100, " ms")
    if KNOTWISE.name in measured.near:
        yield _goal("CPU for an update", measured.near[KNOTWISE.name].cpu_ms, 1, " ms")
    if KNOTWISE.name in measured.far:
        per_s = measured.far[KNOTWISE.name].per_s
        yield _goal("updates a second, every call 50 ms away", per_s, 1000, "/s", more=True, near_enough=SUSTAINED)
    for rate, load in measured.far_rates.items():
        share = load.median(lambda load: load.answered / load.offered)
        yield _goal(
            f"the same people tap {rate:,} times a second: served", share * rate, rate, "/s", more=True, near_enough=SUSTAINED
        )
        yield _goal(f"the same people tap {rate:,} times a second: p50", load.percentile_ms(50), 150, " ms")
    if measured.sizes:
        yield from _size_goals(measured.sizes)
    if measured.burst:
        quiet, crowded = measured.burst.quiet.percentile_ms(99), measured.burst.crowded.percentile_ms(99)
        name = f"p99 of answers while {measured.burst.reminders_per_s:.0f} reminders a second go out, to p99 without"
        yield _goal(name, crowded / quiet, 2, f"x ({crowded:.0f} to {quiet:.0f} ms)")
    if KNOTWISE.name in measured.lost:
        lost = measured.lost[KNOTWISE.name]
        yield "taps lost at a kill -9", f"{lost.gone} of {lost.taps:,}", "0", "", "missed" if lost.gone else "met"


def _size_goals(sizes: Sizes) -> Iterator[Row]:
    yield _goal("ready after a start, big database", sizes.big.seconds, 2, " s")
    yield _goal("memory, big database", sizes.big.resident_mb, 200, " MB")
    cost = sizes.many_people.cpu_ms / sizes.few_people.cpu_ms
    yield _goal("CPU for a turn, big database to one of those who talk", cost, 1.2, "x")


def _goal(name: str, value: float, aim: float, unit: str, *, more: bool = False, near_enough: float = 1.0) -> Row:
    met = value >= aim * near_enough if more else value <= aim
    bound = "at least" if more else "at most"
    return (
        name,
        f"{_number(value)}{unit}",
        f"{bound} {aim:g}{unit.split(' (')[0]}",
        f"{value / aim:.2f}",
        "met" if met else "missed",
    )


# ---------------------------------------------------------------------------------------------------------- side by side
_NEAR = ("", "kept", "updates/s", "CPU ms each", "p50", "p99", "waited for its core", "Knotwise's rate ÷ this", "its CPU ÷ ours")
_FAR = ("", "updates/s", "p50", "Knotwise's rate ÷ this")
_LOST = ("", "taps", "answered and forgotten", "confirmed, never answered, gone", "kept, never answered")


def _near(by: By) -> Iterator[Row]:
    for each in ALL:
        if each.name in by:
            load = by[each.name]
            rate = f"{load.per_s:.0f}", f"{load.cpu_ms:.2f}"
            times = f"{load.percentile_ms(50):.0f} ms", f"{load.percentile_ms(99):.0f} ms", f"{load.waited_share:.0%}"
            ours = by.get(KNOTWISE.name)
            yield each.title, each.stores, *rate, *times, _ratio(by, load), f"{load.cpu_ms / ours.cpu_ms:.1f}" if ours else ""


def _far(by: By) -> Iterator[Row]:
    for each in ALL:
        if each.name in by:
            load = by[each.name]
            yield each.title, f"{load.per_s:.0f}", f"{load.percentile_ms(50):.0f} ms", _ratio(by, load)


def _ratio(by: By, load: Loads) -> str:
    ours = by.get(KNOTWISE.name)
    return f"{ours.per_s / load.per_s:.1f}" if ours and load.per_s else ""


def _starts(plan: Plan, sizes: Sizes) -> Iterator[Row]:
    yield f"Knotwise, {plan.people:,} people and daily reminders", *_start(sizes.small)
    yield f"Knotwise, {plan.big:,} people and daily reminders", *_start(sizes.big)
    for each in ALL:
        if each.name in sizes.peers:
            yield f"{each.title}, empty", *_start(sizes.bare_peers[each.name])
            yield f"{each.title}, {plan.jobs:,} daily reminders", *_start(sizes.peers[each.name])


def _start(starts: Starts) -> Row:
    return f"{starts.seconds:.1f} s", f"{starts.cpu_s:.1f} s", f"{starts.resident_mb:.0f} MB"


def _losses(lost: Mapping[str, Lost]) -> Iterator[Row]:
    for each in ALL:
        if each.name in lost:
            one = lost[each.name]
            yield each.title, f"{one.taps:,}", f"{one.forgotten:,}", f"{one.swallowed:,}", f"{one.silent:,}"


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


# --------------------------------------------------------------------------------------------------------------- machine
def machine() -> str:
    """Where it was measured; what else the machine does is part of every figure."""
    models = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    model = models[0].partition(":")[2].strip() if models else platform.machine()
    memory_gb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores of {model}, {memory_gb:.0f} GB, {platform.system()} "
        f"{platform.release().partition('-')[0]}, Python {platform.python_version()}. One sync of the disk took {sync_ms():.1f} ms, "
        f"and {os.getloadavg()[2]:.1f} processes wanted to run in the last quarter of an hour, the two measured ones among them."
    )


def sync_ms(times: int = 50) -> float:
    """How long the disk takes to promise that four kilobytes are safe."""
    took = []
    with TemporaryDirectory(prefix="knotwise-bench-") as made, (Path(made) / "sync").open("wb", buffering=0) as file:
        for _ in range(times):
            file.write(b"x" * 4096)
            began = time.perf_counter()
            os.fsync(file.fileno())
            took.append(time.perf_counter() - began)
    return median(took) * 1000


def trouble(measured: Measured) -> Iterator[str]:
    """Where the server may have been what was measured."""
    everything = {**measured.near, **{f"{rate}/s": load for rate, load in measured.rates.items()}}
    for name, load in everything.items():
        if load.server_share > SERVER_AT_MOST:
            yield f"{name}: the server used {load.server_share:.0%} of its core, so the figure may be the server's"
