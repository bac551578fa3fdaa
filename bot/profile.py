"""What Telegram shows about the bot: the menu of commands and the descriptions, in every language that we have."""

from __future__ import annotations

import asyncio
import logging

from telegram import Bot, BotCommand
from telegram.error import TelegramError

from bot.html_cut import plain
from content import Library
from flows.types import Say

log = logging.getLogger(__name__)

COMMANDS = (
    "start", "hurt", "session", "remind", "checkin", "progress", "settings", "undo", "pause", "stop", "help", "privacy",
    "export", "delete", "emergency", "about",
)  # fmt: skip
TRIES_EVERY_S = 60.0
DEFAULT = "en"


async def introduce(bot: Bot, library: Library) -> None:
    """Tells Telegram, again and again until it has listened; then waits for ever. Nothing else depends on it."""
    while True:
        try:
            for language in library.languages:
                await _in_language(bot, library, language)
            await asyncio.Event().wait()
        except TelegramError as problem:
            log.warning("profile.not_set", extra={"why": type(problem).__name__})
            await asyncio.sleep(TRIES_EVERY_S)


async def _in_language(bot: Bot, library: Library, language: str) -> None:
    texts = library.texts[language]
    code = None if language == DEFAULT else language
    commands = [BotCommand(name, plain(texts.say(Say(f"command-{name}")))) for name in COMMANDS]
    await bot.set_my_commands(commands, language_code=code)
    await bot.set_my_description(plain(texts.say(Say("profile-description"))), language_code=code)
    await bot.set_my_short_description(plain(texts.say(Say("profile-short"))), language_code=code)
