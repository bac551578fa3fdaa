"""While the database is full, locked, read-only or gone, or the network is: nothing is acknowledged that is not stored.

People are told, health is red, and all of it ends by itself. What is told when it is so at the start: `test_process`.
"""

from __future__ import annotations

import asyncio
import os
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import pytest

import flows.engine
from bot.app import App
from bot.clock import MovableClock
from bot.dispatch import MOST_ON_THEIR_WAY
from bot.health import LOOPS, TELEGRAM, Health, examine
from bot.main import advice
from bot.store import Database, DatabaseTrouble, engine, people, timers
from bot.store.timers import Timer
from content import Library
from flows.screens import numbers_to_call
from flows.types import Person, Plan
from tests.bot.conftest import TOKEN, Runs
from tests.bot.test_process import Environment, begun
from tests.bot.test_process import environment as environment  # a fixture
from tests.telegram import Someone, TelegramWorld

Trouble = Callable[[Path], Iterator[None]]
NOBODY = 65534


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever failed is tried again at once; how long pauses are is tested with `pacing`."""
    monkeypatch.setattr("bot.intake.LONGEST_PAUSE_S", 0.01)
    monkeypatch.setattr("bot.marks.TRY_AGAIN_S", 0.01)
    monkeypatch.setattr("bot.alarm.PAUSE_S", 0.01)
    monkeypatch.setattr("bot.sender.backoff_s", lambda tries, jitter: 0.01)
    impatient = (*engine.PRAGMAS, "PRAGMA busy_timeout=20")
    monkeypatch.setattr("bot.store.engine.PRAGMAS", impatient)


@pytest.fixture
def ann(telegram: TelegramWorld) -> Someone:
    return telegram.person(7, "Ann")


# ------------------------------------------------------------------------------------------------------------- database
def locked(folder: Path) -> Iterator[None]:
    with closing(sqlite3.connect(folder / "knotwise.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def gone(folder: Path) -> Iterator[None]:
    """As when a disk is pulled out and put back in."""
    folder.rename(folder.with_name("elsewhere"))
    yield
    folder.with_name("elsewhere").rename(folder)


def full(folder: Path) -> Iterator[None]:
    """A real disk of a few hundred kilobytes. Whoever may not mount one has `test_a_process_…` below."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"x" * 4096):
            pass
    yield
    ballast.unlink()


@pytest.fixture
def folder(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """Where the database is: on a small disk of its own where the trouble is that it is full."""
    where = tmp_path / "disk"
    where.mkdir()
    if request.node.callspec.params["trouble"] is not full:
        yield where
        return
    mount = ["mount", "-t", "tmpfs", "-o", "size=768k", "tmpfs", str(where)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:  # noqa: S603
        pytest.skip("only root may mount a small disk")
    yield where
    subprocess.run(["umount", "--lazy", str(where)], check=True)  # noqa: S603, S607


async def health(app: App) -> Health:
    for loop in (*LOOPS, TELEGRAM):
        app.pulse.beats(loop)()
    with suppress(*engine.ANY_TROUBLE):
        await app.pulse.write()
    return await examine(app.database)


@pytest.mark.parametrize("trouble", [locked, gone, full])
async def test_trouble_with_the_database_is_told_and_ends_by_itself(
    runs: Runs, telegram: TelegramWorld, clock: MovableClock, ann: Someone, folder: Path, trouble: Trouble
) -> None:
    async with runs(database_url=f"sqlite+aiosqlite:///{folder / 'knotwise.sqlite'}") as app:
        await ann.says("/start")
        await ann.says("timer plan:x 60")
        await ann.sees("2 timer")
        await _all_marked(app)
        with contextmanager(trouble)(folder):
            await ann.says("it hurts")
            await ann.sees("trouble-ours")
            assert telegram.telegram.world.updates.pending
            assert not await _is_well(app)
            clock.move(timedelta(seconds=60))
            assert not any("due" in seen.text for seen in ann.answers())
        await ann.sees("it hurts")
        await ann.sees("due plan:x")
        await ann.quiet()
        await _all_marked(app)
        assert not telegram.telegram.world.updates.pending
        assert await _is_well(app)
    told = [seen.text for seen in ann.answers()]
    assert sum("trouble-ours" in text for text in told) == 1
    assert sum("it hurts" in text for text in told) == 1
    assert sum("due plan:x" in text for text in told) == 1


async def _is_well(app: App) -> bool:
    try:
        return (await health(app)).well
    except engine.ANY_TROUBLE:
        return False


async def _all_marked(app: App) -> None:
    while app.sender.waiting:  # noqa: ASYNC110  # nothing tells of it
        await asyncio.sleep(0.005)


async def test_everybody_is_told_however_many_messages_wait_for_their_marks(
    runs: Runs, telegram: TelegramWorld, ann: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is sent cannot be marked now; that must not use up the places of those who get no answer."""
    crowd = [telegram.person(one) for one in range(100, 100 + MOST_ON_THEIR_WAY)]

    def no_room(*_: object) -> None:
        raise OSError("no space left")

    async with runs() as app:
        with monkeypatch.context() as patched:
            patched.setattr("bot.store.outbox.delivered", no_room)
            for one in crowd:
                await one.says("/start")
            for one in crowd:
                await one.sees("hello")
            patched.setattr("bot.store.outbox.put", no_room)
            await ann.says("it hurts")
            await ann.sees("trouble-ours")
            assert app.sender.waiting == MOST_ON_THEIR_WAY
        await ann.sees("may I?")


async def test_a_process_that_may_write_no_file_any_longer_goes_on_when_it_may(
    environment: Environment, telegram: TelegramWorld, ann: Someone
) -> None:
    """As with a full disk, in the real process, for whoever may not mount one."""
    settings = {"KNOTWISE_TELEGRAM_TOKEN": TOKEN, "KNOTWISE_TELEGRAM_API_URL": telegram.url}
    async with begun({**environment, **settings}, "t.me/knotwise_bot") as (process, _):
        await ann.says("/start")
        await ann.waits(lambda one: len(one.answers()) == 1, within_s=20)
        _, most = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, most))
        await ann.says("my back hurts")
        await ann.sees("on our side", within_s=20)
        assert telegram.telegram.world.updates.pending
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (most, most))
        await ann.waits(lambda one: len(one.answers()) > 2, within_s=20)
        await ann.quiet()
        assert not telegram.telegram.world.updates.pending


@pytest.fixture
def readable(database_file: Path) -> Iterator[Path]:
    """A database that one may read and not write; for root, who may do everything, as nobody."""
    database_file.chmod(0o444)
    database_file.parent.chmod(0o555)
    as_root = os.geteuid() == 0
    if as_root:
        os.seteuid(NOBODY)
    yield database_file
    if as_root:
        os.seteuid(0)
    database_file.parent.chmod(0o755)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that others may look into, unlike pytest's."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
async def database_file(open_folder: Path) -> Path:
    one = Database(f"sqlite+aiosqlite:///{open_folder}/x.sqlite")
    await one.open()
    await one.close()
    return open_folder / "x.sqlite"


async def test_a_file_that_may_only_be_read_is_refused_with_advice(readable: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{readable}")
    with pytest.raises(DatabaseTrouble) as trouble:
        await database.open()
    assert advice(str(trouble.value)) == "cli-database-forbidden"


# -------------------------------------------------------------------------------------------------------------- network
@pytest.mark.parametrize(("hours", "comes"), [(1, True), (3, False)])
async def test_a_network_that_was_gone_for_hours_comes_back_without_a_restart(
    runs: Runs, telegram: TelegramWorld, clock: MovableClock, library: Library, ann: Someone, hours: int, comes: bool
) -> None:
    """A reminder that was due meanwhile comes once, or is passed by if it would be too late. The next one is planned."""
    due = clock.now() + timedelta(minutes=10)
    async with runs(step=flows.engine.step, calls=numbers_to_call, library=library) as app:
        await ann.says("/start")
        await ann.waits(lambda one: len(one.answers()) == 1)
        planner = Person(7, consented_on=clock.now(), zone="Etc/UTC", plan=Plan(due.time(), tuple(range(7))))
        async with app.database.writing() as db:
            await db.run(people.save, {}, [people.written(planner, None)])
            await db.run(timers.start, [Timer(7, "plan:reminder", due)])
        app.alarm.started(due)
        port = urlsplit(telegram.url).port or 0
        await telegram.telegram.stop()
        clock.move_to(due)
        await ann.says("/help")
        while not app.sender.waiting:  # noqa: ASYNC110  # nothing tells of it
            await asyncio.sleep(0.005)
        clock.move(timedelta(hours=hours))
        await telegram.telegram.start(port=port)
        await ann.waits(lambda one: any("/privacy" in seen.text for seen in one.answers()))
        await _all_marked(app)
        async with app.database.reading() as db:
            assert await db.run(timers.running, [7]) == {Timer(7, "plan:reminder", due + timedelta(days=1))}
    assert sum("Time for your session" in seen.text for seen in ann.answers()) == comes
