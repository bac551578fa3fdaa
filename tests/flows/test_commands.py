"""Stories of commands, of what is erased, and of dialogs left alone."""

from __future__ import annotations

from datetime import timedelta

from content import Library
from flows.types import Command, Person, Programme, Returned
from tests.talk import START, Talk, said


def test_export_delete_and_keep(cared: Talk) -> None:
    cared.says("/export")
    assert "file: knotwise.json" in cared.lines
    cared.says("/delete")
    cared.taps("No, keep it")
    assert cared.person.programme is not None
    cared.says("/delete")
    cared.taps("Yes, erase everything")
    assert cared.person == Person(id=1)
    assert cared.session is None


def test_each_command_of_the_menu_is_answered(cared: Talk) -> None:
    for command in ("start", "help", "about", "privacy", "emergency", "progress", "cancel", "back", "nonsense", "continue"):
        before = len(cared.replies)
        cared.says(f"/{command}")
        assert len(cared.replies) > before, command


def test_back_with_no_dialog_is_answered(talk: Talk) -> None:
    talk.says("/back")
    assert talk.replies


def test_a_dialog_left_for_a_week_begins_anew(talk: Talk) -> None:
    talk.says("/hurt")
    talk.says("neck")
    talk.now += timedelta(days=8)
    talk.says("/start")
    assert "Where does it hurt" in said(talk)


def test_the_first_card_answers_whatever_comes(library: Library) -> None:
    talk = Talk(library)
    for act in (
        lambda: talk.sends("sticker"),
        lambda: talk.says("/about"),
        lambda: talk.says("/emergency"),
        lambda: talk.says("hi"),
    ):
        before = len(talk.replies)
        act()
        assert len(talk.replies) > before
    talk.taps("What is kept?")
    assert "I keep what you tell me here" in said(talk)
    before = len(talk.replies)
    talk.sends("edited")
    talk.does(Returned(START))
    assert len(talk.replies) == before


def test_a_programme_of_another_release_still_loads(cared: Talk) -> None:
    assert isinstance(cared.person.programme, Programme)
    cared.does(Command(cared.now, "progress"))
    assert "Nothing is in your diary" in said(cared)
