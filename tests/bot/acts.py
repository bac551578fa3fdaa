"""Things that people do, any of which may come at any time."""

from __future__ import annotations

from bot.local import people
from tests.telegram import Someone, TelegramWorld

WHAT = ("says", "says", "taps", "taps", "forges", "sends")
TEXTS = (
    "hello", "lower back", "3 weeks", "7/10", "not sure", "none", "yes", "no", "8:00", "Berlin", "chest pain", "i cant pee",
    "stop", "/start", "/hurt", "/session", "/remind", "/checkin", "/settings", "/pause", "/help", "/delete", "/nonsense",
)  # fmt: skip
KINDS = ("sticker", "voice", "photo", "contact")
FORGED = ("triage:1:yes", "plan:0:start", "plan:0:resume", "danger:3:no", "x", "routine:2:stop", "onboarding:1:agree")
MOST_BACK = 40

Act = tuple[str, int, str, int]
"""What, who, which words, and a number that chooses a button or a kind."""


def does(phone: Someone, world: TelegramWorld, act: Act) -> None:
    """Acts on the phone of whoever does it."""
    what, _, text, index = act
    here, chat = world.telegram.world, phone.chat
    buttons = [(message.id, data) for message in phone.messages() for row in message.buttons for _, data in row]
    match what:
        case "taps" if buttons:
            people.taps(here, chat, *buttons[-1 - index % len(buttons)])
        case "forges":
            people.taps(here, chat, 1, FORGED[index % len(FORGED)], forged=True)
        case "sends":
            people.sends_kind(here, chat, KINDS[index % len(KINDS)])
        case _:
            people.says(here, chat, text)
