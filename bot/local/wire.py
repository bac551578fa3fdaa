"""What goes over the wire: JSON objects, and the refusals that Telegram answers with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from pydantic import JsonValue

Wire: TypeAlias = dict[str, JsonValue]
"""A JSON object as the Bot API writes it."""


class Refused(Exception):
    """What the server answers instead of a result, in Telegram's words.

    Args:
        code: HTTP status, and `error_code` in the answer.
        description: one of `bot.local.words`.
        retry_after_s: seconds to wait, with 429 only.
    """

    def __init__(self, code: int, description: str, retry_after_s: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after_s = retry_after_s

    def wire(self) -> Wire:
        answer: Wire = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after_s is not None:
            answer["parameters"] = {"retry_after": self.retry_after_s}
        return answer


def present(fields: Mapping[str, JsonValue]) -> Wire:
    """The fields that have a value: Telegram leaves out what is not there."""
    return {name: value for name, value in fields.items() if value is not None}
