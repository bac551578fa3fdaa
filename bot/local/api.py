"""The Bot API over HTTP: reads a request as Telegram reads it, suffers the faults in force, answers in Telegram's form."""

from __future__ import annotations

import asyncio
import hmac
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

import orjson
from aiohttp import BodyPartReader, web
from pydantic import JsonValue

from bot.local import words
from bot.local.faults import Call, Fault, Faults, Log
from bot.local.media import UPLOAD_BYTES
from bot.local.methods import METHODS, Method, Said
from bot.local.models import Given, Upload
from bot.local.state import World
from bot.local.wire import Refused, Wire

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")


class BotApi:
    """What stands behind `/bot{token}/{method}` and `/file/bot{token}/{path}`."""

    def __init__(self, world: World, faults: Faults, log: Log) -> None:
        self._world = world
        self._faults = faults
        self._log = log
        self._closing = asyncio.Event()

    def add_to(self, app: web.Application) -> None:
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)

    def reopen(self) -> None:
        self._closing.clear()

    def close(self) -> None:
        """Lets the calls that hang by order go."""
        self._closing.set()

    async def _call(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request)
            name, method = _method(request)
            given = await read_request(request)
        except Refused as refused:
            return _answer(refused.wire(), refused.code)
        call = self._log.begin(Call(name, given, self._world.now()))
        chat_id = _chat_id(given)
        await asyncio.sleep(self._faults.delay_s)
        fault = self._faults.take(name, chat_id)
        if fault and not fault.after:
            return await self._suffer(request, call, fault)
        try:
            self._faults.pace(name, chat_id)
            result = await method.call(self._world, given)
        except Refused as refused:
            self._log.end(call, refused.code, refused.description)
            return _answer(refused.wire(), refused.code)
        if fault:
            return await self._suffer(request, call, fault)
        self._log.end(call, 200)
        return _answer(_ok(result))

    async def _suffer(self, request: web.Request, call: Call, fault: Fault) -> web.StreamResponse:
        if fault.refusal:
            self._log.end(call, fault.refusal.code, fault.refusal.description)
            return _answer(fault.refusal.wire(), fault.refusal.code)
        self._log.end(call, fault.kind)
        if fault.kind == "hang":
            await self._closing.wait()
        if request.transport:
            request.transport.abort()
        return web.Response()

    async def _download(self, request: web.Request) -> web.StreamResponse:
        try:
            self._check_token(request)
        except Refused as refused:
            return _answer(refused.wire(), refused.code)
        stored = self._world.files.by_path(request.match_info["path"])
        if stored is None:
            return _answer(Refused(404, words.NOT_FOUND).wire(), 404)
        return web.Response(body=stored.content, content_type="application/octet-stream")

    def _check_token(self, request: web.Request) -> None:
        token = request.match_info["token"]
        if not TOKEN.fullmatch(token):
            raise Refused(404, words.NOT_FOUND)
        if not hmac.compare_digest(token, self._world.token):
            raise Refused(401, words.UNAUTHORIZED)


async def read_request(request: web.Request) -> Given:
    """Parameters from the address and the body, whatever the body's form.

    Raises:
        Refused: the body is not what its header says, or too big.
    """
    given: dict[str, JsonValue | Upload] = dict(request.query)
    try:
        match request.content_type:
            case "application/json":
                body = orjson.loads(await request.read() or b"{}")
                given |= body if isinstance(body, dict) else {}
            case "application/x-www-form-urlencoded" | "multipart/form-data":
                given |= await _form(request)
            case _:
                pass
    except web.HTTPRequestEntityTooLarge as error:
        raise Refused(413, words.ENTITY_TOO_LARGE) from error
    except ValueError as error:
        raise Refused(400, words.BODY_UNREADABLE) from error
    return given


async def _form(request: web.Request) -> dict[str, JsonValue | Upload]:
    if request.content_type != "multipart/form-data":
        return dict(parse_qsl((await request.read()).decode(), keep_blank_values=True))
    given: dict[str, JsonValue | Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or not part.name:
            continue
        content = bytes(await part.read(decode=True))
        if len(content) > UPLOAD_BYTES:
            raise Refused(413, words.ENTITY_TOO_LARGE)
        mime = part.headers.get("Content-Type", "")
        is_file = part.filename is not None
        given[part.name] = Upload(part.filename or "", mime, content) if is_file else content.decode()
    return given


def _method(request: web.Request) -> tuple[str, Method[Any]]:
    known = METHODS.get(request.match_info["method"].lower())
    if known is None:
        raise Refused(404, words.METHOD_NOT_FOUND)
    return known


def _chat_id(given: Given) -> int | None:
    try:
        return int(str(given.get("chat_id")))
    except ValueError:
        return None


def _ok(result: JsonValue | Said) -> Wire:
    if isinstance(result, Said):
        return {"ok": True, "result": result.result, "description": result.description}
    return {"ok": True, "result": result}


def _answer(body: Mapping[str, JsonValue], status: int = 200) -> web.Response:
    return web.Response(body=orjson.dumps(body), status=status, content_type="application/json")
