"""What the page talks to: who may use it, what people's acts do, and the stream that survives a broken line."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Mapping
from typing import Any

import aiohttp
import pytest
from telegram import Bot, BotCommand

from bot.local import LocalTelegram
from tests.local.conftest import Hands
from tests.local.pictures import png
from tests.local.test_sending import ONE
from tests.telegram import ANY_BOT, Someone, TelegramWorld


class Visitor:
    """A browser that has the page open, without the page."""

    def __init__(self, telegram: TelegramWorld, http: aiohttp.ClientSession) -> None:
        self._url = telegram.url
        self._http = http
        self.streams: list[Stream] = []
        self._own = {"Origin": telegram.url, "Sec-Fetch-Site": "same-origin"}

    async def get(self, path: str, headers: Mapping[str, str] | None = None) -> aiohttp.ClientResponse:
        return await whole(self._http.get(self._url + path, headers=headers))

    async def does(self, act: str, body: object = None, headers: Mapping[str, str] | None = None) -> aiohttp.ClientResponse:
        given = self._own if headers is None else headers
        return await whole(self._http.post(f"{self._url}/local/7/{act}", json=body or {}, headers=given))

    async def events(self, query: str = "", last: str | None = None) -> Stream:
        headers = {"Last-Event-ID": last} if last else {}
        self.streams.append(Stream(await self._http.get(f"{self._url}/local/7/events{query}", headers=headers)))
        return self.streams[-1]

    def leave(self) -> None:
        for stream in self.streams:
            stream.answer.close()


async def whole(request: Awaitable[aiohttp.ClientResponse]) -> aiohttp.ClientResponse:
    """An answer read to its end, so that its connection is free again."""
    answer = await request
    await answer.read()
    return answer


class Stream:
    """Server-sent events, one at a time."""

    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self.answer = answer
        self.last = ""

    async def next(self) -> tuple[str, Any]:
        fields: dict[str, str] = {}
        async for line in self.answer.content:
            name, _, value = line.decode().rstrip("\n").partition(": ")
            if name:
                fields[name] = value
            elif "event" in fields:
                self.last = fields["id"]
                return fields["event"], json.loads(fields["data"])
        raise EOFError

    async def until(self, kind: str) -> Any:
        while True:
            found, body = await self.next()
            if found == kind:
                return body


@pytest.fixture
async def visitor(telegram: TelegramWorld) -> AsyncIterator[Visitor]:
    async with aiohttp.ClientSession() as http:
        made = Visitor(telegram, http)
        yield made
        made.leave()


async def test_the_page_loads_nothing_from_elsewhere(visitor: Visitor) -> None:
    answer = await visitor.get("/?user=2")
    text = await answer.text()
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self';")
    assert "http" not in text.replace("http-equiv", "")
    assert "<style" not in text
    assert "style=" not in text
    assert "onclick" not in text
    for name in ("chat.css", "chat.js", "avatar.svg", "wallpaper.svg"):
        assert (await visitor.get(f"/{name}")).status == 200
    for name in ("nothing.js", "..%2Fserver.py", "%2e%2e/server.py"):
        assert (await visitor.get(f"/{name}")).status == 404


FOREIGN: dict[str, tuple[Mapping[str, str], int]] = {
    "another page": ({"Origin": "https://example.org", "Sec-Fetch-Site": "cross-site"}, 403),
    "another port": ({"Origin": "http://127.0.0.1:1"}, 403),
    "another site without origin": ({"Sec-Fetch-Site": "same-site"}, 403),
    "nothing known": ({}, 403),
    "a form": ({"Sec-Fetch-Site": "same-origin", "Content-Type": "text/plain"}, 415),
    "another host": ({"Host": "evil.example:80"}, 421),
}


@pytest.mark.parametrize(("headers", "status"), FOREIGN.values(), ids=FOREIGN.keys())
async def test_pages_from_elsewhere_cannot_speak_for_people(
    visitor: Visitor, ann: Someone, headers: Mapping[str, str], status: int
) -> None:
    assert (await visitor.does("say", {"text": "/delete"}, headers)).status == status
    assert len(ann.messages()) == 1


async def test_pages_from_elsewhere_cannot_listen(visitor: Visitor, ann: Someone) -> None:
    for path in ("/local/7/events", "/local/files/x"):
        assert (await visitor.get(path, {"Sec-Fetch-Site": "cross-site"})).status == 403
        assert (await visitor.get(path, {"Host": "evil.example"})).status == 421
    assert len(ann.messages()) == 1


async def test_people_write_tap_and_send(visitor: Visitor, bot: Bot, ann: Someone) -> None:
    asked = await bot.send_message(ann.id, "Does it hurt?", reply_markup=ONE)
    assert (await visitor.does("say", {"text": "very"})).status == 200
    assert (await visitor.does("tap", {"message_id": asked.message_id, "callback_data": "y"})).status == 200
    assert (await visitor.does("send", {"kind": "sticker"})).status == 200
    updates = await bot.get_updates(timeout=1)
    assert [bool(update.callback_query) for update in updates] == [False, True, False]


REFUSED: dict[str, tuple[str, object, int]] = {
    "a button that is not there": ("tap", {"message_id": 1, "callback_data": "y"}, 409),
    "no words": ("say", {}, 400),
    "an unknown kind": ("send", {"kind": "elephant"}, 400),
    "an unknown act": ("dance", {}, 404),
}


@pytest.mark.parametrize(("act", "body", "status"), REFUSED.values(), ids=REFUSED.keys())
async def test_what_cannot_be_done_is_refused(visitor: Visitor, ann: Someone, act: str, body: object, status: int) -> None:
    assert (await visitor.does(act, body)).status == status
    assert (await visitor.get("/local/0/events")).status == 404
    assert len(ann.messages()) == 1


async def test_a_forged_tap_goes_through(visitor: Visitor, bot: Bot, ann: Someone) -> None:
    await visitor.does("tap", {"message_id": 1, "callback_data": "forged", "forged": True})
    [update] = await bot.get_updates(timeout=1)
    assert update.callback_query is not None
    assert update.callback_query.data == "forged"
    assert ann.id == update.callback_query.from_user.id


async def test_the_page_is_told_everything_and_then_each_change(visitor: Visitor, bot: Bot, ann: Someone) -> None:
    await bot.set_my_commands([BotCommand("help", "How this works")])
    stream = await visitor.events()
    kind, all_there = await stream.next()
    assert kind == "everything"
    assert [each["text"] for each in all_there["messages"]] == ["/start"]
    assert all_there["profile"]["commands"] == [{"command": "help", "description": "How this works"}]
    sent = await bot.send_message(ann.id, "one")
    assert (await stream.next())[1]["text"] == "one"
    await sent.edit_text("two")
    assert (await stream.next())[1]["edit_shown"] is True
    await bot.send_chat_action(ann.id, "typing")
    assert await stream.next() == ("action", {"action": "typing"})
    await sent.delete()
    assert await stream.next() == ("gone", {"message_id": sent.message_id})


async def test_after_a_broken_line_only_what_was_missed_is_told(visitor: Visitor, bot: Bot, ann: Someone) -> None:
    stream = await visitor.events()
    await stream.next()
    stream.answer.close()
    await bot.send_message(ann.id, "missed")
    again = await visitor.events(last=stream.last)
    assert (await again.next())[0] == "resumed"
    assert (await again.next())[1]["text"] == "missed"


async def test_after_another_life_of_the_server_everything_is_told(visitor: Visitor, ann: Someone) -> None:
    assert (await (await visitor.events(last="deadbeef-3")).next())[0] == "everything"
    assert ann.messages()


async def test_a_new_visitor_is_opened_by_name_and_language(visitor: Visitor, telegram: TelegramWorld) -> None:
    stream = await visitor.events("?name=Zoë&lang=de")
    _, all_there = await stream.next()
    assert all_there["person"] == {"id": 7, "is_bot": False, "first_name": "Zoë", "language_code": "de"}
    assert telegram.telegram.world.chats[7].begun is False


async def test_pictures_are_shown_and_documents_only_saved(visitor: Visitor, bot: Bot, ann: Someone) -> None:
    photo = await bot.send_photo(ann.id, png())
    page = await bot.send_document(ann.id, b"<script>alert(1)</script>", filename="a.html")
    assert page.document is not None
    shown = await visitor.get(f"/local/files/{photo.photo[-1].file_id}")
    assert (shown.content_type, await shown.read()) == ("image/png", png())
    saved = await visitor.get(f"/local/files/{page.document.file_id}")
    assert (saved.content_type, saved.headers["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
    assert (await visitor.get("/local/files/nothing")).status == 404


async def test_skipping_and_starting_over(clock: Hands) -> None:
    done: list[tuple[str, int]] = []

    async def skip(chat_id: int) -> str | None:
        clock.wait(days=1)
        done.append(("skip", chat_id))
        return "Now Tue 24 Nov 08:00" if len(done) == 1 else None

    async def forget(chat_id: int) -> None:
        done.append(("forget", chat_id))

    async with (
        TelegramWorld(LocalTelegram(ANY_BOT, now=clock, skip=skip, forget=forget)) as world,
        aiohttp.ClientSession() as http,
    ):
        ann, visitor = world.person(7, "Ann"), Visitor(world, http)
        await ann.says("/start")
        stream = await visitor.events()
        assert await (await visitor.does("skip")).json() == {"told": "Now Tue 24 Nov 08:00"}
        assert await (await visitor.does("skip")).json() == {"told": None}
        assert (await stream.until("line"))["text"] == "Now Tue 24 Nov 08:00"
        await visitor.does("restart")
        await stream.until("cleared")
        visitor.leave()
    assert done == [("skip", 7), ("skip", 7), ("forget", 7)]
    assert (ann.messages(), ann.chat.begun, world.telegram.world.updates.pending) == ([], False, ())


async def test_blocking_is_shown_and_writing_unblocks(visitor: Visitor, bot: Bot, ann: Someone) -> None:
    stream = await visitor.events()
    await visitor.does("block")
    assert (await stream.until("blocked"))["blocked"] is True
    await visitor.does("say", {"text": "hello"})
    assert (await stream.until("blocked"))["blocked"] is False
    kinds = [update.my_chat_member.new_chat_member.status for update in await bot.get_updates(timeout=1) if update.my_chat_member]
    assert kinds == ["kicked", "member"]
    await visitor.does("block")
    await visitor.does("unblock")
    assert ann.chat.blocked is False


async def test_stopping_ends_the_streams(visitor: Visitor, telegram: TelegramWorld, ann: Someone) -> None:
    stream = await visitor.events()
    await stream.next()
    await telegram.telegram.stop()
    with pytest.raises((EOFError, aiohttp.ClientError)):
        async with asyncio.timeout(5):
            await stream.next()
    assert ann.messages()


async def test_a_taken_port_is_said_so(telegram: TelegramWorld) -> None:
    port = int(telegram.url.rpartition(":")[2])
    with pytest.raises(OSError, match=f"cannot listen on 127.0.0.1:{port}"):
        await LocalTelegram(ANY_BOT).start(port=port)


async def test_it_can_be_started_again(clock: Hands) -> None:
    telegram = LocalTelegram(ANY_BOT, now=clock)
    for _ in range(2):
        await telegram.start()
        await telegram.stop()


def test_a_token_without_form_is_an_error() -> None:
    with pytest.raises(ValueError, match="looks like"):
        LocalTelegram("secret")
