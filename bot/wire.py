"""HTTP/1.1 to one server: small requests, many at once, over connections that are kept. Answers are read by httptools.

It does what the Bot API needs and no more: a POST with a body, an answer that tells its length or comes in chunks. Proxies
and files go through aiohttp, which costs twice as much CPU (see CONTRIBUTING).
"""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections import deque
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import SplitResult

import httptools
from aiohappyeyeballs import start_connection

PORTS = {"http": 80, "https": 443}
FIRST_FINAL = 200
"""Smaller status codes announce an answer and are none."""

SECOND_ADDRESS_AFTER_S = 0.25
"""A server with IPv6 and IPv4 is tried by both where the first does not answer soon (RFC 8305)."""


class NotConnected(OSError):
    """No byte of the request has left."""


class CutOff(OSError):
    """The request has left, and its answer did not come whole."""


@dataclass(slots=True)
class Answer:
    """What is asked for: the pieces of its body as they come in, and at the end the `whole` of it, status and body."""

    whole: asyncio.Future[tuple[int, bytes]]
    body: list[bytes] = field(default_factory=list)


class Connection(asyncio.Protocol):
    """One connection; one request at a time.

    Args:
        alive: it is in there as long as it lives.
    """

    def __init__(self, alive: set[Connection]) -> None:
        self._alive = alive
        self.gone = asyncio.Event()
        self._parser = httptools.HttpResponseParser(self)
        self._transport: asyncio.WriteTransport | None = None
        self._answer: Answer | None = None
        self.idle_since = 0.0

    @property
    def open(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()

    def ask(self, request: bytes) -> asyncio.Future[tuple[int, bytes]]:
        """The answer, later: status and body. CutOff instead if the connection ends before."""
        whole: asyncio.Future[tuple[int, bytes]] = asyncio.get_running_loop().create_future()
        self._answer = Answer(whole)
        if self._transport is None:
            self._fail(CutOff("closed"))
        else:
            self._transport.write(request)
        return whole

    def close(self) -> None:
        """At once: what is under way fails."""
        self._fail(CutOff("closed"))
        if self._transport is not None:
            self._transport.abort()

    def late(self) -> None:
        self._fail(TimeoutError())

    def _fail(self, problem: Exception) -> None:
        if self._answer and not self._answer.whole.done():
            self._answer.whole.set_exception(problem)
        self._answer = None

    # ------------------------------------------------------------------------------------------- called by the event loop
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.WriteTransport", transport)  # as for every stream
        self._alive.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self._alive.discard(self)
        self.gone.set()
        self._fail(CutOff(type(exc).__name__ if exc else "ServerDisconnected"))

    def data_received(self, data: bytes) -> None:
        if self._answer is None:  # nobody has asked
            self.close()
            return
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as problem:
            self._fail(CutOff(type(problem).__name__))
            self.close()

    # ----------------------------------------------------------------------------------------------- called by httptools
    def on_body(self, body: bytes) -> None:
        if self._answer:
            self._answer.body.append(body)

    def on_message_complete(self) -> None:
        status = self._parser.get_status_code()
        if self._answer is None:  # one answer more than was asked for
            self.close()
            return
        if status < FIRST_FINAL:
            return
        answer, self._answer = self._answer, None
        if not self._parser.should_keep_alive() and self._transport:
            self._transport.close()
        if not answer.whole.done():
            answer.whole.set_result((status, b"".join(answer.body)))


class Wire:
    """All connections to one server.

    Args:
        server: its address; only scheme, host and port count.
        connections: at most so many at once; who comes later waits.
        connect_s: for how long a connection may take to be made.
        kept_s: for how long one may be idle and is used again.
        headers: sent with each request.
    """

    def __init__(
        self, server: SplitResult, *, connections: int, connect_s: float, kept_s: float, headers: dict[str, str]
    ) -> None:
        self._host, self._port = server.hostname or "", server.port or PORTS[server.scheme]
        self._tls = ssl.create_default_context() if server.scheme == "https" else None
        self._connect_s, self._kept_s = connect_s, kept_s
        named = {"Host": server.netloc.rpartition("@")[2], **headers}
        self._headers = "".join(f"{name}: {value}\r\n" for name, value in named.items())
        self._room = asyncio.Semaphore(connections)
        self._idle: deque[Connection] = deque()
        self._alive: set[Connection] = set()

    async def post(self, path: str, body: bytes, kind: str, answer_s: float) -> tuple[int, bytes]:
        """Status and body of the answer.

        Args:
            path: with its query, as it is sent.
            body: of any length, also none.
            kind: of the body, as in Content-Type.
            answer_s: for how many seconds the whole answer may take.

        Raises:
            NotConnected: nothing was sent.
            CutOff, TimeoutError: it was sent, and it is not known what became of it.
        """
        head = f"POST {path} HTTP/1.1\r\n{self._headers}Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
        request = head.encode() + body
        async with self._room:
            connection = self._kept() or await self._connected()
            timer = asyncio.get_running_loop().call_later(answer_s, connection.late)
            try:
                answer = await connection.ask(request)
            except BaseException:
                connection.close()  # an answer that comes later would be taken for that of the next request
                raise
            finally:
                timer.cancel()
            self._keep(connection)
            return answer

    async def close(self) -> None:
        """All connections at once; returns when they are gone."""
        self._idle.clear()
        alive = tuple(self._alive)
        for connection in alive:
            connection.close()
        for connection in alive:
            await connection.gone.wait()

    def _kept(self) -> Connection | None:
        """The one that was used last. Those idle for too long are closed: the server may be about to do so."""
        oldest = asyncio.get_running_loop().time() - self._kept_s
        while self._idle and self._idle[0].idle_since < oldest:
            self._idle.popleft().close()
        while self._idle:
            connection = self._idle.pop()
            if connection.open:
                return connection
        return None

    def _keep(self, connection: Connection) -> None:
        if connection.open:
            connection.idle_since = asyncio.get_running_loop().time()
            self._idle.append(connection)

    async def _connected(self) -> Connection:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._connect_s):
                found = await loop.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)
                # asyncio's own search by two addresses leaves sockets open when it is cancelled (Python 3.11)
                line = await start_connection(found, happy_eyeballs_delay=SECOND_ADDRESS_AFTER_S, interleave=1)
                name = self._host if self._tls else None
                _, connection = await loop.create_connection(
                    lambda: Connection(self._alive), sock=line, ssl=self._tls, server_hostname=name
                )
        except (OSError, UnicodeError) as problem:  # TimeoutError is an OSError; UnicodeError: a host that is no name
            raise NotConnected(type(problem).__name__) from problem
        return connection
