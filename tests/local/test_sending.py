"""Everything a bot can send, through the real client library, and everything that Telegram would refuse."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from telegram import (
    Bot,
    BotCommand,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    MenuButtonCommands,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from tests.local.conftest import Hands, client
from tests.local.pictures import GIF, MP3, OGG, png
from tests.telegram import Someone, TelegramWorld


def keys(*rows: tuple[tuple[str, str], ...]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in rows])


async def test_a_message_comes_back_and_is_seen(bot: Bot, ann: Someone) -> None:
    sent = await bot.send_message(
        7, "<b>Where</b> does it hurt?", parse_mode="HTML", reply_markup=keys((("Neck", "n"), ("Back", "b")))
    )
    seen = ann.last
    assert (seen.text, seen.buttons) == ("Where does it hurt?", ((("Neck", "n"), ("Back", "b")),))
    assert sent.message_id == seen.id
    assert sent.entities == (MessageEntity(MessageEntity.BOLD, 0, 5),)
    assert sent.from_user is not None
    assert sent.from_user.is_bot
    assert sent.chat.first_name == "Ann"


async def test_given_entities_are_kept(bot: Bot, ann: Someone) -> None:
    sent = await bot.send_message(ann.id, "a 😀 b", entities=[MessageEntity(MessageEntity.ITALIC, 2, 2)])
    assert sent.parse_entities() == {MessageEntity(MessageEntity.ITALIC, 2, 2): "😀"}


async def test_hostile_words_arrive_as_they_are(bot: Bot, ann: Someone) -> None:
    words = "_*[]()~`>#+-=|{}.! <b> & \u202eevil\u202c 👩‍👩‍👧 \\"
    await bot.send_message(ann.id, words)
    assert ann.last.text == words


async def test_a_reply_shows_what_it_answers(bot: Bot, ann: Someone) -> None:
    first = await bot.send_message(ann.id, "one")
    second = await bot.send_message(ann.id, "two", reply_parameters=ReplyParameters(first.message_id))
    assert second.reply_to_message is not None
    assert second.reply_to_message.text == "one"


async def test_media_are_kept_by_id_and_can_be_sent_again(bot: Bot, ann: Someone) -> None:
    photo = await bot.send_photo(ann.id, png(60, 40), caption="<i>see</i>", parse_mode="HTML")
    assert (photo.photo[-1].width, photo.photo[-1].height, photo.caption) == (60, 40, "see")
    again = await bot.send_photo(ann.id, photo.photo[-1].file_id)
    assert again.photo[-1].file_unique_id == photo.photo[-1].file_unique_id
    assert [each.media for each in ann.answers()] == ["photo", "photo"]


async def test_each_kind_of_file_comes_back_as_itself(bot: Bot, ann: Someone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    animation = (await bot.send_animation(ann.id, GIF, duration=2, filename="a.gif")).animation
    audio = (await bot.send_audio(ann.id, MP3, duration=9, title="Breathe", performer="K", caption="In. Out.")).audio
    voice = (await bot.send_voice(ann.id, OGG, duration=3)).voice
    document = (await bot.send_document(ann.id, b"%PDF-1.7", filename="summary.pdf")).document
    video = (await bot.send_video(ann.id, bytes(4) + b"ftypisom", width=30, height=20, duration=1)).video
    assert animation is not None
    assert (animation.width, animation.mime_type, animation.duration) == (2, "image/gif", timedelta(seconds=2))
    assert audio is not None
    assert (audio.title, audio.duration, audio.mime_type) == ("Breathe", timedelta(seconds=9), "audio/mpeg")
    assert voice is not None
    assert (voice.duration, voice.mime_type) == (timedelta(seconds=3), "audio/ogg")
    assert document is not None
    assert (document.file_name, document.mime_type) == ("summary.pdf", "application/pdf")
    assert video is not None
    assert (video.width, video.mime_type) == (30, "video/mp4")


async def test_a_file_is_downloaded_by_its_path(bot: Bot, ann: Someone) -> None:
    sent = await bot.send_document(ann.id, b"twelve bytes", filename="a.txt")
    assert sent.document is not None
    found = await bot.get_file(sent.document.file_id)
    assert bytes(await found.download_as_bytearray()) == b"twelve bytes"


async def test_what_a_person_sent_can_be_fetched(bot: Bot, ann: Someone) -> None:
    await ann.voice()
    [update] = await bot.get_updates(timeout=1)
    assert update.message is not None
    assert update.message.voice is not None
    assert (await bot.get_file(update.message.voice.file_id)).file_size == 64


async def test_a_reply_keyboard_stays_below_the_chat_until_removed(bot: Bot, ann: Someone) -> None:
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("Where I am", request_location=True)], ["No"]])
    await bot.send_message(ann.id, "Where?", reply_markup=keyboard)
    assert ann.chat.reply_keyboard == [[{"text": "Where I am", "request_location": True}], [{"text": "No"}]]
    await bot.send_message(ann.id, "Thanks", reply_markup=ReplyKeyboardRemove())
    await bot.send_message(ann.id, "And?", reply_markup=ForceReply())
    assert ann.chat.reply_keyboard == []


async def test_what_a_bot_says_of_itself(bot: Bot, ann: Someone) -> None:
    await bot.set_my_commands([BotCommand("help", "How this works")])
    await bot.set_my_commands([BotCommand("hilfe", "Wie das geht")], language_code="de")
    await bot.set_my_description("Guides you.")
    await bot.set_my_short_description("Guides.")
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert await bot.get_my_commands() == (BotCommand("help", "How this works"),)
    assert [each.command for each in await bot.get_my_commands(language_code="de")] == ["hilfe"]
    assert (await bot.get_my_description()).description == "Guides you."
    assert (await bot.get_my_short_description()).short_description == "Guides."
    assert isinstance(await bot.get_chat_menu_button(), MenuButtonCommands)
    await bot.delete_my_commands()
    assert await bot.get_my_commands() == ()
    assert (await bot.get_chat(ann.id)).first_name == "Ann"


async def test_actions_and_drafts_are_shown(bot: Bot, ann: Someone) -> None:
    assert await bot.send_chat_action(ann.id, "typing")
    assert await bot.send_message_draft(ann.id, 5, "Think")
    kinds = [entry.kind for entry in ann.chat.journal.since(0) or ()]
    assert kinds[-2:] == ["action", "draft"]


Refusal = tuple[Callable[[Bot], Awaitable[object]], str]
ONE = keys((("Yes", "y"),))

REFUSED: dict[str, Refusal] = {
    "empty text": (lambda bot: bot.send_message(7, ""), "Message text is empty"),
    "only spaces": (lambda bot: bot.send_message(7, " \n "), "Message text is empty"),
    "long text": (lambda bot: bot.send_message(7, "a" * 4097), "Message is too long"),
    "long in emoji": (lambda bot: bot.send_message(7, "😀" * 2049), "Message is too long"),
    "long caption": (lambda bot: bot.send_photo(7, png(), caption="a" * 1025), "Message caption is too long"),
    "bad html": (
        lambda bot: bot.send_message(7, "<b>x", parse_mode="HTML"),
        "Can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    "bad html in a caption": (
        lambda bot: bot.send_photo(7, png(), caption="<q>x</q>", parse_mode="HTML"),
        'Can\'t parse entities: Unsupported start tag "q" at byte offset 0',
    ),
    "entity outside": (
        lambda bot: bot.send_message(7, "ab", entities=[MessageEntity("bold", 0, 5)]),
        "Entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 5",
    ),
    "entity below nothing": (
        lambda bot: bot.send_message(7, "ab", entities=[MessageEntity("bold", -1, 5)]),
        "Entity_bounds_invalid",
    ),
    "entity unknown": (
        lambda bot: bot.send_message(7, "ab", entities=[MessageEntity("sparkle", 0, 1)]),
        "Can't parse MessageEntity: Unsupported type specified",
    ),
    "data of 65 bytes": (
        lambda bot: bot.send_message(7, "a", reply_markup=keys((("x", "ä" * 32 + "a"),))),
        "Button_data_invalid",
    ),
    "data empty": (lambda bot: bot.send_message(7, "a", reply_markup=keys((("x", ""),))), "Button_data_invalid"),
    "button without kind": (
        lambda bot: bot.send_message(7, "a", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("x")]])),
        "Can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    "button without words": (
        lambda bot: bot.send_message(7, "a", reply_markup=keys(((" ", "x"),))),
        'Can\'t parse inline keyboard button: Field "text" must be non-empty',
    ),
    "button to nowhere": (
        lambda bot: bot.send_message(7, "a", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("x", url="no where")]])),
        "Inline keyboard button URL 'no where' is invalid: Wrong HTTP URL",
    ),
    "101 buttons": (
        lambda bot: bot.send_message(7, "a", reply_markup=keys(*[(("x", "y"),)] * 101)),
        "Reply markup is too long",
    ),
    "nine in a row": (
        lambda bot: bot.send_message(7, "a", reply_markup=keys((("x", "y"),) * 9)),
        "Reply markup is too long",
    ),
    "reply to nothing": (
        lambda bot: bot.send_message(7, "a", reply_parameters=ReplyParameters(999_999_999)),
        "Message to be replied not found",
    ),
    "unknown chat": (lambda bot: bot.send_message(404, "a"), "Chat not found"),
    "chat by name": (lambda bot: bot.send_message("@nobody", "a"), "Chat not found"),
    "no chat": (lambda bot: bot.send_message("", "a"), "Chat_id is empty"),
    "an empty file": (lambda bot: bot.send_document(7, b""), "File must be non-empty"),
    "a photo that is none": (lambda bot: bot.send_photo(7, b"hello"), "Image_process_failed"),
    "a photo like a string": (lambda bot: bot.send_photo(7, png(300, 2)), "Photo_invalid_dimensions"),
    "unknown file id": (lambda bot: bot.send_photo(7, "AgACnothing"), "Wrong file identifier/HTTP URL specified"),
    "a photo by address": (lambda bot: bot.send_photo(7, "https://example.org/a.png"), "Failed to get HTTP URL content"),
    "unknown file": (lambda bot: bot.get_file("nothing"), "Invalid file_id"),
    "unknown action": (lambda bot: bot.send_chat_action(7, "dancing"), "Wrong parameter action in request"),
    "a draft without id": (lambda bot: bot.send_message_draft(7, 0, "x"), "Random_id_invalid"),
    "command with capitals": (lambda bot: bot.set_my_commands([("Help", "x")]), "Bot_command_invalid"),
    "command without description": (lambda bot: bot.set_my_commands([("help", "")]), "Bot_command_description_invalid"),
    "101 commands": (lambda bot: bot.set_my_commands([(f"c{n}", "x") for n in range(101)]), "Bot_commands_too_much"),
    "language of three letters": (
        lambda bot: bot.set_my_description("x", language_code="deu"),
        "Invalid language code specified",
    ),
    "long description": (lambda bot: bot.set_my_description("x" * 513), "Description is too long"),
    "long short description": (lambda bot: bot.set_my_short_description("x" * 121), "Short description is too long"),
}


@pytest.mark.parametrize(("call", "why"), REFUSED.values(), ids=REFUSED.keys())
async def test_it_refuses_what_telegram_refuses(
    bot: Bot, ann: Someone, call: Callable[[Bot], Awaitable[object]], why: str
) -> None:
    with pytest.raises(BadRequest) as refused:
        await call(bot)
    assert refused.value.message.lower() == why.lower()
    assert ann.answers() == []


async def test_the_longest_that_fits_is_accepted(bot: Bot, ann: Someone) -> None:
    await bot.send_message(ann.id, "<b>" + "a" * 4096 + "</b>", parse_mode="HTML", reply_markup=keys((("x", "ä" * 32),)))
    await bot.send_photo(ann.id, png(), caption="😀" * 512)
    await bot.send_message(ann.id, "a", reply_markup=keys(*[(("x", "y"),) * 8] * 12))
    assert len(ann.answers()) == 3


async def test_a_photo_cannot_be_sent_as_audio(bot: Bot, ann: Someone) -> None:
    photo = await bot.send_photo(ann.id, png())
    with pytest.raises(BadRequest, match=r"(?i)file of type Photo as Audio"):
        await bot.send_audio(ann.id, photo.photo[-1].file_id)


async def test_who_never_wrote_is_not_found(bot: Bot, telegram: TelegramWorld) -> None:
    telegram.person(8, "Ben")
    with pytest.raises(BadRequest, match=r"(?i)Chat not found"):
        await bot.send_message(8, "Hello")


async def test_who_blocked_the_bot_gets_nothing_until_they_unblock(bot: Bot, ann: Someone) -> None:
    await ann.blocks()
    with pytest.raises(Forbidden, match=r"(?i)bot was blocked by the user"):
        await bot.send_message(ann.id, "Hello")
    await ann.unblocks()
    await bot.send_message(ann.id, "Hello again")
    updates = [update.my_chat_member for update in await bot.get_updates(timeout=1)]
    assert [each.new_chat_member.status for each in updates if each] == ["kicked", "member"]


@pytest.mark.parametrize("token", ["99:wrong", "nonsense"])
async def test_a_wrong_token_is_refused(telegram: TelegramWorld, token: str) -> None:
    wrong = client(telegram, token)
    with pytest.raises(InvalidToken, match="rejected by the server"):
        await wrong.initialize()
    await wrong.shutdown()


async def test_an_unknown_method_is_not_found(bot: Bot) -> None:
    with pytest.raises(TelegramError, match=r"(?i)not found"):
        await bot.do_api_request("sendTelepathy", {"chat_id": 7})


async def test_trivial_methods_say_yes(bot: Bot) -> None:
    assert (await bot.get_me()).username == "knotwise_bot"
    assert await bot.log_out()
    assert await bot.close()


async def test_messages_carry_the_time_of_the_clock(bot: Bot, ann: Someone, clock: Hands) -> None:
    clock.wait(days=1)
    assert (await bot.send_message(ann.id, "x")).date == clock.at
