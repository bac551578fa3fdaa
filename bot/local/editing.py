"""The methods that change or take away what is in a chat already."""

from __future__ import annotations

from pydantic import JsonValue

from bot.local import words
from bot.local.entities import units
from bot.local.markup import rich
from bot.local.media import KINDS
from bot.local.models import (
    AnswerQuery,
    DeleteMessage,
    DeleteMessages,
    EditCaption,
    Editing,
    EditMedia,
    EditText,
)
from bot.local.sending import CAPTION_AT_MOST, medium_of, text_of
from bot.local.state import DELETABLE, Chat, Message, World
from bot.local.wire import Refused, Wire

ANSWER_AT_MOST = 200
ATTACHED = frozenset(KINDS)


async def edit_text(world: World, asked: EditText) -> JsonValue:
    chat = world.for_bot(asked.chat_id)
    kept = text_of(asked.text, asked.parse_mode, asked.entities)
    message = _own(chat, asked)
    if "text" not in message.body:
        raise Refused(400, words.EDIT_NO_TEXT)
    return world.wire(chat, world.edit(chat, message, kept.wire(), asked.keyboard()))


async def edit_caption(world: World, asked: EditCaption) -> JsonValue:
    chat = world.for_bot(asked.chat_id)
    kept = rich(asked.caption, asked.parse_mode, asked.caption_entities)
    if units(kept.text) > CAPTION_AT_MOST:
        raise Refused(400, words.CAPTION_TOO_LONG)
    message = _own(chat, asked)
    if not ATTACHED & message.body.keys():
        raise Refused(400, words.EDIT_NO_CAPTION)
    medium = {name: value for name, value in message.body.items() if name not in {"caption", "caption_entities"}}
    caption: Wire = kept.wire("caption", "caption_entities") if kept.text else {}
    return world.wire(chat, world.edit(chat, message, {**medium, **caption}, asked.keyboard()))


async def edit_media(world: World, asked: EditMedia) -> JsonValue:
    chat = world.for_bot(asked.chat_id)
    body = medium_of(world, asked.media.type, asked.media.media, asked.media)
    message = _own(chat, asked)
    return world.wire(chat, world.edit(chat, message, body, asked.keyboard()))


async def edit_buttons(world: World, asked: Editing) -> JsonValue:
    chat = world.for_bot(asked.chat_id)
    message = _own(chat, asked)
    return world.wire(chat, world.edit(chat, message, message.body, asked.keyboard()))


async def delete_message(world: World, asked: DeleteMessage) -> JsonValue:
    chat = world.for_bot(asked.chat_id)
    message = chat.messages.get(asked.message_id)
    if message is None:
        raise Refused(400, words.DELETE_NOT_FOUND)
    if world.now() - message.at > DELETABLE:
        raise Refused(400, words.DELETE_TOO_OLD)
    world.delete(chat, [message.id])
    return True


async def delete_messages(world: World, asked: DeleteMessages) -> JsonValue:
    """Those that are there and young enough; the others are passed over without a word."""
    chat = world.for_bot(asked.chat_id)
    there = (chat.messages[each] for each in asked.message_ids if each in chat.messages)
    world.delete(chat, [message.id for message in there if world.now() - message.at <= DELETABLE])
    return True


async def answer_query(world: World, asked: AnswerQuery) -> JsonValue:
    query = world.queries.get(asked.callback_query_id)
    if query is None or world.too_old(query):
        raise Refused(400, words.QUERY_TOO_OLD)
    if units(asked.text) > ANSWER_AT_MOST:
        raise Refused(400, words.ANSWER_TOO_LONG)
    shown: Wire = {"query": query.id, "text": asked.text, "alert": asked.show_alert}
    world.chats[query.chat_id].journal.note("answer", shown)
    return True


def _own(chat: Chat, asked: Editing) -> Message:
    """The bot's message that is to be edited."""
    if not asked.message_id:
        raise Refused(400, words.MESSAGE_ID_MISSING)
    message = chat.messages.get(asked.message_id)
    if message is None:
        raise Refused(400, words.EDIT_NOT_FOUND)
    if not message.by_bot:
        raise Refused(400, words.EDIT_FORBIDDEN)
    return message
