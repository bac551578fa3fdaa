"""One message to Telegram, and what its answer means. The only reader of Telegram's errors on the way out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from telegram import Bot, InputFile
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError, TimedOut

from bot.html_cut import plain
from bot.lanes import Chore
from bot.messages import File, Message
from bot.request import HeldBack, NoAnswer, NotSent, call, tell
from bot.store.outbox import Slot


@dataclass(frozen=True, slots=True)
class Delivered:
    """It is there; `message_id` is that of the new or edited message."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Wait:
    """Telegram wants this chat to wait; the message was not taken."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Unreached:
    """The network, or Telegram's own trouble. `perhaps`: it may have arrived all the same."""

    why: str
    perhaps: bool


@dataclass(frozen=True, slots=True)
class Gone:
    """The person has blocked us or does not exist any more."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Telegram refuses it, and would refuse it again: our mistake."""

    why: str


Answer: TypeAlias = Delivered | Wait | Unreached | Gone | Wrong  # Python 3.11 has no `type` statement


async def deliver(bot: Bot, person: int, message: Message, slot: Slot | None) -> Answer:
    """Sends a message, or edits the one in `slot`; one whose formatting Telegram cannot read goes without."""
    try:
        return await _tried(bot, person, message, slot)
    except BadRequest as refusal:
        if "parse entities" not in refusal.message.lower():
            return Wrong(refusal.message)
    try:
        return await _tried(bot, person, replace(message, text=plain(message.text)), slot, formatted=False)
    except BadRequest as refusal:
        return Wrong(refusal.message)


async def _tried(bot: Bot, person: int, message: Message, slot: Slot | None, *, formatted: bool = True) -> Answer:
    given = _given(person, message, formatted=formatted)
    try:
        if message.edit and slot is not None:
            edited = await _edit(bot, slot, given)
            if edited is not None:
                return edited
        if message.file is not None:
            return await _send_file(bot, person, message, message.file, formatted=formatted)
        return Delivered((await call(bot, "sendMessage", given))["message_id"])
    except BadRequest:
        raise
    except TelegramError as problem:
        return _meant(problem)


def _given(person: int, message: Message, *, formatted: bool) -> dict[str, Any]:
    given: dict[str, Any] = {"chat_id": person, "text": message.text}
    if formatted:
        given["parse_mode"] = ParseMode.HTML
    if message.markup is not None:
        given["reply_markup"] = message.markup
    return given


async def _edit(bot: Bot, slot: Slot, given: dict[str, Any]) -> Delivered | None:
    """None: there is nothing left to edit, so it has to be sent anew."""
    try:
        await tell(bot, "editMessageText", {**given, "message_id": slot.message_id})
    except BadRequest as refusal:
        why = refusal.message.lower()
        if "not modified" in why:
            return Delivered(slot.message_id)
        if "edit not found" in why or "can't be edited" in why or "no text in" in why:
            return None
        raise
    return Delivered(slot.message_id)


async def _send_file(bot: Bot, person: int, message: Message, file: File, *, formatted: bool) -> Delivered:
    sent = await bot.send_document(
        person,
        InputFile(file.content.encode(), filename=file.name),
        caption=message.text,
        parse_mode=ParseMode.HTML if formatted else None,
    )
    return Delivered(sent.message_id)


def _meant(problem: TelegramError) -> Answer:
    match problem:
        case HeldBack(retry_after_s=seconds):
            return Wait(seconds)
        case Forbidden():
            return Gone()
        case NotSent():
            return Unreached(problem.message, perhaps=False)
        case NoAnswer() | TimedOut():
            return Unreached(problem.message, perhaps=True)
        case NetworkError():
            return Unreached(problem.message, perhaps=False)  # an answer came, and it was no
        case _:
            return Unreached(type(problem).__name__, perhaps=False)


async def tidy(bot: Bot, chore: Chore) -> Answer:
    """Does a chore; that the message is gone or bare already is as good."""
    which = {"chat_id": chore.person_id, "message_id": chore.message_id}
    try:
        if chore.what == "delete":
            await tell(bot, "deleteMessage", which)
        else:
            await tell(bot, "editMessageReplyMarkup", which)
    except BadRequest:
        return Delivered(chore.message_id)
    except TelegramError as problem:
        return _meant(problem)
    return Delivered(chore.message_id)
