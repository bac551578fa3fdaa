"""A message in which no sign is known and that sounds dangerous all the same: it is asked about, and nothing is made up."""

from __future__ import annotations

import pytest

from content import Library
from flows.reading import read_text
from flows.types import Person
from tests.flows.cards_shown import CARDS
from tests.talk import START, Talk

SAID = "my gob wont make the words come out right since lunch, typing ok tho"


@pytest.fixture(autouse=True)
def _no_sign_is_known_in_it(library: Library) -> None:
    reading = read_text(SAID, library)
    assert (reading.alarming, reading.sounds_dangerous) == ((), True)


def last(talk: Talk, number: int = 1) -> str:
    return "\n".join(line for reply in talk.replies[-number:] for line in talk.rendered(reply))


def told(talk: Talk) -> set[str]:
    """The signs that are known to be there."""
    known = dict(talk.person.programme.findings) if talk.person.programme else {}
    known |= talk.session.given if talk.session else {}
    return {finding for finding, value in known.items() if value is True}


@pytest.mark.parametrize("card", CARDS)
def test_help_is_named_at_once_whatever_the_card(card: str, library: Library) -> None:
    talk = CARDS[card].talk(library)
    talk.says(SAID)
    assert "may need help quickly" in last(talk)
    assert "112" in last(talk)
    assert "Is it something like that, now?" in last(talk)


@pytest.mark.parametrize("card", CARDS)
@pytest.mark.parametrize("answer", ["yes", "not sure"])
def test_yes_and_not_sure_are_advice_and_then_the_danger_signs(card: str, answer: str, library: Library) -> None:
    talk = CARDS[card].talk(library)
    before = told(talk)
    talk.says(SAID)
    talk.says(answer)
    assert "Speak to a doctor" in last(talk, 2)
    assert talk.session is not None
    assert (talk.session.flow, talk.session.suspected) == ("triage", ())
    assert not any(card in library.stale_after_h for card, _ in talk.session.answers)
    assert told(talk) <= before


@pytest.mark.parametrize("card", CARDS)
def test_no_goes_back_to_where_one_was(card: str, library: Library) -> None:
    talk = CARDS[card].talk(library)
    before = talk.session
    talk.says(SAID)
    talk.says("no")
    assert before is not None
    assert talk.session is not None
    assert (talk.session.flow, talk.session.answers) == (before.flow, before.answers)


def test_a_stranger_gets_the_advice_too(library: Library) -> None:
    talk = Talk(library, Person(id=1))
    talk.says(SAID)
    assert "may need help quickly" in last(talk)
    talk.taps("Yes")
    assert "seen by a clinician today" in last(talk)
    assert "112" in last(talk)
    assert talk.session is None


def test_signs_denied_an_hour_ago_are_asked_again(library: Library) -> None:
    talk = Talk(library, Person(id=1, consented_on=START))
    talk.says("/hurt")
    talk.taps("Lower back")
    talk.taps("None of these")
    assert talk.session is not None
    answered = len(talk.session.answers)
    talk.says(SAID)
    talk.taps("Yes")
    assert talk.session is not None
    assert len(talk.session.answers) < answered
