"""The command as its own process: how it starts, ends, and says why it cannot."""
# ruff: noqa: S603 (the command is our own)

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import Connection, insert

from bot.health import LOOPS, TELEGRAM, Health, Pulse, examine
from bot.main import run_until_told
from bot.settings import Settings
from bot.store import Database, tables
from content import load_library
from tests.bot.conftest import TOKEN
from tests.telegram import TelegramWorld

ROOT = Path(__file__).parents[2]
Environment = dict[str, str]


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    outside = {name: value for name, value in os.environ.items() if not name.startswith("KNOTWISE_")}
    return {**outside, "PYTHONPATH": str(ROOT), "XDG_DATA_HOME": str(tmp_path / "home"), "KNOTWISE_OPEN_BROWSER": "0"}


def ended(environment: Environment, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Runs the command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        env=environment,
        input=typed,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@asynccontextmanager
async def begun(environment: Environment, until: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, list[str]]]:
    """Runs `knotwise run` until it has said `until`."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env=environment, stderr=asyncio.subprocess.PIPE
    )
    assert process.stderr is not None
    said: list[str] = []
    try:
        async with asyncio.timeout(30):
            while not said or until not in said[-1]:
                line = (await process.stderr.readline()).decode()
                assert line, "".join(said)
                said.append(line)
        yield process, said
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_in_good_order(environment: Environment, sent: signal.Signals) -> None:
    async with begun(environment, "Ctrl-C") as (process, said):
        address = next(word for word in "".join(said).split() if word.startswith("http://127.0.0.1"))
        async with aiohttp.ClientSession() as session, session.get(address) as page:
            assert page.status == 200
        process.send_signal(sent)
        async with asyncio.timeout(5):
            assert await process.wait() == 0


async def test_a_taken_port_is_passed_over(environment: Environment, unused_tcp_port: int) -> None:
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", unused_tcp_port)
    async with server, begun({**environment, "KNOTWISE_LOCAL_PORT": str(unused_tcp_port)}, "Ctrl-C") as (_, said):
        assert f":{unused_tcp_port}" not in "".join(said)


async def test_with_a_token_it_runs_on_telegram_and_never_says_the_token(
    environment: Environment, telegram: TelegramWorld
) -> None:
    settings = {"KNOTWISE_TELEGRAM_TOKEN": TOKEN, "KNOTWISE_TELEGRAM_API_URL": telegram.url, "KNOTWISE_LOG_LEVEL": "DEBUG"}
    async with begun({**environment, **settings}, "t.me/knotwise_bot") as (process, said):
        process.send_signal(signal.SIGTERM)
        _, rest = await process.communicate()
    assert TOKEN.partition(":")[2] not in "".join(said) + rest.decode()


def test_wrong_settings_end_with_2_and_all_their_names(environment: Environment) -> None:
    wrong = ended({**environment, "KNOTWISE_TELEGRAM_TOKEN": "x", "KNOTWISE_LOCAL_PORT": "x"}, "run")
    assert wrong.returncode == 2
    assert "KNOTWISE_TELEGRAM_TOKEN:" in wrong.stderr
    assert "KNOTWISE_LOCAL_PORT:" in wrong.stderr
    assert "Traceback" not in wrong.stderr


def damaged(file: Path) -> None:
    file.write_text("no database, and longer than the header of one " * 30)


def of_a_newer_release(file: Path) -> None:
    with closing(sqlite3.connect(file)) as db:
        db.executescript("CREATE TABLE alembic_version (version_num TEXT); INSERT INTO alembic_version VALUES ('9999');")


def missing(file: Path) -> None:
    file.parent.rmdir()


@pytest.mark.parametrize(
    ("trouble", "why", "advice"),
    [
        (damaged, "file is not a database", "backup"),
        (of_a_newer_release, "9999", "newer release"),
        (missing, "No such file", "KNOTWISE_DATABASE_URL"),
    ],
)
def test_a_database_that_cannot_be_opened_ends_with_4_and_advice(
    environment: Environment, tmp_path: Path, trouble: Callable[[Path], None], why: str, advice: str
) -> None:
    file = tmp_path / "here" / "x.sqlite"
    file.parent.mkdir()
    trouble(file)
    wrong = ended({**environment, "KNOTWISE_DATABASE_URL": f"sqlite+aiosqlite:///{file}"}, "run")
    assert wrong.returncode == 4
    assert why in wrong.stderr
    assert advice in wrong.stderr
    assert "Traceback" not in wrong.stderr


def test_a_database_that_somebody_else_holds_ends_with_4_and_advice(environment: Environment, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.sqlite", isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("BEGIN IMMEDIATE")
        wrong = ended({**environment, "KNOTWISE_DATABASE_URL": f"sqlite+aiosqlite:///{tmp_path}/x.sqlite"}, "run")
    assert wrong.returncode == 4
    assert "database is locked" in wrong.stderr
    assert "second Knotwise" in wrong.stderr


@pytest.mark.parametrize(
    ("code", "advice"), [("EROFS", "may not write"), ("EACCES", "may not write"), ("ENOSPC", "disk is full")]
)
async def test_a_file_that_cannot_be_made_is_told_with_advice(
    environment: Environment, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str, advice: str
) -> None:
    def refused(*_: object) -> None:
        raise OSError(getattr(errno, code), os.strerror(getattr(errno, code)))

    monkeypatch.setattr("bot.store.engine.os.open", refused)
    said: list[str] = []
    settings = Settings(_env_file=None, database_url=f"sqlite+aiosqlite:///{tmp_path}/x.sqlite")
    assert await run_until_told(settings, said.append) == 4
    assert advice in said[0]


async def test_content_that_is_wrong_ends_with_3_and_its_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    copy = tmp_path / "content"
    shutil.copytree(ROOT / "content", copy, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "rules" / "zz.yaml").write_text("- id: [\n")
    monkeypatch.setattr("bot.app.load_library", partial(load_library, copy))
    said: list[str] = []
    assert await run_until_told(Settings(_env_file=None), said.append) == 3
    assert "zz.yaml" in said[0]


async def test_a_port_that_is_taken_ends_with_6_and_its_name(
    environment: Environment, telegram: TelegramWorld, unused_tcp_port: int
) -> None:
    settings = {
        "KNOTWISE_TELEGRAM_TOKEN": TOKEN,
        "KNOTWISE_TELEGRAM_API_URL": telegram.url,
        "KNOTWISE_WEBHOOK_URL": "https://bot.example/hook",
        "KNOTWISE_WEBHOOK_SECRET": "s3cret",
        "KNOTWISE_WEBHOOK_LISTEN": f"127.0.0.1:{unused_tcp_port}",
    }
    async with await asyncio.start_server(lambda *_: None, "127.0.0.1", unused_tcp_port):
        wrong = await asyncio.to_thread(ended, {**environment, **settings}, "run")
    assert wrong.returncode == 6
    assert f"127.0.0.1:{unused_tcp_port}" in wrong.stderr
    assert "KNOTWISE_WEBHOOK_LISTEN" in wrong.stderr
    assert "Traceback" not in wrong.stderr


async def test_a_token_that_telegram_refuses_ends_with_5(environment: Environment, telegram: TelegramWorld) -> None:
    wrong = await asyncio.to_thread(
        ended,
        {
            **environment,
            "KNOTWISE_TELEGRAM_TOKEN": "123456789:AAwrongAAwrongAAwrong",
            "KNOTWISE_TELEGRAM_API_URL": telegram.url,
        },
        "run",
    )
    assert wrong.returncode == 5
    assert "BotFather" in wrong.stderr
    assert "AAwrong" not in wrong.stderr
    assert "Traceback" not in wrong.stderr


# -------------------------------------------------------------------------------------------------------------- health
async def alive(database: Database) -> Health:
    pulse = Pulse(database)
    for loop in (*LOOPS, TELEGRAM):
        pulse.beats(loop)()
    await pulse.write()
    return await examine(database)


async def test_all_is_well_while_the_loops_beat_and_nobody_waits(database: Database) -> None:
    assert await alive(database) == Health()


async def test_a_silent_loop_is_not_well(database: Database) -> None:
    assert (await examine(database)).silent == tuple(LOOPS)


@pytest.mark.parametrize(("minutes", "well"), [(1, True), (10, False)])
async def test_somebody_who_waits_too_long_is_not_well(database: Database, minutes: int, well: bool) -> None:
    then = datetime.now(UTC) - timedelta(minutes=minutes)
    row = {"person_id": 7, "urgency": "answer", "slot": "s", "edit": False, "body": "{}", "tries": 0, "sending": False}
    async with database.writing() as db:
        await db.run(Connection.execute, insert(tables.outbox), [{**row, "created": then}])
    found = await alive(database)
    assert found.unsent_s >= minutes * 60
    assert found.well is well


def test_health_of_what_does_not_run_ends_with_1(environment: Environment) -> None:
    asked = ended(environment, "health")
    assert asked.returncode == 1
    assert "Traceback" not in asked.stderr


async def test_health_of_what_runs_ends_with_0(environment: Environment) -> None:
    async with begun(environment, "Ctrl-C"):
        asked = await asyncio.to_thread(ended, environment, "health")
    assert (asked.returncode, "alive" in asked.stdout) == (0, True)


# -------------------------------------------------------------------------------------------------------- other commands
def test_a_dialog_in_the_terminal(environment: Environment) -> None:
    played = ended(environment, "play", typed="1\n:wait 1d\n:wait x\n99\n/help\n:quit\n")
    assert played.returncode == 0
    assert "[1]" in played.stdout
    assert played.stderr == ""


def test_content_is_drawn_as_mermaid(environment: Environment) -> None:
    drawn = ended(environment, "content", "graph")
    assert drawn.returncode == 0
    assert "stateDiagram" in drawn.stdout


@pytest.fixture
def lines(tmp_path: Path) -> Callable[[str], str]:
    def write(text: str) -> str:
        file = tmp_path / "lines.jsonl"
        file.write_text(text)
        return str(file)

    return write


def test_a_patient_from_a_file(environment: Environment, lines: Callable[[str], str]) -> None:
    file = lines('{"id": "x1", "findings": {"region": "lower_back", "cause": "desk_work", "saddle_numbness": true}}\n')
    walked = ended(environment, "vignettes", file, "--json")
    assert walked.returncode == 0, walked.stderr
    assert walked.stdout.startswith('{"id":"x1","level":"emergency"')


def test_a_sentence_from_a_file(environment: Environment, lines: Callable[[str], str]) -> None:
    read = ended(environment, "understand", lines('{"text": "my lower back hurts"}\nno chest pain\n'), "--json")
    assert read.returncode == 0, read.stderr
    assert len(read.stdout.splitlines()) == 2


def test_a_line_that_cannot_be_read_is_named(environment: Environment, lines: Callable[[str], str]) -> None:
    wrong = ended(environment, "vignettes", lines("{nonsense"))
    assert wrong.returncode == 1
    assert "line 1" in wrong.stderr
    assert "Traceback" not in wrong.stderr
