"""States and data of aiogram's FSM in SQLite, as its storages in Redis and MongoDB keep them: one row for each key."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiosqlite
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, DefaultKeyBuilder, StateType, StorageKey

TABLE = "CREATE TABLE IF NOT EXISTS fsm (key TEXT PRIMARY KEY, state TEXT, data TEXT NOT NULL DEFAULT '{}') WITHOUT ROWID"


class SqliteStorage(BaseStorage):
    """Durable: what `set_state` and `set_data` have written survives a loss of power."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._keys = DefaultKeyBuilder(with_destiny=True)
        self._database: aiosqlite.Connection | None = None

    async def open(self) -> None:
        self._database = await aiosqlite.connect(self._file, isolation_level=None)
        await self._database.execute("PRAGMA journal_mode=WAL")
        await self._database.execute("PRAGMA synchronous=FULL")
        await self._database.execute(TABLE)

    async def close(self) -> None:
        if self._database:
            await self._database.close()

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        name = state.state if isinstance(state, State) else state
        words = "INSERT INTO fsm (key, state) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET state = excluded.state"
        await self._database.execute(words, (self._keys.build(key), name))

    async def get_state(self, key: StorageKey) -> str | None:
        row = await self._row("SELECT state FROM fsm WHERE key = ?", key)
        return row[0] if row else None

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        words = "INSERT INTO fsm (key, data) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET data = excluded.data"
        await self._database.execute(words, (self._keys.build(key), json.dumps(data)))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        row = await self._row("SELECT data FROM fsm WHERE key = ?", key)
        return json.loads(row[0]) if row else {}

    async def _row(self, words: str, key: StorageKey) -> tuple[Any, ...] | None:
        async with self._database.execute(words, (self._keys.build(key),)) as cursor:
            return await cursor.fetchone()
