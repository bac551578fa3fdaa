"""What a person does, in a real browser, with the program as it is started by `make run`."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import Chat

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

OPENING = (
    ("Lower back", "Tick a line if one thing in it fits"),
    ("None of these", "And any of this?"),
    ("None of these", "And is there any of this"),
    ("None of these", "How old are you?"),
)
ABOUT = (
    ("None of these", "What do you think it came from?"),
    ("Desk work", "How long have you had this pain?"),
    ("About 3 weeks", "How strong is the pain right now?"),
    ("4", "Self-care is"),
)
SESSION = (
    ("▶ Start a guided session", "What is at hand right now?"),
    ("Only my hands", "How many minutes do you have?"),
    ("5 min", "is any of this new?"),
    ("None of these", "How strong is the pain right now, from 0 (none)"),
    ("4", "at its strongest"),
    ("Skip this question", "on a usual day"),
    ("Skip this question", "Name one thing"),
    ("Skip this question", "How well can you do that"),
    ("Skip this question", "spoil your enjoyment"),
    ("Skip this question", "everyday tasks"),
    ("Skip this question", "Today, about"),
)
MOST_SKIPS = 150


async def starts(chat: Chat) -> None:
    await chat.page.get_by_role("button", name="START", exact=True).click()
    await chat.taps("Yes, let's start")
    await chat.sees("Where does it hurt most?")


async def test_from_first_contact_to_a_session_a_reminder_and_a_check_in(phone: Chat) -> None:
    chat = phone
    await starts(chat)
    for label, then in OPENING:
        await chat.answers(label, then)
    await chat.says("38")
    await chat.sees("About your health")
    for label, then in ABOUT:
        await chat.answers(label, then)
    for label, then in SESSION:
        await chat.answers(label, then)
    await chat.taps("▶ Hands-free, by the timer")
    await skips_until(chat, "How strong is the pain now, from 0 to 10?")
    await chat.sees("Press and hold")
    await chat.answers("3", "Before: 4. Now: 3.")

    await chat.answers("⏰ Remind me daily", "At what time of day")
    await chat.answers("08:00", "On which days?")
    await chat.answers("Done, go on ▶", "Which clock do you live by?")
    await chat.says("Berlin")
    await chat.sees("I will remind you at 08:00")
    await skips_until(chat, "Time for your session")
    await chat.says("/checkin")
    await chat.sees("is any of this new?")
    await chat.answers("None of these", "How strong is the pain right now, from 0 to 10?")


async def skips_until(chat: Chat, words: str) -> None:
    """Skips from timer to timer until the chat says so; the answers come at Telegram's pace, a little after the clock."""
    idle = chat.log.get_by_text("No timer is waiting")
    idle_before = await idle.count()
    for _ in range(MOST_SKIPS):
        if await chat.log.get_by_text(words).count() or await idle.count() > idle_before:
            break
        before = await chat.log.inner_text()
        await chat.skips()
        await chat.page.wait_for_function("before => document.querySelector('#log').innerText !== before", arg=before)
    await chat.sees(words)


async def test_numbness_between_the_legs_is_an_emergency_at_once(chat: Chat) -> None:
    await starts(chat)
    await chat.taps("Lower back")
    await chat.taps("☐ 7. Between the legs")
    await chat.taps("Done, go on ▶")
    await chat.taps("☐ Numb or odd between the legs")
    await chat.taps("Done, go on ▶")
    await chat.sees("Emergency: get help now.")
    await chat.sees("cauda equina")


async def test_the_chat_can_be_used_by_keyboard_alone(phone: Chat) -> None:
    chat = phone
    await chat.page.get_by_role("button", name="START", exact=True).focus()
    await chat.page.keyboard.press("Enter")
    agree = chat.log.get_by_role("button", name="Yes, let's start")
    await agree.focus()
    await chat.page.keyboard.press("Enter")
    await chat.sees("Where does it hurt most?")
    await chat.log.get_by_role("button", name="Knee").focus()
    await chat.page.keyboard.press("Space")
    await chat.sees("Tick a line if one thing in it fits")


async def test_start_over_begins_with_an_empty_chat(chat: Chat) -> None:
    await starts(chat)
    await chat.page.get_by_role("button", name="Start over").click()
    await chat.page.get_by_role("button", name="START", exact=True).click()
    await chat.sees("May I keep what you tell me")


async def test_two_people_do_not_see_each_other(chat: Chat) -> None:
    await starts(chat)
    other = await chat.page.context.new_page()
    await other.goto(chat.page.url.split("?")[0] + "?user=2")
    await other.get_by_role("button", name="START", exact=True).wait_for()
    assert "Where does it hurt" not in await other.locator("#log").inner_text()
