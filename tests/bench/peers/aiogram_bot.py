"""aiogram 3 as its documentation has it: a router with FSM states, long polling, and APScheduler with its jobs in SQLite."""

import asyncio
import json
import os
from pathlib import Path

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlite_storage import SqliteStorage

FOLDER = Path(os.environ["PEER_FOLDER"])
SCREENS = json.loads(Path(os.environ["PEER_DIALOG"]).read_text())
JOBS = f"sqlite:///{FOLDER / 'jobs.sqlite'}"
Triage = type("Triage", (StatesGroup,), {f"question_{step}": State() for step in range(len(SCREENS))})
STATES = [getattr(Triage, f"question_{step}") for step in range(len(SCREENS))]
router = Router()
bot: Bot


def screen(step: int) -> dict:
    """Text and keyboard of a step; every button leads to the next one."""
    rows = SCREENS[step]["rows"]
    numbered = iter(range(100))
    keyboard = [[InlineKeyboardButton(text=label, callback_data=f"{step}:{next(numbered)}") for label in row] for row in rows]
    return {"text": SCREENS[step]["text"], "reply_markup": InlineKeyboardMarkup(inline_keyboard=keyboard)}


SHOWN = [screen(step) for step in range(len(SCREENS))]


@router.message(CommandStart())
async def start(message: Message, state: FSMContext) -> None:
    await state.set_data({})
    await state.set_state(STATES[0])
    await message.answer(**SHOWN[0])


def asks(step: int) -> None:
    """Adds the handler of one question."""
    following = (step + 1) % len(STATES)

    @router.callback_query(STATES[step], F.data.startswith(f"{step}:"))
    async def answered(query: CallbackQuery, state: FSMContext) -> None:
        await query.answer()
        await state.update_data({str(step): query.data.partition(":")[2]})
        await state.set_state(STATES[following])
        await query.message.edit_text(**SHOWN[following])


for number in range(len(STATES)):
    asks(number)


async def remind(chat: int) -> None:
    await bot.send_message(chat, "Time for your exercises.")


@router.message(Command("remind"))
async def reminder(message: Message, command: CommandObject, scheduler: AsyncIOScheduler) -> None:
    hour, minute = (int(part) for part in (command.args or "08:00").split(":"))
    chat = message.chat.id
    scheduler.add_job(remind, "cron", hour=hour, minute=minute, args=[chat], id=str(chat), replace_existing=True)
    await message.answer("I will remind you.")


@router.message(F.text)
async def again(message: Message, state: FSMContext) -> None:
    """Words instead of a tap: the question is shown again, if somebody knows which."""
    at = await state.get_state()
    step = next((number for number, each in enumerate(STATES) if each.state == at), None)
    await message.answer(**({"text": "Please send /start."} if step is None else SHOWN[step]))


async def main() -> None:
    global bot  # a job in a store is called by name and finds what it needs in the module
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["PEER_URL"]))
    bot = Bot(os.environ["PEER_TOKEN"], session=session, default=DefaultBotProperties(parse_mode="HTML"))
    storage = SqliteStorage(FOLDER / "fsm.sqlite")
    await storage.open()
    scheduler = AsyncIOScheduler(jobstores={"default": SQLAlchemyJobStore(url=JOBS)})
    scheduler.start()
    dispatcher = Dispatcher(storage=storage, scheduler=scheduler)
    dispatcher.include_router(router)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main())
