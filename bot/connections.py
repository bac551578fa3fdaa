"""HTTP/1.1 as far as the Bot API needs it: kept connections, many requests at once, a proxy where the environment wants one.

On asyncio's own streams a request costs a quarter of what it costs in a general client, and that was a third of all work.
"""

from __future__ import annotations

import asyncio
import ssl
from base64 import b64encode
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

CONNECT_S = 10.0
KEPT_S = 15.0
MOST = 256
OK = 200
BROKEN = (OSError, EOFError, ValueError, IndexError, asyncio.LimitOverrunError)  # a TimeoutError is an OSError
HEAD = (
    "{method} {target} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: Knotwise\r\n"
    "Content-Type: {kind}\r\nContent-Length: {length}\r\n\r\n"
)


class NotConnected(Exception):
    """Nobody was reached, so nothing was sent."""


class Broken(Exception):
    """The request went out, and no whole answer came back."""


@dataclass(slots=True)
class _Connection:
    """A stream to the server. `since`: when it was last used."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    since: float = 0.0

    @property
    def alive(self) -> bool:
        """The server has not hung up, as far as can be known without asking."""
        return not self.writer.is_closing() and not self.reader.at_eof()

    def hang_up(self) -> None:
        self.writer.transport.abort()

    async def ask(self, request: bytes) -> tuple[int, Mapping[bytes, bytes], bytes]:
        """Status, headers with small letters, and body of the answer."""
        self.writer.write(request)
        await self.writer.drain()
        status, headers = await self.head()
        if headers.get(b"transfer-encoding", b"").lower() == b"chunked":
            return status, headers, await self._chunks()
        if b"content-length" in headers:
            return status, headers, await self.reader.readexactly(int(headers[b"content-length"]))
        return status, headers | {b"connection": b"close"}, await self.reader.read()

    async def head(self) -> tuple[int, dict[bytes, bytes]]:
        """Status and headers of an answer."""
        first, *lines = (await self.reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
        headers = {}
        for line in lines:
            name, _, value = line.partition(b":")
            headers[name.lower()] = value.strip()
        return int(first.split(b" ", 2)[1]), headers

    async def _chunks(self) -> bytes:
        parts = []
        while size := int((await self.reader.readuntil(b"\r\n")).partition(b";")[0], 16):
            parts.append(await self.reader.readexactly(size))
            await self.reader.readexactly(2)
        while await self.reader.readuntil(b"\r\n") != b"\r\n":
            pass  # headers behind the body; nobody needs them
        return b"".join(parts)


class Connections:
    """To one server, given by its address such as `https://api.telegram.org`."""

    def __init__(self, address: str) -> None:
        self._address = urlsplit(address)
        self._secure = ssl.create_default_context() if self._address.scheme == "https" else None
        self._proxy = _proxy_to(self._address) if self._secure else None
        self._places = asyncio.Semaphore(MOST)
        self._kept: deque[_Connection] = deque()
        self._closed = False

    async def request(self, method: str, url: str, kind: str, body: bytes, read_s: float) -> tuple[int, bytes]:
        """Status and body of the answer. `kind` is the type of the request's body.

        Raises:
            NotConnected, Broken: there is none.
        """
        target = url.removeprefix(f"{self._address.scheme}://{self._address.netloc}")
        head = HEAD.format(method=method, target=target, host=self._address.netloc, kind=kind, length=len(body))
        async with self._places:
            connection = self._free() or await self._opened()
            return await self._asked(connection, head.encode() + body, read_s)

    def close(self) -> None:
        """Hangs up, where requests are under way as soon as they have ended."""
        self._closed = True
        while self._kept:
            self._kept.popleft().hang_up()

    async def _asked(self, connection: _Connection, request: bytes, read_s: float) -> tuple[int, bytes]:
        try:
            async with asyncio.timeout(read_s):
                status, headers, body = await connection.ask(request)
        except BaseException as problem:
            connection.hang_up()
            if isinstance(problem, BROKEN):
                raise Broken(type(problem).__name__) from problem
            raise
        if self._closed or headers.get(b"connection", b"").lower() == b"close":
            connection.hang_up()
        else:
            connection.since = _now()
            self._kept.append(connection)
        return status, body

    # ----------------------------------------------------------------------------------------------------- connecting
    def _free(self) -> _Connection | None:
        """The one used last; those that nobody needed for a while are closed."""
        while self._kept and _now() - self._kept[0].since > KEPT_S:
            self._kept.popleft().hang_up()
        while self._kept:
            connection = self._kept.pop()
            if connection.alive:
                return connection
            connection.hang_up()
        return None

    async def _opened(self) -> _Connection:
        try:
            async with asyncio.timeout(CONNECT_S):
                return await (self._direct() if self._proxy is None else self._through(self._proxy))
        except BROKEN as problem:
            raise NotConnected(type(problem).__name__) from problem

    async def _direct(self) -> _Connection:
        port = self._address.port or (80 if self._secure is None else 443)
        return _Connection(*await asyncio.open_connection(self._address.hostname, port, ssl=self._secure))

    async def _through(self, proxy: SplitResult) -> _Connection:
        """A plain connection to the proxy, in which the secure one to the server begins."""
        connection = _Connection(*await asyncio.open_connection(proxy.hostname, proxy.port or 80))
        there = f"{self._address.hostname}:{self._address.port or 443}"
        try:
            connection.writer.write(f"CONNECT {there} HTTP/1.1\r\nHost: {there}\r\n{_password(proxy)}\r\n".encode())
            status, _ = await connection.head()
            if status != OK or self._secure is None:
                raise OSError(f"the proxy answered {status}")
            await connection.writer.start_tls(self._secure, server_hostname=self._address.hostname)
        except BaseException:
            connection.hang_up()
            raise
        return connection


def _password(proxy: SplitResult) -> str:
    if proxy.username is None:
        return ""
    both = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
    return f"Proxy-Authorization: Basic {b64encode(both.encode()).decode()}\r\n"


def _proxy_to(address: SplitResult) -> SplitResult | None:
    """From `https_proxy` and the like."""
    if proxy_bypass(address.hostname or ""):
        return None
    proxy = getproxies().get(address.scheme)
    return urlsplit(proxy) if proxy else None


def _now() -> float:
    return asyncio.get_running_loop().time()
