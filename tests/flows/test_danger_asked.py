"""While danger is being asked about, nothing else is answered: neither "yes" nor "no" goes to another question."""

from __future__ import annotations

import pytest

from content import Library
from flows.types import Person, Tap, Unreadable
from tests.flows.cards_shown import CARDS
from tests.talk import START, Talk

SAID = "i have chest pain and cannot breathe"


def last(talk: Talk, number: int = 1) -> str:
    return "\n".join(line for reply in talk.replies[-number:] for line in talk.rendered(reply))


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("answer", ["yes", "not sure"])
def test_a_typed_yes_or_not_sure_counts_at_every_card(card: str, answer: str, library: Library) -> None:
    talk = CARDS[card].talk(library)
    talk.says(SAID)
    talk.says(answer)
    assert talk.session is not None
    assert talk.session.flow == "triage"
    assert not talk.session.suspected
    given = talk.session.given
    assert given["chest_pain_or_pressure"] is (True if answer == "yes" else None)
    assert ("get help now" in last(talk)) is (answer == "yes")


@pytest.mark.parametrize("card", CARDS)
def test_a_typed_no_answers_the_danger_and_not_the_card(card: str, library: Library) -> None:
    talk = CARDS[card].talk(library)
    before = talk.session
    talk.says(SAID)
    talk.says("no")
    assert before is not None
    assert talk.session is not None
    assert (talk.session.flow, talk.session.answers, talk.session.ticked) == (before.flow, before.answers, before.ticked)
    assert "We go on" in last(talk, 2)


@pytest.mark.parametrize("odd", ["none of it makes sense", "back", "7", "done", "skip"])
def test_anything_else_asks_again(odd: str, library: Library) -> None:
    talk = CARDS["overview"].talk(library)
    talk.says(SAID)
    asked = talk.session
    talk.says(odd)
    talk.does(Tap(talk.now, "triage", asked.screen if asked else 0, "none"))
    assert "Is this so for you, now?" in last(talk)
    assert asked is not None
    assert talk.session is not None
    assert (talk.session.suspected, talk.session.answers) == (asked.suspected, asked.answers)


@pytest.mark.parametrize("command", ["/emergency", "/help", "/cancel", "/hurt", "emergency"])
def test_a_command_is_still_heard(command: str, library: Library) -> None:
    talk = CARDS["overview"].talk(library)
    talk.says(SAID)
    talk.says(command)
    assert "did not understand" not in last(talk, 2)


def test_danger_with_no_dialog_open_is_asked_about_and_a_typed_yes_counts(library: Library) -> None:
    talk = CARDS["settings"].talk(library)
    talk.says("/cancel")
    talk.says(SAID)
    talk.says("yes")
    assert "get help now" in last(talk)


def test_danger_written_into_an_old_message_is_heard(library: Library) -> None:
    talk = Talk(library, Person(id=1, consented_on=START))
    talk.says("/hurt")
    talk.does(Unreadable(talk.now, "edited", SAID))
    assert "Is this so for you, now?" in last(talk)


def test_a_double_yes_is_kept_once(library: Library) -> None:
    talk = CARDS["overview"].talk(library)
    talk.says(SAID)
    talk.taps_twice("Yes")
    assert len(talk.outcomes) == 1


def test_stop_typed_at_the_question_about_an_activity_stops(library: Library) -> None:
    talk = CARDS["baseline number"].talk(library)
    while "Name one thing" not in last(talk):
        talk.taps("Skip this question")
    talk.says("stop")
    assert talk.session is None
