"""Where values enter and leave: updates, taps, texts and keyboards, log lines, the clock."""

from __future__ import annotations

import asyncio
import html
import io
import logging
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import logs, render, taps, updates
from bot.clock import MovableClock
from bot.html_cut import pieces, plain, visible
from bot.messages import LOCATION
from flows.types import Button, Command, Event, Left, Located, Reply, Returned, Say, Tap, Unreadable, Words
from tests.bot.core import Echo

AT = datetime(2026, 11, 23, tzinfo=UTC)
ANN = {"id": 7, "is_bot": False, "first_name": "Ann", "language_code": "de"}
CHAT = {"id": 7, "type": "private", "first_name": "Ann"}


# ------------------------------------------------------------------------------------------------------------- updates
def read(**body: Any) -> updates.Received | None:
    return updates.read(updates.Update.model_validate({"update_id": 1, **body}), AT)


def message(**more: Any) -> Event | None:
    received = read(message={"message_id": 1, "date": 0, "chat": CHAT, "from": ANN, **more})
    return None if received is None else received.event


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("it hurts", Words(AT, "it hurts")),
        ("/start", Command(AT, "start")),
        ("/Start@Knotwise_Bot  a b", Command(AT, "start", "a b")),
        ("/hurt\nlower back", Command(AT, "hurt", "lower back")),
        ("/ 10", Words(AT, "/ 10")),
        ("/7/10", Words(AT, "/7/10")),
        ("7/10", Words(AT, "7/10")),
        ("<b>&'\u202e", Words(AT, "<b>&'\u202e")),
    ],
)
def test_what_is_typed(text: str, event: Event) -> None:
    assert message(text=text) == event


@pytest.mark.parametrize(
    ("body", "event"),
    [
        ({"location": {"latitude": 52.52, "longitude": 13.405}}, Located(AT, "Europe/Berlin")),
        ({"location": {"latitude": 0.0, "longitude": 0.0}}, Located(AT, "Etc/GMT")),
        ({"dice": {"emoji": "🎲", "value": 3}}, Unreadable(AT, "dice")),
        ({"contact": {"phone_number": "1", "first_name": "x"}}, Unreadable(AT, "contact")),
        ({"photo": [_size := {"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]}, Unreadable(AT, "photo")),
        ({"photo": [_size], "caption": "chest pain"}, Words(AT, "chest pain")),
        ({"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}}, Unreadable(AT, "voice")),
        ({"delete_chat_photo": True}, None),
    ],
)
def test_what_is_sent(body: dict[str, Any], event: Event | None) -> None:
    assert message(**body) == event


def tap(data: str | None, chat_type: str = "private") -> updates.Received | None:
    under = {"message_id": 1, "date": 5, "chat": {**CHAT, "type": chat_type}, "text": "x"}
    query = {"id": "q1", "from": ANN, "chat_instance": "c", "message": under}
    return read(callback_query=query if data is None else {**query, "data": data})


def test_a_tap_is_read_with_its_query() -> None:
    assert tap("triage:7:yes") == updates.Received(7, Tap(AT, "triage", 7, "yes"), "de", "q1")


@pytest.mark.parametrize("data", ["", None, "x", "a:b:c", "a:1", "A:1:x", "a:1:" + "x" * 70, "a:99999999999:x", "a:1:\x00"])
def test_a_forged_tap_is_unreadable(data: str | None) -> None:
    received = tap(data)
    assert received is not None
    assert received.event == Unreadable(AT, "button")


def test_an_edited_message_is_told_apart() -> None:
    received = read(edited_message={"message_id": 1, "date": 0, "chat": CHAT, "from": ANN, "text": "x"})
    assert received is not None
    assert received.event == Unreadable(AT, "edited", "x")
    moving = {"message_id": 1, "date": 0, "chat": CHAT, "from": ANN, "location": {"latitude": 51.5, "longitude": 0.1}}
    assert read(edited_message=moving) is None


@pytest.mark.parametrize(("status", "event"), [("kicked", Left(AT)), ("member", Returned(AT))])
def test_blocking_and_unblocking(status: str, event: Event) -> None:
    bot = {"id": 1, "is_bot": True, "first_name": "K"}
    member = {"user": bot, "status": status, "until_date": 0}
    body = {"chat": CHAT, "from": ANN, "date": 0, "old_chat_member": {"user": bot, "status": "left"}, "new_chat_member": member}
    received = read(my_chat_member=body)
    assert received is not None
    assert received.event == event


@pytest.mark.parametrize(
    "wrong", [{"text": 5}, {"chat": {"id": "7", "type": "private"}}, {"chat": None}, {"location": {"latitude": 1}}]
)
def test_a_field_of_another_shape_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        message(**wrong)


def test_groups_and_channels_are_nobody() -> None:
    group = {"id": -5, "type": "supergroup", "title": "x"}
    assert read(message={"message_id": 1, "date": 0, "chat": group, "from": ANN, "text": "x"}) is None
    assert read(channel_post={"message_id": 1, "date": 0, "chat": {**group, "type": "channel"}, "text": "x"}) is None
    assert tap("a:1:x", "group") is None


# ---------------------------------------------------------------------------------------------------------------- taps
@given(st.from_regex(r"[a-z_]{1,12}", fullmatch=True), st.integers(0, 10**10 - 1), st.text("abcäß=+🙂", max_size=9))
def test_a_button_comes_back_as_it_was(flow: str, screen: int, choice: str) -> None:
    packed = taps.pack(flow, screen, choice)
    assert len(packed.encode()) <= 64
    assert taps.unpack(packed, AT) == Tap(AT, flow, screen, choice)


@given(st.text())
def test_no_data_from_outside_raises(data: str) -> None:
    taps.unpack(data, AT)


def test_bytes_are_counted_and_not_letters() -> None:
    with pytest.raises(ValueError, match="cannot carry"):
        taps.pack("triage", 1, "ж" * 30)


# -------------------------------------------------------------------------------------------------------------- render
def test_a_reply_becomes_one_message_with_plain_buttons() -> None:
    rows = ((Button(Say("a &amp; <b>b</b>"), "yes"), Button(Say("c"), "no", "plan")), ())
    (made,) = render.messages(Reply((Say("one"), Say("two")), "triage", 3, rows), Echo())
    assert made.text == "one\n\ntwo"
    assert made.markup == {
        "inline_keyboard": [[{"text": "a & b", "callback_data": "triage:3:yes"}, {"text": "c", "callback_data": "plan:3:no"}]]
    }


def test_a_long_reply_is_several_messages_with_the_buttons_on_the_last() -> None:
    text = tuple(Say("x" * 3000) for _ in range(3))
    made = render.messages(Reply(text, "f", 1, ((Button(Say("b"), "c"),),), edit=True), Echo())
    assert [(len(one.text), one.has_buttons, one.edit) for one in made] == [
        (3000, False, False),
        (3000, False, False),
        (3000, True, False),
    ]
    assert [one.slot for one in made] == ["screen+", "screen+", "screen"]


def test_asking_for_a_location_keeps_the_buttons() -> None:
    first, second = render.messages(Reply((Say("x"),), "f", 1, ((Button(Say("b"), "c"),),), asks_location=True), Echo())
    assert first.has_buttons
    assert (second.slot, second.has_buttons) == (LOCATION, False)


PIECES = st.lists(
    st.sampled_from(["<b>", "</b>", "<i>", "</i>", "&amp;", "word ", "😀", "\n", "\n\n", "longer words here ", "x" * 30]),
    max_size=60,
)


def well_formed(parts: list[str]) -> str:
    """As tags would be: each closed before the one around it."""
    made: list[str] = []
    opened: list[str] = []
    for part in parts:
        if part.startswith("</"):
            made += [f"</{opened.pop()}>"] if opened else []
        else:
            made.append(part)
            opened += [part[1:-1]] if part in ("<b>", "<i>") else []
    return "".join(made) + "".join(f"</{tag}>" for tag in reversed(opened))


@given(PIECES, st.integers(20, 80))
def test_a_cut_loses_no_word_and_leaves_no_tag_open(parts: list[str], most: int) -> None:
    text = well_formed(parts)
    cut = pieces(text, most)
    assert all(visible(piece) <= most for piece in cut)
    assert re.sub(r"\s", "", "".join(plain(piece) for piece in cut)) == re.sub(r"\s", "", plain(text))
    for piece in cut:
        opened: list[str] = []
        for closing, tag in re.findall(r"<(/?)([bi])>", piece):
            if not closing:
                opened.append(tag)
            else:
                assert opened.pop() == tag
        assert opened == []


def test_length_is_counted_as_telegram_counts_it() -> None:
    assert visible("<b>a&lt;</b>😀") == 4
    assert html.unescape(pieces("&lt;" * 10, 4)[0]) == "<<<<"


# ---------------------------------------------------------------------------------------------------------------- logs
class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def root() -> Any:
    one = logging.getLogger()
    before = one.handlers[:], one.level
    levels = {name: logging.getLogger(name).level for name in logs.TALKATIVE}
    yield one
    one.handlers[:], level = before
    one.setLevel(level)
    for name, was in levels.items():
        logging.getLogger(name).setLevel(was)


def test_a_line_is_json_for_machines_and_words_for_people(root: logging.Logger) -> None:
    for stream in (io.StringIO(), Terminal()):
        logs.start("INFO", stream)
        logging.getLogger("bot.turn").info("turn.taken", extra={"took_ms": 3})
        line = stream.getvalue()
        if stream.isatty():
            assert line.endswith("turn.taken took_ms=3\n")
        else:
            assert orjson.loads(line)["took_ms"] == 3


def test_people_are_masked_the_same_in_all_lines() -> None:
    assert logs.mask(7) == logs.mask(7) != logs.mask(8)
    assert logs.mask(7) != "7"


def test_where_it_broke_says_nothing_of_what_was_in_it() -> None:
    try:
        try:
            raise KeyError("saddle_numbness")
        except KeyError as cause:
            raise ValueError("chest pain") from cause
    except ValueError as problem:
        told = logs.where_it_broke(problem)
    assert "ValueError" in told
    assert "KeyError" in told
    assert "saddle" not in told
    assert "chest" not in told


# --------------------------------------------------------------------------------------------------------------- clock
async def test_a_clock_that_stands_still_wakes_its_sleepers_when_it_is_moved() -> None:
    clock = MovableClock(frozen_at=AT)
    asleep = asyncio.create_task(clock.sleep_until(AT + timedelta(days=1), asyncio.Event()))
    await asyncio.sleep(0)
    clock.move_to(AT + timedelta(days=1))
    await asleep
    assert clock.now() == AT + timedelta(days=1)


async def test_a_clock_is_never_moved_back() -> None:
    clock = MovableClock(frozen_at=AT)
    clock.move_to(AT - timedelta(days=1))
    assert clock.now() == AT


async def test_nobody_sleeps_for_what_is_past() -> None:
    await MovableClock(frozen_at=AT).sleep_until(AT, asyncio.Event())
