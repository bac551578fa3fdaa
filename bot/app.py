"""The composition root: everything is built and joined here, by hand, and taken apart again in good order."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from telegram import Bot
from telegram.error import InvalidToken, NetworkError

from bot.alarm import Alarm
from bot.batch import Batch, Calls, Steps
from bot.changes import Committed
from bot.clock import Clock, MovableClock
from bot.health import TELEGRAM, Pulse
from bot.inbox import Inbox
from bot.intake import Intake, Poller, Refused
from bot.marks import Marks
from bot.profile import introduce
from bot.request import BotApiRequest
from bot.sender import Sender
from bot.settings import Settings, make_data_folder
from bot.slots import KnownSlots
from bot.store import Database, seen
from bot.store.engine import ANY_TROUBLE, reason
from bot.turn import Turns
from bot.webhook import Webhook
from content import Library, load_library
from flows.types import Left

if TYPE_CHECKING:
    from bot.local_mode import LocalMode

log = logging.getLogger(__name__)

TRIES_AT_START = 5
STOPS_WITHIN_S = 1.5
"""For each of the two things that may take time when stopping: turns on their way, and messages on theirs."""

PRUNES_EVERY_S = 3600.0
PAUSES_S = 0.2


class Unreachable(Exception):
    """Telegram does not answer."""


@dataclass(slots=True)
class App:
    """What runs."""

    settings: Settings
    clock: Clock
    library: Library
    database: Database
    bot: Bot
    turns: Turns
    marks: Marks
    sender: Sender
    alarm: Alarm
    intake: Intake
    inbox: Inbox
    pulse: Pulse
    address: str
    local: LocalMode | None = None
    receiver: Poller | Webhook | None = None
    loops: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    async def wait(self) -> None:
        """Until a loop ends, which it never should; raises what ended it."""
        ended, _ = await asyncio.wait(self.loops.values(), return_when=asyncio.FIRST_COMPLETED)
        for task in ended:
            task.result()

    def start(self, name: str, loop: Coroutine[object, object, None]) -> None:
        self.loops[name] = asyncio.create_task(loop, name=name)

    # ------------------------------------------------------------------------------------------------------- stopping
    async def stop(self) -> None:
        """In the order in which things travel: nothing new comes in, what is in is committed, what is out is marked."""
        await self._cancel("intake", "inbox", "alarm", "pulse", "prune", "profile")
        self.turns.close()
        await self._end("turns")
        await self.inbox.finish()
        self.sender.close()
        await self._end("sender")
        self.marks.close()
        await self._end("marks")
        await self.intake.finish()

    async def _cancel(self, *names: str) -> None:
        tasks = [self.loops[name] for name in names if name in self.loops]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _end(self, name: str) -> None:
        """Gives a loop that was closed time to finish what it has begun."""
        if name in self.loops:
            with suppress(TimeoutError):
                async with asyncio.timeout(STOPS_WITHIN_S):
                    await asyncio.wait([self.loops[name]])
            await self._cancel(name)


@asynccontextmanager
async def running(
    settings: Settings,
    *,
    clock: Clock | None = None,
    library: Library | None = None,
    step: Steps | None = None,
    calls: Calls | None = None,
) -> AsyncIterator[App]:
    """The whole bot, from its start to its end. The arguments after the settings are for tests.

    Raises:
        ContentError, DatabaseTrouble, Refused, Unreachable: it cannot start.
    """
    async with AsyncExitStack() as stack:
        app = await _built(settings, clock, library, step, calls, stack)
        stack.push_async_callback(app.stop)
        await _started(app)
        yield app


async def _built(
    settings: Settings,
    clock: Clock | None,
    library: Library | None,
    step: Steps | None,
    calls: Calls | None,
    stack: AsyncExitStack,
) -> App:
    library = library or load_library()
    clock = clock or (MovableClock() if settings.telegram_token is None else Clock())
    make_data_folder(settings)
    database = Database(settings.database_url)
    stack.push_async_callback(database.close)
    await database.open()
    slots = KnownSlots()
    turns = Turns(database, Batch(step or _real_step(), library, calls or _real_calls(), slots), clock)
    local, address = None, settings.telegram_api_url
    token = settings.telegram_token.get_secret_value() if settings.telegram_token else None
    if token is None:
        from bot.local_mode import TOKEN, LocalMode  # a whole Telegram that others do not need

        local, token = LocalMode(database, turns, clock if isinstance(clock, MovableClock) else MovableClock()), TOKEN
        address = await local.start(settings.local_port)
        stack.push_async_callback(local.server.stop)
    bot = bot_of(token, address)
    stack.push_async_callback(bot.shutdown)
    marks = Marks(database)
    rate, chat_rate = settings.messages_per_second, settings.chat_messages_per_second
    sender = Sender(bot, database, marks, slots, clock, rate, chat_rate)
    alarm = Alarm(database, turns, clock, rate)
    intake = Intake(bot, turns, clock)
    inbox = Inbox(database, intake.accept_all)
    pulse = Pulse(database)
    app = App(settings, clock, library, database, bot, turns, marks, sender, alarm, intake, inbox, pulse, address, local)
    _join(app)
    return app


def _join(app: App) -> None:
    """Who tells whom."""

    def committed(what: Committed) -> None:
        app.sender.put(what)
        app.alarm.started(what.earliest_due)

    app.turns.on_commit = committed
    app.turns.on_failure = app.sender.put_unkept
    app.sender.on_left = lambda person: app.turns.take(person, Left(app.clock.now()))
    app.alarm.pressing = lambda: app.sender.pressing
    app.sender.beat = app.pulse.beats("sender")
    app.alarm.beat = app.pulse.beats("alarm")


async def _started(app: App) -> None:
    await app.sender.load()
    await _reached(app.bot)
    app.pulse.beats(TELEGRAM)()
    app.receiver = await _receiver(app)
    app.receiver.beat = app.pulse.beats("intake")
    app.receiver.reached = app.pulse.beats(TELEGRAM)
    app.receiver.on_recovery = app.sender.network_is_back
    app.start("turns", app.turns.run())
    app.start("marks", app.marks.run())
    app.start("sender", app.sender.run())
    app.start("alarm", app.alarm.run())
    app.start("inbox", app.inbox.run())
    app.start("intake", app.receiver.run())
    app.start("pulse", app.pulse.run())
    app.start("prune", _prune(app.database, app.clock, app.inbox))
    app.start("profile", introduce(app.bot, app.library))
    log.info("started", extra={"library": app.library.version, "receives_by": type(app.receiver).__name__.lower()})


async def _receiver(app: App) -> Poller | Webhook:
    settings = app.settings
    if settings.webhook_url is not None and settings.webhook_secret is not None:
        secret = settings.webhook_secret.get_secret_value()
        return Webhook(app.bot, app.intake, app.inbox, settings.webhook_url, settings.webhook_listen, secret)
    await app.bot.delete_webhook()
    return Poller(app.bot, app.intake, app.inbox)


async def _reached(bot: Bot) -> None:
    """Makes sure that Telegram is there and knows the token.

    Raises:
        Refused, Unreachable: it is not, or does not.
    """
    for tries in range(TRIES_AT_START):
        try:
            await bot.initialize()
        except InvalidToken as problem:
            raise Refused("the token is not known") from problem
        except NetworkError as problem:
            log.warning("telegram.unreachable", extra={"why": problem.message})
            if tries == TRIES_AT_START - 1:
                raise Unreachable(problem.message) from problem
            await asyncio.sleep(2.0**tries)
        else:
            return


def bot_of(token: str, address: str) -> Bot:
    """python-telegram-bot's client on our HTTP."""
    request = BotApiRequest(address)
    return Bot(
        token,
        base_url=f"{address}/bot",
        base_file_url=f"{address}/file/bot",
        request=request,
        get_updates_request=request,
    )


async def _prune(database: Database, clock: Clock, inbox: Inbox) -> None:
    await inbox.caught_up.wait()  # which needs to know what was seen, however long ago the last process ended
    while True:
        more = False
        try:
            async with database.writing() as db:
                more = await db.last(seen.prune, clock.now())
        except ANY_TROUBLE as problem:  # the next time will do
            log.warning("updates.not_pruned", extra={"why": reason(problem)})
        await asyncio.sleep(PAUSES_S if more else PRUNES_EVERY_S)


def _real_step() -> Steps:
    from flows.engine import step  # tests of the shell bring their own

    return step


def _real_calls() -> Calls:
    from flows.screens import numbers_to_call

    return numbers_to_call
