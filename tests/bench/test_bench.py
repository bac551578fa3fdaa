"""The benchmarks still run and count rightly. Nothing here asserts how long anything takes."""

from __future__ import annotations

import asyncio
import math
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.store import Database, people, timers
from content import Library, load_library
from tests.bench import fill, report
from tests.bench.__main__ import measured, planned
from tests.bench.contenders import KNOTWISE
from tests.bench.crashes import Lost, compared
from tests.bench.dialog import TAPS, recorded
from tests.bench.loads import Loads
from tests.bench.people import Load, People
from tests.bench.plan import Plan
from tests.bench.process import Used
from tests.bench.report import Measured
from tests.bench.telegram import Telegram


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def nothing_used() -> Used:
    return Used(0.0, 0.0)


class Echo:
    """A bot inside the server: shows the next of two screens, unless it is told to be silent."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram
        self.silent = False
        self.people: People | None = None
        self.taps: list[int] = []
        self.waiting: list[int] = []
        telegram.taps = self._tapped  # type: ignore[method-assign]
        telegram.says = lambda chat, _: self._shows(chat, 0)  # type: ignore[method-assign]

    def _tapped(self, chat: int, data: str) -> None:
        self.taps.append(chat)
        self.waiting.append(len(self.people.waiting) if self.people else 0)
        if not self.silent:
            asyncio.get_running_loop().call_soon(self._shows, chat, (int(data[0]) + 1) % 2)

    def _shows(self, chat: int, step: int) -> None:
        keyboard = [[{"text": "on", "callback_data": f"{step}:0"}]]
        self._telegram.hot("sendmessage", {"chat_id": chat, "text": "?", "reply_markup": {"inline_keyboard": keyboard}})


async def begun(telegram: Telegram, library: Library, many: int) -> tuple[Echo, People]:
    dialog = recorded(library)
    script = dialog.peer
    two = type(script)(script.prelude, script.taps[:2])
    echo, everybody = Echo(telegram), People(telegram, two, range(1, many + 1))
    echo.people = everybody
    await everybody.begin(at_once=many)
    return echo, everybody


async def test_never_more_people_wait_than_are_to_be_there_at_once(library: Library) -> None:
    echo, everybody = await begun(Telegram(), library, many=5)
    load = await everybody.at_once(3, 0.0, 0.05, nothing_used)
    assert load.answered > 3
    assert len(load.times) == load.answered
    assert set(echo.taps) == {1, 2, 3, 4, 5}
    assert max(echo.waiting) == 3


async def test_taps_that_a_silent_bot_never_answers_count_as_endless(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.bench.people.DRAINS_S", 0.05)
    echo, everybody = await begun(Telegram(), library, many=2)
    echo.silent = True
    load = await everybody.at_rate(100, 0.0, 0.1, nothing_used)
    assert load.offered == 10
    assert load.answered == 0
    assert list(load.times) == [math.inf] * 10
    assert load.percentile_ms(50) == math.inf


async def test_the_dialog_has_as_many_taps_as_it_says_and_every_peer_screen_has_a_button(library: Library) -> None:
    dialog = recorded(library)
    assert len(dialog.taps) == len(dialog.screens) >= TAPS
    assert all(rows for _, rows in dialog.screens)


async def test_the_people_and_reminders_put_into_the_database_are_ones_that_the_bot_can_read(
    library: Library, tmp_path: Path
) -> None:
    file = tmp_path / "big.sqlite"
    await fill.knotwise(file, library, 20, first=100)
    database = Database(f"sqlite+aiosqlite:///{file}")
    now = datetime.now(UTC)
    async with database.reading() as db:
        kept = await db.run(people.load, range(100, 120))
        due = [await db.run(timers.due, at, 100, hurried=False) for at in (now, now + timedelta(days=1))]
    read = [one.read() for one in kept.values()]
    assert sorted(person.id for person, _ in read) == list(range(100, 120))
    assert all(person.plan is not None and session is not None for person, session in read)
    assert [len(each) for each in due] == [0, 20]
    fill.all_due(file)
    async with database.reading() as db:
        assert len(await db.run(timers.due, datetime.now(UTC), 100, hurried=False)) == 20
    await database.close()


@pytest.mark.parametrize("hour", range(24))
def test_reminders_all_due_at_once_find_nobody_asleep(hour: int) -> None:
    now = datetime(2026, 11, 23, hour, 30, tzinfo=UTC)
    assert now.astimezone(ZoneInfo(fill.noon_zone(now))).hour == 12


@pytest.mark.parametrize(
    ("tapped", "shown", "known", "lost"),
    [
        pytest.param(5, 5, 5, Lost(5, 0, 0, 0), id="nothing"),
        pytest.param(5, 5, 2, Lost(5, 3, 0, 0), id="answered and forgotten"),
        pytest.param(5, 4, 4, Lost(5, 0, 1, 0), id="swallowed"),
        pytest.param(5, 4, 5, Lost(5, 0, 0, 1), id="kept without an answer"),
        pytest.param(5, 4, 0, Lost(5, 4, 1, 0), id="everything"),
    ],
)
def test_what_a_crash_took_is_told_apart(tapped: int, shown: int, known: int, lost: Lost) -> None:
    assert compared({1: tapped}, {1: shown}, {1: known}) == lost


def test_a_goal_is_met_or_missed_by_the_median_of_the_rounds() -> None:
    def rounds(*cpu_ms: float) -> Measured:
        loads = tuple(Load(1000, 1000, 1.0, each, 0.0, 0.0, (0.01,)) for each in cpu_ms)
        return Measured(near={KNOTWISE.name: Loads(loads)})

    assert [row[-1] for row in report.goals(rounds(0.5, 0.9, 7.0))] == ["met"]
    assert [row[-1] for row in report.goals(rounds(0.5, 1.1, 7.0))] == ["missed"]


@pytest.mark.skipif(sys.platform != "linux", reason="the benchmarks read /proc")
async def test_knotwise_is_measured_from_end_to_end() -> None:
    plan = Plan(1, (KNOTWISE.name,), ("near",), people=3, at_once=2, warm_s=0.0, load_s=0.3)
    steps: list[Measured] = []
    found = await measured(plan, steps.append)
    assert found.near[KNOTWISE.name].per_s > 0
    assert "CPU for an update" in report.written(plan, found)
    assert steps == [found]


def test_the_words_on_the_command_line_choose_what_is_measured() -> None:
    plan, file = planned(["--quick", "--only", "aiogram", "--part", "kill", "--write", "tables.md"])
    assert plan.wants("aiogram")
    assert not plan.wants("knotwise")
    assert plan.has("kill")
    assert not plan.has("near")
    assert file == Path("tables.md")
