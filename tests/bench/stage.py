"""One contender on stage: a server of its own, a folder of its own, people in front of it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import orjson

from tests.bench.contenders import DIALOG, ROOT, Contender
from tests.bench.dialog import Dialog, Script
from tests.bench.people import People
from tests.bench.process import Child
from tests.bench.telegram import Telegram


@dataclass(slots=True)
class Stage:
    """What a measurement needs."""

    contender: Contender
    dialog: Dialog
    telegram: Telegram
    folder: Path
    settings: Mapping[str, str]
    child: Child | None = None

    @property
    def bot(self) -> Child:
        assert self.child is not None
        return self.child

    def start(self) -> None:
        """Starts the bot, or starts it again on what it has kept; `settings` go before its own."""
        env = self.contender.env(self.telegram.url, self.folder, self.settings)
        self.telegram.polled.clear()
        self.child = Child.started(self.contender.command(), env, self.folder / "said.txt", ROOT)

    def people(self, ids: Sequence[int], script: Script | None = None) -> People:
        return People(self.telegram, script or self.contender.script(self.dialog), ids)


@asynccontextmanager
async def on_stage(
    contender: Contender, dialog: Dialog, *, settings: Mapping[str, str] | None = None, folder: Path | None = None
) -> AsyncIterator[Stage]:
    """A server and a folder; the bot is started by `start`, and stopped at the end."""
    telegram = Telegram()
    await telegram.start()
    with TemporaryDirectory(prefix="knotwise-bench-") as made:
        stage = Stage(contender, dialog, telegram, folder or Path(made), settings or {})
        (stage.folder / DIALOG).write_bytes(orjson.dumps(dialog.wire()))
        try:
            yield stage
        finally:
            if stage.child:
                stage.child.kill()
            await telegram.stop()
