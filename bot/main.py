"""The process: from the settings to the exit code, with a plain line for everything that keeps it from running."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import TelegramError

from bot.app import App, Unreachable, running
from bot.cli import BROKEN, CONTENT_WRONG, DATABASE_WRONG, GOOD, INTERRUPTED, TELEGRAM_REFUSED
from bot.health import LOOPS, Health, examine
from bot.intake import Refused
from bot.logs import redact
from bot.settings import Settings
from bot.store import Database, DatabaseTrouble
from bot.words import words
from content import ContentError

log = logging.getLogger(__name__)
Write = Callable[[str], object]


async def run_until_told(settings: Settings, complain: Write) -> int:
    """Runs until SIGTERM or SIGINT; a second one ends the process at once."""
    _listen_to_signals()
    try:
        return await _run(settings, complain)
    except asyncio.CancelledError:
        complain(words("cli-bye"))
        return GOOD


async def _run(settings: Settings, complain: Write) -> int:
    try:
        async with running(settings) as app:
            gc.collect()
            gc.freeze()  # the library stays as it is; going through it again and again would make everybody wait
            _greet(app, complain)
            await app.wait()
    except ContentError as mistakes:
        complain(words("cli-content-wrong", mistakes=str(mistakes)))
        return CONTENT_WRONG
    except DatabaseTrouble as trouble:
        complain(words("cli-database-wrong", why=redact(str(trouble))))
        return DATABASE_WRONG
    except Refused:
        complain(words("cli-token-refused"))
        return TELEGRAM_REFUSED
    except Unreachable as trouble:
        complain(words("cli-telegram-unreachable", address=settings.telegram_api_url, why=redact(str(trouble))))
        return TELEGRAM_REFUSED
    except TelegramError as refusal:
        complain(words("cli-webhook-refused", why=redact(refusal.message)))
        return TELEGRAM_REFUSED
    except Exception:  # the last line of defence: the process ends, and its supervisor starts it again
        log.critical("ended", exc_info=True)
        complain(words("cli-broken"))
        return BROKEN
    return BROKEN


def _greet(app: App, complain: Write) -> None:
    if app.local is None:
        complain(words("cli-telegram", username=app.bot.username))
        return
    complain(words("cli-local", address=app.address))
    app.local.show()


def _listen_to_signals() -> None:
    """The first one ends everything in good order, the second one at once."""
    loop = asyncio.get_running_loop()
    main = asyncio.current_task()
    assert main is not None  # noqa: S101  # we run inside a task
    told = False

    def stop() -> None:
        nonlocal told
        if told:
            os._exit(INTERRUPTED)
        told = True
        main.cancel()

    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, stop)


async def say_health(settings: Settings, write: Write) -> int:
    """How the running bot is; 0 only if nobody waits for it."""
    database = Database(settings.database_url)
    try:
        found = await examine(database)
    except (SQLAlchemyError, OSError) as problem:
        write(words("cli-health-unreadable", why=str(getattr(problem, "orig", None) or type(problem).__name__)))
        return BROKEN
    finally:
        await database.close()
    for line in _told(found):
        write(line)
    return GOOD if found.well else BROKEN


def _told(found: Health) -> list[str]:
    lines = [words(f"cli-health-loop-{'silent' if loop in found.silent else 'well'}", loop=loop) for loop in LOOPS]
    lines.append(words("cli-health-unsent", seconds=round(found.unsent_s)))
    lines.append(words("cli-health-overdue", seconds=round(found.overdue_s)))
    return lines
