"""A process that has everything loaded and forks the bot from itself, as often as it is told to: each is a real process.

One line of JSON on its standard input each: {"file": …, "url": …, "clock": …, "many": …} starts a bot and is answered by its process id,
{"bury": process id} waits for its end. What the clock shows stands in a file, and SIGUSR1 tells that it was moved.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from bot import inbox
from bot.app import running
from bot.clock import MovableClock
from bot.settings import Settings
from content import Library, load_library
from tests.bot.history import TOKEN, blank, nothing_is_slow


class ClockInAFile(MovableClock):
    """Stands still at what the file says."""

    def __init__(self, file: Path) -> None:
        super().__init__(frozen_at=datetime.fromisoformat(file.read_text(encoding="utf-8")))
        self._file = file

    def look(self) -> None:
        """Goes by the file, and wakes everybody who sleeps."""
        shown = datetime.fromisoformat(self._file.read_text(encoding="utf-8"))
        self.move(shown - self.now())


async def live(told: dict[str, Any], library: Library) -> None:
    """The bot, until it is killed."""
    clock = ClockInAFile(Path(told["clock"]))
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, clock.look)
    settings = Settings(
        _env_file=None,
        telegram_token=TOKEN,
        telegram_api_url=told["url"],
        database_url=f"sqlite+aiosqlite:///{told['file']}",
        messages_per_second=1000,
        chat_messages_per_second=1000,
    )
    inbox.MANY = told["many"]
    clock.look()
    async with running(settings, clock=clock, library=library) as app:
        await app.wait()


async def _warm() -> None:
    """What the first start of a bot imports is imported here, once."""
    with TemporaryDirectory(prefix="knotwise-") as folder:
        await blank(Path(folder))


def main() -> None:
    library = load_library()
    asyncio.run(_warm())
    nothing_is_slow(pytest.MonkeyPatch())
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)  # until the bot listens to it
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        told = json.loads(line)
        if "bury" in told:
            os.waitpid(told["bury"], 0)
            answer = 0
        else:
            answer = os.fork()
            if answer == 0:
                os.close(sys.stdin.fileno())
                asyncio.run(live(told, library))
                os._exit(1)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
