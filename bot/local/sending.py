"""The methods that put something new into a chat."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

from pydantic import JsonValue

from bot.local import media, words
from bot.local.entities import Entity, Rich, units
from bot.local.keyboards import InlineKeyboard, RemoveKeyboard, ReplyKeyboard, Rows
from bot.local.markup import rich
from bot.local.models import Attributes, SendAction, SendDraft, Sending, SendMedia, SendMessage, Upload
from bot.local.state import Chat, Message, World
from bot.local.wire import Refused, Wire

TEXT_AT_MOST = 4096
CAPTION_AT_MOST = 1024
ACTIONS = frozenset(
    {
        *("typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document"),
        *("choose_sticker", "find_location", "record_video_note", "upload_video_note"),
    }
)


def text_of(text: str, parse_mode: str | None, entities: Iterable[Entity] | None) -> Rich:
    """A message's text as kept; the limit counts what is left after parsing.

    Raises:
        Refused: empty, too long, or with formatting that Telegram cannot read.
    """
    kept = rich(text, parse_mode, entities)
    if not kept.text:
        raise Refused(400, words.TEXT_EMPTY)
    if units(kept.text) > TEXT_AT_MOST:
        raise Refused(400, words.TEXT_TOO_LONG)
    return kept


def caption_of(said: Attributes) -> Wire:
    """A caption as a message carries it; no field at all without one."""
    kept = rich(said.caption, said.parse_mode, said.caption_entities)
    if units(kept.text) > CAPTION_AT_MOST:
        raise Refused(400, words.CAPTION_TOO_LONG)
    return kept.wire("caption", "caption_entities") if kept.text else {}


def medium_of(world: World, kind: media.Kind, given: Upload | str | None, said: Attributes) -> Wire:
    """The content of a message with a file."""
    return {**media.describe(world.files.take(kind, given), said), **caption_of(said)}


async def send_message(world: World, asked: SendMessage) -> JsonValue:
    chat = world.for_bot(asked.chat_id)
    return _post(world, chat, asked, text_of(asked.text, asked.parse_mode, asked.entities).wire())


def send_medium(kind: media.Kind) -> Callable[[World, SendMedia], Awaitable[JsonValue]]:
    """sendPhoto, sendAudio and so on: the same, but for the name of the file's field."""

    async def send(world: World, asked: SendMedia) -> JsonValue:
        chat = world.for_bot(asked.chat_id)
        return _post(world, chat, asked, medium_of(world, kind, getattr(asked, kind), asked))

    return send


async def send_action(world: World, asked: SendAction) -> JsonValue:
    chat = world.for_bot(asked.chat_id)
    if asked.action not in ACTIONS:
        raise Refused(400, words.ACTION_WRONG)
    chat.journal.note("action", {"action": asked.action})
    return True


async def send_draft(world: World, asked: SendDraft) -> JsonValue:
    chat = world.for_bot(asked.chat_id)
    if not asked.draft_id:
        raise Refused(400, words.DRAFT_ID_INVALID)
    kept = rich(asked.text, asked.parse_mode, asked.entities)
    if units(kept.text) > TEXT_AT_MOST:
        raise Refused(400, words.TEXT_TOO_LONG)
    chat.journal.note("draft", {"draft_id": asked.draft_id, **kept.wire()})
    return True


def _post(world: World, chat: Chat, asked: Sending, body: Wire) -> Wire:
    reply_to = _replied(chat, asked)
    message: Message = world.post(chat, body, by_bot=True, keyboard=_below(world, chat, asked), reply_to=reply_to)
    return world.wire(chat, message)


def _below(world: World, chat: Chat, asked: Sending) -> Rows:
    """Inline buttons for the message; a reply keyboard goes below the chat instead."""
    match asked.reply_markup:
        case InlineKeyboard() as inline:
            return inline.rows()
        case ReplyKeyboard() as reply:
            world.put_reply_keyboard(chat, reply.rows(), once=reply.one_time_keyboard)
        case RemoveKeyboard():
            world.put_reply_keyboard(chat, [], once=False)
        case _:
            pass
    return ()


def _replied(chat: Chat, asked: Sending) -> int | None:
    wanted = asked.reply_parameters or {}
    message_id = wanted.get("message_id")
    if not isinstance(message_id, int):
        return None
    if message_id in chat.messages:
        return message_id
    if wanted.get("allow_sending_without_reply"):
        return None
    raise Refused(400, words.REPLIED_NOT_FOUND)
