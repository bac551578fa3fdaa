"""What each method of the Bot API takes. Fields that Telegram knows and this server has no use for are ignored.

Values come as JSON or, from forms and query strings, as text that may hold JSON; both are read alike, as Telegram does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, ValidationError, ValidationInfo

from bot.local import words
from bot.local.entities import Entity
from bot.local.keyboards import InlineKeyboard, Markup, Rows, markup
from bot.local.wire import Refused


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    name: str
    mime: str
    content: bytes


Given: TypeAlias = Mapping[str, JsonValue | Upload]
"""Parameters as they came in, before they are read."""


def _json(value: object, info: ValidationInfo) -> object:
    if not isinstance(value, str):
        return value
    if not value.strip():
        return None
    try:
        return json.loads(value)
    except ValueError as error:
        raise Refused(400, words.PARAMETER_UNREADABLE.format(name=info.field_name)) from error


def _chat(value: object) -> object:
    if value in ("", None):
        raise Refused(400, words.CHAT_ID_EMPTY)
    try:
        return int(str(value))
    except ValueError as error:
        raise Refused(400, words.CHAT_NOT_FOUND) from error


def _file(value: object, info: ValidationInfo) -> object:
    if isinstance(value, str) and value.startswith("attach://"):
        return (info.context or {}).get(value.removeprefix("attach://"))
    return value or None


def _entity(value: object) -> object:
    if not isinstance(value, Mapping):
        return value
    more = {name: field for name, field in value.items() if name not in {"type", "offset", "length"}}
    if value.get("type") not in ENTITY_TYPES:
        raise Refused(400, words.ENTITY_TYPE)
    return Entity(value["type"], int(value["offset"]), int(value["length"]), more)


ENTITY_TYPES = frozenset(
    {
        *("mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"),
        *("bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote"),
        *("code", "pre", "text_link", "text_mention", "custom_emoji", "date_time"),
    }
)

File: TypeAlias = Annotated[Upload | str | None, BeforeValidator(_file)]
ChatId: TypeAlias = Annotated[int, BeforeValidator(_chat)]
Entities: TypeAlias = Annotated[tuple[Annotated[Entity, BeforeValidator(_entity)], ...] | None, BeforeValidator(_json)]
Keyboard: TypeAlias = Annotated[Markup | None, BeforeValidator(markup), BeforeValidator(_json)]
Strings: TypeAlias = Annotated[tuple[str, ...] | None, BeforeValidator(_json)]
Ids: TypeAlias = Annotated[tuple[int, ...], BeforeValidator(_json)]
Object: TypeAlias = Annotated[dict[str, JsonValue] | None, BeforeValidator(_json)]


class Parameters(BaseModel):
    """What all methods have in common: unknown fields are no error, numbers may come as text."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True, arbitrary_types_allowed=True)


class GetUpdates(Parameters):
    offset: int = 0
    limit: int = 100
    timeout: int = Field(default=0, description="seconds")
    allowed_updates: Strings = None


class SetWebhook(Parameters):
    url: str = ""
    secret_token: str = ""
    max_connections: int = 40
    allowed_updates: Strings = None
    drop_pending_updates: bool = False


class ToChat(Parameters):
    chat_id: ChatId


class Sending(ToChat):
    """What every method that sends has in common."""

    reply_markup: Keyboard = None
    reply_parameters: Object = None


class SendMessage(Sending):
    text: str = ""
    parse_mode: str | None = None
    entities: Entities = None


class Attributes(Parameters):
    """What a bot may say about a file that it sends."""

    caption: str = ""
    parse_mode: str | None = None
    caption_entities: Entities = None
    duration: int = Field(default=0, ge=0, description="seconds")
    width: int = Field(default=0, ge=0, description="pixels")
    height: int = Field(default=0, ge=0, description="pixels")
    title: str | None = None
    performer: str | None = None


class SendMedia(Sending, Attributes):
    """One of the files is there: the one that the method is named after."""

    photo: File = None
    animation: File = None
    audio: File = None
    voice: File = None
    video: File = None
    document: File = None


class SendDraft(ToChat):
    draft_id: int
    text: str = ""
    parse_mode: str | None = None
    entities: Entities = None


class Editing(ToChat):
    """A message of the bot, and the buttons it gets; without buttons it loses those it has."""

    message_id: int = 0
    reply_markup: Keyboard = None

    def keyboard(self) -> Rows:
        if self.reply_markup is None:
            return ()
        if not isinstance(self.reply_markup, InlineKeyboard):
            raise Refused(400, words.MARKUP_NOT_INLINE)
        return self.reply_markup.rows()


class EditText(Editing):
    text: str = ""
    parse_mode: str | None = None
    entities: Entities = None


class EditCaption(Editing):
    caption: str = ""
    parse_mode: str | None = None
    caption_entities: Entities = None


class InputMedia(Attributes):
    type: Literal["photo", "animation", "audio", "video", "document"]
    media: File = None


class EditMedia(Editing):
    media: Annotated[InputMedia, BeforeValidator(_json)]


class DeleteMessage(ToChat):
    message_id: int = 0


class DeleteMessages(ToChat):
    message_ids: Ids


class AnswerQuery(Parameters):
    callback_query_id: str = ""
    text: str = ""
    show_alert: bool = False
    url: str | None = None


class SendAction(ToChat):
    action: str = ""


class BotCommand(Parameters):
    command: str
    description: str


class ForAudience(Parameters):
    """Commands and descriptions can differ by scope and by language."""

    scope: Object = None
    language_code: str = ""


class SetCommands(ForAudience):
    commands: Annotated[tuple[BotCommand, ...], BeforeValidator(_json)]


class SetDescription(ForAudience):
    description: str = ""
    short_description: str = ""


class SetMenuButton(Parameters):
    chat_id: ChatId | None = None
    menu_button: Object = None


class GetFile(Parameters):
    file_id: str = ""


class DropPending(Parameters):
    drop_pending_updates: bool = False


P = TypeVar("P", bound=Parameters)


def read(model: type[P], given: Given) -> P:
    """The parameters of a method, checked.

    Raises:
        Refused: a value is missing, of a wrong type or beyond a limit.
    """
    try:
        return model.model_validate(dict(given), context={name: it for name, it in given.items() if isinstance(it, Upload)})
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        if name == "chat_id":
            raise Refused(400, words.CHAT_ID_EMPTY) from error
        if name == "media":
            raise Refused(400, words.MEDIA_UNREADABLE.format(why=words.MEDIA_TYPE)) from error
        wording = words.PARAMETER_REQUIRED if first["type"] == "missing" else words.PARAMETER_INVALID
        raise Refused(400, wording.format(name=name)) from error
