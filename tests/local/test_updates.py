"""How updates reach the bot: long polling, webhook, and never both."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import aiohttp
import pytest
from aiohttp import web
from telegram import Bot, Update
from telegram.error import BadRequest, Conflict, InvalidToken

from bot.local.signals import Signal
from tests.local.conftest import client
from tests.telegram import Someone, TelegramWorld


async def test_what_people_do_comes_in_order_and_stays_until_confirmed(bot: Bot, ann: Someone) -> None:
    message, *_ = await ann.says("one")
    await ann.edits(message, "one!")
    await ann.sends_sticker()
    first = await bot.get_updates(timeout=1)
    assert [update.update_id for update in await bot.get_updates()] == [update.update_id for update in first]
    assert [bool(update.edited_message) for update in first] == [False, True, False]
    assert len(await bot.get_updates(limit=1)) == 1
    rest = await bot.get_updates(offset=first[1].update_id)
    assert len(rest) == 2
    assert await bot.get_updates(offset=first[-1].update_id + 1) == ()


async def test_a_negative_offset_keeps_the_last(bot: Bot, ann: Someone) -> None:
    for word in ("one", "two", "three"):
        await ann.says(word)
    [update] = await bot.get_updates(offset=-1)
    assert update.message is not None
    assert update.message.text == "three"


async def test_every_kind_of_message_reads_as_telegrams(bot: Bot, ann: Someone) -> None:
    await ann.says("/start now")
    await ann.photo()
    await ann.document()
    await ann.contact()
    await ann.location(1.5, 2.5)
    await ann.sends_sticker()
    messages = [update.message for update in await bot.get_updates(timeout=1)]
    command, photo, document, contact, location, sticker = [message for message in messages if message]
    assert command.entities[0].type == "bot_command"
    assert photo.photo[-1].width == 160
    assert document.document is not None
    assert document.document.file_name == "notes.txt"
    assert contact.contact is not None
    assert contact.contact.first_name == "Ann"
    assert location.location is not None
    assert (location.location.latitude, location.location.longitude) == (1.5, 2.5)
    assert sticker.sticker is not None
    assert sticker.sticker.emoji == "👍"


async def test_too_many_words_go_as_several_messages(bot: Bot, ann: Someone) -> None:
    await ann.says("😀" * 2500)
    await ann.says("  ")
    texts = [update.message.text for update in await bot.get_updates(timeout=1) if update.message]
    assert [len(text or "") for text in texts] == [2048, 452]


async def test_a_waiting_poll_wakes_when_somebody_writes(bot: Bot, telegram: TelegramWorld, ann: Someone) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=40))
    await waits_for_polls(telegram, 1)
    await ann.says("hello")
    [update] = await poll
    assert update.message is not None
    assert update.message.text == "hello"


async def test_stopping_ends_a_waiting_poll_empty_handed(bot: Bot, telegram: TelegramWorld) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=40))
    await waits_for_polls(telegram, 1)
    await telegram.telegram.stop()
    assert await poll == ()


async def test_the_older_of_two_pollers_is_sent_away(bot: Bot, telegram: TelegramWorld, ann: Someone) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=40))
    await waits_for_polls(telegram, 1)
    async with client(telegram) as other:
        newer = asyncio.create_task(other.get_updates(timeout=40))
        with pytest.raises(
            Conflict, match=r"(?i)terminated by other getUpdates request; make sure that only one bot instance is running"
        ):
            await older
        await ann.says("hello")
        assert len(await newer) == 1


async def test_only_wanted_kinds_are_kept(bot: Bot, ann: Someone) -> None:
    await bot.get_updates(allowed_updates=[Update.CALLBACK_QUERY])
    await ann.says("not wanted")
    await ann.taps(data="wanted")
    assert [update.callback_query is not None for update in await bot.get_updates(timeout=1)] == [True]


@dataclass
class Hook:
    """A bot's webhook that answers as it is told and keeps what it got."""

    url: str
    answers: list[int] = field(default_factory=list)
    got: list[tuple[str | None, Update | None]] = field(default_factory=list)
    arrived: Signal = field(default_factory=Signal)

    async def until(self, enough: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not enough():
                await self.arrived.wait()


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    async def take(request: web.Request) -> web.Response:
        made.got.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), Update.de_json(await request.json())))
        made.arrived.ring()
        return web.Response(status=made.answers.pop(0) if made.answers else 200)

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    made = Hook(f"http://127.0.0.1:{runner.addresses[0][1]}/hook")
    yield made
    await runner.cleanup()


def texts(hook: Hook) -> list[str | None]:
    return [update.message.text for _, update in hook.got if update and update.message]


async def test_a_webhook_gets_everything_in_order_with_the_secret(bot: Bot, ann: Someone, hook: Hook) -> None:
    await ann.says("before")
    await bot.set_webhook(hook.url, secret_token="s3cret_")
    await ann.says("after")
    await hook.until(lambda: len(hook.got) == 2)
    assert texts(hook) == ["before", "after"]
    assert {secret for secret, _ in hook.got} == {"s3cret_"}


async def test_a_webhook_is_tried_again_until_it_says_yes(bot: Bot, ann: Someone, hook: Hook) -> None:
    hook.answers = [500, 403]
    await bot.set_webhook(hook.url)
    await ann.says("one")
    await ann.says("two")
    await hook.until(lambda: len(hook.got) == 4)
    assert texts(hook) == ["one", "one", "one", "two"]
    info = await bot.get_webhook_info()
    assert (info.url, info.last_error_message) == (hook.url, "Wrong response from the webhook: 403 Forbidden")


async def test_polling_and_webhook_exclude_each_other(bot: Bot, telegram: TelegramWorld, ann: Someone, hook: Hook) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=40))
    await waits_for_polls(telegram, 1)
    await bot.set_webhook(hook.url)
    with pytest.raises(Conflict, match=r"(?i)terminated by setWebhook request"):
        await poll
    with pytest.raises(Conflict, match=r"(?i)can't use getUpdates method while webhook is active; use deleteWebhook"):
        await bot.get_updates()
    await bot.delete_webhook()
    await ann.says("hello")
    assert len(await bot.get_updates(timeout=1)) == 1
    assert (await bot.get_webhook_info()).url == ""
    await ann.says("dropped")
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


REFUSED = {
    "no https": ({"url": "http://example.org/x"}, "Bad webhook: An HTTPS URL must be provided for webhook"),
    "a strange secret": (
        {"url": "https://example.org/x", "secret_token": "a b"},
        "Secret token contains unallowed characters",
    ),
    "a long secret": ({"url": "https://example.org/x", "secret_token": "a" * 257}, "Secret token is too long"),
}


@pytest.mark.parametrize(("asked", "why"), REFUSED.values(), ids=REFUSED.keys())
async def test_a_webhook_is_refused_in_telegrams_words(bot: Bot, asked: dict[str, str], why: str) -> None:
    with pytest.raises(BadRequest) as refused:
        await bot.set_webhook(**asked)
    assert refused.value.message.lower() == why.lower()


FORMS: dict[str, dict[str, object]] = {
    "query string": {
        "params": {"chat_id": "7", "text": "hi", "reply_markup": '{"inline_keyboard":[[{"text":"x","callback_data":"y"}]]}'}
    },
    "json": {"json": {"chat_id": 7, "text": "hi", "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]}}},
    "form": {"data": {"chat_id": "7", "text": "hi", "reply_markup": '{"inline_keyboard":[[{"text":"x","callback_data":"y"}]]}'}},
}


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())
async def test_parameters_may_come_in_any_form(
    telegram: TelegramWorld, ann: Someone, method: str, form: dict[str, object]
) -> None:
    async with (
        aiohttp.ClientSession() as http,
        http.request(method, f"{telegram.url}/bot{telegram.token}/SENDmessage", **form) as answer,
    ):
        assert (await answer.json())["ok"] is True
    assert (ann.last.text, ann.last.labels) == ("hi", (("x",),))


BODIES = {
    "broken json": (
        {"data": b"{", "headers": {"Content-Type": "application/json"}},
        400,
        "Bad Request: can't parse request body",
    ),
    "broken keyboard": (
        {"data": {"chat_id": "7", "text": "a", "reply_markup": "{"}},
        400,
        "Bad Request: can't parse reply_markup JSON object",
    ),
    "keyboard of another form": (
        {"json": {"chat_id": 7, "text": "a", "reply_markup": [1]}},
        400,
        "Bad Request: object expected as reply markup",
    ),
    "rows that are none": (
        {"json": {"chat_id": 7, "text": "a", "reply_markup": {"inline_keyboard": "x"}}},
        400,
        "Bad Request: can't parse reply keyboard markup JSON object",
    ),
    "a wrong type": ({"json": {"chat_id": 7, "text": {"a": 1}}}, 400, 'Bad Request: parameter "text" is invalid'),
    "no chat": ({"json": {"text": "a"}}, 400, "Bad Request: chat_id is empty"),
}


@pytest.mark.parametrize(("form", "code", "why"), BODIES.values(), ids=BODIES.keys())
async def test_unreadable_requests_are_refused(telegram: TelegramWorld, form: dict[str, object], code: int, why: str) -> None:
    async with (
        aiohttp.ClientSession() as http,
        http.post(f"{telegram.url}/bot{telegram.token}/sendMessage", **form) as answer,
    ):
        assert answer.status == code
        assert await answer.json() == {"ok": False, "error_code": code, "description": why}


async def test_files_need_the_token_too(telegram: TelegramWorld) -> None:
    async with aiohttp.ClientSession() as http:
        for token, status in ((telegram.token, 404), ("99:wrong", 401), ("x", 404)):
            async with http.get(f"{telegram.url}/file/bot{token}/photos/file_0.png") as answer:
                assert answer.status == status
    assert issubclass(InvalidToken, Exception)


async def waits_for_polls(telegram: TelegramWorld, count: int) -> None:
    """Until that many polls have begun."""
    async with asyncio.timeout(5):
        while len(telegram.log.of("getUpdates")) < count:
            await telegram.log.changed.wait()
