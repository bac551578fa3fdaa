"""Every kind of card against every kind of bad input: a short answer each time, and the dialog stays where it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from content import Library
from flows.types import Event, Located, Reply, Session, Tap, Unreadable, Words
from tests.flows.cards_shown import CARDS, CONSENT
from tests.talk import Talk

MOST_LETTERS = 200
"""Of the answer above the card: four lines on a phone."""

Does = Callable[[Talk], Event]


def sent(kind: str) -> Does:
    return lambda talk: Unreadable(talk.now, kind)


def typed(text: str) -> Does:
    return lambda talk: Words(talk.now, text)


def forged(choice: str) -> Does:
    """The number of the screen is right, the choice is none of its own."""
    return lambda talk: Tap(talk.now, *screen(talk), choice)


def screen(talk: Talk) -> tuple[str, int]:
    return (talk.session.flow, talk.session.screen) if talk.session else ("hello", 0)


INPUTS: Mapping[str, Does] = {
    **{kind: sent(kind) for kind in ("sticker", "voice", "photo", "document", "contact", "poll", "dice")},
    "forged data": sent("button"),
    "forged choice": forged("=moon"),
    "forged tick": forged("+moon"),
    "forged nothing": forged(""),
    "old button": lambda talk: Tap(talk.now, screen(talk)[0], screen(talk)[1] - 3, "none"),
    "button of another dialog": lambda talk: Tap(talk.now, "gone", 3, "=neck"),
    "location": lambda talk: Located(talk.now, "Europe/Berlin"),
    "5,000 letters": typed("a" * 5000),
    "5,000 letters in words": typed("and so on " * 500),
    "blanks": typed(" \n "),
    "emoji": typed("🤷🏽‍♀️🙈👍"),
    "right to left": typed("لا أفهم ما تريد"),
    "turned round": typed("\u202egnihtyna"),
    "HTML": typed("<b>x</b> &amp; <script>"),
    "Markdown": typed("*_[](http://x)~`>#+-=|{}.!"),
    "11/10": typed("11/10"),
    "-3": typed("-3"),
    "999 years": typed("999 years"),
    "small figure": typed("²"),
    "1e999": typed("1e999"),
}
ANSWERS = {("reminder zone", "location"), ("settings zone", "location")}
"""What is odd elsewhere and an answer here."""


def same(session: Session | None) -> Session | None:
    """All of the dialog but the count of what was not understood."""
    return replace(session, misread=0) if session else None


def shown(talk: Talk) -> Reply:
    """The newest card."""
    return next(reply for reply in reversed(talk.replies) if reply.rows)


def words(talk: Talk, reply: Reply) -> str:
    return "\n".join(talk.rendered(reply))


@pytest.mark.parametrize("what", INPUTS)
@pytest.mark.parametrize("card", CARDS)
def test_bad_input_is_answered_and_the_card_stays(card: str, what: str, library: Library) -> None:
    if (card, what) in ANSWERS:
        return
    talk = CARDS[card].talk(library)
    person, session, timers, before, said = talk.person, talk.session, dict(talk.timers), shown(talk), len(talk.replies)
    talk.does(INPUTS[what](talk))
    aside, again = talk.replies[said:]
    assert not aside.rows
    assert len(words(talk, aside)) <= MOST_LETTERS
    assert (again.rows, again.screen) == (before.rows, before.screen)
    assert (talk.person, same(talk.session), talk.timers) == (person, same(session), timers)


@pytest.mark.parametrize("card", CARDS)
def test_after_much_nonsense_the_card_still_takes_its_answer(card: str, library: Library) -> None:
    talk = CARDS[card].talk(library)
    before = same(talk.session)
    for what, does in INPUTS.items():
        if (card, what) not in ANSWERS:
            talk.does(does(talk))
    CARDS[card].is_answered(talk)
    assert same(talk.session) != before


@pytest.mark.parametrize("card", CARDS)
def test_an_edited_message_says_that_it_is_not_read(card: str, library: Library) -> None:
    talk = CARDS[card].talk(library)
    person, session, said = talk.person, talk.session, len(talk.replies)
    talk.does(Unreadable(talk.now, "edited", "lower back"))
    assert (talk.person, talk.session) == (person, session)
    assert "send it again" in "\n".join(words(talk, one) for one in talk.replies[said:])


@pytest.mark.parametrize("card", [card for card, one in CARDS.items() if one.answer.startswith("tap: ")])
def test_a_double_tap_is_one_tap(card: str, library: Library) -> None:
    talk = CARDS[card].talk(library)
    label, on = CARDS[card].answer.removeprefix("tap: "), shown(talk)
    choice = next(one.choice for row in on.rows for one in row if label in words(talk, replace(on, rows=((one,),))))
    tap = Tap(talk.now, on.flow, on.screen, choice)
    talk.does(tap)
    person, session, said = talk.person, talk.session, len(talk.replies)
    talk.does(tap)
    assert (talk.person, talk.session) == (person, session)
    if session is not None:
        assert len(talk.replies) == said


@pytest.mark.parametrize(
    ("card", "wrong", "told"),
    [
        ("pain", "11/10", "from 0 (no pain) to 10"),
        ("pain", "3 weeks", "from 0 (no pain) to 10"),
        ("age", "999 years", "whole years"),
        ("age", "3 weeks", "whole years"),
        ("duration", "-3", "3 weeks or 2 years"),
        ("overview", "77", "type the numbers"),
        ("danger signs", "9", "type its number"),
        ("choice", "upwards", "type its words"),
        ("result self-care", "hm", "tap one of the buttons"),
        ("minutes", "999 years", "the minutes"),
        ("signs before a session", "77", "type the numbers"),
        ("tenderness", "11/10", "a number from 0 to 10"),
        ("hold", "hm", "“pause”"),
        ("check-in number", "12", "a number from 0 to 10"),
        ("reminder time", "25:00", "7:30 or 8 pm"),
        ("reminder days", "someday", "every day"),
        ("reminder zone", "Xyzzy", "a town"),
        ("settings age", "999 years", "whole years"),
        ("settings country", "Middle-earth", "name of a country"),
        ("settings minutes", "3 weeks", "the minutes"),
        ("delete", "perhaps", "tap one of the buttons"),
    ],
)
def test_the_answer_tells_what_would_fit(card: str, wrong: str, told: str, library: Library) -> None:
    talk = CARDS[card].talk(library)
    session = same(talk.session)
    talk.says(wrong)
    assert told in words(talk, talk.replies[-2])
    assert same(talk.session) == session


# ---------------------------------------------------------------------------------------------------- before consent
@pytest.mark.parametrize("what", INPUTS)
@pytest.mark.parametrize("card", CONSENT)
def test_before_consent_bad_input_gets_the_first_card_and_nothing_is_kept(card: str, what: str, library: Library) -> None:
    talk = CONSENT[card].talk(library)
    talk.does(INPUTS[what](talk))
    assert "no diagnosis" in words(talk, talk.replies[-1])
    assert talk.session is None
    assert talk.person.consented_on is None
    talk.taps("Yes, let's start")
    assert talk.session is not None


@pytest.mark.parametrize("answer", ["yes", "no", "not sure"])
def test_a_bare_answer_before_consent_is_sent_to_the_buttons(answer: str, library: Library) -> None:
    """It may be to the question about danger, and nobody could know: nothing is kept yet."""
    talk = CONSENT["first contact"].talk(library)
    talk.says("i cant pee and im numb down there")
    talk.says(answer)
    assert "112" in words(talk, talk.replies[-2])
    assert talk.person.consented_on is None


def test_the_first_card_answers_after_consent_too(library: Library) -> None:
    talk = CONSENT["first contact"].talk(library)
    talk.taps("Yes, let's start")
    talk.does(Tap(talk.now, "hello", 0, "privacy"))
    assert "I keep what you tell me here" in words(talk, talk.replies[-1])
    talk.does(Tap(talk.now, "hello", 0, "decline"))
    talk.taps("Yes, erase everything")
    assert talk.person.consented_on is None


# ---------------------------------------------------------------------------------------------------- no dialog open
@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("sticker", "text and buttons"),
        ("voice", "cannot listen"),
        ("forged data", "has passed"),
        ("old button", "has passed"),
        ("location", "do not need your location"),
    ],
)
def test_with_no_dialog_open_the_answer_says_how_to_begin_one(what: str, told: str, library: Library) -> None:
    talk = CARDS["settings"].talk(library)
    talk.says("/cancel")
    talk.does(INPUTS[what](talk))
    assert told in words(talk, talk.replies[-1])
    assert "/hurt" in words(talk, talk.replies[-1])
    assert talk.session is None


@pytest.mark.parametrize("card", ["choice", "hold", "settings", "delete"])
def test_an_unknown_command_and_nowhere_to_go_back_to_are_told_apart(card: str, library: Library) -> None:
    talk = CARDS[card].talk(library)
    session = same(talk.session)
    talk.says("/nonsense")
    assert "/help" in words(talk, talk.replies[-2])
    assert same(talk.session) == session
    talk = CARDS["settings"].talk(library)
    talk.says("/back")
    assert "go back" in words(talk, talk.replies[-2])
