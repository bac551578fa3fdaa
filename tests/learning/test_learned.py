"""Cause and danger by learned weights: they fit the content, they tell what was told, and they take no danger away."""

from __future__ import annotations

import json
import math
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from content import ContentError, Library, load_library
from content.loader import HERE
from content.schema import Learned
from flows.learned import Opinion, agreed, evidence, opinion
from flows.reading import read_text
from flows.reading_names import NONE
from tests.learning.examples import FILES, examples


def likeliest(said: Opinion) -> tuple[str, float]:
    option = max(said, key=lambda one: said[one])
    return option, math.exp(said[option])


TWO = Learned(options=("sport", "desk_work"), bias=(0, 0), weights={"word judo": (1, -1), "_des": (-1, 1)})


@pytest.mark.parametrize("finding", ["region", "cause"])
def test_each_option_is_one_that_a_card_offers(finding: str, library: Library) -> None:
    assert set(library.words["en"].learned[finding].options) == {*library.vocabulary.choices[finding], NONE}


@pytest.mark.parametrize(
    ("sentence", "option"),
    [
        pytest.param(("judo",), "sport", id="a word that was learned"),
        pytest.param(("desktop",), "desk_work", id="the beginning of a word that was not"),
    ],
)
def test_evidence_speaks_for_an_option(sentence: tuple[str, ...], option: str) -> None:
    chosen, likely = likeliest(opinion(TWO, evidence([sentence], ())))
    assert chosen == option
    assert 0.5 < likely < 1


def test_without_evidence_all_are_as_likely() -> None:
    assert likeliest(opinion(TWO, evidence([], ())))[1] == 0.5


def test_two_who_are_as_sure_of_different_options_are_undecided() -> None:
    one, other = (dict(zip(("sport", "desk_work"), map(math.log, likely), strict=True)) for likely in ((0.9, 0.1), (0.1, 0.9)))
    assert likeliest(agreed([one, other]))[1] == pytest.approx(0.5)


def test_two_who_agree_are_as_sure_together() -> None:
    one = {"sport": math.log(0.9), "desk_work": math.log(0.1)}
    assert likeliest(agreed([one, one])) == ("sport", pytest.approx(0.9))


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("climbing wall every single evening since i got the membership, forearms sore", "overtraining"),
        ("got elbowed in the ribs by the goalkeeper, sore to laugh", "sport"),
        ("i drive a cab, neck sore", "desk_work"),
        ("forty five and falling apart lol, upper back", "ageing"),
        ("no rhyme or reason to it, low back", "unsure"),
    ],
)
def test_small_hints_together_tell_the_cause(text: str, cause: str, library: Library) -> None:
    assert read_text(text, library).told["cause"] == cause


def test_where_little_speaks_for_any_none_is_taken(library: Library) -> None:
    assert "cause" not in read_text("my neck hurts, no fever", library).told


def test_a_sign_that_is_doubted_is_left_to_the_cards_and_nothing_of_it_taken_over(library: Library) -> None:
    words = {"en": library.words["en"].model_copy(update={"learned": {}})}
    unlearned = replace(library, words=words, version="unlearned")
    doubted = 0
    for text in _messages("traps"):
        signs, reading = read_text(text, unlearned).alarming, read_text(text, library)
        if signs and not reading.alarming:
            doubted += 1
            assert set(signs) <= set(reading.perhaps)
            assert reading.findings().keys().isdisjoint(signs)
    assert doubted


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


def _messages(name: str) -> list[str]:
    file = next(path for path in FILES if path.stem == name)
    return [json.loads(line)["text"] for line in file.read_text(encoding="utf-8").splitlines()]


def test_there_are_examples_of_every_cause(library: Library) -> None:
    assert {cause for cause, _ in examples(FILES, library)["cause"]} == {*library.vocabulary.choices["cause"], NONE}


@pytest.mark.parametrize(
    ("written", "named"),
    [
        pytest.param("{", "en.learned.json", id="no JSON"),
        pytest.param('{"cause": {"options": ["sport"], "bias": [0, 1], "weights": {}}}', "1 weights: bias", id="too many"),
    ],
)
def test_a_broken_file_is_named(written: str, named: str, tmp_path: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(HERE, folder)
    (folder / "words" / "en.learned.json").write_text(written)
    with pytest.raises(ContentError, match=named):
        load_library(folder)
