"""Edits, deletions and answers to taps, and when Telegram refuses them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from telegram import Bot, InputMediaAnimation, InputMediaPhoto
from telegram.error import BadRequest

from bot.local.people import NotThere
from tests.local.conftest import Hands
from tests.local.pictures import GIF, png
from tests.local.test_sending import ONE, keys
from tests.telegram import NotSeen, Someone


async def test_words_change_in_place_and_buttons_go(bot: Bot, ann: Someone) -> None:
    sent = await bot.send_message(ann.id, "Hold 9 s", reply_markup=ONE)
    edited = await sent.edit_text("Hold <b>8 s</b>", parse_mode="HTML")
    assert (ann.last.text, ann.last.buttons, ann.last.edited) == ("Hold 8 s", (), True)
    assert edited is not True
    assert edited.edit_date is not None


async def test_new_buttons_alone_do_not_mark_it_edited(bot: Bot, ann: Someone) -> None:
    sent = await bot.send_message(ann.id, "Which?", reply_markup=ONE)
    await sent.edit_reply_markup(keys((("✓ Yes", "y"),)))
    assert (ann.last.labels, ann.last.edited) == ((("✓ Yes",),), False)


async def test_caption_and_picture_change(bot: Bot, ann: Someone) -> None:
    sent = await bot.send_photo(ann.id, png(), caption="one")
    await sent.edit_caption("two", reply_markup=ONE)
    assert (ann.last.text, ann.last.media, ann.last.labels) == ("two", "photo", (("Yes",),))
    await sent.edit_media(InputMediaPhoto(png(grey=9), caption="three"))
    assert ann.last.text == "three"
    await sent.edit_media(InputMediaAnimation(GIF))
    assert (ann.last.text, ann.last.media) == ("", "animation")


async def test_deleted_messages_are_gone(bot: Bot, ann: Someone) -> None:
    sent = [await bot.send_message(ann.id, word) for word in ("a", "b", "c")]
    await sent[0].delete()
    await bot.delete_messages(ann.id, [sent[1].message_id, 999_999_999])
    assert [each.text for each in ann.answers()] == ["c"]


Refusal = tuple[Callable[[Bot, Someone, int], Awaitable[object]], str]
SAME = "Message is not modified: specified new message content and reply markup are exactly the same as a current content and "

REFUSED: dict[str, Refusal] = {
    "the same words": (lambda bot, p, m: bot.edit_message_text("one", p.id, m, reply_markup=ONE), SAME),
    "the same buttons": (lambda bot, p, m: bot.edit_message_reply_markup(p.id, m, reply_markup=ONE), SAME),
    "no such message": (lambda bot, p, m: bot.edit_message_text("x", p.id, 999_999_999), "Message to edit not found"),
    "no message named": (lambda bot, p, m: bot.edit_message_text("x", p.id), "Message identifier is not specified"),
    "somebody else's": (lambda bot, p, m: bot.edit_message_text("x", p.id, p.messages()[0].id), "Message can't be edited"),
    "empty": (lambda bot, p, m: bot.edit_message_text("", p.id, m), "Message text is empty"),
    "too long": (lambda bot, p, m: bot.edit_message_text("a" * 4097, p.id, m), "Message is too long"),
    "a caption of words": (
        lambda bot, p, m: bot.edit_message_caption(p.id, m, caption="x"),
        "There is no caption in the message to edit",
    ),
    "bad html": (
        lambda bot, p, m: bot.edit_message_text("<b>", p.id, m, parse_mode="HTML"),
        "Can't parse entities: Can't find end tag",
    ),
    "delete nothing": (lambda bot, p, m: bot.delete_message(p.id, 999_999_999), "Message to delete not found"),
    "an unknown query": (
        lambda bot, p, m: bot.answer_callback_query("1"),
        "Query is too old and response timeout expired or query ID",
    ),
}


@pytest.mark.parametrize(("call", "why"), REFUSED.values(), ids=REFUSED.keys())
async def test_it_refuses_what_telegram_refuses(
    bot: Bot, ann: Someone, call: Callable[[Bot, Someone, int], Awaitable[object]], why: str
) -> None:
    sent = await bot.send_message(ann.id, "one", reply_markup=ONE)
    with pytest.raises(BadRequest) as refused:
        await call(bot, ann, sent.message_id)
    assert refused.value.message.lower().startswith(why.lower())
    assert (ann.last.text, ann.last.labels) == ("one", (("Yes",),))


async def test_words_of_a_picture_are_its_caption(bot: Bot, ann: Someone) -> None:
    sent = await bot.send_photo(ann.id, png(), caption="one")
    with pytest.raises(BadRequest, match=r"(?i)There is no text in the message to edit"):
        await sent.edit_text("two")
    with pytest.raises(BadRequest, match=r"(?i)Message caption is too long"):
        await sent.edit_caption("a" * 1025)


async def test_after_two_days_a_message_stays(bot: Bot, ann: Someone, clock: Hands) -> None:
    sent = await bot.send_message(ann.id, "x")
    clock.wait(hours=49)
    with pytest.raises(BadRequest, match=r"(?i)Message can't be deleted for everyone"):
        await sent.delete()
    assert await bot.delete_messages(ann.id, [sent.message_id])
    assert len(ann.answers()) == 1


async def test_a_tap_reaches_the_bot_and_its_answer_the_person(bot: Bot, ann: Someone) -> None:
    sent = await bot.send_message(ann.id, "Does it hurt?", reply_markup=ONE)
    query = await ann.taps("Yes")
    [update] = await bot.get_updates(timeout=1)
    assert update.callback_query is not None
    assert (update.callback_query.data, update.callback_query.message) == ("y", sent)
    await update.callback_query.answer("Noted", show_alert=True)
    assert await ann.toast(query) == "Noted"


async def test_an_answer_too_late_or_too_long_is_refused(bot: Bot, ann: Someone, clock: Hands) -> None:
    await bot.send_message(ann.id, "Does it hurt?", reply_markup=ONE)
    query = await ann.taps("Yes")
    with pytest.raises(BadRequest, match=r"(?i)message_too_long"):
        await bot.answer_callback_query(query, "a" * 201)
    clock.wait(minutes=1)
    with pytest.raises(BadRequest, match=r"(?i)Query is too old"):
        await bot.answer_callback_query(query)


async def test_only_a_forged_tap_presses_what_is_not_there(bot: Bot, ann: Someone) -> None:
    await bot.send_message(ann.id, "Does it hurt?", reply_markup=ONE)
    with pytest.raises(NotSeen):
        await ann.taps("No")
    await ann.taps(data="v1:forged", message_id=999_999_999)
    [update] = await bot.get_updates(timeout=1)
    assert update.callback_query is not None
    assert update.callback_query.data == "v1:forged"
    assert update.callback_query.message is not None
    assert not update.callback_query.message.is_accessible
    assert issubclass(NotThere, Exception)
