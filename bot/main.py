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
from bot.cli import BROKEN, CONTENT_WRONG, DATABASE_WRONG, GOOD, INTERRUPTED, PORT_TAKEN, TELEGRAM_REFUSED
from bot.health import LOOPS, Health, examine
from bot.intake import Refused
from bot.logs import redact
from bot.settings import Settings
from bot.store import Database, DatabaseTrouble
from bot.store.engine import reason
from bot.webhook import NotListening
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
    except (DatabaseTrouble, SQLAlchemyError) as trouble:
        why = str(trouble) if isinstance(trouble, DatabaseTrouble) else reason(trouble)
        complain(words("cli-database-wrong", why=redact(why), advice=words(advice(why))))
        return DATABASE_WRONG
    except NotListening as trouble:
        complain(words("cli-port-taken", listen=settings.webhook_listen, why=str(trouble)))
        return PORT_TAKEN
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
        write(words("cli-health-unreadable", why=reason(problem), advice=words(advice(reason(problem)))))
        return BROKEN
    finally:
        await database.close()
    for line in _told(found):
        write(line)
    return GOOD if found.well else BROKEN


def _told(found: Health) -> list[str]:
    lines = [words(f"cli-health-loop-{'silent' if loop in found.silent else 'well'}", loop=loop) for loop in LOOPS]
    lines.append(words(f"cli-health-telegram-{'well' if found.reached else 'away'}"))
    why = found.not_writable
    lines.append(words("cli-health-database-well" if why is None else "cli-health-unwritable", why=why or ""))
    lines += [] if why is None else [words(advice(why))]
    lines.append(words("cli-health-unsent", number=found.unsent, seconds=round(found.unsent_s)))
    lines.append(words("cli-health-due", number=found.due, hurried=round(found.hurried_s), others=round(found.others_s)))
    return lines


ADVICE = {
    "locked": "locked",
    "not a database": "damaged",
    "malformed": "damaged",
    "full": "full",
    "no space": "full",
    "readonly": "forbidden",
    "read-only": "forbidden",
    "denied": "forbidden",
    "unable to open": "forbidden",
    "no such file": "missing",
    "replaced": "missing",
    "revision": "newer",
}
"""What the database says when it cannot be used, and which `cli-database-…` says what to do."""


def advice(why: str) -> str:
    """The id of the text that says what to do."""
    found = (text for said, text in ADVICE.items() if said in why.lower())
    return f"cli-database-{next(found, 'other')}"
