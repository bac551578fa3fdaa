"""The embedded Telegram behind a cheaper front, so that not the server but the bot is what gets measured.

`bot/local` checks each message as carefully as Telegram does, which costs half a millisecond a call. Here HTTP is read by
hand, and the four methods that make up the load are answered without a look at their formatting. The queue of updates and all
other methods are those of `bot/local`.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import orjson

from bot.local import LocalTelegram
from bot.local.methods import METHODS, Said
from bot.local.wire import Refused

TOKEN = "123456789:abcdefghijklmnopqrstuvwxyzABCDEFGHI"
HEAD_END = b"\r\n\r\n"
Given = Mapping[str, Any]


@dataclass(slots=True)
class Screen:
    """What one person sees: the newest message, and the newest one that has buttons."""

    text: str = ""
    message_id: int = 0
    with_buttons: int = 0
    keyboard: list[list[dict[str, str]]] = field(default_factory=list)

    def button(self, ending: str) -> str | None:
        """The data of the button whose data end like this."""
        return next((b["callback_data"] for row in self.keyboard for b in row if b["callback_data"].endswith(ending)), None)

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(button["text"] for row in self.keyboard for button in row)


class Telegram:
    """A server for one bot.

    Attributes:
        delay_s: how much later every call is answered.
        on_message: told the chat of every message that was sent or given a new text.
        polled: set when the bot asks for updates.
    """

    def __init__(self) -> None:
        self.world = LocalTelegram(TOKEN).world
        self.delay_s = 0.0
        self.screens: dict[int, Screen] = {}
        self.on_message: Callable[[int], None] = lambda _: None
        self.polled = asyncio.Event()
        self.url = ""
        self._server: asyncio.Server | None = None
        self._lines: set[_Line] = set()
        self._next = 1
        self._hot: dict[str, Callable[[Given], object]] = {
            "sendmessage": self._send,
            "editmessagetext": self._edit,
            "editmessagereplymarkup": self._unbutton,
            "answercallbackquery": lambda _: True,
        }

    async def start(self) -> None:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Line(self, self._lines), "127.0.0.1", 0, backlog=1024)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        await self.world.updates.close()
        if self._server:
            self._server.close()
        for line in tuple(self._lines):
            line.close()

    # ------------------------------------------------------------------------------------------------------------ people
    def says(self, chat: int, text: str) -> None:
        """A person types something."""
        self._next += 1
        told = {"message_id": self._next, "from": _person(chat), "chat": _chat(chat), "date": int(time.time()), "text": text}
        if text.startswith("/"):
            told["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        self.world.updates.add("message", chat, told)

    def taps(self, chat: int, data: str) -> None:
        """A person taps a button of the newest message that has buttons."""
        screen = self.screens[chat]
        self._next += 1
        message = self._message(chat, screen.with_buttons, screen.text, screen.keyboard)
        told = {"id": str(self._next), "from": _person(chat), "message": message, "chat_instance": str(chat), "data": data}
        self.world.updates.add("callback_query", chat, told)

    # ----------------------------------------------------------------------------------------------------------- the bot
    async def call(self, name: str, given: Given) -> bytes:
        """A method that is not among the hot ones, as `bot/local` does it."""
        if name == "getupdates":
            self.polled.set()
        known = METHODS.get(name)
        if known is None:
            return _refusal(Refused(404, "Not Found"))
        try:
            result = await known[1].call(self.world, given)
        except Refused as refused:
            return _refusal(refused)
        return _response(200, {"ok": True, "result": result.result if isinstance(result, Said) else result})

    def hot(self, name: str, given: Given) -> bytes | None:
        """The answer of a method that makes up the load; None for the others."""
        does = self._hot.get(name)
        return None if does is None else _response(200, {"ok": True, "result": does(given)})

    def _send(self, given: Given) -> object:
        self._next += 1
        return self._shown(int(given["chat_id"]), self._next, given)

    def _edit(self, given: Given) -> object:
        return self._shown(int(given["chat_id"]), int(given["message_id"]), given)

    def _shown(self, chat: int, message_id: int, given: Given) -> object:
        markup = given.get("reply_markup") or {}
        if isinstance(markup, str):
            markup = orjson.loads(markup)
        keyboard = markup.get("inline_keyboard", [])
        screen = self.screens.setdefault(chat, Screen())
        screen.text, screen.message_id = str(given["text"]), message_id
        if keyboard:
            screen.with_buttons, screen.keyboard = message_id, keyboard
        self.on_message(chat)
        return self._message(chat, message_id, screen.text, keyboard)

    def _unbutton(self, given: Given) -> object:
        return self._message(int(given["chat_id"]), int(given["message_id"]), "", [])

    def _message(self, chat: int, message_id: int, text: str, keyboard: list[Any]) -> dict[str, Any]:
        told = {"message_id": message_id, "from": self.world.me(), "chat": _chat(chat), "date": int(time.time()), "text": text}
        return {**told, "reply_markup": {"inline_keyboard": keyboard}} if keyboard else told


class _Line(asyncio.Protocol):
    """One connection: HTTP/1.1 as the clients of the contenders speak it, one request after another."""

    def __init__(self, telegram: Telegram, lines: set[_Line]) -> None:
        self._telegram = telegram
        self._lines = lines
        self._buffer = b""
        self._transport: asyncio.Transport | None = None
        self._task: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._lines.add(self)

    def connection_lost(self, _: Exception | None) -> None:
        self._lines.discard(self)
        self._transport = None
        if self._task:
            self._task.cancel()

    def close(self) -> None:
        if self._transport:
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head_end = self._buffer.find(HEAD_END)
        if head_end < 0:
            return
        head = self._buffer[:head_end].lower()
        body_at = head_end + len(HEAD_END)
        ends = body_at + int(_header(head, b"content-length") or 0)
        if len(self._buffer) < ends:
            return
        body, self._buffer = self._buffer[body_at:ends], self._buffer[ends:]
        name = head.split(b" ", 2)[1].rpartition(b"/")[2].partition(b"?")[0].decode()
        given = _given(_header(head, b"content-type"), body)
        if self._telegram.delay_s:
            asyncio.get_running_loop().call_later(self._telegram.delay_s, self._answer, name, given)
        else:
            self._answer(name, given)

    def _answer(self, name: str, given: Given) -> None:
        answer = self._telegram.hot(name, given)
        if answer is None:
            self._task = asyncio.create_task(self._slowly(name, given))
        else:
            self._write(answer)

    async def _slowly(self, name: str, given: Given) -> None:
        self._write(await self._telegram.call(name, given))

    def _write(self, answer: bytes) -> None:
        if self._transport:
            self._transport.write(answer)


def _header(head: bytes, name: bytes) -> bytes:
    at = head.find(b"\r\n" + name + b":")
    if at < 0:
        return b""
    start = at + len(name) + 3
    end = head.find(b"\r\n", start)
    return head[start : end if end >= 0 else len(head)].strip()


def _given(kind: bytes, body: bytes) -> Given:
    if not body:
        return {}
    if kind.startswith(b"application/json"):
        read: Given = orjson.loads(body)
        return read
    if kind.startswith(b"application/x-www-form-urlencoded"):
        return dict(parse_qsl(body.decode(), keep_blank_values=True))
    raise ValueError(f"no contender sends {kind!r}")


def _response(status: int, body: object) -> bytes:
    payload = orjson.dumps(body)
    return b"HTTP/1.1 %d OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (status, len(payload), payload)


def _refusal(refused: Refused) -> bytes:
    return _response(refused.code, refused.wire())


def _person(chat: int) -> dict[str, Any]:
    return {"id": chat, "is_bot": False, "first_name": "Alex", "language_code": "en"}


def _chat(chat: int) -> dict[str, Any]:
    return {"id": chat, "first_name": "Alex", "type": "private"}
