"""The points at which a process can die: every await of every task of the bot, and both sides of each request and commit.

They are counted as a history runs. At a chosen one everything stops where it is: nothing more is written or sent.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine, Generator
from pathlib import Path
from types import CoroutineType
from typing import Any, TypeVar

import pytest

import bot
from bot.request import BotApiRequest, NotSent
from bot.store.engine import Line

T = TypeVar("T")
OURS = str(Path(bot.__file__).parent)
NOT_OURS = str(Path(bot.__file__).parent / "local")


class Died(BaseException):
    """The process is no more."""


class Points:
    """Counts the points that are passed while it is armed.

    Args:
        last: the number of the point at which the process dies.

    Attributes:
        armed: points count.
        passed: how many, by where they are: the module of an await, "request" or "file".
        dead: set at the last point.
    """

    def __init__(self, last: int) -> None:
        self._last = last
        self.armed = False
        self.passed: Counter[str] = Counter()
        self.dead = asyncio.Event()

    def reached(self, where: str) -> None:
        if not self.armed:
            return
        if self.dead.is_set():
            raise Died
        self.passed[where] += 1
        if self.passed.total() == self._last:
            self.dead.set()
            raise Died

    # ------------------------------------------------------------------------------------------------------- put in place
    def watch(self, patched: pytest.MonkeyPatch, loop: asyncio.AbstractEventLoop) -> None:
        """From now on tasks of the bot, its requests and its work on the file pass points."""
        loop.set_task_factory(self._task)
        does, request = Line.does, BotApiRequest.do_request

        async def watched_work(line: Line, work: Callable[[], T]) -> T:
            self.reached("file")
            result = await does(line, work)
            self.reached("file")
            return result

        async def watched_request(sender: BotApiRequest, *given: Any, **named: Any) -> tuple[int, bytes]:
            try:
                self.reached("request")
                answer = await request(sender, *given, **named)
                self.reached("request")
            except Died:
                raise NotSent("dead") from None  # python-telegram-bot wraps whatever is no error of its own
            return answer

        patched.setattr(Line, "does", watched_work)
        patched.setattr(BotApiRequest, "do_request", watched_request)

    def _task(self, loop: asyncio.AbstractEventLoop, work: Any, **named: Any) -> asyncio.Task[Any]:
        where = self._part(work)
        return asyncio.Task(_Stepped(work, self, where) if where else work, loop=loop, **named)

    @staticmethod
    def _part(work: Any) -> str | None:
        """The module of the bot that a task comes from."""
        file = work.cr_code.co_filename if isinstance(work, CoroutineType) else ""
        return Path(file).stem if file.startswith(OURS) and not file.startswith(NOT_OURS) else None


class _Stepped(Coroutine[Any, Any, Any]):
    """A coroutine that passes a point whenever it goes on."""

    def __init__(self, inner: Coroutine[Any, Any, Any], points: Points, where: str) -> None:
        self._inner = inner
        self._points = points
        self._where = where

    def send(self, value: Any) -> Any:
        try:
            self._points.reached(self._where)
        except Died:
            return self._inner.throw(asyncio.CancelledError())
        return self._inner.send(value)

    def throw(self, *given: Any) -> Any:
        return self._inner.throw(*given)

    def close(self) -> None:
        self._inner.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def __await__(self) -> Generator[Any, Any, Any]:
        raise TypeError("only for tasks")
