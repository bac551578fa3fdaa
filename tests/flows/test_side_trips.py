"""Settings, reminders and erasing lead back to what they interrupted."""

from __future__ import annotations

import pytest

from content import Library
from flows.types import Reply
from tests.flows.cards_shown import CARDS
from tests.talk import Talk

BACK = "◀ Back to where you were"


def card_of(talk: Talk) -> Reply:
    return next(reply for reply in reversed(talk.replies) if reply.rows)


def shown(talk: Talk) -> str:
    return "\n".join(talk.rendered(card_of(talk)))


@pytest.mark.parametrize("card", ["overview with a tick", "pain", "result physician", "check-in number", "something wrong"])
@pytest.mark.parametrize("trip", [("/settings", BACK), ("/remind", BACK), ("/delete", "No, keep it")], ids=lambda trip: trip[0])
def test_a_look_aside_costs_no_answer(card: str, trip: tuple[str, str], library: Library) -> None:
    talk = CARDS[card].talk(library)
    before, session = card_of(talk), talk.session
    talk.says(trip[0])
    talk.taps(trip[1])
    assert card_of(talk).rows == before.rows
    assert card_of(talk).screen > before.screen
    assert session is not None
    assert talk.session is not None
    assert (talk.session.answers, talk.session.given, talk.session.ticked) == (session.answers, session.given, session.ticked)
    CARDS[card].is_answered(talk)
    assert talk.session.state != session.state or talk.session.screen > session.screen


def test_one_trip_after_another_leads_back_to_the_beginning(library: Library) -> None:
    talk = CARDS["pain"].talk(library)
    for command in ("/settings", "/remind", "/delete"):
        talk.says(command)
    talk.taps("No, keep it")
    assert "How strong is the pain" in shown(talk)


def test_a_running_session_waits_paused(library: Library) -> None:
    talk = CARDS["hold"].talk(library)
    talk.says("/settings")
    assert "routine:tick" not in talk.timers
    talk.says("back")
    assert "Paused" in shown(talk)
    talk.taps("▶ Go on")
    assert "Press and hold" in shown(talk)
    assert "routine:tick" in talk.timers


def test_what_was_left_for_too_long_begins_anew(library: Library) -> None:
    talk = CARDS["pain"].talk(library)
    talk.says("/settings")
    talk.waits("8 d")
    talk.taps(BACK)
    assert "Where does it hurt" in shown(talk)


def test_a_question_asked_from_the_result_leads_back_unanswered_too(library: Library) -> None:
    talk = CARDS["danger signs"].talk(library)
    talk.taps("☐ Numb or odd between the legs")
    talk.taps("Done, go on ▶")
    talk.taps("Which country am I in?")
    talk.taps("◀ Back")
    assert "get help now" in shown(talk)
    talk.taps("Which country am I in?")
    talk.says("new zealand")
    assert "111" in shown(talk)
    assert len(talk.outcomes) == 1


def test_with_nothing_interrupted_there_is_no_way_back(library: Library) -> None:
    talk = CARDS["settings"].talk(library)
    assert BACK not in shown(talk)
