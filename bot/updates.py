"""A Telegram update becomes an event. The only reader of Telegram's objects; what it cannot read becomes an event too.

Only the fields that we look at are read, and these strictly. python-telegram-bot would build an object for each of the
many others, which took longer than the turn itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field
from telegram.constants import ChatMemberStatus, ChatType

from bot import taps
from flows.types import Command, Event, Left, Located, Returned, Unreadable, Words

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w+)?(?:\s+(.*))?", re.DOTALL)

KINDS = (
    "sticker", "voice", "video_note", "audio", "photo", "animation", "video", "document", "contact", "poll", "dice",
    "game", "story", "checklist", "paid_media", "gift",
)  # fmt: skip
"""What a person may send that is no text. Everything else without text is Telegram's own notice and gets no answer."""


# ------------------------------------------------------------------------------------------------ as Telegram writes it
class _Telegram(BaseModel):
    """An object of the Bot API, as much of it as we need."""

    model_config = ConfigDict(strict=True, frozen=True)


class _Chat(_Telegram):
    id: int
    type: str


class _User(_Telegram):
    id: int
    language_code: str | None = None


class _Place(_Telegram):
    latitude: float
    longitude: float


class _Message(_Telegram):
    model_config = ConfigDict(extra="allow")  # the KINDS

    chat: _Chat
    sender: _User | None = Field(None, alias="from")
    text: str | None = None
    caption: str | None = None
    location: _Place | None = None


class _Carrier(_Telegram):
    """The message under which a button was tapped."""

    chat: _Chat


class _CallbackQuery(_Telegram):
    id: str
    sender: _User = Field(alias="from")
    message: _Carrier | None = None
    data: str = ""


class _Member(_Telegram):
    status: str


class _Membership(_Telegram):
    chat: _Chat
    sender: _User = Field(alias="from")
    new_chat_member: _Member


class Update(_Telegram):
    """One update; at most one of the fields after the id is there. `Update.model_validate` raises ValueError."""

    update_id: int
    message: _Message | None = None
    edited_message: _Message | None = None
    callback_query: _CallbackQuery | None = None
    my_chat_member: _Membership | None = None


# ------------------------------------------------------------------------------------------------------- as we write it
@dataclass(frozen=True, slots=True)
class Received:
    """What a person did, who it was, and the language of their Telegram.

    query_id: a tap that Telegram wants acknowledged, whatever becomes of it.
    """

    person_id: int
    event: Event
    language: str | None
    query_id: str | None = None


def read(update: Update, at: datetime) -> Received | None:
    """None: nobody waits for an answer (groups, channels, Telegram's own notices)."""
    if update.callback_query is not None:
        return _tap(update.callback_query, at)
    if update.message is not None:
        return _message(update.message, _event(update.message, at))
    if update.edited_message is not None:
        return _edited(update.edited_message, at)
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member, at)
    return None


def _tap(query: _CallbackQuery, at: datetime) -> Received | None:
    if query.message is not None and query.message.chat.type != ChatType.PRIVATE:
        return None
    tap = taps.unpack(query.data, at) or Unreadable(at, "button")
    return Received(query.sender.id, tap, query.sender.language_code, query.id)


def _message(message: _Message, event: Event | None) -> Received | None:
    if event is None or message.chat.type != ChatType.PRIVATE:
        return None
    return Received(message.chat.id, event, message.sender.language_code if message.sender else None)


def _edited(message: _Message, at: datetime) -> Received | None:
    """What a changed message says now; a location that moves is an edit every few seconds, and says nothing."""
    text = message.text or message.caption
    return _message(message, Unreadable(at, "edited", text)) if text else None


def _event(message: _Message, at: datetime) -> Event | None:
    text = message.text or message.caption  # words under a picture are words, and may be about danger
    if text:
        return _words(text, at)
    if message.location is not None:
        return Located(at, zone_at(message.location.latitude, message.location.longitude))
    others = message.model_extra or {}
    kind = next((kind for kind in KINDS if others.get(kind)), None)
    return None if kind is None else Unreadable(at, kind)


def _words(text: str, at: datetime) -> Event:
    command = _COMMAND.fullmatch(text.strip())
    if command is None:
        return Words(at, text)
    return Command(at, name=command[1].lower(), rest=(command[2] or "").strip())


def _membership(change: _Membership, at: datetime) -> Received | None:
    if change.chat.type != ChatType.PRIVATE:
        return None
    gone = change.new_chat_member.status in (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)
    return Received(change.chat.id, Left(at) if gone else Returned(at), change.sender.language_code)


def zone_at(latitude: float, longitude: float) -> str | None:
    """The IANA zone of a place; None on the open sea and where no clock is known."""
    from tzfpy import get_tz  # 40 MB that most runs never need

    zone = get_tz(longitude, latitude)
    return zone if zone in available_timezones() else None
