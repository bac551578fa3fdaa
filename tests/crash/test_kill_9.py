"""Some two hundred kills of a real process at random moments; `make soak` has thousands."""

from __future__ import annotations

from pathlib import Path

import pytest

from content import Library
from tests.bot.history import blank
from tests.crash.lives import Tally, lived, mother

SEEDS = range(0, 100, 20)
LEAST_KILLS = 40


@pytest.mark.parametrize("first", SEEDS)
async def test_after_kill_9_nothing_is_lost_doubled_or_out_of_order(first: int, tmp_path: Path, library: Library) -> None:
    tally, empty = Tally(), await blank(tmp_path)
    async with mother() as bots:
        for seed in range(first, first + SEEDS.step):
            tally += await lived(seed, empty, library, bots)
    assert tally.kills >= LEAST_KILLS
    assert tally.missing <= tally.kills
    assert tally.updates
    assert tally.messages > tally.twice
