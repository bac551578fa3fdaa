"""A reply becomes messages in the person's language: final words, final keyboard, nothing left to decide."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Protocol

from bot.html_cut import pieces, plain
from bot.messages import LOCATION, File, Markup, Message
from bot.taps import pack
from flows.types import Export, Reply, Say

MOST_TEXT = 4096
MOST_CAPTION = 1024
PARAGRAPH = "\n\n"


class Speaks(Protocol):
    """All texts of one language."""

    def say(self, say: Say) -> str: ...


def messages(reply: Reply, texts: Speaks) -> tuple[Message, ...]:
    """The messages of a reply: more than one only if it is too long, or if it asks for a location.

    Raises:
        KeyError, ValueError: a text is missing, or a button carries too much.
    """
    text = PARAGRAPH.join(texts.say(part) for part in reply.text)
    parts = pieces(text, MOST_TEXT)
    edit = reply.edit and len(parts) == 1
    made = [Message(part, slot=f"{reply.slot}+") for part in parts[:-1]]
    made.append(Message(parts[-1], reply.slot, _keyboard(reply, texts), edit, good_until=reply.good_until))
    if reply.asks_location:
        made.append(Message(texts.say(Say("location-ask")), LOCATION, _location_button(texts)))
    return tuple(made)


def said(text: tuple[Say, ...], texts: Speaks, slot: str = "aside") -> Message:
    """A message without buttons."""
    return Message(pieces(PARAGRAPH.join(texts.say(part) for part in text), MOST_TEXT)[0], slot)


def export(effect: Export, content: bytes, texts: Speaks) -> Message:
    """A file with everything that is kept."""
    caption = pieces(texts.say(effect.caption), MOST_CAPTION)[0]
    return Message(caption, "file", file=File(effect.name, content.decode()))


def closes_location(texts: Speaks) -> Message:
    """Takes the button for sharing a location away again."""
    return Message(texts.say(Say("location-closed")), LOCATION, {"remove_keyboard": True}, fleeting=True)


def _keyboard(reply: Reply, texts: Speaks) -> Markup | None:
    rows: list[list[dict[str, Any]]] = [
        [
            {
                "text": _label(texts.say(button.label)),
                "callback_data": pack(button.flow or reply.flow, reply.screen, button.choice),
            }
            for button in row
        ]
        for row in reply.rows
        if row
    ]
    return {"inline_keyboard": rows} if rows else None


@lru_cache(maxsize=4096)
def _label(text: str) -> str:
    """What stands on a button, which has no formatting. The same few hundred come again and again."""
    return plain(text)


def _location_button(texts: Speaks) -> Markup:
    button = {"text": plain(texts.say(Say("location-button"))), "request_location": True}
    return {"keyboard": [[button]], "resize_keyboard": True, "one_time_keyboard": True}
