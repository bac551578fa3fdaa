"""The methods of the Bot API that this server knows, by name."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import JsonValue

from bot.local import editing, models, sending, words
from bot.local.media import DOWNLOAD_BYTES
from bot.local.state import World
from bot.local.wire import Refused, Wire

P = TypeVar("P", bound=models.Parameters)

COMMANDS_AT_MOST = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"|[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Said:
    """A result that comes with a remark of Telegram's."""

    result: JsonValue
    description: str


@dataclass(frozen=True, slots=True)
class Method(Generic[P]):
    """What a method takes, and what it does."""

    takes: type[P]
    does: Callable[[World, P], Awaitable[JsonValue | Said]]

    async def call(self, world: World, given: models.Given) -> JsonValue | Said:
        return await self.does(world, models.read(self.takes, given))


async def get_me(world: World, _: models.Parameters) -> JsonValue:
    abilities: Wire = {"can_join_groups": False, "can_read_all_group_messages": False, "supports_inline_queries": False}
    return {**world.me(), **abilities, "can_connect_to_business": False, "has_main_web_app": False}


async def get_updates(world: World, asked: models.GetUpdates) -> JsonValue:
    return [update.wire() for update in await world.updates.fetch(asked)]


async def set_webhook(world: World, asked: models.SetWebhook) -> Said:
    return Said(True, world.updates.hook(asked))


async def delete_webhook(world: World, asked: models.DropPending) -> Said:
    return Said(True, world.updates.unhook(drop=asked.drop_pending_updates))


async def webhook_info(world: World, _: models.Parameters) -> JsonValue:
    return world.updates.hook_wire()


async def set_commands(world: World, asked: models.SetCommands) -> JsonValue:
    if len(asked.commands) > COMMANDS_AT_MOST:
        raise Refused(400, words.COMMANDS_TOO_MANY)
    for each in asked.commands:
        if not _COMMAND.fullmatch(each.command.removeprefix("/")):
            raise Refused(400, words.COMMAND_INVALID)
        if not 1 <= len(each.description.strip()) <= 256:
            raise Refused(400, words.COMMAND_DESCRIPTION)
    world.profile.commands[_audience(asked)] = asked.commands
    world.show_profile()
    return True


async def get_commands(world: World, asked: models.ForAudience) -> JsonValue:
    return [each.model_dump() for each in world.profile.commands.get(_audience(asked), ())]


async def delete_commands(world: World, asked: models.ForAudience) -> JsonValue:
    world.profile.commands.pop(_audience(asked), None)
    world.show_profile()
    return True


async def set_description(world: World, asked: models.SetDescription) -> JsonValue:
    return _describe(world, "description", asked.description, asked, 512, words.DESCRIPTION_TOO_LONG)


async def set_short_description(world: World, asked: models.SetDescription) -> JsonValue:
    text = asked.short_description
    return _describe(world, "short_description", text, asked, 120, words.SHORT_DESCRIPTION_TOO_LONG)


def described(name: str) -> Callable[[World, models.ForAudience], Awaitable[JsonValue]]:
    async def tell(world: World, asked: models.ForAudience) -> JsonValue:
        return {name: world.profile.texts.get((name, asked.language_code), "")}

    return tell


def _describe(world: World, name: str, text: str, asked: models.SetDescription, at_most: int, beyond: str) -> JsonValue:
    if not _LANGUAGE.fullmatch(asked.language_code):
        raise Refused(400, words.LANGUAGE_INVALID)
    if len(text) > at_most:
        raise Refused(400, beyond)
    world.profile.texts[(name, asked.language_code)] = text
    world.show_profile()
    return True


async def set_menu_button(world: World, asked: models.SetMenuButton) -> JsonValue:
    button = asked.menu_button or {"type": "default"}
    if button.get("type") not in {"default", "commands", "web_app"}:
        raise Refused(400, words.MENU_BUTTON_INVALID)
    world.profile.menu_button = button
    return True


async def get_menu_button(world: World, _: models.SetMenuButton) -> JsonValue:
    return world.profile.menu_button


async def get_file(world: World, asked: models.GetFile) -> JsonValue:
    stored = world.files.by_id(asked.file_id)
    if stored is None:
        raise Refused(400, words.FILE_ID_INVALID)
    if len(stored.content) > DOWNLOAD_BYTES:
        raise Refused(400, words.FILE_TOO_BIG_TO_LOAD)
    return {**stored.wire(), "file_path": stored.path}


async def get_chat(world: World, asked: models.ToChat) -> JsonValue:
    whole: Wire = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _NO_GIFTS}
    return {**world.known(asked.chat_id).wire(), **whole}


_NO_GIFTS: Wire = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)


async def yes(_: World, __: models.Parameters) -> JsonValue:
    """Methods that mean nothing here, such as logOut."""
    return True


def _audience(asked: models.ForAudience) -> tuple[str, str]:
    if not _LANGUAGE.fullmatch(asked.language_code):
        raise Refused(400, words.LANGUAGE_INVALID)
    scope = asked.scope or {"type": "default"}
    return json.dumps(scope, sort_keys=True), asked.language_code


_NAMED: Mapping[str, Method[Any]] = {
    "getMe": Method(models.Parameters, get_me),
    "logOut": Method(models.Parameters, yes),
    "close": Method(models.Parameters, yes),
    "getUpdates": Method(models.GetUpdates, get_updates),
    "setWebhook": Method(models.SetWebhook, set_webhook),
    "deleteWebhook": Method(models.DropPending, delete_webhook),
    "getWebhookInfo": Method(models.Parameters, webhook_info),
    "sendMessage": Method(models.SendMessage, sending.send_message),
    "sendPhoto": Method(models.SendMedia, sending.send_medium("photo")),
    "sendAnimation": Method(models.SendMedia, sending.send_medium("animation")),
    "sendAudio": Method(models.SendMedia, sending.send_medium("audio")),
    "sendVoice": Method(models.SendMedia, sending.send_medium("voice")),
    "sendVideo": Method(models.SendMedia, sending.send_medium("video")),
    "sendDocument": Method(models.SendMedia, sending.send_medium("document")),
    "sendChatAction": Method(models.SendAction, sending.send_action),
    "sendMessageDraft": Method(models.SendDraft, sending.send_draft),
    "editMessageText": Method(models.EditText, editing.edit_text),
    "editMessageCaption": Method(models.EditCaption, editing.edit_caption),
    "editMessageMedia": Method(models.EditMedia, editing.edit_media),
    "editMessageReplyMarkup": Method(models.Editing, editing.edit_buttons),
    "deleteMessage": Method(models.DeleteMessage, editing.delete_message),
    "deleteMessages": Method(models.DeleteMessages, editing.delete_messages),
    "answerCallbackQuery": Method(models.AnswerQuery, editing.answer_query),
    "setMyCommands": Method(models.SetCommands, set_commands),
    "getMyCommands": Method(models.ForAudience, get_commands),
    "deleteMyCommands": Method(models.ForAudience, delete_commands),
    "setMyDescription": Method(models.SetDescription, set_description),
    "getMyDescription": Method(models.ForAudience, described("description")),
    "setMyShortDescription": Method(models.SetDescription, set_short_description),
    "getMyShortDescription": Method(models.ForAudience, described("short_description")),
    "setChatMenuButton": Method(models.SetMenuButton, set_menu_button),
    "getChatMenuButton": Method(models.SetMenuButton, get_menu_button),
    "getFile": Method(models.GetFile, get_file),
    "getChat": Method(models.ToChat, get_chat),
}

METHODS: Mapping[str, tuple[str, Method[Any]]] = {name.lower(): (name, method) for name, method in _NAMED.items()}
"""By name in small letters, as Telegram does not look at case; with the name as it is documented."""
