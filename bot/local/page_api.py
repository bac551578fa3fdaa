"""What the chat page talks to, under `/local`: what a person does, and a stream of what changes on their screen.

Only the page itself may use it: a page from elsewhere is refused by its origin.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import orjson
from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from bot.local import people, samples
from bot.local.state import Chat, World
from bot.local.wire import Wire

Skip = Callable[[int], Awaitable[str | None]]
Forget = Callable[[int], Awaitable[None]]

PAGE = Path(__file__).parent / "page"
FILES = {"": "index.html"} | {path.name: path.name for path in sorted(PAGE.iterdir()) if path.is_file()}
HEARTBEAT_S = 15
RETRY_MS = 500
"""How soon a page tries again after it lost its stream."""
CHAT_ID_AT_MOST = 2**52
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


class Says(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str = Field(max_length=100_000)


class Taps(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    message_id: int
    callback_data: str
    forged: bool = False


class Sends(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str


class Nothing(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


B = TypeVar("B", bound=BaseModel)


class PageApi:
    """Serves the page, and carries out what people do on it."""

    def __init__(self, world: World, skip: Skip, forget: Forget) -> None:
        self._world = world
        self._skip = skip
        self._forget = forget
        self._epoch = secrets.token_hex(4)
        self._closed = False

    def add_to(self, app: web.Application) -> None:
        app.router.add_get("/local/{chat}/events", self._events)
        app.router.add_get("/local/files/{id}", self._file)
        app.router.add_post("/local/{chat}/{act}", self._act)
        app.router.add_get("/{name}", self._page)
        app.router.add_get("/", self._page)

    def reopen(self) -> None:
        self._closed = False

    def close(self) -> None:
        """Ends all streams; the pages will try to come back."""
        self._closed = True
        for chat in self._world.chats.values():
            chat.journal.changed.ring()

    async def _page(self, request: web.Request) -> web.StreamResponse:
        name = FILES.get(request.match_info.get("name", ""))
        if name is None:
            raise web.HTTPNotFound
        return web.FileResponse(PAGE / name, headers=HEADERS)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        _check_origin(request)
        stored = self._world.files.by_id(request.match_info["id"])
        if stored is None:
            raise web.HTTPNotFound
        shown = stored.mime if stored.mime.startswith(("image/", "audio/", "video/")) else "application/octet-stream"
        headers = {**HEADERS, "Content-Security-Policy": "sandbox; default-src 'none'"}
        return web.Response(body=stored.content, content_type=shown, headers=headers)

    async def _act(self, request: web.Request) -> web.StreamResponse:
        _check_origin(request, writes=True)
        chat = self._world.chats.get(_chat_id(request))
        if chat is None:
            raise web.HTTPNotFound
        acts: dict[str, Callable[[web.Request, Chat], Awaitable[JsonValue]]] = {
            "say": self._say,
            "tap": self._tap,
            "send": self._send,
            "block": self._block,
            "unblock": self._unblock,
            "skip": self._skip_on,
            "restart": self._restart,
        }
        act = acts.get(request.match_info["act"])
        if act is None:
            raise web.HTTPNotFound
        return web.Response(body=orjson.dumps(await act(request, chat)), content_type="application/json")

    async def _say(self, request: web.Request, chat: Chat) -> JsonValue:
        said = people.says(self._world, chat, (await _body(request, Says)).text)
        return {"messages": [message.id for message in said]}

    async def _tap(self, request: web.Request, chat: Chat) -> JsonValue:
        tap = await _body(request, Taps)
        try:
            query = people.taps(self._world, chat, tap.message_id, tap.callback_data, forged=tap.forged)
        except people.NotThere as error:
            raise web.HTTPConflict from error
        return {"query": query.id}

    async def _send(self, request: web.Request, chat: Chat) -> JsonValue:
        try:
            message = people.sends_kind(self._world, chat, (await _body(request, Sends)).kind)
        except samples.NoSample as error:
            raise web.HTTPBadRequest from error
        return {"messages": [message.id]}

    async def _block(self, _: web.Request, chat: Chat) -> JsonValue:
        people.blocks(self._world, chat)
        return {}

    async def _unblock(self, _: web.Request, chat: Chat) -> JsonValue:
        people.unblocks(self._world, chat)
        return {}

    async def _skip_on(self, _: web.Request, chat: Chat) -> JsonValue:
        told = await self._skip(chat.id)
        if told:
            self._world.remark(chat, told)
        return {"told": told}

    async def _restart(self, _: web.Request, chat: Chat) -> JsonValue:
        """What was on its way must not begin the chat anew: dropped before and after the bot forgets."""
        self._world.updates.forget(chat.id)
        await self._forget(chat.id)
        self._world.clear(chat)
        return {}

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: first all there is, or what was missed, then each change."""
        _check_origin(request)
        name, language = request.query.get("name", "")[:64].strip(), request.query.get("lang", "")[:16].strip()
        chat = self._world.open(_chat_id(request), name, language or None)
        stream = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream"})
        await stream.prepare(request)
        await stream.write(f"retry: {RETRY_MS}\n\n".encode())
        at = await self._catch_up(request, stream, chat)
        while not self._closed:
            missed = chat.journal.since(at)
            for entry in missed or ():
                await self._write(stream, entry.number, entry.kind, entry.body)
                at = entry.number
            if chat.journal.last > at or self._closed:
                continue
            try:
                await asyncio.wait_for(chat.journal.changed.wait(), HEARTBEAT_S)
            except TimeoutError:
                await stream.write(b": \n\n")
        return stream

    async def _catch_up(self, request: web.Request, stream: web.StreamResponse, chat: Chat) -> int:
        epoch, _, number = request.headers.get("Last-Event-ID", "").partition("-")
        if epoch == self._epoch and number.isdecimal() and chat.journal.since(int(number)) is not None:
            await self._write(stream, int(number), "resumed", {})
            return int(number)
        at = chat.journal.last
        await self._write(stream, at, "everything", snapshot(self._world, chat))
        return at

    async def _write(self, stream: web.StreamResponse, number: int, kind: str, body: Wire) -> None:
        event = f"id: {self._epoch}-{number}\nevent: {kind}\ndata: ".encode()
        await stream.write(event + orjson.dumps(body) + b"\n\n")


def snapshot(world: World, chat: Chat) -> Wire:
    """All that a page needs to show a chat from nothing."""
    return {
        "profile": world.profile_wire(chat),
        "person": chat.person(),
        "blocked": chat.blocked,
        "messages": [world.page_wire(chat, message) for message in chat.messages.values()],
        "lines": [{"after": line.after, "text": line.text} for line in chat.lines],
        "reply_keyboard": [*chat.reply_keyboard],
        "now": int(world.now().timestamp()),
    }


async def _body(request: web.Request, model: type[B]) -> B:
    try:
        return model.model_validate_json(await request.read())
    except ValidationError as error:
        raise web.HTTPBadRequest from error


def _chat_id(request: web.Request) -> int:
    given = request.match_info["chat"]
    if not given.isdecimal() or not 0 < int(given) <= CHAT_ID_AT_MOST:
        raise web.HTTPNotFound
    return int(given)


def _check_origin(request: web.Request, *, writes: bool = False) -> None:
    """Refuses what a page from elsewhere sent. Whoever changes something has to prove where it comes from.

    Raises:
        web.HTTPForbidden: the origin is another one, or, when writing, unknown.
    """
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    own = f"http://{request.headers.get('Host', '')}"
    if origin not in {None, own} or site not in {None, "same-origin", "none"}:
        raise web.HTTPForbidden
    if writes and (origin != own and site != "same-origin"):
        raise web.HTTPForbidden
    if writes and request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
