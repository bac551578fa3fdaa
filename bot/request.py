"""HTTP for python-telegram-bot on aiohttp: kept connections, many requests in flight, JSON by orjson.

It tells apart what python-telegram-bot does not: whether a request that failed may have reached Telegram. And it can be
called without building an object of python-telegram-bot for each answer, which costs more than the request.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, TypeAlias
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
import orjson
from telegram import Bot
from telegram._utils.defaultvalue import DefaultValue
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.turnstile import Turnstile

CONNECT_S = 10.0
READ_S = 20.0
KEPT_S = 15.0
CONNECTIONS = 256
TOO_MANY = 429
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


class AiohttpRequest(BaseRequest):
    """One session for all requests; shared between a Bot's calls and its getUpdates.

    Args:
        address: the Bot API server, to know whether the environment wants a proxy on the way to it.
    """

    def __init__(self, address: str) -> None:
        self._session: aiohttp.ClientSession | None = None
        self._proxy = _proxy_to(address)
        self._turnstile = Turnstile()

    @property
    def read_timeout(self) -> float:
        return READ_S

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=KEPT_S)
            self._session = aiohttp.ClientSession(
                connector=connector,
                headers={"User-Agent": "Knotwise"},
                cookie_jar=aiohttp.DummyCookieJar(),
            )

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

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
        if self._session is None:
            raise NotSent("closed")
        if not url.endswith(FIRST):
            await self._turnstile.through()
        body, headers = _body(request_data)
        read_s = read_timeout if isinstance(read_timeout, int | float) else READ_S
        timeout = _timeout(read_s)
        try:
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=timeout, proxy=self._proxy
            ) as response:
                status, payload = response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL) as problem:
            raise NotSent(type(problem).__name__) from problem
        except (TimeoutError, aiohttp.ClientError, OSError) as problem:
            raise NoAnswer(type(problem).__name__) from problem
        if status == TOO_MANY:
            raise HeldBack(_retry_after_s(payload))
        if isinstance(request_data, _Plain) and not request_data.result_counts and payload.startswith(WORKED):
            return status, DONE
        return status, payload

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


@lru_cache(maxsize=100)
def _timeout(read_s: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_S, sock_read=read_s)


def _proxy_to(address: str) -> str | None:
    """From `https_proxy` and the like, once: aiohttp would look it up for each request, in a thread."""
    parts = urlsplit(address)
    if proxy_bypass(parts.hostname or ""):
        return None
    return getproxies().get(parts.scheme)


def _body(request_data: RequestData | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    if request_data is None:
        return None, {}
    if not request_data.contains_files:
        return orjson.dumps(request_data.parameters), {"Content-Type": "application/json"}
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form, {}


def _retry_after_s(payload: bytes) -> float:
    try:
        return max(1.0, float(orjson.loads(payload)["parameters"]["retry_after"]))
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        return 1.0
