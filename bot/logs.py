"""Log lines about us, not about people: one event name with ids, counts and durations; no token, no health data.

On a terminal a line is `time level event key=value …`, elsewhere one JSON object.
"""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
import sys
import traceback
from datetime import UTC, datetime
from typing import TextIO

import orjson

_SALT = secrets.token_bytes(16)
"""New in each process, so that nobody can count through all ids and find whose line it is."""

_TOKEN = re.compile(r"(bot)?(?<!\d)\d{3,}(?::|%3A)[A-Za-z0-9_-]{10,}")
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
TALKATIVE = ("aiohttp", "alembic", "asyncio", "httpcore", "httpx", "sqlalchemy", "telegram", "transitions")


def mask(person: int) -> str:
    """The same short name for a person in all lines of this process, of which the id cannot be found out."""
    return hashlib.blake2b(str(person).encode(), key=_SALT, digest_size=5).hexdigest()


def redact(text: str) -> str:
    """The text without bot tokens, wherever they stand."""
    return _TOKEN.sub(lambda found: "bot<token>" if found[1] else "<token>", text)


def where_it_broke(problem: BaseException) -> str:
    """Types and places of an exception and its causes, without their messages: those may hold what a person said."""
    told: list[str] = []
    cause: BaseException | None = problem
    while cause is not None:
        frames = traceback.extract_tb(cause.__traceback__)
        told.append(" > ".join([f"{frame.name}:{frame.lineno}" for frame in frames[-6:]] + [type(cause).__name__]))
        cause = cause.__cause__
    return " < ".join(told)


class _Lines(logging.Formatter):
    """Writes records and redacts the whole line, exceptions of other people's code included."""

    def __init__(self, *, as_json: bool) -> None:
        super().__init__()
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        fields = {name: value for name, value in vars(record).items() if name not in _OWN}
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"at": at, "level": record.levelname.lower(), "event": record.getMessage(), **fields}
        if not record.name.startswith(("bot", "root")):
            line["logger"] = record.name
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return redact(self._json(line) if self._as_json else self._plain(line))

    @staticmethod
    def _json(line: dict[str, object]) -> str:
        return orjson.dumps(line, default=str, option=orjson.OPT_NON_STR_KEYS).decode()

    @staticmethod
    def _plain(line: dict[str, object]) -> str:
        exception = line.pop("exception", None)
        first = f"{line.pop('at')} {str(line.pop('level')).upper():7} {line.pop('event')}"
        rest = "".join(f" {name}={value}" for name, value in line.items())
        return first + rest + (f"\n{exception}" if exception else "")


def start(level: str, stream: TextIO | None = None) -> None:
    """Sends all logging of the process to standard error, or to `stream`, and to nowhere else."""
    to = stream or sys.stderr
    handler = logging.StreamHandler(to)
    handler.setFormatter(_Lines(as_json=not to.isatty()))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
