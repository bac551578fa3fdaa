"""Knotwise as a real process, and a real browser to look at it."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, Page, ViewportSize
from playwright.async_api import TimeoutError as TooLong

from tests.chromium import DESKTOP, PHONE, browser

__all__ = ["browser"]

ROOT = Path(__file__).parent.parent.parent
PATIENCE_MS = 20_000
UNHURRIED = {"CHAT_MESSAGES_PER_SECOND": "1.3"}
"""A test taps faster than a person. At this pace of the answers it stays below what counts as a flood of events."""


class Knotwise:
    """The program in a process of its own."""

    def __init__(self, process: Process, lines: list[str]) -> None:
        self.process = process
        self.lines = lines

    @classmethod
    async def starts(cls, home: Path, **settings: str) -> Knotwise:
        """Starts it with its data in `home`; comes back once it says that it runs."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("KNOTWISE_")}
        own = {"XDG_DATA_HOME": str(home), "KNOTWISE_OPEN_BROWSER": "0", **{f"KNOTWISE_{n}": v for n, v in settings.items()}}
        process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", cwd=ROOT, env=kept | own, stderr=PIPE)
        started = cls(process, [])
        await started._says("started")
        return started

    async def _says(self, word: str) -> str:
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            self.lines.append(line.decode())
            if word in self.lines[-1]:
                return self.lines[-1]
        raise AssertionError("it ended instead: " + "".join(self.lines))

    async def address(self) -> str:
        """The address of the chat page that it prints."""
        line = next((one for one in self.lines if "http://127" in one), "") or await self._says("http://127")
        found = re.search(r"http://127\S+", line)
        assert found
        return found[0]

    async def is_killed(self) -> None:
        """kill -9."""
        self.process.kill()
        await self.ended()

    async def stops(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Asks it to stop; the exit code."""
        self.process.send_signal(how)
        return await self.ended()

    async def ended(self) -> int:
        """Waits for the end."""
        assert self.process.stderr is not None
        self.lines.append((await self.process.stderr.read()).decode())
        return await self.process.wait()


class Chat:
    """The chat page as a person uses it: by what is written on the buttons."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.log = page.locator("#log")

    def _buttons(self, label: str) -> Locator:
        return self.log.get_by_role("button", name=label, exact=True)

    async def taps(self, label: str) -> None:
        """Taps the newest button with these words, once it is there."""
        await self._buttons(label).last.click()

    async def answers(self, label: str, then: str) -> None:
        """Taps, and taps again if nothing came of it, as a person does; the second of a double tap changes nothing."""
        for _ in range(3):
            await self.taps(label)
            try:
                return await self.log.get_by_text(then).last.wait_for(timeout=5_000)
            except TooLong:
                continue
        raise AssertionError(f"{label} was tapped, but {then!r} did not come")

    async def says(self, text: str) -> None:
        await self.page.locator("#words").fill(text)
        await self.page.keyboard.press("Enter")

    async def sees(self, words: str) -> None:
        """Waits until the newest messages say so."""
        await self.log.get_by_text(words).last.wait_for()

    async def skips(self) -> None:
        """Skips to the next timer."""
        await self.page.get_by_role("button", name="Skip to the next timer").click()


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@pytest.fixture
async def knotwise(tmp_path: Path) -> AsyncIterator[Knotwise]:
    program = await Knotwise.starts(tmp_path, LOCAL_PORT=str(free_port()), **UNHURRIED)
    yield program
    if program.process.returncode is None:
        await program.stops()


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
async def chat(request: pytest.FixtureRequest, browser: Browser, knotwise: Knotwise) -> Chat:
    """The chat page in a window of either size."""
    return await opened(browser, knotwise, request.param)


@pytest.fixture
async def phone(browser: Browser, knotwise: Knotwise) -> Chat:
    """The chat page on a phone."""
    return await opened(browser, knotwise, PHONE)


async def opened(browser: Browser, knotwise: Knotwise, size: ViewportSize) -> Chat:
    """A window with the chat page in it."""
    context = await browser.new_context(viewport=size)
    page = await context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    await page.goto(await knotwise.address())
    return Chat(page)
