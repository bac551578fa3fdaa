"""The database, by its URL. Whatever only SQLite needs or can do is in this file and nowhere else.

SQLite has one writer at a time, so one connection writes, in turn; readers stand beside it. A write transaction takes the
write lock at its beginning (BEGIN IMMEDIATE): what it has read cannot change before it commits.

Waiting for a disk happens in aiosqlite's threads, one that writes and one that reads. Many statements go over to them
together, as work on SQLAlchemy Core: a thread change for each statement costs more than the statement.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import aiosqlite
from sqlalchemy import Connection, StaticPool, Table, TextClause, bindparam, create_engine, event, make_url, text
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

ANY_TROUBLE = (SQLAlchemyError, OSError)
"""The same and a damaged file: what a loop lives through, since a new process would find the same file."""


def reason(problem: BaseException) -> str:
    """What the database itself says, without the statement and its values: those may be about people."""
    if isinstance(problem, OSError):
        return str(problem)
    return str(getattr(problem, "orig", None) or type(problem).__name__)


class Line(aiosqlite.Connection):
    """A connection to the file and the thread that owns it: aiosqlite's, with SQLAlchemy Core on top of it there."""

    def __init__(self, file: str, *, only_reads: bool) -> None:
        super().__init__(self._connected_or_not, iter_chunk_size=64)
        self.trouble: sqlite3.Error | None = None
        self._file = file
        self._own: sqlite3.Connection | None = None
        self.engine = create_engine("sqlite://", creator=self._connected, poolclass=StaticPool, hide_parameters=True)
        event.listen(self.engine, "begin", partial(_begin, only_reads=only_reads))

    def _connected_or_not(self) -> sqlite3.Connection:
        """Where it fails, aiosqlite would leave its thread behind; so it gets a connection to nothing, which can be closed."""
        try:
            return self._connected()
        except sqlite3.Error as problem:
            self.trouble = problem
            return sqlite3.connect(":memory:")

    def _connected(self) -> sqlite3.Connection:
        if self._own is None:
            # Transactions are begun by `_begin`. A result may be read to its end after its work came back from the thread.
            own = sqlite3.connect(self._file, isolation_level=None, check_same_thread=False)
            try:
                for pragma in PRAGMAS:
                    own.execute(pragma)
            except sqlite3.Error:
                own.close()
                raise
            self._own = own
        return self._own

    async def does(self, work: Callable[[], T]) -> T:
        """Work in the thread. What has been handed over is done, even if nobody waits for it any more.

        aiosqlite has no public name for a whole piece of work.
        """
        return await asyncio.shield(asyncio.ensure_future(self._execute(work)))  # type: ignore[no-untyped-call]


class Transaction:
    """An open transaction. What works on its connection runs in the thread that owns it, one after another."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._connection: Connection | None = None
        self._open = False

    async def run(self, work: Callable[Concatenate[Connection, P], T], /, *args: P.args, **named: P.kwargs) -> T:
        """Lets `work` read and write; give it as much as possible at once."""
        self._open = True
        return await self._line.does(partial(self._worked, work, *args, **named))

    async def last(self, work: Callable[Concatenate[Connection, P], T], /, *args: P.args, **named: P.kwargs) -> T:
        """Lets `work` read and write and commits, without a change of threads between the two."""
        self._open = False
        return await self._line.does(partial(self._worked_and_committed, work, *args, **named))

    async def end(self, *, commit: bool) -> None:
        """Commits, or undoes everything."""
        if self._open:
            self._open = False
            await self._line.does(partial(self._ended, commit=commit))

    def _worked(self, work: Callable[..., T], /, *args: Any, **named: Any) -> T:
        if self._connection is None:
            self._connection = self._line.engine.connect()
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


class Database:
    """Open from `open` to `close`.

    A file that is taken away while it is open could still be written, and all of it would be lost at the end. So each
    transaction looks first whether the file is where it was.
    """

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._in_turn = {False: asyncio.Lock(), True: asyncio.Lock()}
        self._lines: dict[bool, Line] = {}
        self._file: tuple[int, int] | None = None

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
            await self.close()
            raise DatabaseTrouble(reason(problem)) from problem

    async def close(self) -> None:
        """Waits for what is being written or read."""
        lines, self._lines = self._lines, {}
        for line in lines.values():
            await line.close()

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Transaction]:
        """A transaction that commits at its end, or is undone as a whole when anything in it raises."""
        async with self._in_turn[False]:
            db = Transaction(await self._line(only_reads=False))
            try:
                yield db
            except BaseException:
                await db.end(commit=False)
                raise
            await db.end(commit=True)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        """One moment of the database, beside any writer."""
        async with self._in_turn[True]:
            db = Transaction(await self._line(only_reads=True))
            try:
                yield db
            finally:
                await db.end(commit=False)

    async def _line(self, *, only_reads: bool) -> Line:
        """Opened when it is first needed, so that a look at the health needs no tables brought up to date."""
        self._is_where_it_was()
        if only_reads not in self._lines:
            line = Line(str(self._url.database), only_reads=only_reads)
            await line
            if line.trouble is not None:
                await line.close()
                raise OperationalError("connect", None, line.trouble) from line.trouble
            self._lines[only_reads] = line
        return self._lines[only_reads]

    def _is_where_it_was(self) -> None:
        found = os.stat(str(self._url.database))  # noqa: PTH116  # a quarter of the time of Path.stat
        self._file = self._file or (found.st_dev, found.st_ino)
        if self._file != (found.st_dev, found.st_ino):
            raise OSError("the file of the database was replaced by another one")

    def _make_file(self) -> None:
        """For the owner alone: it holds health data."""
        if self._url.get_backend_name() != "sqlite" or not self._url.database:
            raise OSError(str(self._url))
        file = Path(self._url.database)
        if not file.exists():
            os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))


def _begin(connection: Connection, *, only_reads: bool) -> None:
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
