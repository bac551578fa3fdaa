"""Which way a request takes: the wire, or aiohttp where a proxy stands between; and what is made of trouble on the way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.request import BotApiRequest, HeldBack, NoAnswer, NotSent, call, tell

WORKED = b'{"ok":true,"result":{"id":1}}'


class Answers:
    """A server that gives the same answer to everybody; an empty one cuts the connection."""

    def __init__(self) -> None:
        self.first_lines: list[str] = []
        self.status = "200 OK"
        self.body = WORKED

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        self.first_lines.append(head.splitlines()[0])
        if self.body:
            writer.write(
                f"HTTP/1.1 {self.status}\r\nConnection: close\r\nContent-Length: {len(self.body)}\r\n\r\n".encode() + self.body
            )
        writer.close()


@pytest.fixture
async def server() -> AsyncIterator[tuple[Answers, str]]:
    answers = Answers()
    listening = await asyncio.start_server(answers.serve, "127.0.0.1", 0)
    yield answers, f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    listening.close()


def bot(address: str) -> Bot:
    request = BotApiRequest(address)
    return Bot("1:a", base_url=f"{address}/bot", request=request, get_updates_request=request)


async def ready(made: Bot) -> Bot:
    await made.request.initialize()
    return made


async def test_a_server_may_live_below_a_path(server: tuple[Answers, str]) -> None:
    answers, address = server
    client = await ready(bot(f"{address}/telegram"))
    assert await call(client, "getMe", {}) == {"id": 1}
    assert answers.first_lines == ["POST /telegram/bot1:a/getMe HTTP/1.1"]
    await client.request.shutdown()


async def test_a_proxy_of_the_environment_is_used(server: tuple[Answers, str], monkeypatch: pytest.MonkeyPatch) -> None:
    answers, address = server
    monkeypatch.setenv("http_proxy", address)
    monkeypatch.delenv("no_proxy", raising=False)
    client = await ready(bot("http://telegram.example"))
    assert await call(client, "getMe", {}) == {"id": 1}
    assert answers.first_lines == ["POST http://telegram.example/bot1:a/getMe HTTP/1.1"]
    await client.request.shutdown()


async def test_only_that_it_worked_counts_where_nobody_reads_the_result(server: tuple[Answers, str]) -> None:
    answers, address = server
    answers.body = b'{"ok":true,"result":{ no JSON'
    client = await ready(bot(address))
    await tell(client, "editMessageText", {})
    await client.request.shutdown()


async def test_being_told_to_wait(server: tuple[Answers, str]) -> None:
    answers, address = server
    answers.status, answers.body = "429 Too Many Requests", b'{"ok":false,"parameters":{"retry_after":7}}'
    client = await ready(bot(address))
    with pytest.raises(HeldBack) as told:
        await call(client, "getMe", {})
    assert told.value.retry_after_s == 7
    await client.request.shutdown()


@pytest.mark.parametrize("proxied", [False, True])
async def test_whether_it_may_have_arrived_is_told_apart(
    proxied: bool, server: tuple[Answers, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, address = server
    answers.body = b""
    if proxied:
        monkeypatch.setenv("http_proxy", address)
        monkeypatch.delenv("no_proxy", raising=False)
    client = await ready(bot("http://telegram.example" if proxied else address))
    with pytest.raises(NoAnswer):
        await call(client, "sendMessage", {})
    await client.request.shutdown()
    nowhere = "http://127.0.0.1:1"
    if proxied:
        monkeypatch.setenv("http_proxy", nowhere)
    client = await ready(bot("http://telegram.example" if proxied else nowhere))
    with pytest.raises(NotSent):
        await call(client, "sendMessage", {})
    await client.request.shutdown()


async def test_after_the_end_nothing_is_sent(server: tuple[Answers, str]) -> None:
    answers, address = server
    client = await ready(bot(address))
    await client.request.shutdown()
    with pytest.raises(NotSent):
        await call(client, "sendMessage", {})
    assert answers.first_lines == []
