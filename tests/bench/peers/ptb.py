"""python-telegram-bot as its documentation has it: ConversationHandler, PicklePersistence, JobQueue, `run_polling`.

PEER_FLUSH=1 writes everything after every update instead of once a minute.
"""

import datetime
import json
import os
from pathlib import Path

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    TypeHandler,
    filters,
)

FOLDER = Path(os.environ["PEER_FOLDER"])
SCREENS = json.loads(Path(os.environ["PEER_DIALOG"]).read_text())
Context = ContextTypes.DEFAULT_TYPE


def screen(step: int) -> dict:
    """Text and keyboard of a step; every button leads to the next one."""
    rows = SCREENS[step]["rows"]
    numbered = iter(range(100))
    keyboard = [[InlineKeyboardButton(label, callback_data=f"{step}:{next(numbered)}") for label in row] for row in rows]
    return {"text": SCREENS[step]["text"], "reply_markup": InlineKeyboardMarkup(keyboard), "parse_mode": "HTML"}


SHOWN = [screen(step) for step in range(len(SCREENS))]


async def start(update: Update, context: Context) -> int:
    context.user_data["answers"] = {}
    context.user_data["step"] = 0
    await update.message.reply_text(**SHOWN[0])
    return 0


async def answered(update: Update, context: Context) -> int:
    query = update.callback_query
    await query.answer()
    step, _, choice = query.data.partition(":")
    context.user_data["answers"][int(step)] = choice
    following = (int(step) + 1) % len(SHOWN)
    context.user_data["step"] = following
    await query.edit_message_text(**SHOWN[following])
    return following


async def again(update: Update, context: Context) -> None:
    """Words instead of a tap: the question is shown again."""
    await update.message.reply_text(**SHOWN[context.user_data["step"]])


async def lost(update: Update, _: Context) -> None:
    """Somebody of whom nothing is known."""
    await update.message.reply_text("Please send /start.")


async def remind(context: Context) -> None:
    await context.bot.send_message(context.job.chat_id, "Time for your exercises.")


def plan_reminder(application: Application, chat: int, at: str) -> None:
    hour, minute = (int(part) for part in at.split(":"))
    application.job_queue.run_daily(remind, datetime.time(hour, minute), chat_id=chat, name=str(chat))


async def reminder(update: Update, context: Context) -> None:
    context.user_data["reminder"] = context.args[0] if context.args else "08:00"
    plan_reminder(context.application, update.effective_chat.id, context.user_data["reminder"])
    await update.message.reply_text("I will remind you.")


async def plan_all(application: Application) -> None:
    """Jobs do not outlive the process, so they are made again from what the people have chosen."""
    for chat, data in application.user_data.items():
        if "reminder" in data:
            plan_reminder(application, chat, data["reminder"])


async def flush(_: object, context: Context) -> None:
    await context.application.update_persistence()


def main() -> None:
    application = (
        ApplicationBuilder()
        .token(os.environ["PEER_TOKEN"])
        .base_url(os.environ["PEER_URL"] + "/bot")
        .persistence(PicklePersistence(FOLDER / "ptb.pickle"))
        .post_init(plan_all)
        .build()
    )
    dialog = ConversationHandler(
        entry_points=[CommandHandler("start", start)],
        states={step: [CallbackQueryHandler(answered, pattern=f"^{step}:")] for step in range(len(SHOWN))},
        fallbacks=[CommandHandler("start", start), MessageHandler(filters.TEXT & ~filters.COMMAND, again)],
        name="triage",
        persistent=True,
    )
    application.add_handler(dialog)
    application.add_handler(CommandHandler("remind", reminder))
    application.add_handler(MessageHandler(filters.TEXT, lost))
    if os.environ.get("PEER_FLUSH"):
        application.add_handler(TypeHandler(Update, flush), group=1)
    application.run_polling()


if __name__ == "__main__":
    main()
