"""HTTP to a server that answers in every way that HTTP/1.1 allows, or in none."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from bot import connections
from bot.connections import Broken, Connections, NotConnected

PLAIN = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\nX-Behind: 1\r\n\r\n"
CLOSING = PLAIN.replace(b"OK\r\n", b"OK\r\nConnection: close\r\n")
WITHOUT_END = b"HTTP/1.1 200 OK\r\n\r\nhello"


class Server:
    """Answers each request with the next of `answers`, and then hangs up where the answer is not followed by `None`."""

    def __init__(self, *answers: bytes | None) -> None:
        self.answers = list(answers)
        self.connections = 0
        self.requests: list[bytes] = []
        self.address = ""

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while self.answers:
                head = await reader.readuntil(b"\r\n\r\n")
                body = await reader.readexactly(4 if b"Content-Length: 4" in head else 0)
                self.requests.append(head + body)
                writer.write(self.answers.pop(0) or b"")
                if not self.answers or self.answers[0] is not None:
                    break
                self.answers.pop(0)
        except asyncio.IncompleteReadError:
            pass
        finally:
            writer.close()


@asynccontextmanager
async def serving(*answers: bytes | None) -> AsyncIterator[tuple[Server, Callable[[], Awaitable[tuple[int, bytes]]]]]:
    one = Server(*answers)
    listening = await asyncio.start_server(one.talk, "127.0.0.1", 0)
    one.address = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    through = Connections(one.address)

    def post() -> Awaitable[tuple[int, bytes]]:
        return through.request("POST", f"{one.address}/a/b", "text/plain", b"body", 2.0)

    async with listening:
        yield one, post
        through.close()


@pytest.mark.parametrize("answer", [PLAIN, CHUNKED, CLOSING, WITHOUT_END])
async def test_every_form_of_a_body_is_read(answer: bytes) -> None:
    async with serving(answer) as (server, post):
        assert await post() == (200, b"hello")
    assert server.requests[0].startswith(b"POST /a/b HTTP/1.1\r\n")
    assert server.requests[0].endswith(b"Content-Length: 4\r\n\r\nbody")


@pytest.mark.parametrize("answer", [PLAIN, CHUNKED])
async def test_a_connection_is_kept(answer: bytes) -> None:
    async with serving(answer, None, answer, None) as (server, post):
        for _ in range(2):
            assert await post() == (200, b"hello")
    assert server.connections == 1


async def test_one_that_the_server_has_closed_is_not_used_again() -> None:
    async with serving(PLAIN, PLAIN) as (server, post):
        for _ in range(2):
            assert await post() == (200, b"hello")
            await asyncio.sleep(0.02)  # until we have been told that it is closed
    assert server.connections == 2


async def test_one_that_was_idle_for_long_is_not_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "KEPT_S", -1.0)
    async with serving(PLAIN, None, PLAIN, None) as (server, post):
        for _ in range(2):
            await post()
    assert server.connections == 2


@pytest.mark.parametrize(
    "answer", [b"", PLAIN[:-1], CHUNKED[:-9], b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000]
)
async def test_an_answer_that_is_not_whole_may_stand_for_something_done(answer: bytes) -> None:
    async with serving(answer) as (_, post):
        with pytest.raises(Broken):
            await post()


async def test_where_nobody_listens_nothing_was_sent(unused_tcp_port: int) -> None:
    address = f"http://127.0.0.1:{unused_tcp_port}"
    with pytest.raises(NotConnected, match="Refused"):
        await Connections(address).request("POST", f"{address}/", "text/plain", b"", 1.0)


@pytest.mark.parametrize("answer", [b"HTTP/1.1 407 Who are you\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n"])
async def test_a_proxy_is_asked_for_a_way_to_a_secure_server(answer: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    async with serving(answer) as (proxy, _):
        monkeypatch.setenv("https_proxy", proxy.address.replace("//", "//me:p%40ss@"))
        monkeypatch.delenv("no_proxy", raising=False)
        with pytest.raises(NotConnected):  # refused, or no TLS behind it
            await Connections("https://api.example").request("POST", "https://api.example/", "text/plain", b"", 1.0)
    assert proxy.requests[0].startswith(b"CONNECT api.example:443 HTTP/1.1\r\n")
    assert b"Proxy-Authorization: Basic bWU6cEBzcw==\r\n" in proxy.requests[0]
