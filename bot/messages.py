"""A message as it goes to Telegram: the final words and keyboard. What is stored is what the person will read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

import orjson

Markup: TypeAlias = Mapping[str, Any]  # Python 3.11 has no `type` statement
"""A keyboard as the Bot API writes it."""

LOCATION = "location"
"""The slot of the message that carries the button for sharing a location."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to be sent along; the text of the message is its caption."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message of Telegram.

    text: Telegram HTML.
    slot: the name under which it can be edited later.
    edit: edit the message last sent under `slot`; if there is none, send it anew.
    fleeting: taken away again at once, together with the message under `slot`: it only closes a keyboard.
    good_until: later than this it is not sent any more.
    """

    text: str
    slot: str
    markup: Markup | None = None
    edit: bool = False
    file: File | None = None
    fleeting: bool = False
    good_until: datetime | None = None

    @property
    def has_buttons(self) -> bool:
        return self.markup is not None and "inline_keyboard" in self.markup

    def packed(self) -> str:
        """Everything but slot and edit, which have columns of their own."""
        body: dict[str, Any] = {"text": self.text}
        if self.markup is not None:
            body["markup"] = self.markup
        if self.file is not None:
            body["file"] = {"name": self.file.name, "content": self.file.content}
        if self.fleeting:
            body["fleeting"] = True
        if self.good_until is not None:
            body["good_until"] = self.good_until
        return orjson.dumps(body).decode()

    @classmethod
    def unpacked(cls, packed: str, *, slot: str, edit: bool) -> Message:
        body = orjson.loads(packed)
        file = File(**body["file"]) if "file" in body else None
        until = datetime.fromisoformat(body["good_until"]) if "good_until" in body else None
        return cls(body["text"], slot, body.get("markup"), edit, file, body.get("fleeting", False), until)
