"""Updates by webhook: a small HTTP server that believes only who knows the secret, and says 200 after the commit."""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Callable
from itertools import count
from urllib.parse import urlsplit

import orjson
from aiohttp import web
from telegram import Bot
from telegram.error import TelegramError

from bot.inbox import Inbox
from bot.intake import WANTED, Intake
from bot.logs import where_it_broke
from bot.request import call
from bot.turn import NotKept
from bot.updates import Update

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # its name, not its value
MOST_BYTES = 1_000_000
CONNECTIONS = 100
TURN_S = 50.0
"""Telegram gives up on a request after about a minute."""

BEAT_S = 5.0
BEATS_A_QUESTION = 6


class NotListening(Exception):
    """Nothing can be received at the port."""


class Webhook:
    """Where Telegram posts to.

    Attributes:
        beat: called every few seconds while the server runs.
        reached: called when Telegram has answered.
        on_recovery: called when Telegram can be reached again.
    """

    def __init__(self, bot: Bot, intake: Intake, inbox: Inbox, url: str, listen: str, secret: str) -> None:
        self._bot = bot
        self._intake = intake
        self._inbox = inbox
        self._url = url
        self._host, _, port = listen.rpartition(":")
        self._port = int(port)
        self._secret = secret
        self.beat: Callable[[], None] = lambda: None
        self.reached: Callable[[], None] = lambda: None
        self.on_recovery: Callable[[], None] = lambda: None

    async def run(self) -> None:
        """Listens for ever, and has Telegram told where.

        Raises:
            NotListening: the port is taken, or may not be used.
        """
        await self._inbox.caught_up.wait()  # an earlier process may have used long polling
        app = web.Application(client_max_size=MOST_BYTES)
        app.router.add_post(urlsplit(self._url).path or "/", self._post)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=2.0)
        await runner.setup()
        try:
            await self._listen(runner)
            await self._bot.set_webhook(self._url, secret_token=self._secret, allowed_updates=WANTED, max_connections=CONNECTIONS)
            log.info("webhook.listening", extra={"host": self._host, "port": self._port})
            await self._watch()
        finally:
            await runner.cleanup()

    async def _listen(self, runner: web.AppRunner) -> None:
        try:
            await web.TCPSite(runner, self._host or None, self._port, reuse_address=True).start()
        except OSError as problem:
            raise NotListening(problem.strerror or type(problem).__name__) from problem

    async def _watch(self) -> None:
        """Says that it is alive, and asks Telegram now and then whether it can reach us: nobody else might for hours."""
        away = False
        for beats in count():
            self.beat()
            if beats % BEATS_A_QUESTION == 0:
                away_before, away = away, not await self._asked()
                if away_before and not away:
                    self.on_recovery()
            await asyncio.sleep(BEAT_S)

    async def _asked(self) -> bool:
        try:
            info = await call(self._bot, "getWebhookInfo", {})
        except TelegramError as problem:
            log.warning("webhook.telegram_away", extra={"why": type(problem).__name__})
            return False
        self.reached()
        if info.get("pending_update_count", 0) and info.get("last_error_message"):
            waiting, why = info["pending_update_count"], info["last_error_message"]
            log.warning("webhook.not_reached", extra={"updates": waiting, "why": why})
        return True

    async def _post(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            log.warning("webhook.wrong_secret")
            return web.Response(status=403)
        try:
            update = Update.model_validate(orjson.loads(await request.read()))
            turn = self._intake.accept(update)
            self._intake.acknowledge()
        except ValueError as problem:
            log.error("webhook.unreadable", extra={"problem": where_it_broke(problem)})
            return web.Response(status=200)  # it would be as unreadable the next time
        try:
            async with asyncio.timeout(TURN_S):
                await asyncio.shield(turn)
        except (NotKept, TimeoutError):
            return web.Response(status=503)
        return web.Response(status=200)
