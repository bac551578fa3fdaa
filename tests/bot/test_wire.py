"""HTTP to one server, against a real one on a socket that answers as it is told, well or badly."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest

from bot.wire import CutOff, NotConnected, Wire

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
NEVER_S = 60.0


class Server:
    """Answers the requests of all connections with what is on its list, one after another; then with OK."""

    def __init__(self, answers: Sequence[bytes | None]) -> None:
        self._answers = list(answers)
        self.heads: list[str] = []
        self.bodies: list[bytes] = []
        self.connections = 0
        self.answered = asyncio.Event()
        self.go_on = asyncio.Event()
        self.go_on.set()
        self.writers: list[asyncio.StreamWriter] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.writers.append(writer)
        try:
            while head := (await reader.readuntil(b"\r\n\r\n")).decode():
                length = next(int(line[16:]) for line in head.splitlines() if line.startswith("Content-Length: "))
                self.heads.append(head)
                self.bodies.append(await reader.readexactly(length))
                await self.go_on.wait()
                answer = self._answers.pop(0) if self._answers else OK
                if answer is None:
                    break
                for piece in answer.split(b"|"):
                    writer.write(piece)
                    await writer.drain()
                    await asyncio.sleep(0.01)
                self.answered.set()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def wired(*answers: bytes | None, connections: int = 9, kept_s: float = NEVER_S) -> AsyncIterator[tuple[Wire, Server]]:
    """A wire to a server; pieces of an answer between two bars come one after another, None closes the connection."""
    server = Server(answers)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    address = urlsplit(f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}")
    wire = Wire(address, connections=connections, connect_s=5, kept_s=kept_s, headers={"User-Agent": "Knotwise"})
    try:
        yield wire, server
    finally:
        await wire.close()
        server.go_on.set()
        listening.close()
        for writer in server.writers:
            writer.close()


def ask(wire: Wire, body: bytes = b"{}", answer_s: float = NEVER_S) -> Awaitable[tuple[int, bytes]]:
    return wire.post("/bot1:a/getMe", body, "application/json", answer_s)


async def test_what_is_sent_and_what_comes_back() -> None:
    async with wired() as (wire, server):
        assert await ask(wire, b'{"one": 1}') == (200, b"ok")
    method, *headers = server.heads[0].split("\r\n")
    assert method == "POST /bot1:a/getMe HTTP/1.1"
    assert {"User-Agent: Knotwise", "Content-Type: application/json", "Content-Length: 10"} < set(headers)
    assert headers[0].startswith("Host: 127.0.0.1:")
    assert server.bodies == [b'{"one": 1}']


@pytest.mark.parametrize(
    ("answer", "read"),
    [
        pytest.param(b"HTTP/1.1 200 OK\r\nConte|nt-Length: 5\r\n\r\nhe|llo", (200, b"hello"), id="in pieces"),
        pytest.param(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel|\r\n2\r\nlo\r\n0\r\n\r\n",
            (200, b"hello"),
            id="chunked",
        ),
        pytest.param(b"HTTP/1.1 100 Continue\r\n\r\n|" + OK, (200, b"ok"), id="announced before"),
        pytest.param(b"HTTP/1.1 204 No Content\r\n\r\n", (204, b""), id="empty"),
        pytest.param(b"HTTP/1.1 429 Too Many\r\nContent-Length: 4\r\n\r\nslow", (429, b"slow"), id="an error"),
        pytest.param(b"HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", (200, b"ok"), id="of an old server"),
    ],
)
async def test_answers_are_read_whole(answer: bytes, read: tuple[int, bytes]) -> None:
    async with wired(answer) as (wire, _):
        assert await ask(wire) == read
        assert await ask(wire) == (200, b"ok")


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(None, id="closed without an answer"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe", id="the rest never comes"),
        pytest.param(b"<html>no HTTP</html>", id="something else"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", id="no number"),
    ],
)
async def test_a_broken_answer_is_an_error_and_the_next_one_is_fine(answer: bytes | None) -> None:
    async with wired(answer) as (wire, server):
        asked = asyncio.ensure_future(ask(wire))
        if answer and answer.endswith(b"he"):
            await server.answered.wait()
            server.writers[0].close()
        with pytest.raises(CutOff):
            await asked
        assert await ask(wire) == (200, b"ok")
        assert server.connections == 2


async def test_a_connection_is_used_again() -> None:
    async with wired() as (wire, server):
        for _ in range(5):
            await ask(wire)
        assert server.connections == 1


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok", id="the server says so"),
        pytest.param(OK + OK, id="it says more than it was asked"),
        pytest.param(OK + b"|HTTP/1.1 408 Too late\r\nContent-Length: 0\r\n\r\n", id="it says more later"),
    ],
)
async def test_a_connection_is_not_used_again(answer: bytes) -> None:
    async with wired(answer) as (wire, server):
        assert await ask(wire) == (200, b"ok")
        await asyncio.sleep(0.05)
        assert await ask(wire) == (200, b"ok")
        assert server.connections == 2


async def test_a_connection_that_was_idle_for_too_long_is_not_used_again() -> None:
    async with wired(kept_s=-1.0) as (wire, server):
        await ask(wire)
        await ask(wire)
        assert server.connections == 2


async def test_a_connection_that_the_server_closed_meanwhile_is_not_used_again() -> None:
    async with wired() as (wire, server):
        await ask(wire)
        server.writers[0].close()
        await asyncio.sleep(0.05)
        assert await ask(wire) == (200, b"ok")
        assert server.connections == 2


async def test_many_at_once_and_no_more_than_allowed() -> None:
    async with wired(connections=3) as (wire, server):
        server.go_on.clear()
        asked = [asyncio.ensure_future(ask(wire, b"%d" % number)) for number in range(8)]
        await asyncio.sleep(0.1)
        assert server.connections == 3
        server.go_on.set()
        assert await asyncio.gather(*asked) == [(200, b"ok")] * 8
        assert sorted(server.bodies) == [b"%d" % number for number in range(8)]
        assert server.connections == 3


async def _late(wire: Wire) -> None:
    with pytest.raises(TimeoutError):
        await ask(wire, answer_s=0.05)


async def _cancelled(wire: Wire) -> None:
    asked = asyncio.ensure_future(ask(wire))
    await asyncio.sleep(0.05)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked


@pytest.mark.parametrize("given_up", [_late, _cancelled])
async def test_the_answer_to_a_request_given_up_is_not_taken_for_that_of_the_next(
    given_up: Callable[[Wire], Awaitable[None]],
) -> None:
    async with wired(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nstale", connections=1) as (wire, server):
        server.go_on.clear()
        await given_up(wire)
        server.go_on.set()
        assert await ask(wire) == (200, b"ok")


async def test_closing_ends_what_is_under_way() -> None:
    async with wired() as (wire, server):
        server.go_on.clear()
        asked = asyncio.ensure_future(ask(wire))
        await asyncio.sleep(0.05)
        await wire.close()
        with pytest.raises(CutOff):
            await asked


@pytest.mark.parametrize("host", ["127.0.0.1:1", "no.such.host.invalid", "a" * 70])
async def test_a_server_that_is_not_there(host: str) -> None:
    wire = Wire(urlsplit(f"http://{host}"), connections=1, connect_s=5, kept_s=1, headers={})
    with pytest.raises(NotConnected):
        await ask(wire)


async def test_a_server_that_does_not_speak_tls_gets_nothing() -> None:
    server = Server(())
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    wire = Wire(urlsplit(f"https://127.0.0.1:{port}"), connections=1, connect_s=0.5, kept_s=1, headers={})
    with pytest.raises(NotConnected):
        await ask(wire)
    assert server.bodies == []
    listening.close()
