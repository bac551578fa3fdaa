"""Who is measured, and how each is started on an empty folder of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.dialog import Dialog, Script
from tests.bench.telegram import TOKEN

ROOT = Path(__file__).parents[2]
PEERS = Path(__file__).parent / "peers"
PYTHON_OF_PEERS = ROOT / ".venv-bench" / "bin" / "python"
DIALOG = "dialog.json"


@dataclass(frozen=True, slots=True)
class Contender:
    """One bot.

    Attributes:
        stores: what it says it keeps, for the table.
        file: the peer's program; empty for Knotwise.
        settings: for the peer's environment.
    """

    name: str
    title: str
    stores: str
    file: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)

    def script(self, dialog: Dialog) -> Script:
        return dialog.peer if self.file else dialog.knotwise

    def command(self) -> list[str]:
        if not self.file:
            return [sys.executable, "-m", "bot", "run"]
        return [str(PYTHON_OF_PEERS), str(PEERS / self.file)]

    def env(self, url: str, folder: Path, settings: Mapping[str, str]) -> dict[str, str]:
        """The environment without any settings of the person who runs this."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("KNOTWISE_", "PEER_"))}
        own = {**self.settings, **settings}
        if self.file:
            where = {"PEER_TOKEN": TOKEN, "PEER_URL": url, "PEER_FOLDER": str(folder), "PEER_DIALOG": str(folder / DIALOG)}
            return kept | where | own
        where = {"KNOTWISE_TELEGRAM_TOKEN": TOKEN, "KNOTWISE_TELEGRAM_API_URL": url}
        database = f"sqlite+aiosqlite:///{folder / 'knotwise.sqlite'}"
        return kept | where | {"KNOTWISE_DATABASE_URL": database} | {f"KNOTWISE_{name}": value for name, value in own.items()}


UNLIMITED = {"MESSAGES_PER_SECOND": "10000", "CHAT_MESSAGES_PER_SECOND": "1000"}
"""The embedded server takes as much as anybody sends; without these settings Knotwise keeps to what Telegram takes, 30 a second."""

KNOTWISE = Contender("knotwise", "Knotwise", "every turn before it is confirmed, SQLite with full syncing", settings=UNLIMITED)
PTB = Contender("ptb", "python-telegram-bot, usual settings", "all, every 60 s", "ptb.py")
PTB_FLUSHED = Contender(
    "ptb-flushed", "python-telegram-bot, written after every update", "all, after every update", "ptb.py", {"PEER_FLUSH": "1"}
)
AIOGRAM = Contender("aiogram", "aiogram 3 on SQLite", "each person's state, SQLite with full syncing", "aiogram_bot.py")
RAW = Contender("raw", "a raw loop: one message, no dialog", "nothing", "raw.py")
ALL = (KNOTWISE, PTB, PTB_FLUSHED, AIOGRAM, RAW)
