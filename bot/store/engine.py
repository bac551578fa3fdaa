"""The database, by its URL. Whatever only SQLite needs or can do is in this file and nowhere else.

SQLite has one writer at a time, so one connection writes, in turn; readers stand beside it. A write transaction takes the
write lock at its beginning (BEGIN IMMEDIATE): what it has read cannot change before it commits.

Waiting for a disk happens in two threads of our own, one that writes and one that reads, and many statements go over to
them together: a thread change for each statement, as asynchronous drivers make it, costs more than the statement.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection, Engine, Table, TextClause, bindparam, create_engine, event, make_url, text
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

P = ParamSpec("P")
T = TypeVar("T")

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


class Transaction:
    """An open transaction. What works on its connection runs in the thread that owns it, one after another."""

    def __init__(self, engine: Engine, thread: ThreadPoolExecutor) -> None:
        self._engine = engine
        self._thread = thread
        self._connection: Connection | None = None
        self._open = False

    async def run(self, work: Callable[Concatenate[Connection, P], T], /, *args: P.args, **named: P.kwargs) -> T:
        """Lets `work` read and write; give it as much as possible at once."""
        self._open = True
        return await self._over_there(partial(self._worked, work, *args, **named))

    async def last(self, work: Callable[Concatenate[Connection, P], T], /, *args: P.args, **named: P.kwargs) -> T:
        """Lets `work` read and write and commits, without a change of threads between the two."""
        self._open = False
        return await self._over_there(partial(self._worked_and_committed, work, *args, **named))

    async def end(self, *, commit: bool) -> None:
        """Commits, or undoes everything."""
        if self._open:
            self._open = False
            await self._over_there(partial(self._ended, commit=commit))

    def _worked(self, work: Callable[..., T], /, *args: Any, **named: Any) -> T:
        if self._connection is None:
            self._connection = self._engine.connect()
        return work(self._connection, *args, **named)

    def _worked_and_committed(self, work: Callable[..., T], /, *args: Any, **named: Any) -> T:
        committed = False
        try:
            result = self._worked(work, *args, **named)
            committed = True
        finally:
            self._ended(commit=committed)
        return result

    def _ended(self, *, commit: bool) -> None:
        if self._connection is not None:
            with self._connection as connection:
                if commit:
                    connection.commit()

    async def _over_there(self, work: Callable[[], T]) -> T:
        """What has been handed over is done, even if nobody waits for it any more: an end must not be left out."""
        return await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._thread, work))


class Database:
    """Open from `open` to `close`."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._is_sqlite = self._url.get_backend_name() == "sqlite"
        self._one_writes = asyncio.Lock()
        self._write_thread = ThreadPoolExecutor(1, "database-writes")
        self._read_thread = ThreadPoolExecutor(1, "database-reads")
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
                await db.run(upgrade)
        except (SQLAlchemyError, OSError) as problem:
            raise DatabaseTrouble(str(getattr(problem, "orig", None) or problem)) from problem

    async def close(self) -> None:
        """Waits for what is being written or read."""
        for thread in (self._write_thread, self._read_thread):
            await asyncio.to_thread(thread.shutdown)
        self._writers.dispose()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        """A transaction that commits at its end, or is undone as a whole when anything in it raises."""
        async with self._one_writes:
            db = Transaction(self._writers, self._write_thread)
            try:
                yield db
            except BaseException:
                await db.end(commit=False)
                raise
            await db.end(commit=True)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        """One moment of the database, beside any writer."""
        db = Transaction(self._readers, self._read_thread)
        try:
            yield db
        finally:
            await db.end(commit=False)

    def _make_file(self) -> None:
        """For the owner alone: it holds health data."""
        if not self._is_sqlite or not self._url.database or self._url.database == ":memory:":
            return
        file = Path(self._url.database)
        if not file.exists():
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))


def _engine_of(url: str, is_sqlite: bool) -> Engine:
    engine = create_engine(url, pool_size=2, hide_parameters=True)
    if is_sqlite:
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
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
