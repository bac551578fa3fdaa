"""What may hang under a message or below the chat: inline buttons, reply keyboards, and their limits."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from pydantic import BaseModel, ConfigDict, JsonValue, model_validator

from bot.local import words
from bot.local.wire import Refused, Wire

DATA_BYTES = 64
"""The most that `callback_data` may hold, in bytes and not in characters."""
BUTTONS_AT_MOST = 100
BUTTONS_IN_A_ROW = 8
MARKUP_BYTES = 10_240

_URL = re.compile(r"(?:(?:https?|ton)://)?[^\s/:]+\.[^\s/]+.*|(?:https?://)?localhost\b.*|tg://.+", re.IGNORECASE)
_KINDS = (
    *("callback_data", "url", "copy_text", "web_app", "login_url"),
    *("switch_inline_query", "switch_inline_query_current_chat"),
)


class InlineButton(BaseModel):
    """A button under a message; fields that only clients care about are kept as they came."""

    model_config = ConfigDict(frozen=True, extra="allow", coerce_numbers_to_str=True)

    text: str
    callback_data: str | None = None
    url: str | None = None

    @model_validator(mode="after")
    def is_accepted(self) -> InlineButton:
        fields = self.wire()
        if not self.text.strip():
            raise Refused(400, words.BUTTON_TEXT_EMPTY)
        if not any(kind in fields for kind in _KINDS):
            raise Refused(400, words.BUTTON_WITHOUT_KIND)
        if self.callback_data is not None and not 1 <= len(self.callback_data.encode()) <= DATA_BYTES:
            raise Refused(400, words.BUTTON_DATA_INVALID)
        if self.url is not None and not _URL.fullmatch(self.url):
            raise Refused(400, words.BUTTON_URL_INVALID.format(url=self.url))
        return self

    def wire(self) -> Wire:
        return self.model_dump(exclude_none=True)


Rows: TypeAlias = tuple[tuple[InlineButton, ...], ...]
"""Buttons as sent, row by row; rows without buttons are dropped."""


class InlineKeyboard(BaseModel):
    """The buttons of one message."""

    model_config = ConfigDict(frozen=True)

    inline_keyboard: Rows

    @model_validator(mode="after")
    def fits(self) -> InlineKeyboard:
        size = len(json.dumps(self.wire(), ensure_ascii=False).encode())
        count = sum(len(row) for row in self.inline_keyboard)
        widest = max((len(row) for row in self.inline_keyboard), default=0)
        if count > BUTTONS_AT_MOST or widest > BUTTONS_IN_A_ROW or size > MARKUP_BYTES:
            raise Refused(400, words.MARKUP_TOO_LONG)
        return self

    def rows(self) -> Rows:
        return tuple(row for row in self.inline_keyboard if row)

    def wire(self) -> Wire:
        return rows_wire(self.rows())


def rows_wire(rows: Rows) -> Wire:
    """`reply_markup` as a message carries it."""
    return {"inline_keyboard": [[button.wire() for button in row] for row in rows]}


class ReplyButton(BaseModel):
    """A button below the chat: it sends its own words, or what it asks for."""

    model_config = ConfigDict(frozen=True, extra="allow")

    text: str
    request_location: bool = False
    request_contact: bool = False


class ReplyKeyboard(BaseModel):
    """Buttons below the chat, until replaced or removed."""

    model_config = ConfigDict(frozen=True, extra="allow")

    keyboard: tuple[tuple[ReplyButton | str, ...], ...]
    one_time_keyboard: bool = False

    def rows(self) -> list[JsonValue]:
        return [[_reply_button(button) for button in row] for row in self.keyboard]


class RemoveKeyboard(BaseModel):
    """Takes the buttons below the chat away."""

    model_config = ConfigDict(frozen=True)

    remove_keyboard: bool


class ForceReply(BaseModel):
    """Asks the client to answer to the message; the page only puts the cursor into the composer."""

    model_config = ConfigDict(frozen=True)

    force_reply: bool


Markup: TypeAlias = InlineKeyboard | ReplyKeyboard | RemoveKeyboard | ForceReply

_BY_KEY: Mapping[str, type[Markup]] = {
    "inline_keyboard": InlineKeyboard,
    "keyboard": ReplyKeyboard,
    "remove_keyboard": RemoveKeyboard,
    "force_reply": ForceReply,
}


def markup(given: JsonValue) -> Markup | None:
    """The keyboard that a bot sent along, or None.

    Raises:
        Refused: it is no object, breaks a limit, or has a button that no client could show.
    """
    if given is None or given == {}:
        return None
    if not isinstance(given, dict):
        raise Refused(400, words.MARKUP_NOT_OBJECT)
    key = next((key for key in _BY_KEY if key in given), None)
    if key is None:
        return None
    try:
        return _BY_KEY[key].model_validate(given)
    except ValueError as error:
        raise Refused(400, words.PARAMETER_UNREADABLE.format(name="reply keyboard markup")) from error


def _reply_button(button: ReplyButton | str) -> Wire:
    return {"text": button} if isinstance(button, str) else button.model_dump(exclude_defaults=True)


def labels(rows: Sequence[Sequence[InlineButton]]) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Rows as (label, data or address), which is how tests look at them."""
    return tuple(tuple((button.text, button.callback_data or button.url or "") for button in row) for row in rows)
