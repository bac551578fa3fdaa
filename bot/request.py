"""HTTP for python-telegram-bot: kept connections, many requests in flight, JSON by orjson.

It tells apart what python-telegram-bot does not: whether a request that failed may have reached Telegram. And it can be
called without building an object of python-telegram-bot for each answer, which costs more than the request.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import orjson
from telegram import Bot
from telegram._utils.defaultvalue import DefaultValue
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.turnstile import Turnstile
from bot.wire import NotConnected, Wire

CONNECT_S = 10.0
READ_S = 20.0
KEPT_S = 15.0
CONNECTIONS = 256
TOO_MANY = 429
JSON = "application/json"
NAMED = {"User-Agent": "Knotwise"}
FIRST = "/getUpdates"
"""Before all others: a hundred updates are waited for meanwhile."""

WORKED, DONE = b'{"ok":true', b'{"ok":true,"result":true}'

Timeout: TypeAlias = DefaultValue[float] | float | DefaultValue[None] | None  # as in BaseRequest


class NotSent(NetworkError):
    """Telegram was not reached: the request has certainly not been carried out."""


class NoAnswer(TimedOut):
    """The request went out and no whole answer came back: it may have been carried out."""

    def __init__(self, why: str) -> None:
        super().__init__(f"no answer: {why}")


class HeldBack(TelegramError):
    """Telegram wants us to wait.

    Args:
        retry_after_s: for how many seconds.
    """

    def __init__(self, retry_after_s: float) -> None:
        super().__init__(f"retry after {retry_after_s} s")
        self.retry_after_s = retry_after_s


class BotApiRequest(BaseRequest):
    """All requests to one Bot API server; shared between a Bot's calls and its getUpdates.

    Args:
        address: of the server. If the environment wants a proxy on the way to it, all goes through aiohttp; else only files do.
    """

    def __init__(self, address: str) -> None:
        self._server = urlsplit(address)
        self._proxy = _proxy_to(self._server)
        self._wire: Wire | None = None
        self._session: aiohttp.ClientSession | None = None
        self._turnstile = Turnstile()

    @property
    def read_timeout(self) -> float:
        return READ_S

    async def initialize(self) -> None:
        if self._session is not None:
            return
        connector = aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=KEPT_S)
        self._session = aiohttp.ClientSession(connector=connector, headers=NAMED, cookie_jar=aiohttp.DummyCookieJar())
        if self._proxy is None:
            self._wire = Wire(self._server, connections=CONNECTIONS, connect_s=CONNECT_S, kept_s=KEPT_S, headers=NAMED)

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
        if self._wire is not None:
            await self._wire.close()
        self._session = self._wire = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        write_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        connect_timeout: Timeout = BaseRequest.DEFAULT_NONE,
        pool_timeout: Timeout = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        if not url.endswith(FIRST):
            await self._turnstile.through()
        read_s = read_timeout if isinstance(read_timeout, int | float) else READ_S
        try:
            if self._wire and method == "POST" and not (request_data and request_data.contains_files):
                status, payload = await self._wire.post(_path(url), _json(request_data), JSON, read_s)
            else:
                status, payload = await self._by_aiohttp(url, method, request_data, read_s)
        except (NotConnected, aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL) as problem:
            raise NotSent(str(problem) if isinstance(problem, NotConnected) else type(problem).__name__) from problem
        except (TimeoutError, aiohttp.ClientError, OSError) as problem:
            raise NoAnswer(type(problem).__name__) from problem
        if status == TOO_MANY:
            raise HeldBack(_retry_after_s(payload))
        if isinstance(request_data, _Plain) and not request_data.result_counts and payload.startswith(WORKED):
            return status, DONE
        return status, payload

    async def _by_aiohttp(self, url: str, method: str, given: RequestData | None, read_s: float) -> tuple[int, bytes]:
        if self._session is None:
            raise NotConnected("closed")
        files = given is not None and given.contains_files
        body = _form(given) if given and files else _json(given)
        headers = {} if files else {"Content-Type": JSON}
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_S, sock_read=read_s)
        async with self._session.request(method, url, data=body, headers=headers, timeout=timeout, proxy=self._proxy) as response:
            return response.status, await response.read()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        try:
            parsed = orjson.loads(payload)
        except orjson.JSONDecodeError as problem:
            raise TelegramError("Invalid server response") from problem
        if not isinstance(parsed, dict):
            raise TelegramError("Invalid server response")
        return parsed


async def call(bot: Bot, method: str, given: Mapping[str, Any], read_s: float = READ_S) -> Any:
    """The result of a method of the Bot API as Telegram wrote it.

    Raises:
        TelegramError: as `Bot` does.
    """
    plain: Any = _Plain(given)  # `post` hands it to `do_request` as it is
    return await bot.request.post(f"{bot.base_url}/{method}", plain, read_timeout=read_s)


async def tell(bot: Bot, method: str, given: Mapping[str, Any]) -> None:
    """The same where only counts that it worked: Telegram answers an edit with the whole message, which nobody reads.

    Raises:
        TelegramError: as `Bot` does.
    """
    plain: Any = _Plain(given, result_counts=False)
    await bot.request.post(f"{bot.base_url}/{method}", plain, read_timeout=READ_S)


class _Plain:
    """Parameters without files, in place of RequestData."""

    contains_files = False

    def __init__(self, parameters: Mapping[str, Any], *, result_counts: bool = True) -> None:
        self.parameters = parameters
        self.result_counts = result_counts


def _proxy_to(server: SplitResult) -> str | None:
    """From `https_proxy` and the like, once: aiohttp would look it up for each request, in a thread."""
    if proxy_bypass(server.hostname or ""):
        return None
    return getproxies().get(server.scheme)


def _path(url: str) -> str:
    """What follows the host."""
    return url[url.index("/", url.index("://") + 3) :]


def _json(given: RequestData | None) -> bytes:
    return orjson.dumps(given.parameters if given else {})


def _form(given: RequestData) -> aiohttp.FormData:
    form = aiohttp.FormData()
    for name, value in given.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in given.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form


def _retry_after_s(payload: bytes) -> float:
    try:
        return max(1.0, float(orjson.loads(payload)["parameters"]["retry_after"]))
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        return 1.0
