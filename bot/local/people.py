"""What people do in their chats: each act changes the chat and sends the bot the update that Telegram would send."""

from __future__ import annotations

from bot.local import samples
from bot.local.entities import Rich, units
from bot.local.markup import rich
from bot.local.sending import TEXT_AT_MOST
from bot.local.state import Chat, Message, Query, World
from bot.local.wire import Wire


class NotThere(Exception):
    """The message or the button that was tapped is not on the person's screen."""


def says(world: World, chat: Chat, text: str, reply_to: int | None = None) -> list[Message]:
    """Sends words; like Telegram's apps, a text that is too long goes as several messages, an empty one not at all."""
    return [_sends(world, chat, _plain(part).wire(), reply_to) for part in _parts(text)]


def sends(world: World, chat: Chat, body: Wire) -> Message:
    """Sends anything else: the content as the Bot API writes it, such as a location."""
    return _sends(world, chat, body)


def sends_kind(world: World, chat: Chat, kind: str) -> Message:
    """Sends an example of a kind of message: sticker, voice, photo, document, contact and so on."""
    return _sends(world, chat, samples.content(world, chat, kind))


def taps(world: World, chat: Chat, message_id: int, callback_data: str, *, forged: bool = False) -> Query:
    """Presses a button under a message; forged, also one that does not exist, as a changed client could.

    Raises:
        NotThere: nothing like it is on the screen.
    """
    message = chat.messages.get(message_id)
    there = message is not None and any(button.callback_data == callback_data for row in message.keyboard for button in row)
    if not there and not forged:
        raise NotThere(callback_data)
    begins(world, chat)
    query = world.ask(chat)
    tapped: Wire = world.wire(chat, message) if message else {"chat": chat.wire(), "message_id": message_id, "date": 0}
    told: Wire = {"id": query.id, "from": chat.person(), "message": tapped, "chat_instance": str(chat.id)}
    world.updates.add("callback_query", chat.id, {**told, "data": callback_data})
    return query


def edits(world: World, chat: Chat, message: Message, text: str) -> Message:
    """Changes words that were sent already."""
    edited = world.edit(chat, message, _plain(text).wire(), ())
    world.updates.add("edited_message", chat.id, world.wire(chat, edited))
    return edited


def blocks(world: World, chat: Chat) -> None:
    _member(world, chat, blocked=True)


def unblocks(world: World, chat: Chat) -> None:
    _member(world, chat, blocked=False)


def begins(world: World, chat: Chat) -> None:
    """Whoever writes to a bot opens the chat for it, and unblocks it."""
    chat.begun = True
    if chat.blocked:
        unblocks(world, chat)


def _sends(world: World, chat: Chat, body: Wire, reply_to: int | None = None) -> Message:
    begins(world, chat)
    message = world.post(chat, body, by_bot=False, reply_to=reply_to)
    world.updates.add("message", chat.id, world.wire(chat, message))
    return message


def _member(world: World, chat: Chat, *, blocked: bool) -> None:
    if chat.blocked == blocked:
        return
    chat.blocked = blocked
    member: Wire = {"user": world.me(), "status": "member"}
    kicked: Wire = {"user": world.me(), "status": "kicked", "until_date": 0}
    old, new = (member, kicked) if blocked else (kicked, member)
    told: Wire = {"chat": chat.wire(), "from": chat.person(), "date": int(world.now().timestamp())}
    world.updates.add("my_chat_member", chat.id, {**told, "old_chat_member": old, "new_chat_member": new})
    chat.journal.note("blocked", {"blocked": blocked})


def _plain(text: str) -> Rich:
    return rich(text, None, None)


def _parts(text: str) -> list[str]:
    """Pieces of at most 4096 UTF-16 units, cut between characters."""
    parts: list[str] = []
    now: list[str] = []
    length = 0
    for letter in text.strip():
        size = units(letter)
        if length + size > TEXT_AT_MOST:
            parts.append("".join(now))
            now, length = [], 0
        now.append(letter)
        length += size
    return [part for part in (*parts, "".join(now)) if part.strip()]
