"""Updates come in here, by long polling or webhook, and are acknowledged to Telegram after their turns are committed.

python-telegram-bot's own Updater acknowledges first and works later; a crash between the two loses what people said.
"""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from telegram import Bot
from telegram.error import Conflict, InvalidToken, TelegramError

from bot.clock import Clock
from bot.inbox import Inbox
from bot.logs import mask, where_it_broke
from bot.pacing import Flood, Verdict
from bot.request import HeldBack, call, tell
from bot.turn import NotKept, Turns
from bot.updates import Received, Update, read
from flows.types import Say

log = logging.getLogger(__name__)

WANTED = ("message", "edited_message", "callback_query", "my_chat_member")
MOST_AT_ONCE = 100
POLL_S = 25
LONGEST_PAUSE_S = 30.0
MOST_VERDICTS = 1000
MOST_FLOODS = 10_000
ACKNOWLEDGED_WITHIN_S = 0.2
"""Until when a tap is acknowledged though its turn is not committed yet."""


class Refused(Exception):
    """Telegram does not know the token."""


class Intake:
    """Turns updates into turns.

    Attributes:
        ignored: updates that nobody expects an answer to, such as those of groups.
    """

    def __init__(self, bot: Bot, turns: Turns, clock: Clock) -> None:
        self._bot = bot
        self._turns = turns
        self._clock = clock
        self._floods: dict[int, Flood] = {}
        self._verdicts: OrderedDict[int, Verdict] = OrderedDict()
        self._acknowledging: set[asyncio.Task[None]] = set()
        self._tapped: list[str] = []
        self._at_the_latest: asyncio.TimerHandle | None = None
        self.ignored = 0

    def accept_all(self, fetched: Sequence[dict[str, Any]]) -> list[asyncio.Future[None]]:
        """The same for updates as Telegram wrote them. One that cannot be read is left out: it never could be."""
        return [self.accept(update) for one in fetched if (update := _parsed(one)) is not None]

    def accept(self, update: Update) -> asyncio.Future[None]:
        """Begins the turn of an update; done when it is committed, fails with NotKept if it could not be."""
        received = read(update, self._clock.now())
        if received is None:
            self.ignored += 1
            log.debug("update.ignored", extra={"ignored": self.ignored})
            return _nothing_to_do()
        if received.query_id is not None:
            self._note_tap(received.query_id)
        match self._verdict(update.update_id, received.person_id):
            case Verdict.TAKEN:
                return self._turns.take(received.person_id, received.event, update.update_id, received.language)
            case Verdict.NOTED:
                return self._slow_down(update, received)
            case Verdict.DROPPED:
                return _nothing_to_do()

    def _slow_down(self, update: Update, received: Received) -> asyncio.Future[None]:
        log.info("person.flooded", extra={"person": mask(received.person_id)})
        text = (Say("trouble-too-fast"), Say("emergency-text"))
        return self._turns.tell(received.person_id, text, update.update_id, received.language)

    def _verdict(self, update_id: int, person: int) -> Verdict:
        """An update that Telegram brings again, because its turn was not kept, is not counted again."""
        known = self._verdicts.get(update_id)
        if known is not None:
            return known
        now = asyncio.get_running_loop().time()
        verdict, self._floods[person] = self._floods.get(person, Flood()).judged(now)
        self._verdicts[update_id] = verdict
        if len(self._verdicts) > MOST_VERDICTS:
            self._verdicts.popitem(last=False)
        if len(self._floods) > MOST_FLOODS:
            self._floods = {one: flood for one, flood in self._floods.items() if not flood.over(now)}
        return verdict

    def _note_tap(self, query_id: str) -> None:
        self._tapped.append(query_id)
        if self._at_the_latest is None:
            self._at_the_latest = asyncio.get_running_loop().call_later(ACKNOWLEDGED_WITHIN_S, self.acknowledge)

    def acknowledge(self) -> None:
        """Stops the spinner on the buttons tapped so far; whether that works matters to nothing else."""
        if self._at_the_latest is not None:
            self._at_the_latest.cancel()
            self._at_the_latest = None
        for query_id in self._tapped:
            task = asyncio.create_task(self._answer(query_id))
            self._acknowledging.add(task)
            task.add_done_callback(self._acknowledging.discard)
        self._tapped.clear()

    async def _answer(self, query_id: str) -> None:
        try:
            await tell(self._bot, "answerCallbackQuery", {"callback_query_id": query_id})
        except TelegramError as problem:
            log.debug("tap.not_acknowledged", extra={"why": type(problem).__name__})

    async def finish(self) -> None:
        """Gives up acknowledgements that are not through yet."""
        if self._at_the_latest is not None:
            self._at_the_latest.cancel()
        for task in self._acknowledging:
            task.cancel()
        await asyncio.gather(*self._acknowledging, return_exceptions=True)


class Poller:
    """Long polling. The offset moves on only over updates that are kept: their turns committed, or they in the inbox.

    Once Telegram has answered a request with it, it is left out until there is something new to confirm: ids may begin
    anew below it, and Telegram would take those updates as confirmed.

    Attributes:
        beat: called whenever the loop has come round; the next time is at most POLL_S and a pause later.
        reached: called when Telegram has answered.
        on_recovery: called when Telegram can be reached again.
    """

    def __init__(self, bot: Bot, intake: Intake, inbox: Inbox) -> None:
        self._bot = bot
        self._intake = intake
        self._inbox = inbox
        self._offset: int | None = None
        self._tries = 0
        self.beat: Callable[[], None] = lambda: None
        self.reached: Callable[[], None] = lambda: None
        self.on_recovery: Callable[[], None] = lambda: None

    async def run(self) -> None:
        """For ever.

        Raises:
            Refused: Telegram does not know the token.
        """
        while True:
            self.beat()
            try:
                await self._round()
                self._recovered()
            except InvalidToken as problem:
                raise Refused(problem.message) from problem
            except (TelegramError, NotKept) as problem:
                await self._pause(problem)

    async def _round(self) -> None:
        await self._inbox.caught_up.wait()
        fetching = asyncio.create_task(self._fetch())
        self._intake.acknowledge()  # after the request for the next ones has begun, which takes longer
        fetched = sorted(await fetching, key=_id_of)
        self.reached()
        self._offset = None
        await self._inbox.take(fetched)
        if fetched:
            self._offset = _id_of(fetched[-1]) + 1

    async def _fetch(self) -> list[dict[str, Any]]:
        """As Telegram wrote them: `Bot.get_updates` fails for a hundred updates where it cannot read one."""
        wanted: dict[str, object] = {"limit": MOST_AT_ONCE, "timeout": POLL_S, "allowed_updates": WANTED}
        if self._offset is not None:
            wanted["offset"] = self._offset
        fetched = await call(self._bot, "getUpdates", wanted, read_s=POLL_S + 10)
        return fetched if isinstance(fetched, list) else []

    def _recovered(self) -> None:
        if self._tries:
            log.info("polling.recovered", extra={"tries": self._tries})
            self._tries = 0
            self.on_recovery()

    async def _pause(self, problem: Exception) -> None:
        self._tries += 1
        pause_s = min(LONGEST_PAUSE_S, 2.0 ** (self._tries - 1))
        if isinstance(problem, HeldBack):
            pause_s = problem.retry_after_s
        if isinstance(problem, Conflict):
            log.error("polling.conflict", extra={"why": problem.message})
        else:
            log.warning("polling.failed", extra={"why": str(problem), "again_in_s": pause_s})
        await asyncio.sleep(pause_s)


def _id_of(fetched: dict[str, Any]) -> int:
    return int(fetched["update_id"])


def _parsed(fetched: dict[str, Any]) -> Update | None:
    """None for an update that cannot be read; it would be as unreadable the next time."""
    try:
        return Update.model_validate(fetched)
    except ValueError as problem:
        log.error("update.unreadable", extra={"problem": where_it_broke(problem)})
        return None


def _nothing_to_do() -> asyncio.Future[None]:
    done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    done.set_result(None)
    return done
