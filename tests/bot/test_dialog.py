"""What people do and see, through Telegram's own HTTP, the shell and a real database."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import Connection

from bot.clock import MovableClock
from bot.pacing import FLOOD_EVENTS
from tests.bot.conftest import Runs
from tests.telegram import Someone, TelegramWorld


@pytest.fixture
def ann(telegram: TelegramWorld) -> Someone:
    return telegram.person(7, "Ann")


async def test_an_answer_comes_and_the_state_goes_on(runs: Runs, ann: Someone) -> None:
    async with runs():
        await ann.says("/start")
        await ann.sees("hello")
        await ann.says("first")
        await ann.sees("2 first")
        query = await ann.taps("Next")
        await ann.sees("3 tap next")
        assert await ann.toast(query) == ""


async def test_the_dialog_goes_on_after_a_restart(runs: Runs, ann: Someone) -> None:
    async with runs():
        await ann.says("/start")
        await ann.sees("hello")
    await ann.says("while it was down")
    async with runs():
        await ann.sees("2 while it was down")


async def test_a_tap_edits_the_message_it_was_on_also_after_a_restart(runs: Runs, ann: Someone) -> None:
    async with runs():
        await ann.says("/start")
        hello = await ann.sees("hello")
    async with runs():
        await ann.taps("Next")
        edited = await ann.sees("tap next")
    assert edited.id == hello.id


async def test_a_message_that_has_vanished_is_sent_anew(runs: Runs, telegram: TelegramWorld, ann: Someone) -> None:
    async with runs():
        await ann.says("/start")
        hello = await ann.sees("hello")
        telegram.telegram.world.delete(ann.chat, [hello.id])
        await ann.says("edit again")
        assert (await ann.sees("again")).id != hello.id


async def test_an_edit_that_changes_nothing_counts_as_sent(runs: Runs, ann: Someone) -> None:
    async with runs() as app:
        await ann.says("/start")
        await ann.sees("hello")
        await ann.says("edit hello")
        await ann.sees("2 edit hello")
        assert app.sender.given_up == 0


async def test_a_new_screen_takes_the_buttons_off_the_old_one(runs: Runs, ann: Someone) -> None:
    async with runs():
        await ann.says("/start")
        hello = await ann.sees("hello")
        await ann.says("screen another")
        await ann.sees("2 screen another")
        await ann.waits(lambda one: all(not seen.buttons for seen in one.answers() if seen.id == hello.id))
        assert [seen.text for seen in ann.answers() if seen.buttons] == ["another"]


async def test_what_is_said_stays_in_order(runs: Runs, ann: Someone) -> None:
    async with runs():
        await ann.says("/start")
        await ann.says("many a b c d e")
        await ann.sees("2 many")
        assert [seen.text for seen in ann.answers()] == ["hello", "a", "b", "c", "d", "e", "2 many a b c d e"]


@pytest.mark.parametrize("kind", ["sticker", "voice", "photo", "document", "contact"])
async def test_what_cannot_be_read_gets_an_answer(runs: Runs, ann: Someone, kind: str) -> None:
    async with runs():
        await ann.says("/start")
        await ann.sees("hello")
        await ann.sends(kind)
        await ann.sees(f"2 unreadable {kind}")


async def test_a_forged_button_gets_an_answer_and_changes_no_screen(runs: Runs, ann: Someone) -> None:
    async with runs():
        await ann.says("/start")
        await ann.sees("hello")
        await ann.taps(data="../../etc/passwd")
        await ann.sees("2 unreadable button")


async def test_a_location_becomes_a_zone_and_is_kept_nowhere(runs: Runs, ann: Someone) -> None:
    async with runs():
        await ann.says("/start")
        await ann.says("where")
        await ann.sees("location-ask")
        assert ann.chat.reply_keyboard
        await ann.location(52.52, 13.405)
        await ann.sees("3 Located")
        await ann.waits(lambda one: not one.chat.reply_keyboard)
        await ann.waits(lambda one: not any("location-" in seen.text for seen in one.answers()))


async def test_five_thousand_characters_of_anything_are_answered(runs: Runs, ann: Someone) -> None:
    async with runs():
        await ann.says("/start")
        await ann.sees("hello")
        await ann.says("<b>&\u202e💥" * 1000)
        await ann.waits(lambda one: len(one.answers()) > 2)


async def test_an_export_holds_every_row(runs: Runs, telegram: TelegramWorld, ann: Someone) -> None:
    async with runs():
        await ann.says("/start")
        await ann.says("timer plan:reminder 60")
        await ann.says("export")
        await telegram.called("sendDocument")
    sent = telegram.log.of("sendDocument")[0].given["document"]
    rows = json.loads(sent.content)  # type: ignore[union-attr]
    assert rows["session"][0]["body"]["notes"] == {"turns": 3}
    assert rows["timer"][0]["key"] == "plan:reminder"


async def test_whoever_writes_too_fast_is_asked_once_to_slow_down(runs: Runs, ann: Someone) -> None:
    async with runs():
        await ann.says("/start")
        last = FLOOD_EVENTS + 4
        for number in range(last + 1):
            await ann.says(f"word{number}")
        await ann.sees("trouble-too-fast")
        await ann.sees(f"{FLOOD_EVENTS} word{FLOOD_EVENTS - 2}")
        assert sum("trouble-too-fast" in seen.text for seen in ann.answers()) == 1
        assert not any(f"word{last}" in seen.text for seen in ann.answers())


async def test_blocking_ends_timers_and_unblocking_is_greeted(
    runs: Runs, clock: MovableClock, ann: Someone, telegram: TelegramWorld
) -> None:
    async with runs() as app:
        await ann.says("/start")
        await ann.says("timer plan:reminder 60")
        await ann.sees("2 timer")
        await ann.blocks()
        await telegram.person(8).says("/start")
        await telegram.person(8).sees("hello")
        async with app.database.reading() as db:
            assert (await db.run(Connection.exec_driver_sql, "SELECT count(*) FROM timer")).scalar() == 0
        await ann.unblocks()
        await ann.sees("welcome back")


async def test_the_menu_of_commands_is_set_at_the_start(runs: Runs, telegram: TelegramWorld) -> None:
    async with runs():
        await telegram.called("setMyShortDescription")
    commands = telegram.log.of("setMyCommands")[0].given["commands"]
    assert {"start", "emergency"} <= {each["command"] for each in commands}  # type: ignore[union-attr,index,call-overload]
