"""Stories of settings: country, time zone, age, what is at hand, minutes."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import content
from content import Library, Texts
from flows.types import Person
from tests.talk import START, Talk, said

TEXTS = Path(content.__file__).parent / "texts" / "en"


def test_every_setting_can_be_changed(talk: Talk) -> None:
    talk.says("/settings")
    assert "not set" in said(talk)
    talk.taps("Country")
    talk.says("Xyzzyland")
    assert "did not understand" in said(talk, 2)
    talk.says("germany")
    assert "Germany" in said(talk)
    talk.taps("Time zone")
    talk.says("Birmingham")
    talk.taps("Birmingham (America/Chicago)")
    assert talk.person.zone == "America/Chicago"
    talk.taps("Age")
    talk.says("200")
    talk.says("41")
    talk.taps("What is at hand")
    talk.taps("☐ A ball")
    talk.taps("Done, go on ▶")
    talk.taps("Minutes a session")
    talk.taps("15 min")
    shown = said(talk)
    assert "Germany" in shown
    assert "41 years old" in shown
    assert "A ball" in shown
    assert "15 min" in shown
    assert (talk.person.country, talk.person.age_years, talk.person.equipment, talk.person.minutes) == ("DE", 41, ("ball",), 15)


def test_settings_go_back_without_changing_anything(talk: Talk) -> None:
    talk.says("/settings")
    talk.taps("Minutes a session")
    talk.taps("◀ Back")
    talk.taps("What is at hand")
    talk.taps("Only my hands")
    assert talk.person.minutes is None
    assert talk.person.equipment == ()
    talk.taps("Minutes a session")
    talk.says("7 minutes")
    assert talk.person.minutes == 5


@pytest.mark.parametrize(
    ("typed", "country"),
    [("GB", "GB"), ("united kingdom", "GB"), ("Vienna", "AT"), ("us", "US")],
)
def test_a_country_is_understood_by_name_code_or_town(typed: str, country: str, talk: Talk) -> None:
    talk.says("/settings")
    talk.taps("Country")
    talk.says(typed)
    assert talk.person.country == country


def test_a_shared_location_sets_the_zone(talk: Talk) -> None:
    talk.says("/settings")
    talk.taps("Time zone")
    talk.shares("Asia/Tokyo")
    assert talk.person.zone == "Asia/Tokyo"


def test_the_time_on_ones_clock_tells_the_zone(talk: Talk) -> None:
    talk.person = replace(talk.person, country="DE")
    talk.says("/settings")
    talk.taps("Time zone")
    talk.says("10:02")  # it is 09:00 UTC
    assert talk.person.zone == "Europe/Berlin"


def test_a_clock_that_fits_many_places_is_asked_about(talk: Talk) -> None:
    talk.says("/settings")
    talk.taps("Time zone")
    talk.says("it is 10:00")
    assert talk.person.zone is None
    talk.says("10:00")
    assert any("Europe" in line for line in said(talk).splitlines())


def test_a_shared_location_tells_the_country_and_its_number(talk: Talk) -> None:
    talk.says("/settings")
    talk.taps("Country")
    talk.shares("Europe/Andorra", "AD")
    talk.says("/emergency")
    assert "where you are: 112\n" in said(talk)


def test_the_language_can_be_changed_once_there_is_a_second(library: Library, tmp_path: Path) -> None:
    for language in ("en", "de"):
        folder = shutil.copytree(TEXTS, tmp_path / language)
        (folder / "languages.ftl").write_text("language-de = Deutsch\n", encoding="utf-8")
    (tmp_path / "de" / "plan.ftl").write_text(
        (tmp_path / "de" / "plan.ftl").read_text(encoding="utf-8").replace("Which language?", "Welche Sprache?"), encoding="utf-8"
    )
    texts = {language: Texts(language, tmp_path / language) for language in ("en", "de")}
    two = replace(library, texts=texts, words={**library.words, "de": library.words["en"]})
    talk = Talk(two, Person(id=1, consented_on=START))
    talk.says("/settings")
    talk.taps("Language")
    talk.taps("Deutsch")
    assert talk.person.language == "de"
    talk.taps("Language")
    assert "Welche Sprache?" in said(talk)
