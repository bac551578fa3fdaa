"""The chat page in a real browser, with a bot of ten lines that answers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, expect
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, Update

from bot.local import LocalTelegram
from tests.chromium import DESKTOP, PHONE
from tests.local.conftest import Hands
from tests.local.measures import CONTRAST, TARGETS
from tests.local.pictures import GIF, png
from tests.telegram import ANY_BOT, TelegramWorld

pytestmark = pytest.mark.browser


def rows(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label.lower())] for label in labels])


async def echo(bot: Bot) -> None:
    """Answers words with words and two buttons, and a tap with an edit."""
    offset = 0
    while True:
        for update in await bot.get_updates(offset=offset, timeout=30):
            offset = update.update_id + 1
            await answer(bot, update)


async def answer(bot: Bot, update: Update) -> None:
    if update.callback_query:
        await update.callback_query.answer("Noted", show_alert=update.callback_query.data == "no")
        await update.callback_query.edit_message_text(f"You said {update.callback_query.data}. See /help")
    elif update.message:
        said = update.message.text or "something else"
        await bot.send_message(update.message.chat.id, f"Echo: {said}. See /help", reply_markup=rows("Yes", "No"))


@pytest.fixture
def hooks(clock: Hands) -> LocalTelegram:
    timers = ["Now Tue 24 Nov 08:00"]

    async def skip(_: int) -> str | None:
        clock.wait(days=1)
        return timers.pop() if timers else None

    return LocalTelegram(ANY_BOT, now=clock, skip=skip)


@pytest.fixture
async def telegram(hooks: LocalTelegram) -> AsyncIterator[TelegramWorld]:
    async with TelegramWorld(hooks) as world:
        yield world


@pytest.fixture
async def answering(bot: Bot) -> AsyncIterator[Bot]:
    await bot.set_my_commands(
        [BotCommand("start", "Begin"), BotCommand("help", "How this works"), BotCommand("hurt", "Something hurts")]
    )
    running = asyncio.create_task(echo(bot))
    yield bot
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def visit(browser: Browser, telegram: TelegramWorld, query: str = "", **how: Any) -> Page:
    context = await browser.new_context(**{"viewport": PHONE, "locale": "en-GB", "timezone_id": "UTC", **how})
    page = await context.new_page()
    page.on("pageerror", lambda error: pytest.fail(f"the page raised {error}"))
    await page.goto(f"{telegram.url}/{query}")
    await expect(page.get_by_role("status").first).to_have_text("bot")
    return page


def log(page: Page) -> Locator:
    return page.get_by_role("log")


def words(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Message")


async def start(page: Page) -> None:
    await page.get_by_role("button", name="START", exact=True).click()
    await expect(log(page)).to_contain_text("Echo: /start")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
async def test_a_conversation_by_hand(browser: Browser, telegram: TelegramWorld, answering: Bot, size: dict[str, int]) -> None:
    page = await visit(browser, telegram, viewport=size)
    await expect(page.get_by_role("heading", name="What can this bot do?")).to_be_visible()
    await start(page)
    await words(page).fill("My back hurts")
    await page.get_by_role("button", name="Send", exact=True).click()
    await expect(log(page)).to_contain_text("Echo: My back hurts")
    await page.get_by_role("button", name="Yes", exact=True).last.click()
    await expect(log(page)).to_contain_text("You said yes")
    await expect(page.locator(".toast")).to_have_text("Noted")
    await expect(page.locator(".message").last).to_contain_text("edited")
    await page.get_by_role("button", name="No", exact=True).first.click()
    await expect(page.get_by_role("dialog")).to_contain_text("Noted")
    await page.get_by_role("button", name="OK", exact=True).click()
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await page.get_by_role("button", name="/help", exact=True).first.click()
    await expect(log(page)).to_contain_text("Echo: /help")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_a_reload_shows_the_whole_conversation(browser: Browser, telegram: TelegramWorld, answering: Bot) -> None:
    page = await visit(browser, telegram)
    await start(page)
    await page.reload()
    await expect(log(page)).to_contain_text("Echo: /start")
    await expect(page.get_by_text("Monday 23 November")).to_be_visible()
    await expect(page.locator(".message")).to_have_count(2)


async def test_by_keyboard_alone(browser: Browser, telegram: TelegramWorld, answering: Bot) -> None:
    page = await visit(browser, telegram)
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Jump to writing a message")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.keyboard.type("hello")
    await page.keyboard.press("Enter")
    await expect(log(page)).to_contain_text("Echo: hello")
    button = page.get_by_role("button", name="Yes", exact=True)
    while not await button.evaluate("each => each === document.activeElement"):
        await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Enter")
    await expect(log(page)).to_contain_text("You said yes")
    await expect(page.locator(".message:focus")).to_contain_text("You said yes")


async def test_a_slash_offers_the_commands(browser: Browser, telegram: TelegramWorld, answering: Bot) -> None:
    page = await visit(browser, telegram)
    await words(page).press_sequentially("/h")
    items = page.get_by_role("menuitem")
    await expect(items).to_have_text(["/helpHow this works", "/hurtSomething hurts"])
    await page.keyboard.press("Escape")
    await expect(items).to_have_count(0)
    await words(page).press_sequentially("u")
    await expect(items).to_have_count(1)
    await page.keyboard.press("Backspace")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(log(page)).to_contain_text("Echo: /hurt")
    await expect(words(page)).to_have_value("")


async def test_the_menu_button_lists_the_commands(browser: Browser, telegram: TelegramWorld, answering: Bot) -> None:
    page = await visit(browser, telegram, viewport=DESKTOP)
    menu = page.get_by_role("button", name="Menu", exact=True)
    await menu.press("Enter")
    await expect(page.get_by_role("menuitem").first).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(menu).to_be_focused()
    await menu.press("Enter")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(log(page)).to_contain_text("Echo: /help")


async def test_typing_and_spinning_are_seen(browser: Browser, telegram: TelegramWorld, bot: Bot) -> None:
    page = await visit(browser, telegram)
    await page.get_by_role("button", name="START", exact=True).click()
    await expect(page.locator(".message")).to_have_count(1)
    await bot.send_chat_action(1, "typing")
    await expect(page.get_by_role("status").first).to_have_text("typing…")
    await bot.send_message(1, "Well?", reply_markup=rows("Yes"))
    await expect(page.get_by_role("status").first).to_have_text("bot")
    button = page.get_by_role("button", name="Yes", exact=True)
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "true")
    update = (await bot.get_updates(timeout=1))[-1]
    assert update.callback_query is not None
    await update.callback_query.answer()
    await expect(button).not_to_have_attribute("aria-busy", "true")


async def test_pictures_have_words_and_stand_still_when_asked_to(browser: Browser, telegram: TelegramWorld, bot: Bot) -> None:
    page = await visit(browser, telegram, reduced_motion="reduce")
    await page.get_by_role("button", name="START", exact=True).click()
    await expect(page.locator(".message")).to_have_count(1)
    await bot.send_photo(1, png(), caption="Where the point is")
    await bot.send_animation(1, GIF, caption="How to roll")
    await page.get_by_role("button", name="Show larger: Where the point is").click()
    await expect(page.get_by_role("dialog").get_by_role("img", name="Where the point is")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator("canvas")).to_have_attribute("aria-label", "How to roll")
    await page.get_by_role("button", name="Play").click()
    await expect(page.get_by_role("img", name="How to roll")).to_be_visible()


async def test_other_things_can_be_sent_and_the_bot_blocked(browser: Browser, telegram: TelegramWorld, answering: Bot) -> None:
    page = await visit(browser, telegram)
    await start(page)
    for kind in ("Photo", "Document", "Voice message", "Sticker", "Location", "Contact"):
        await page.get_by_role("button", name="Send something else").click()
        await page.get_by_role("menuitem", name=kind).click()
    await expect(log(page).get_by_text("Echo: something else")).to_have_count(6)
    await page.get_by_role("button", name="Send something else").click()
    await page.get_by_role("menuitem", name="Block the bot").click()
    await page.get_by_role("button", name="UNBLOCK", exact=True).click()
    await expect(log(page).get_by_text("Echo: /start")).to_have_count(2)


async def test_skipping_and_starting_over(browser: Browser, telegram: TelegramWorld, answering: Bot) -> None:
    page = await visit(browser, telegram)
    await start(page)
    skip = page.get_by_role("button", name="Skip to the next timer")
    await skip.click()
    await expect(page.get_by_text("Now Tue 24 Nov 08:00")).to_be_visible()
    await skip.click()
    await expect(page.get_by_text("No timer is waiting")).to_be_visible()
    await page.get_by_role("button", name="Start over").click()
    await expect(page.locator(".message")).to_have_count(0)
    await expect(page.get_by_role("button", name="START", exact=True)).to_be_focused()


async def test_several_people_at_once(browser: Browser, telegram: TelegramWorld, answering: Bot) -> None:
    first = await visit(browser, telegram)
    second = await visit(browser, telegram, "?user=3&name=Zoë&lang=de")
    await expect(second.get_by_text("You are Zoë")).to_be_visible()
    await start(second)
    await expect(first.locator(".message")).to_have_count(0)
    assert telegram.telegram.world.chats[3].person()["language_code"] == "de"


async def test_it_says_when_the_server_is_gone_and_comes_back_by_itself(
    browser: Browser, telegram: TelegramWorld, answering: Bot
) -> None:
    page = await visit(browser, telegram)
    await start(page)
    port = int(telegram.url.rpartition(":")[2])
    await telegram.telegram.stop()
    await expect(page.get_by_role("status").first).to_have_text("connecting…")
    await words(page).fill("still there?")
    await page.keyboard.press("Enter")
    await expect(page.locator(".toast")).to_contain_text("Not sent")
    await expect(words(page)).to_have_value("still there?")
    await telegram.telegram.start(port=port)
    await expect(page.get_by_role("status").first).to_have_text("bot")
    await page.keyboard.press("Enter")
    await expect(log(page)).to_contain_text("still there?")


async def test_hostile_words_are_shown_as_words(browser: Browser, telegram: TelegramWorld, answering: Bot) -> None:
    page = await visit(browser, telegram, "?name=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    await words(page).fill("<b>bold</b> <script>alert(1)</script> \u202eabc")
    await page.keyboard.press("Enter")
    await expect(log(page)).to_contain_text("Echo: <b>bold</b> <script>alert(1)</script>")
    assert await page.locator(".message b, .message script, .you img").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_it_can_be_read_and_hit(browser: Browser, telegram: TelegramWorld, answering: Bot, scheme: str) -> None:
    page = await visit(browser, telegram, color_scheme=scheme)
    await start(page)
    await page.get_by_role("button", name="Send something else").click()
    await page.get_by_role("menuitem", name="Location").click()
    await expect(log(page)).to_contain_text("Echo: something else")
    await page.evaluate(
        "Promise.allSettled(document.getAnimations().filter((one) => one.effect.getComputedTiming().iterations !== Infinity).map((one) => one.finished))"
    )
    assert await page.evaluate(CONTRAST) == []
    assert await page.evaluate(TARGETS) == []


async def test_it_holds_at_twice_the_size(browser: Browser, telegram: TelegramWorld, answering: Bot) -> None:
    page = await visit(browser, telegram, viewport={"width": 320, "height": 500}, device_scale_factor=2)
    await start(page)
    await expect(page.get_by_role("button", name="No", exact=True)).to_be_in_viewport()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
