"""Cause and danger by learned weights: they fit the content, they tell what was told, and they take no danger away."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from content import ContentError, Library, load_library
from content.loader import HERE
from content.schema import Learned
from flows.learned import evidence, likeliest
from flows.reading import read_text
from tests.learning.examples import FILES, examples

TWO = Learned(options=("sport", "desk_work"), bias=(0, 0), weights={"word judo": (1, -1), "_des": (-1, 1)}, sure=0.6)


def test_each_option_is_a_cause(library: Library) -> None:
    assert set(library.words["en"].learned["cause"].options) == set(library.vocabulary.choices["cause"])


@pytest.mark.parametrize(
    ("sentence", "option"),
    [
        pytest.param(("judo",), "sport", id="a word that was learned"),
        pytest.param(("desktop",), "desk_work", id="the beginning of a word that was not"),
    ],
)
def test_evidence_speaks_for_an_option(sentence: tuple[str, ...], option: str) -> None:
    chosen, likely = likeliest(TWO, evidence([sentence], ()))
    assert chosen == option
    assert 0.5 < likely < 1


def test_without_evidence_all_are_as_likely() -> None:
    assert likeliest(TWO, evidence([], ()))[1] == 0.5


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("climbing wall every single evening since i got the membership, forearms sore", "overtraining"),
        ("got elbowed in the ribs by the goalkeeper, sore to laugh", "accident"),
        ("i drive a cab, neck sore", "desk_work"),
        ("forty five and falling apart lol, upper back", "ageing"),
        ("no rhyme or reason to it, low back", "unsure"),
    ],
)
def test_small_hints_together_tell_the_cause(text: str, cause: str, library: Library) -> None:
    assert read_text(text, library).told["cause"] == cause


def test_where_little_speaks_for_any_none_is_taken(library: Library) -> None:
    assert "cause" not in read_text("my neck hurts, no fever", library).told


def test_what_was_learned_only_ever_adds_danger(library: Library) -> None:
    words = {"en": library.words["en"].model_copy(update={"learned": {}})}
    unlearned = replace(library, words=words, version="unlearned")
    for _, text in _messages():
        assert read_text(text, library).alarming == read_text(text, unlearned).alarming


@pytest.mark.parametrize(
    "text",
    [
        "my gob wont make the words come out right since lunch, typing ok tho",
        "toddler wont use her leg, screaming, 39 degrees",
        "im 12 weeks gone, cramps and spotting with the back ache",
    ],
)
def test_a_message_may_sound_dangerous_where_no_list_foresees_it(text: str, library: Library) -> None:
    reading = read_text(text, library)
    assert (reading.alarming, reading.sounds_dangerous, reading.alarm) == ((), True, True)


@pytest.mark.parametrize("text", ["", "murder", "bleeding stuck", "my lower back aches after work"])
def test_few_or_harmless_words_do_not(text: str, library: Library) -> None:
    assert not read_text(text, library).alarm


def _messages() -> list[tuple[str, str]]:
    lines = [json.loads(line) for file in FILES[:2] for line in file.read_text(encoding="utf-8").splitlines()]
    return [(line["cause"], line["text"]) for line in lines[::5]]


def test_there_are_examples_of_every_cause(library: Library) -> None:
    assert {cause for cause, _ in examples(FILES, library)["cause"]} == set(library.vocabulary.choices["cause"])


@pytest.mark.parametrize(
    ("written", "named"),
    [
        pytest.param("{", "en.learned.json", id="no JSON"),
        pytest.param(
            '{"cause": {"options": ["sport"], "bias": [0, 1], "sure": 0.5, "weights": {}}}', "1 weights: bias", id="too many"
        ),
        pytest.param('{"cause": {"options": ["sport"], "bias": [0], "sure": 7, "weights": {}}}', "sure", id="more than certain"),
    ],
)
def test_a_broken_file_is_named(written: str, named: str, tmp_path: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(HERE, folder)
    (folder / "words" / "en.learned.json").write_text(written)
    with pytest.raises(ContentError, match=named):
        load_library(folder)
