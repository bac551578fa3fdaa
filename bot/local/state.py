"""All that Telegram would know: the bot, the chats with their messages, open queries, files. Kept in memory alone."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from pydantic import JsonValue

from bot.local import words
from bot.local.delivery import Updates
from bot.local.keyboards import Rows, rows_wire
from bot.local.media import Files
from bot.local.models import BotCommand
from bot.local.signals import Journal
from bot.local.wire import Refused, Wire, present

QUERY_LIVES = timedelta(seconds=30)
"""A tap not answered by then cannot be answered any more."""
DELETABLE = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class Message:
    """One message as it stands; `body` is its content as the Bot API writes it, such as text and entities."""

    id: int
    at: datetime
    by_bot: bool
    body: Wire
    keyboard: Rows = ()
    edited: datetime | None = None
    edit_shown: bool = False
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A remark of the page itself between messages; the bot never learns of it."""

    after: int
    text: str


@dataclass(slots=True)
class Chat:
    """A person and their conversation with the bot, which exists for the bot once the person has begun it."""

    id: int
    name: str
    language: str | None = None
    begun: bool = False
    blocked: bool = False
    messages: dict[int, Message] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    reply_keyboard: list[JsonValue] = field(default_factory=list)
    journal: Journal = field(default_factory=Journal)

    def person(self) -> Wire:
        return present({"id": self.id, "is_bot": False, "first_name": self.name, "language_code": self.language})

    def wire(self) -> Wire:
        return {"id": self.id, "first_name": self.name, "type": "private"}


@dataclass(slots=True)
class Query:
    """A tap that waits for its answer."""

    id: str
    chat_id: int
    at: datetime


@dataclass(slots=True)
class Profile:
    """What the bot says of itself, by language; the empty language stands for all others."""

    name: str
    username: str
    commands: dict[tuple[str, str], tuple[BotCommand, ...]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_button: Wire = field(default_factory=lambda: {"type": "commands"})


class World:
    """The state, and the few ways in which it changes; each change reaches the journal of its chat."""

    def __init__(self, token: str, now: Callable[[], datetime], name: str, username: str) -> None:
        self.token = token
        self.bot_id = int(token.partition(":")[0])
        self.now = now
        self.profile = Profile(name, username)
        self.files = Files()
        self.updates = Updates(now)
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self._next_message = secrets.randbelow(10**6) + 1

    def me(self) -> Wire:
        return {"id": self.bot_id, "is_bot": True, "first_name": self.profile.name, "username": self.profile.username}

    def open(self, chat_id: int, name: str, language: str | None = None) -> Chat:
        """The chat as the person's own phone has it: it is there before they write."""
        chat = self.chats.setdefault(chat_id, Chat(chat_id, name, language))
        chat.name, chat.language = name or chat.name, language or chat.language
        return chat

    def for_bot(self, chat_id: int) -> Chat:
        """The chat as the bot may use it.

        Raises:
            Refused: the person never wrote, or has blocked the bot.
        """
        chat = self.known(chat_id)
        if chat.blocked:
            raise Refused(403, words.BLOCKED)
        return chat

    def known(self, chat_id: int) -> Chat:
        chat = self.chats.get(chat_id)
        if chat is None or not chat.begun:
            raise Refused(400, words.CHAT_NOT_FOUND)
        return chat

    def post(self, chat: Chat, body: Wire, *, by_bot: bool, keyboard: Rows = (), reply_to: int | None = None) -> Message:
        message = Message(self._next_message, self.now(), by_bot, body, keyboard, reply_to=reply_to)
        self._next_message += 1
        self._put(chat, message)
        return message

    def edit(self, chat: Chat, message: Message, body: Wire, keyboard: Rows) -> Message:
        """Gives a message new content and buttons.

        Raises:
            Refused: neither is new.
        """
        if body == message.body and keyboard == message.keyboard:
            raise Refused(400, words.NOT_MODIFIED)
        shown = message.edit_shown or body != message.body
        edited = replace(message, body=body, keyboard=keyboard, edited=self.now(), edit_shown=shown)
        self._put(chat, edited)
        return edited

    def _put(self, chat: Chat, message: Message) -> None:
        chat.messages[message.id] = message
        chat.journal.note("message", self.page_wire(chat, message))

    def delete(self, chat: Chat, message_ids: Iterable[int]) -> None:
        for message_id in message_ids:
            del chat.messages[message_id]
            chat.journal.note("gone", {"message_id": message_id})

    def wire(self, chat: Chat, message: Message) -> Wire:
        """A message as the Bot API writes it."""
        replied = chat.messages.get(message.reply_to) if message.reply_to else None
        return present(
            {
                "message_id": message.id,
                "from": self.me() if message.by_bot else chat.person(),
                "chat": chat.wire(),
                "date": int(message.at.timestamp()),
                "edit_date": int(message.edited.timestamp()) if message.edited else None,
                "reply_to_message": self.wire(chat, replace(replied, reply_to=None)) if replied else None,
                **message.body,
                "reply_markup": rows_wire(message.keyboard) if message.keyboard else None,
            }
        )

    def page_wire(self, chat: Chat, message: Message) -> Wire:
        """The same for the page, which also has to know whether an edit is to be seen."""
        return {**self.wire(chat, message), "edit_shown": message.edit_shown}

    def ask(self, chat: Chat) -> Query:
        """A new callback query; those too old to be answered are dropped."""
        old = [query.id for query in self.queries.values() if self.too_old(query)]
        for query_id in old:
            del self.queries[query_id]
        query = Query(str(secrets.randbelow(2**63)), chat.id, self.now())
        self.queries[query.id] = query
        return query

    def too_old(self, query: Query) -> bool:
        return self.now() - query.at > QUERY_LIVES

    def clear(self, chat: Chat) -> None:
        """Empties a chat as if it had never begun."""
        self.updates.forget(chat.id)
        chat.messages.clear()
        chat.lines.clear()
        chat.reply_keyboard.clear()
        chat.begun = chat.blocked = False
        chat.journal.note("cleared", {})

    def put_reply_keyboard(self, chat: Chat, rows: list[JsonValue], *, once: bool) -> None:
        chat.reply_keyboard = rows
        chat.journal.note("reply_keyboard", {"rows": rows, "once": once})

    def show_profile(self) -> None:
        """Tells all pages what the bot now says of itself."""
        for chat in self.chats.values():
            chat.journal.note("profile", self.profile_wire(chat))

    def profile_wire(self, chat: Chat) -> Wire:
        """Name, description and commands as this person sees them: own language first, closest scope first."""
        languages = (chat.language or "", "")
        scopes = ({"type": "chat", "chat_id": chat.id}, {"type": "all_private_chats"}, {"type": "default"})
        keys = [(json.dumps(scope, sort_keys=True), language) for scope in scopes for language in languages]
        commands = next((self.profile.commands[key] for key in keys if key in self.profile.commands), ())
        texts = (self.profile.texts.get(("description", language)) for language in languages)
        return {
            "name": self.profile.name,
            "username": self.profile.username,
            "description": next((text for text in texts if text), ""),
            "commands": [each.model_dump() for each in commands],
        }

    def remark(self, chat: Chat, text: str) -> None:
        line = Line(max(chat.messages, default=0), text)
        chat.lines.append(line)
        chat.journal.note("line", {"after": line.after, "text": text})
