"""The embedded Telegram: one small HTTP server that is the Bot API for the bot and a chat page for people."""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from aiohttp import web

from bot.local.api import TOKEN, BotApi
from bot.local.faults import Faults, Log
from bot.local.media import UPLOAD_BYTES
from bot.local.page_api import Forget, PageApi, Skip
from bot.local.state import World

SHUTDOWN_S = 0.1
"""How long a request under way may still take when the server stops."""
OVERHEAD_BYTES = 1024 * 1024
LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]")


async def _no_timer(_: int) -> str | None:
    return None


async def _nothing_kept(_: int) -> None:
    return None


class LocalTelegram:
    """Telegram on this machine, for one bot, in memory.

    Args:
        token: any that has Telegram's form, such as `1:abc`; the bot has to use the same.
        now: the clock that messages are dated by; aware.
        name: what the chat page calls the bot.
        username: the bot's name with Telegram, without the at sign.
        skip: moves the bot's clock to the next timer of a chat; says in a few words where that is, None without timer.
        forget: makes the bot forget a person.
    """

    def __init__(
        self,
        token: str,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        name: str = "Knotwise",
        username: str = "knotwise_bot",
        skip: Skip = _no_timer,
        forget: Forget = _nothing_kept,
    ) -> None:
        if not TOKEN.fullmatch(token):
            raise ValueError("a bot token looks like 123456:ABC-def")
        self.token = token
        self.world = World(token, now, name, username)
        self.faults = Faults()
        self.log = Log()
        self.url = ""
        self._bot_api = BotApi(self.world, self.faults, self.log)
        self._page_api = PageApi(self.world, skip, forget)
        self._runner: web.AppRunner | None = None
        self._hosts: frozenset[str] = frozenset()

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Begins to listen; port 0 takes any that is free.

        Raises:
            OSError: the port is taken, or the address is not this machine's.
        """
        listening = _listen(host, port)
        self._bot_api.reopen()
        self._page_api.reopen()
        self.world.updates.reopen()
        port = listening.getsockname()[1]
        self.url = f"http://{host}:{port}"
        names = (*LOCAL_NAMES, host)
        self._hosts = frozenset(f"{name}:{port}" for name in names) | (frozenset(names) if port == 80 else frozenset())
        app = web.Application(middlewares=[self._refuse_other_hosts], client_max_size=UPLOAD_BYTES + OVERHEAD_BYTES)
        self._bot_api.add_to(app)
        self._page_api.add_to(app)
        self._runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=SHUTDOWN_S)
        await self._runner.setup()
        await web.SockSite(self._runner, listening).start()

    async def stop(self) -> None:
        """Ends at once: waiting polls are answered empty-handed, streams are closed."""
        self._bot_api.close()
        self._page_api.close()
        await self.world.updates.close()
        if self._runner:
            await self._runner.cleanup()
        self._runner = None

    @web.middleware
    async def _refuse_other_hosts(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """A name of somebody else's that points to this machine must not reach the chats."""
        if request.headers.get("Host", "").lower() not in self._hosts:
            raise web.HTTPMisdirectedRequest
        return await handler(request)


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), backlog=128)
    except OSError as error:
        raise OSError(error.errno, f"cannot listen on {host}:{port}: {error.strerror}") from error
