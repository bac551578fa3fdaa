"""Many updates are kept, confirmed, and then dealt with; a few the other way round. On a real database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from bot import inbox as bot_inbox
from bot.inbox import AHEAD, MANY, Inbox
from bot.store import inbox
from bot.store.engine import Database
from bot.turn import NotKept


class Deals:
    """Whoever deals with updates: at once, when told, or never."""

    def __init__(self) -> None:
        self.given: list[int] = []
        self.open: list[asyncio.Future[None]] = []
        self.at_once = False

    def accept(self, fetched: Sequence[dict[str, Any]]) -> list[asyncio.Future[None]]:
        self.given += [one["update_id"] for one in fetched]
        begun = [asyncio.get_running_loop().create_future() for _ in fetched]
        self.open += begun
        if self.at_once:
            self.end()
        return begun

    def end(self, problem: Exception | None = None) -> None:
        """All that is open comes to its end; with a problem the last one fails."""
        for turn in self.open[:-1] if problem else self.open:
            turn.set_result(None)
        if problem:
            self.open[-1].set_exception(problem)
        self.open.clear()


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    made = Database(f"sqlite+aiosqlite:///{tmp_path / 'knotwise.sqlite'}")
    await made.open()
    yield made
    await made.close()


@pytest.fixture
def deals() -> Deals:
    return Deals()


@pytest.fixture
async def inboxes(database: Database, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Callable[[Deals], Awaitable[Inbox]]]:
    """Starts one after another on the same file."""
    monkeypatch.setattr("bot.inbox.LONGEST_PAUSE_S", 0.01)
    loops: list[asyncio.Task[None]] = []

    async def start(deals: Deals) -> Inbox:
        made = Inbox(database, deals.accept)
        loops.append(asyncio.create_task(made.run()))
        return made

    yield start
    for loop in loops:
        loop.cancel()
    await asyncio.gather(*loops, return_exceptions=True)


@pytest.fixture
async def kept(inboxes: Callable[[Deals], Awaitable[Inbox]], deals: Deals) -> Inbox:
    made = await inboxes(deals)
    await made.caught_up.wait()
    return made


def updates(first: int, many: int = MANY) -> list[dict[str, Any]]:
    return [{"update_id": number, "message": {"text": "ümläut ✓"}} for number in range(first, first + many)]


async def left(database: Database) -> list[list[int]]:
    async with database.reading() as db:
        return [[one["update_id"] for one in fetched] for _, fetched in await db.run(inbox.rows)]


async def settled(tries: int = 200) -> None:
    for _ in range(tries):
        await asyncio.sleep(0.001)


async def test_many_may_be_forgotten_by_telegram_before_they_are_dealt_with(
    kept: Inbox, database: Database, deals: Deals
) -> None:
    await kept.take(updates(1))
    assert deals.given == list(range(1, MANY + 1))
    assert await left(database) == [deals.given]
    deals.end()
    await settled()
    assert await left(database) == []


async def test_a_few_are_dealt_with_first_and_nothing_of_them_is_kept(kept: Inbox, database: Database, deals: Deals) -> None:
    taking = asyncio.create_task(kept.take(updates(1, MANY - 1)))
    await settled(20)
    assert not taking.done()
    assert await left(database) == []
    deals.end()
    await taking


async def test_not_too_many_are_under_way(kept: Inbox, database: Database, deals: Deals) -> None:
    for number in range(AHEAD):
        await kept.take(updates(1 + MANY * number))
    taking = asyncio.create_task(kept.take(updates(1000)))
    await settled(20)
    assert not taking.done()
    assert 1000 not in deals.given
    deals.end()
    await taking
    assert 1000 in deals.given


async def test_the_next_process_deals_with_what_is_left_first(
    kept: Inbox, inboxes: Callable[[Deals], Awaitable[Inbox]], database: Database, deals: Deals
) -> None:
    await kept.take(updates(1))
    await kept.take(updates(100))
    after = Deals()
    after.at_once = True
    later = await inboxes(after)
    with pytest.raises(NotKept):
        await later.take(updates(200))
    await later.caught_up.wait()
    assert after.given == [*range(1, MANY + 1), *range(100, 100 + MANY)]
    assert await left(database) == []
    deals.end()
    await settled()


@pytest.mark.parametrize("many", [1, MANY])
async def test_what_comes_after_a_turn_that_failed_waits_for_it(many: int, kept: Inbox, database: Database, deals: Deals) -> None:
    await kept.take(updates(1))
    deals.end(NotKept("full"))
    with pytest.raises(NotKept):
        await kept.take(updates(100, many))
    deals.at_once = True
    await kept.caught_up.wait()
    assert deals.given == [*range(1, MANY + 1)] * 2
    assert await left(database) == []
    await kept.take(updates(100, many))
    await settled()
    assert deals.given[-1] == 99 + many


async def test_what_could_not_be_kept_is_tried_until_it_can(kept: Inbox, database: Database, deals: Deals) -> None:
    """At once, though the next poll may be waiting for half a minute."""
    await kept.take(updates(1))
    for _ in range(3):
        deals.end(NotKept("full"))
        await settled(50)
        assert await left(database) != []
    deals.end()
    await kept.caught_up.wait()
    assert deals.given == [*range(1, MANY + 1)] * 4
    assert await left(database) == []


async def test_where_nothing_can_be_kept_they_are_dealt_with_first(
    kept: Inbox, database: Database, deals: Deals, monkeypatch: pytest.MonkeyPatch
) -> None:

    def full(*_: object) -> int:
        raise OSError("no space left")

    monkeypatch.setattr(bot_inbox.inbox, "put", full)
    taking = asyncio.create_task(kept.take(updates(1)))
    await settled(20)
    assert deals.given == list(range(1, MANY + 1))
    deals.end(NotKept("full"))
    with pytest.raises(NotKept, match="full"):
        await taking


async def test_a_row_that_cannot_be_taken_away_is_found_again(
    kept: Inbox, database: Database, deals: Deals, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop = inbox.drop

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(bot_inbox.inbox, "drop", full)
    deals.at_once = True
    await kept.take(updates(1))
    await settled(50)
    assert not kept.caught_up.is_set()
    monkeypatch.setattr(bot_inbox.inbox, "drop", drop)
    await kept.caught_up.wait()
    assert await left(database) == []


async def test_a_spoilt_row_does_not_stop_the_others(
    kept: Inbox, inboxes: Callable[[Deals], Awaitable[Inbox]], database: Database, deals: Deals
) -> None:
    for first in (1, 100):
        await kept.take(updates(first))
    async with database.writing() as db:
        await db.last(lambda one: one.exec_driver_sql("UPDATE inbox SET updates = '[{' WHERE id = 1"))
    after = Deals()
    after.at_once = True
    later = await inboxes(after)
    await later.caught_up.wait()
    assert after.given == [*range(100, 100 + MANY)]
    assert await left(database) == []
    deals.end()
    await settled()


async def test_at_the_end_what_is_not_through_stays(kept: Inbox, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.inbox.ENDS_WITHIN_S", 0.01)
    await kept.take(updates(1))
    await kept.finish()
    assert await left(database) == [list(range(1, MANY + 1))]
