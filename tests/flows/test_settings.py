"""Stories of settings: country, time zone, age, what is at hand, minutes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.talk import Talk, said


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
