"""The program as a process: killed in the middle, started again, stopped, and refusing to start."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.local import LocalTelegram
from tests.e2e.conftest import ROOT, UNHURRIED, Knotwise
from tests.telegram import Someone, TelegramWorld


def now() -> datetime:
    return datetime.now(UTC)


TOKEN = "123456789:abcdefghijklmnopqrstuvwxyzABCDEFGHI"


async def started(telegram: TelegramWorld, home: Path) -> Knotwise:
    return await Knotwise.starts(home, TELEGRAM_TOKEN=telegram.token, TELEGRAM_API_URL=telegram.url, **UNHURRIED)


async def answers(person: Someone, pairs: list[tuple[str, str]]) -> None:
    for label, then in pairs:
        await person.taps(label)
        await person.sees(then, within_s=20)


SIGNS = [
    ("Lower back", "in the last few days"),
    ("None of these", "And any of this"),
    ("None of these", "And is there any of this"),
    ("None of these", "How old"),
]
ABOUT = [
    ("None of these", "came from"),
    ("Desk work", "How long"),
    ("About 3 weeks", "How strong"),
    ("4", "Self-care is reasonable"),
]


async def test_a_triage_goes_on_where_it_was_after_kill_9(tmp_path: Path) -> None:
    async with TelegramWorld(LocalTelegram(TOKEN, now=now)) as telegram:
        ann = telegram.person(7, "Ann")
        program = await started(telegram, tmp_path)
        await ann.says("/start")
        await ann.sees("May I keep", within_s=20)
        await answers(ann, [("Yes, let's start", "Where does it hurt"), *SIGNS[:2]])
        await program.is_killed()
        program = await started(telegram, tmp_path)
        await answers(ann, SIGNS[2:])
        await ann.says("38")
        await ann.sees("About your health", within_s=20)
        assert await program.stops() == 0


async def test_a_session_goes_on_where_it_was_after_kill_9(tmp_path: Path) -> None:
    async with TelegramWorld(LocalTelegram(TOKEN, now=now)) as telegram:
        ann = telegram.person(7, "Ann")
        program = await started(telegram, tmp_path)
        await ann.says("/start")
        await ann.sees("May I keep", within_s=20)
        await answers(ann, [("Yes, let's start", "Where does it hurt"), *SIGNS])
        await ann.says("38")
        await ann.sees("About your health", within_s=20)
        await answers(ann, ABOUT)
        await answers(
            ann,
            [
                ("▶ Start a guided session", "What is at hand"),
                ("Only my hands", "How many minutes"),
                ("5 min", "is any of this new"),
                ("None of these", "from 0 (none)"),
                ("4", "at its strongest"),
                ("Skip this question", "on a usual day"),
                ("Skip this question", "Name one thing"),
                ("Skip this question", "can you do that"),
                ("Skip this question", "enjoyment"),
                ("Skip this question", "everyday tasks"),
                ("Skip this question", "Hands-free"),
                ("I tap each step", "1 of"),
                ("▶ Start", "How tender is it"),
            ],
        )
        await program.is_killed()
        program = await started(telegram, tmp_path)
        await answers(ann, [("5", "Press and hold")])
        await answers(ann, [("⏭ Skip", "2 of")])
        assert await program.stops(signal.SIGINT) == 0


async def test_the_token_stands_in_no_log(tmp_path: Path) -> None:
    async with TelegramWorld(LocalTelegram(TOKEN, now=now)) as telegram:
        ann = telegram.person(7, "Ann")
        program = await Knotwise.starts(
            tmp_path, TELEGRAM_TOKEN=telegram.token, TELEGRAM_API_URL=telegram.url, LOG_LEVEL="DEBUG", **UNHURRIED
        )
        await ann.says("/start")
        await ann.sees("May I keep", within_s=20)
        await program.stops()
        assert TOKEN not in "".join(program.lines)


@pytest.mark.parametrize(
    ("settings", "code", "word"),
    [
        pytest.param({"TELEGRAM_TOKEN": "nonsense"}, 2, "TELEGRAM_TOKEN", id="a token that is none"),
        pytest.param({"MESSAGES_PER_SECOND": "many", "LOG_LEVEL": "LOUD"}, 2, "MESSAGES_PER_SECOND", id="two mistakes at once"),
        pytest.param({"WEBHOOK_URL": "http://example.org"}, 2, "WEBHOOK", id="a webhook without https and secret"),
    ],
)
async def test_it_says_in_plain_words_why_it_does_not_start(
    settings: dict[str, str], code: int, word: str, tmp_path: Path
) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KNOTWISE_")}
    env = kept | {"XDG_DATA_HOME": str(tmp_path)} | {f"KNOTWISE_{name}": value for name, value in settings.items()}
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", cwd=ROOT, env=env, stderr=PIPE)
    _, said = await process.communicate()
    assert process.returncode == code
    assert word in said.decode()
    assert "Traceback" not in said.decode()
