"""What one process of the soak test does."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from content import load_library
from tests.bot.history import blank
from tests.crash.lives import Tally, lived, mother

TOGETHER = 50
"""Histories that share a process which forks their bots."""

Broken = tuple[int, str]
"""The seed of a history, and what was wrong."""


def told(seeds: Sequence[int]) -> tuple[Tally, list[Broken]]:
    """Histories one after another; what one of them lost does not end the others."""
    return asyncio.run(_told(seeds))


async def _told(seeds: Sequence[int]) -> tuple[Tally, list[Broken]]:
    library, tally, broken = load_library(), Tally(), list[Broken]()
    with TemporaryDirectory(prefix="knotwise-") as folder:
        empty = await blank(Path(folder))
        async with mother() as bots:
            for seed in seeds:
                try:
                    tally += await lived(seed, empty, library, bots)
                except (AssertionError, TimeoutError) as problem:
                    broken.append((seed, f"{type(problem).__name__}: {problem}"[:500]))
    return tally, broken
