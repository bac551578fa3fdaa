"""The Bot API's own words: descriptions and codes that Telegram answers with.

They are part of the protocol, not sentences of ours: bots and libraries compare them letter by letter. Kept in this one
place so that no other module holds a sentence.
"""

from __future__ import annotations

from typing import Final

UNAUTHORIZED: Final = "Unauthorized"
NOT_FOUND: Final = "Not Found"
METHOD_NOT_FOUND: Final = "Not Found: method not found"
INTERNAL: Final = "Internal Server Error"
ENTITY_TOO_LARGE: Final = "Request Entity Too Large"
TOO_MANY: Final = "Too Many Requests: retry after {seconds}"
BY_CODE: Final = {
    400: "Bad Request",
    401: UNAUTHORIZED,
    403: "Forbidden",
    404: NOT_FOUND,
    409: "Conflict",
    500: INTERNAL,
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}

BLOCKED: Final = "Forbidden: bot was blocked by the user"
OTHER_POLLER: Final = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
POLL_ENDED_BY_WEBHOOK: Final = "Conflict: terminated by setWebhook request"
WEBHOOK_ACTIVE: Final = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)

CHAT_ID_EMPTY: Final = "Bad Request: chat_id is empty"
CHAT_NOT_FOUND: Final = "Bad Request: chat not found"
TEXT_EMPTY: Final = "Bad Request: message text is empty"
TEXT_TOO_LONG: Final = "Bad Request: message is too long"
CAPTION_TOO_LONG: Final = "Bad Request: message caption is too long"
REPLIED_NOT_FOUND: Final = "Bad Request: message to be replied not found"
MESSAGE_ID_MISSING: Final = "Bad Request: message identifier is not specified"
EDIT_NOT_FOUND: Final = "Bad Request: message to edit not found"
EDIT_FORBIDDEN: Final = "Bad Request: message can't be edited"
EDIT_NO_TEXT: Final = "Bad Request: there is no text in the message to edit"
EDIT_NO_CAPTION: Final = "Bad Request: there is no caption in the message to edit"
NOT_MODIFIED: Final = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
DELETE_NOT_FOUND: Final = "Bad Request: message to delete not found"
DELETE_TOO_OLD: Final = "Bad Request: message can't be deleted for everyone"
QUERY_TOO_OLD: Final = "Bad Request: query is too old and response timeout expired or query ID is invalid"
ANSWER_TOO_LONG: Final = "Bad Request: MESSAGE_TOO_LONG"

BUTTON_DATA_INVALID: Final = "Bad Request: BUTTON_DATA_INVALID"
BUTTON_TEXT_EMPTY: Final = 'Bad Request: can\'t parse inline keyboard button: Field "text" must be non-empty'
BUTTON_WITHOUT_KIND: Final = "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
BUTTON_URL_INVALID: Final = "Bad Request: inline keyboard button URL '{url}' is invalid: Wrong HTTP URL"
MARKUP_TOO_LONG: Final = "Bad Request: reply markup is too long"
MARKUP_NOT_OBJECT: Final = "Bad Request: object expected as reply markup"
MARKUP_NOT_INLINE: Final = "Bad Request: inline keyboard expected"
PARAMETER_UNREADABLE: Final = "Bad Request: can't parse {name} JSON object"
PARAMETER_INVALID: Final = 'Bad Request: parameter "{name}" is invalid'
PARAMETER_REQUIRED: Final = 'Bad Request: parameter "{name}" is required'
BODY_UNREADABLE: Final = "Bad Request: can't parse request body"
PARSE_MODE_UNSUPPORTED: Final = "Bad Request: unsupported parse_mode"

ENTITIES_UNREADABLE: Final = "Bad Request: can't parse entities: {why}"
TAG_UNSUPPORTED: Final = 'Unsupported start tag "{tag}" at byte offset {at}'
TAG_UNCLOSED: Final = "Unclosed start tag at byte offset {at}"
TAG_UNCLOSED_NAMED: Final = 'Unclosed start tag "{tag}" at byte offset {at}'
TAG_NO_EQUALS: Final = 'Expected equal sign in declaration of an attribute of the tag "{tag}" at byte offset {at}'
TAG_NO_ATTRIBUTE: Final = 'Empty attribute name in the tag "{tag}" at byte offset {at}'
TAG_BAD_NAME: Final = "Unexpected end of name token at byte offset {at}"
TAG_SPAN: Final = 'Tag "span" must have class "tg-spoiler" at byte offset {at}'
TAG_END_UNEXPECTED: Final = "Unexpected end tag at byte offset {at}"
TAG_END_UNCLOSED: Final = "Unclosed end tag at byte offset {at}"
TAG_END_UNMATCHED: Final = 'Unmatched end tag at byte offset {at}, expected "</{expected}>", found "</{found}>"'
TAG_END_MISSING: Final = 'Can\'t find end tag corresponding to start tag "{tag}"'

ENTITY_BOUNDS: Final = "Bad Request: ENTITY_BOUNDS_INVALID"
ENTITY_BEYOND: Final = (
    "Bad Request: entity beginning at UTF-16 offset {start} ends after the end of the text at UTF-16 offset {end}"
)
ENTITY_STARTS_BEYOND: Final = "Bad Request: entity begins after the end of the text at UTF-16 offset {start}"
ENTITY_IN_SYMBOL: Final = "Bad Request: entity begins in a middle of a UTF-16 symbol at UTF-16 offset {start}"
ENTITY_ENDS_IN_SYMBOL: Final = (
    "Bad Request: entity beginning at UTF-16 offset {start} ends in a middle of a UTF-16 symbol at UTF-16 offset {end}"
)
ENTITY_TYPE: Final = "Bad Request: can't parse MessageEntity: Unsupported type specified"

FILE_MISSING: Final = "Bad Request: there is no {kind} in the request"
FILE_EMPTY: Final = "Bad Request: file must be non-empty"
FILE_ID_WRONG: Final = "Bad Request: wrong file identifier/HTTP URL specified"
FILE_ID_INVALID: Final = "Bad Request: invalid file_id"
FILE_KIND_WRONG: Final = "Bad Request: can't use file of type {was} as {wanted}"
FILE_FROM_URL: Final = "Bad Request: failed to get HTTP URL content"
FILE_TOO_BIG_TO_LOAD: Final = "Bad Request: file is too big"
PHOTO_TOO_BIG: Final = "Bad Request: file of size {size} bytes is too big for a photo; the maximum size is 10485760 bytes"
PHOTO_UNREADABLE: Final = "Bad Request: IMAGE_PROCESS_FAILED"
PHOTO_DIMENSIONS: Final = "Bad Request: PHOTO_INVALID_DIMENSIONS"
MEDIA_UNREADABLE: Final = "Bad Request: can't parse InputMedia: {why}"
MEDIA_TYPE: Final = "media type is invalid"

COMMAND_INVALID: Final = "Bad Request: BOT_COMMAND_INVALID"
COMMAND_DESCRIPTION: Final = "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"
COMMANDS_TOO_MANY: Final = "Bad Request: BOT_COMMANDS_TOO_MUCH"
LANGUAGE_INVALID: Final = "Bad Request: invalid language code specified"
DESCRIPTION_TOO_LONG: Final = "Bad Request: description is too long"
SHORT_DESCRIPTION_TOO_LONG: Final = "Bad Request: short description is too long"
ACTION_WRONG: Final = "Bad Request: wrong parameter action in request"
DRAFT_ID_INVALID: Final = "Bad Request: RANDOM_ID_INVALID"
MENU_BUTTON_INVALID: Final = "Bad Request: MenuButton has unsupported type"

WEBHOOK_NEEDS_HTTPS: Final = "Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
HOOK_KEY_TOO_LONG: Final = "Bad Request: secret token is too long"
HOOK_KEY_INVALID: Final = "Bad Request: secret token contains unallowed characters"
WEBHOOK_SET: Final = "Webhook was set"
WEBHOOK_SET_ALREADY: Final = "Webhook is already set"
WEBHOOK_DELETED: Final = "Webhook was deleted"
WEBHOOK_DELETED_ALREADY: Final = "Webhook is already deleted"
WEBHOOK_WRONG_ANSWER: Final = "Wrong response from the webhook: {code} {reason}"
WEBHOOK_UNREACHABLE: Final = "Connection refused"
