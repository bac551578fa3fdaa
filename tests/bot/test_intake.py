"""How updates come in, and when Telegram is told so."""

from __future__ import annotations

import asyncio
import logging

import aiohttp
import pytest
from pydantic import JsonValue
from sqlalchemy import Connection

from bot.app import Unreachable
from bot.intake import Refused
from bot.webhook import SECRET_HEADER
from tests.bot.conftest import Runs
from tests.telegram import Someone, TelegramWorld


@pytest.fixture
def ann(telegram: TelegramWorld) -> Someone:
    return telegram.person(7, "Ann")


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.intake.LONGEST_PAUSE_S", 0.01)


async def test_an_update_is_confirmed_only_when_its_turn_is_committed(
    runs: Runs, telegram: TelegramWorld, ann: Someone, monkeypatch: pytest.MonkeyPatch, no_pauses: None
) -> None:
    failed = asyncio.Event()

    def full(*_: object) -> None:
        failed.set()
        raise OSError("no space left")

    async with runs():
        with monkeypatch.context() as patched:
            patched.setattr("bot.store.outbox.put", full)
            await ann.says("/start")
            await failed.wait()
            assert telegram.telegram.world.updates.pending
        await ann.sees("hello")
        await ann.quiet()
        assert not telegram.telegram.world.updates.pending


@pytest.mark.parametrize("code", [409, 500, 502, 429])
async def test_polling_goes_on_after_trouble(
    runs: Runs, telegram: TelegramWorld, ann: Someone, code: int, no_pauses: None, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.faults.refuse("getUpdates", code)
    await ann.says("/start")
    async with runs():
        await ann.sees("hello")
    assert ("polling.conflict" if code == 409 else "polling.failed") in caplog.text


async def test_a_lost_connection_loses_no_update(runs: Runs, telegram: TelegramWorld, ann: Someone, no_pauses: None) -> None:
    telegram.faults.cut("getUpdates", after=True)
    await ann.says("/start")
    async with runs():
        await ann.sees("hello")


async def test_a_token_that_telegram_does_not_know_ends_it(runs: Runs) -> None:
    with pytest.raises(Refused):
        async with runs(telegram_token="123456789:AAwrongAAwrongAAwrongAAwrongAAwrong"):
            pass


async def test_a_token_that_is_revoked_ends_it(runs: Runs, telegram: TelegramWorld) -> None:
    telegram.faults.refuse("getUpdates", 401)
    async with runs() as app:
        with pytest.raises(Refused):
            await app.wait()


async def test_a_telegram_that_is_not_there_is_said_to_be(runs: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.app.TRIES_AT_START", 1)
    with pytest.raises(Unreachable, match="ConnectionRefused"):
        async with runs(telegram_api_url="http://127.0.0.1:9"):
            pass


async def test_updates_are_taken_in_the_order_of_their_ids(runs: Runs, telegram: TelegramWorld, ann: Someone) -> None:
    for text in ("/start", "one", "two"):
        await ann.says(text)
    telegram.telegram.world.updates._pending.reverse()
    async with runs():
        await ann.sees("3 two")
    assert [seen.text for seen in ann.answers()] == ["hello", "2 one", "3 two"]


async def test_ids_that_begin_anew_after_a_week_of_silence_are_not_confirmed_unread(
    runs: Runs, telegram: TelegramWorld, ann: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.intake.POLL_S", 0)
    async with runs():
        await ann.says("/start")
        await ann.sees("hello")
        await telegram.called("getUpdates", times=len(telegram.log.of("getUpdates")) + 3)
        telegram.telegram.world.updates._next = 5
        await ann.says("after a week")
        await ann.sees("2 after a week")


async def test_an_update_that_nobody_can_read_is_passed_over(
    runs: Runs, telegram: TelegramWorld, ann: Someone, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.telegram.world.updates.add("message", 7, {"strange": True})
    await ann.says("/start")
    async with runs():
        await ann.sees("hello")
    assert "update.unreadable" in caplog.text


async def test_groups_get_no_answer(runs: Runs, telegram: TelegramWorld, ann: Someone) -> None:
    group: dict[str, JsonValue] = {"id": -5, "type": "group", "title": "Gym"}
    telegram.telegram.world.updates.add(
        "message", -5, {"message_id": 1, "date": 0, "chat": group, "from": ann.chat.person(), "text": "/start"}
    )
    async with runs() as app:
        await ann.says("/start")
        await ann.sees("hello")
        assert app.intake.ignored == 1
    assert {call.given["chat_id"] for call in telegram.log.of("sendMessage")} == {7}


async def test_an_old_tap_is_taken_though_it_cannot_be_acknowledged(runs: Runs, telegram: TelegramWorld, ann: Someone) -> None:
    async with runs():
        await ann.says("/start")
        await ann.sees("hello")
        telegram.faults.refuse("answerCallbackQuery", 400, description="Bad Request: query is too old")
        await ann.taps("Next")
        await ann.sees("2 tap next")


async def test_a_tap_is_acknowledged_at_once_though_its_turn_cannot_be_kept(
    runs: Runs, telegram: TelegramWorld, ann: Someone, monkeypatch: pytest.MonkeyPatch, no_pauses: None
) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    async with runs():
        await ann.says("/start")
        await ann.sees("hello")
        with monkeypatch.context() as patched:
            patched.setattr("bot.store.outbox.put", full)
            assert await ann.toast(await ann.taps("Next")) == ""
        await ann.sees("2 tap next")


async def test_a_tap_whose_turn_takes_long_is_acknowledged_before_its_end(
    runs: Runs, telegram: TelegramWorld, ann: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with runs() as app:
        await ann.says("/start")
        await ann.sees("hello")
        async with app.database.writing():
            assert await ann.toast(await ann.taps("Next")) == ""
            assert "tap next" not in ann.last.text
        await ann.sees("2 tap next")


# ------------------------------------------------------------------------------------------------------------ webhook
SECRET = "s3cret_s3cret"


@pytest.fixture
def port(unused_tcp_port: int) -> int:
    return unused_tcp_port


@pytest.fixture
def hook(runs: Runs, port: int, monkeypatch: pytest.MonkeyPatch) -> Runs:
    """A bot that listens; Telegram's own request to set the webhook is answered, and pushes are the test's."""
    return lambda **more: runs(
        webhook_url="https://bot.example/hook",
        webhook_listen=f"127.0.0.1:{port}",
        webhook_secret=SECRET,
        **more,
    )


def told(update_id: int, text: str) -> dict[str, object]:
    who = {"id": 7, "is_bot": False, "first_name": "Ann", "language_code": "en"}
    chat = {"id": 7, "type": "private", "first_name": "Ann"}
    return {"update_id": update_id, "message": {"message_id": 1, "date": 0, "chat": chat, "from": who, "text": text}}


async def post(port: int, body: object, secret: str | None = SECRET) -> int:
    headers = {} if secret is None else {SECRET_HEADER: secret}
    async with aiohttp.ClientSession() as session:
        for _ in range(100):
            try:
                async with session.post(f"http://127.0.0.1:{port}/hook", json=body, headers=headers) as answer:
                    return answer.status
            except aiohttp.ClientConnectorError:
                await asyncio.sleep(0.01)  # it begins to listen after it has started
    raise AssertionError("nobody listens")


@pytest.mark.parametrize("secret", [None, "", "wrong", "s3cret_s3cre"])
async def test_whoever_does_not_know_the_secret_is_turned_away(hook: Runs, port: int, ann: Someone, secret: str | None) -> None:
    async with hook() as app:
        assert await post(port, told(1, "/start"), secret) == 403
        async with app.database.reading() as db:
            assert (await db.run(Connection.exec_driver_sql, "SELECT count(*) FROM seen_update")).scalar() == 0


async def test_a_push_is_answered_200_after_its_commit(hook: Runs, port: int, ann: Someone) -> None:
    async with hook() as app:
        assert await post(port, told(1, "/start")) == 200
        async with app.database.reading() as db:
            assert (await db.run(Connection.exec_driver_sql, "SELECT count(*) FROM seen_update")).scalar() == 1
        assert await post(port, told(1, "/start")) == 200


async def test_a_push_whose_turn_is_not_kept_is_answered_503(
    hook: Runs, port: int, ann: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("no space left")

    async with hook():
        monkeypatch.setattr("bot.store.outbox.put", full)
        assert await post(port, told(1, "/start")) == 503


async def test_a_push_that_nobody_can_read_is_not_sent_again_for_ever(hook: Runs, port: int) -> None:
    async with hook():
        assert await post(port, {"update_id": 3, "message": {"strange": True}}) == 200


async def test_telegram_is_told_the_address_and_the_secret(hook: Runs, telegram: TelegramWorld) -> None:
    async with hook():
        await telegram.called("setWebhook")
    given = telegram.log.of("setWebhook")[0].given
    assert (given["url"], given["secret_token"]) == ("https://bot.example/hook", "s3cret_s3cret")


# ------------------------------------------------------------------------------------------------------------ secrets
async def test_the_token_is_never_in_the_log(
    runs: Runs, telegram: TelegramWorld, ann: Someone, capsys: pytest.CaptureFixture[str], no_pauses: None
) -> None:
    from bot import logs

    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    logs.start("DEBUG")
    for name in ("aiohttp", "telegram", "httpx"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    try:
        telegram.faults.cut("getUpdates", times=2)
        telegram.faults.cut("sendMessage")
        async with runs():
            await ann.says("/start")
            await ann.sees("hello")
        logging.getLogger("httpx").warning("HTTP Request: POST %s/bot%s/getMe", telegram.url, telegram.token)
        try:
            raise ValueError(f"{telegram.url}/bot{telegram.token}/getMe")
        except ValueError:
            logging.getLogger("aiohttp").exception("failed")
    finally:
        root.handlers[:] = before
        root.setLevel(level)
        for name in logs.TALKATIVE:
            logging.getLogger(name).setLevel(logging.NOTSET)
    written = capsys.readouterr().err
    assert "bot<token>" in written
    assert telegram.token.partition(":")[2] not in written
