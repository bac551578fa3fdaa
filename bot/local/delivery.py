"""Updates on their way to the bot: kept in order until confirmed, fetched by long polling or pushed to a webhook."""

from __future__ import annotations

import asyncio
import contextlib
import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import aiohttp

from bot.local import words
from bot.local.models import GetUpdates, SetWebhook
from bot.local.signals import Signal
from bot.local.wire import Refused, Wire, present

POLL_AT_MOST_S = 50
POLL_LIMIT = 100
PUSH_TIMEOUT_S = 60
PAUSES_S = (0.05, 0.2, 1.0, 2.0, 5.0, 10.0)
"""How long to wait after each failed push of one update; the last one repeats."""

_SECRET = re.compile(r"[A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Update:
    """One thing that a person did, on its way."""

    id: int
    kind: str
    chat_id: int
    body: Wire

    def wire(self) -> Wire:
        return {"update_id": self.id, self.kind: self.body}


@dataclass(slots=True)
class Webhook:
    """Where updates are pushed to, and how that went."""

    asked: SetWebhook
    last_error: tuple[datetime, str] | None = None


class Updates:
    """The one queue of a bot. Polling and webhook exclude each other, and so do two pollers."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._next = secrets.randbelow(2**29) + 1
        """Anywhere, as after a week of silence: a bot that remembers ids must not mistake new updates for old."""
        self._pending: list[Update] = []
        self._arrived = Signal()
        self._allowed: frozenset[str] = frozenset()
        self._poll: asyncio.Future[None] | None = None
        self._hook: Webhook | None = None
        self._pusher: asyncio.Task[None] | None = None
        self._closed = False

    @property
    def pending(self) -> tuple[Update, ...]:
        return tuple(self._pending)

    def add(self, kind: str, chat_id: int, body: Wire) -> Update | None:
        """Queues an update; None if the bot has said that it does not want this kind."""
        if self._allowed and kind not in self._allowed:
            return None
        update = Update(self._next, kind, chat_id, body)
        self._next += 1
        self._pending.append(update)
        self._arrived.ring()
        return update

    def forget(self, chat_id: int) -> None:
        """Drops what one person did and the bot has not fetched."""
        self._pending = [update for update in self._pending if update.chat_id != chat_id]

    async def fetch(self, asked: GetUpdates) -> list[Update]:
        """Long polling: confirms what is below the offset, then waits until there is something."""
        if self._hook:
            raise Refused(409, words.WEBHOOK_ACTIVE)
        self._end_poll(words.OTHER_POLLER)
        self._allow(asked.allowed_updates)
        self._confirm(asked.offset)
        limit = asked.limit if 1 <= asked.limit <= POLL_LIMIT else POLL_LIMIT
        timeout_s = min(max(asked.timeout, 0), POLL_AT_MOST_S)
        if not self._pending and timeout_s and not self._closed:
            await self._wait(timeout_s)
        return self._pending[:limit]

    async def _wait(self, timeout_s: float) -> None:
        ended = self._poll = asyncio.get_running_loop().create_future()
        arrived = self._arrived.next()
        try:
            await asyncio.wait({ended, arrived}, timeout=timeout_s, return_when=asyncio.FIRST_COMPLETED)
        finally:
            arrived.cancel()
            if self._poll is ended:
                self._poll = None
        if ended.done():
            ended.result()

    def _end_poll(self, why: str) -> None:
        if self._poll and not self._poll.done():
            self._poll.set_exception(Refused(409, why))
        self._poll = None

    def _confirm(self, offset: int) -> None:
        if offset > 0:
            self._pending = [update for update in self._pending if update.id >= offset]
        elif offset < 0:
            self._pending = self._pending[offset:]

    def _allow(self, kinds: Iterable[str] | None) -> None:
        if kinds is not None:
            self._allowed = frozenset(kinds)

    def hook(self, asked: SetWebhook) -> str:
        """Starts or, without address, ends pushing. Returns Telegram's word on it."""
        if not asked.url:
            return self.unhook(drop=asked.drop_pending_updates)
        _check_webhook(asked)
        self._end_poll(words.POLL_ENDED_BY_WEBHOOK)
        same = self._hook is not None and self._hook.asked == asked
        self._allow(asked.allowed_updates)
        if asked.drop_pending_updates:
            self._pending.clear()
        self._stop_pushing()
        self._hook = Webhook(asked)
        self._pusher = asyncio.create_task(self._push_all(self._hook))
        return words.WEBHOOK_SET_ALREADY if same else words.WEBHOOK_SET

    def unhook(self, *, drop: bool) -> str:
        had = self._hook is not None
        self._stop_pushing()
        self._hook = None
        if drop:
            self._pending.clear()
        return words.WEBHOOK_DELETED if had else words.WEBHOOK_DELETED_ALREADY

    def hook_wire(self) -> Wire:
        """What getWebhookInfo answers."""
        told: Wire = {"url": "", "has_custom_certificate": False, "pending_update_count": len(self._pending)}
        if self._hook:
            error = self._hook.last_error
            asked = self._hook.asked
            told |= {"url": asked.url, "max_connections": asked.max_connections, "ip_address": "127.0.0.1"}
            told |= present({"last_error_date": int(error[0].timestamp()), "last_error_message": error[1]} if error else {})
        if self._allowed:
            told["allowed_updates"] = [*sorted(self._allowed)]
        return told

    def reopen(self) -> None:
        """Takes up pushing again, to the webhook that was set before."""
        self._closed = False
        if self._hook:
            self._pusher = asyncio.create_task(self._push_all(self._hook))

    async def close(self) -> None:
        """Lets every waiting poll go, empty-handed, and ends pushing."""
        self._closed = True
        self._arrived.ring()
        pusher = self._pusher
        self._stop_pushing()
        if pusher:
            with contextlib.suppress(asyncio.CancelledError):
                await pusher

    def _stop_pushing(self) -> None:
        if self._pusher:
            self._pusher.cancel()
        self._pusher = None

    async def _push_all(self, hook: Webhook) -> None:
        timeout = aiohttp.ClientTimeout(total=PUSH_TIMEOUT_S)
        async with aiohttp.ClientSession(timeout=timeout) as http:
            failures = 0
            while True:
                if not self._pending:
                    await self._arrived.wait()
                    continue
                update = self._pending[0]
                if await self._pushed(http, hook, update):
                    self._pending = [each for each in self._pending if each.id != update.id]
                    failures = 0
                else:
                    await asyncio.sleep(PAUSES_S[min(failures, len(PAUSES_S) - 1)])
                    failures += 1

    async def _pushed(self, http: aiohttp.ClientSession, hook: Webhook, update: Update) -> bool:
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.asked.secret_token} if hook.asked.secret_token else {}
        try:
            async with http.post(hook.asked.url, json=update.wire(), headers=headers) as answer:
                if answer.ok and answer.status < 300:
                    return True
                why = words.WEBHOOK_WRONG_ANSWER.format(code=answer.status, reason=answer.reason or "")
        except (aiohttp.ClientError, TimeoutError):
            why = words.WEBHOOK_UNREACHABLE
        hook.last_error = (self._now(), why)
        return False


def _check_webhook(asked: SetWebhook) -> None:
    where = urlsplit(asked.url)
    at_home = where.scheme == "http" and where.hostname in {"127.0.0.1", "localhost", "::1"}
    if where.scheme != "https" and not at_home:
        raise Refused(400, words.WEBHOOK_NEEDS_HTTPS)
    if len(asked.secret_token) > 256:
        raise Refused(400, words.HOOK_KEY_TOO_LONG)
    if not _SECRET.fullmatch(asked.secret_token):
        raise Refused(400, words.HOOK_KEY_INVALID)
