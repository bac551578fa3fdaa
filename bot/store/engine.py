"""The database, by its URL. Whatever only SQLite needs or can do is in this file and nowhere else.

SQLite has one writer at a time, so one connection writes, in turn; readers stand beside it. A write transaction takes the
write lock at its beginning (BEGIN IMMEDIATE): what it has read cannot change before it commits.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, TextClause, bindparam, event, make_url, text
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

BUSY_S = 4.0
"""How long to wait for somebody else's write lock, in seconds, before the turn fails."""

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # a commit survives the loss of power, not only of the process
    f"PRAGMA busy_timeout={int(BUSY_S * 1000)}",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-16000",  # kB
    "PRAGMA secure_delete=ON",  # erased means overwritten
)


class DatabaseTrouble(Exception):
    """The database cannot be opened, read or written; the message names why, never what was in it."""


DATABASE_DOWN = (OperationalError, InterfaceError, PoolTimeout, OSError)
"""What a database raises that is full, locked, read-only or gone: nobody's turn can be kept."""


class Database:
    """Open from `open` to `close`; an unclosed one would keep the process from ending."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._is_sqlite = self._url.get_backend_name() == "sqlite"
        self._write_lock = asyncio.Lock()
        self._writers = _engine_of(self._url.render_as_string(hide_password=False), self._is_sqlite)
        self._readers = self._writers.execution_options(only_reads=True)

    async def open(self) -> None:
        """Makes the file where there is none, and brings the tables up to date.

        Raises:
            DatabaseTrouble: it cannot be opened, is damaged, read-only, or of a newer release.
        """
        from bot.store.migrations import upgrade  # Alembic is needed at the start only

        try:
            self._make_file()
            async with self.writing() as db:
                await db.run_sync(upgrade)
        except (SQLAlchemyError, OSError) as problem:
            raise DatabaseTrouble(str(getattr(problem, "orig", None) or problem)) from problem

    async def close(self) -> None:
        await self._writers.dispose()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that commits at its end, or is undone as a whole when anything in it raises."""
        async with AsyncExitStack() as stack:
            if self._is_sqlite:
                await stack.enter_async_context(self._write_lock)
            yield await stack.enter_async_context(self._writers.begin())

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """One moment of the database, beside any writer."""
        async with self._readers.connect() as db:
            yield db

    def _make_file(self) -> None:
        """For the owner alone: it holds health data."""
        if not self._is_sqlite or not self._url.database or self._url.database == ":memory:":
            return
        file = Path(self._url.database)
        if not file.exists():
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))


def _engine_of(url: str, is_sqlite: bool) -> AsyncEngine:
    engine = create_async_engine(url, pool_size=3, max_overflow=2, hide_parameters=True)
    if is_sqlite:
        event.listen(engine.sync_engine, "connect", _prepare)
        event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions are begun by `_begin`, not by the driver
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin(connection: Connection) -> None:
    only_reads = connection.get_execution_options().get("only_reads", False)
    connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")


def upsert(table: Table) -> TextClause:
    """Inserts a row, or overwrites the one with the same primary key. The same words for SQLite and PostgreSQL."""
    columns = list(table.columns)
    key = [column.name for column in table.primary_key.columns]
    names = ", ".join(column.name for column in columns)
    values = ", ".join(f":{column.name}" for column in columns)
    news = ", ".join(f"{column.name} = excluded.{column.name}" for column in columns if column.name not in key)
    words = f"INSERT INTO {table.name} ({names}) VALUES ({values}) ON CONFLICT ({', '.join(key)}) DO UPDATE SET {news}"  # noqa: S608  # names of our own tables
    return text(words).bindparams(*(bindparam(column.name, type_=column.type) for column in columns))
