"""How people say things, and numbers that can be dialled."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from content import schema
from tests.content.files_read import COUNTRIES, REGIONS, VOCABULARY, WORDS


@pytest.mark.parametrize("code", COUNTRIES.numbers)
def test_a_number_can_be_dialled(code: str) -> None:
    country = COUNTRIES.numbers[code]
    assert re.fullmatch(r"[A-Z]{2}", code)
    assert all(re.fullmatch(r"\d{2,5}", number) for number in (country.ambulance, *country.also))
    assert country.ambulance not in country.also
    more = (country.crisis.number if country.crisis else "", country.advice_line)
    assert all(re.fullmatch(r"[*\d][\d ]*|", number) for number in more)


@pytest.mark.parametrize(
    ("code", "ambulance"),
    [("US", "911"), ("GB", "999"), ("DE", "112"), ("AU", "000"), ("NZ", "111"), ("IN", "112"), ("JP", "119"), ("ZA", "10177")],
)
def test_a_well_known_number_is_right(code: str, ambulance: str) -> None:
    assert COUNTRIES.numbers[code].ambulance == ambulance


# ---------------------------------------------------------------------------------------------- words
def test_every_flag_region_and_cause_can_be_said() -> None:
    assert {phrase.id for phrase in WORDS.flags} == set(VOCABULARY.flags)
    assert {phrase.id for phrase in WORDS.regions} == {*REGIONS, "elsewhere"}
    assert {phrase.id for phrase in WORDS.causes} == set(VOCABULARY.choices["cause"])
    assert all(len(phrase.match) >= 6 for phrase in (*WORDS.flags, *WORDS.regions, *WORDS.causes))


def test_a_phrase_means_one_flag() -> None:
    said = Counter(text for phrase in WORDS.flags for text in phrase.match)
    assert not [text for text, count in said.items() if count > 1]


@pytest.mark.parametrize("phrase", [*WORDS.flags, *WORDS.regions, *WORDS.causes], ids=lambda phrase: phrase.id)
def test_a_phrase_is_one_of_match_no_match_and_ask(phrase: schema.Phrase) -> None:
    texts = [*phrase.match, *phrase.no_match, *phrase.ask]
    assert len(texts) == len(set(texts))
    assert all(text == text.lower().strip() and "'" not in text for text in texts)


def test_choices_are_those_of_the_vocabulary() -> None:
    assert {finding: set(options) for finding, options in WORDS.choices.items()} == {
        finding: set(VOCABULARY.choices[finding]) for finding in ("side", "onset", "elsewhere_site")
    }


def test_a_word_is_one_command_or_one_answer() -> None:
    forms = Counter(form for forms in WORDS.commands.values() for form in forms)
    forms += Counter({*WORDS.yes}) + Counter({*WORDS.no} - {"none"}) + Counter({*WORDS.unsure})
    assert not [form for form, count in forms.items() if count > 1]
