"""The cards: every sign is asked once, nothing hides behind a group, and every text is there and fits a phone.

Only the files of the cards are read here, so that a mistake in another part of the content does not hide one in these.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from content.files import read_yaml
from content.schema import Card, Opening, Vocabulary
from content.texts import Texts

CONTENT = Path(__file__).parents[2] / "content"
CARDS = TypeAdapter(tuple[Card, ...]).validate_python(read_yaml(CONTENT / "questions" / "cards.yaml"))
OPENING = Opening.model_validate(read_yaml(CONTENT / "questions" / "opening.yaml")).order
VOCABULARY = Vocabulary.model_validate(read_yaml(CONTENT / "findings.yaml"))
SOURCES = frozenset(read_yaml(CONTENT / "sources.yaml"))
TEXTS = Texts("en", CONTENT / "texts" / "en")

BY_ID = {card.id: card for card in CARDS}
OVERVIEWS = [card for card in CARDS if card.kind == "overview"]
ALONE = {"child_limp", "onset", "smoking", "known", "deciding"}
"""Cards that only few are asked: no overview names them."""
GROUPS = [group for card in OVERVIEWS for group in card.groups]
FLAGS = sorted(VOCABULARY.flags)
CHOICES = [(card.settles[0], one) for card in CARDS if card.kind == "choice" for one in VOCABULARY.choices[card.settles[0]]]

LONGEST_MESSAGE = 2000
"""Characters of an overview with its explanation: half of what Telegram takes, and as much as anyone scrolls."""


def read(text_id: str) -> str:
    """What a person reads: without the markup and, for Fluent, without the id."""
    written = TEXTS.raw(text_id)
    written = written.partition("=")[2] if written.startswith(f"{text_id} =") else written
    return " ".join(re.sub(r"</?b>", "", written).split())


# ------------------------------------------------------------------------------------------------------------- shape
def test_no_card_stands_twice() -> None:
    assert len(BY_ID) == len(CARDS)


def test_every_flag_is_settled_by_exactly_one_card() -> None:
    assert sorted(flag for card in CARDS if card.kind == "several" for flag in card.settles) == FLAGS


def test_every_group_is_a_card_of_several_signs_in_one_overview() -> None:
    assert sorted(GROUPS) == sorted(card.id for card in CARDS if card.kind == "several" and card.id not in ALONE)


@pytest.mark.parametrize("card", OVERVIEWS, ids=lambda card: card.id)
def test_an_overview_fits_a_screen(card: Card) -> None:
    assert 2 <= len(card.groups) <= 10
    lines = [read(f"card-{group}-line") for group in card.groups]
    assert len("\n".join([read(f"card-{card.id}"), read(f"card-{card.id}-why"), *lines])) <= LONGEST_MESSAGE


def test_a_group_has_at_most_five_signs() -> None:
    assert max(len(BY_ID[group].settles) for group in GROUPS) <= 5


def test_the_opening_cards_exist_and_need_no_rule_first() -> None:
    assert OPENING[:4] == ("where", "now", "today", "elsewhere_site")
    overviews = {card.id for card in OVERVIEWS}
    assert {card.id for card in CARDS} - set(GROUPS) - overviews == (set(OPENING) - overviews) | ALONE


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_what_a_card_settles_and_offers_is_in_the_vocabulary(card: Card) -> None:
    known = {"choice": set(VOCABULARY.choices), "number": set(VOCABULARY.numbers)}.get(card.kind, set(VOCABULARY.flags))
    assert set(card.settles) <= known
    assert all(VOCABULARY.takes(card.settles[0], offer) for offer in card.offers)


@pytest.mark.parametrize(("finding", "value", "asked"), [("region", "elsewhere", True), ("region", "knee", False)])
def test_the_exact_place_is_asked_only_for_pain_elsewhere(finding: str, value: str, asked: bool) -> None:
    only_if = BY_ID["elsewhere_site"].only_if
    assert only_if is not None
    assert (only_if.ask({finding: value}).name == "YES") is asked


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_every_card_rests_on_known_sources(card: Card) -> None:
    assert {cited.id for cited in card.sources} <= SOURCES


# ------------------------------------------------------------------------------------------------------------- texts
@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_every_card_has_its_question_and_one_sentence_why(card: Card) -> None:
    assert read(f"card-{card.id}")
    assert re.fullmatch(r"[A-Z][^.?!]*\.", read(f"card-{card.id}-why"))


@pytest.mark.parametrize("group", GROUPS)
def test_every_group_has_a_short_button_and_a_line_that_begins_with_it(group: str) -> None:
    label, line = read(f"card-{group}-label"), read(f"card-{group}-line")
    assert 0 < len(label) <= 24
    assert line.startswith(label)
    assert len(line) <= 150


@pytest.mark.parametrize("flag", FLAGS)
def test_every_sign_can_be_said_back_ticked_read_and_checked(flag: str) -> None:
    said, label, line, check = (read(f"finding-{flag}-{part}") for part in ("is", "label", "line", "check"))
    assert said
    assert not said.endswith(".")
    assert 0 < len(label) <= 38
    assert re.fullmatch(r"[A-Z].*\.", line)
    assert len(line) <= 120
    assert re.fullmatch(r"[A-Z].*[.?]", check)
    assert len(re.findall(r"[.?!](?= |$)", check)) <= 2
    assert len(check) <= 240


def test_no_two_buttons_of_a_card_read_the_same() -> None:
    for card in CARDS:
        labels = [read(f"finding-{flag}-label") for flag in card.settles if card.kind == "several"]
        labels += [read(f"card-{group}-label") for group in card.groups]
        assert len(set(labels)) == len(labels), card.id


@pytest.mark.parametrize(("finding", "option"), CHOICES)
def test_every_option_has_a_button_and_can_be_said_back(finding: str, option: str) -> None:
    assert 0 < len(read(f"choice-{finding}-{option}")) <= 24
    assert read(f"choice_is-{finding}-{option}").islower()


@pytest.mark.parametrize("finding", sorted([*VOCABULARY.choices, *VOCABULARY.numbers]))
def test_a_choice_or_number_that_is_not_known_can_be_named(finding: str) -> None:
    assert read(f"finding-{finding}-is")


def test_there_is_no_text_for_a_card_or_finding_that_does_not_exist() -> None:
    cards = {f"card-{card.id}{part}" for card in CARDS for part in ("", "-why", "-label", "-line")}
    known = {*FLAGS, *VOCABULARY.choices, *VOCABULARY.numbers}
    findings = {f"finding-{finding}-{part}" for finding in known for part in ("is", "label", "line", "check")}
    assert {text for text in TEXTS.ids if text.startswith("card-")} <= cards
    assert {text for text in TEXTS.ids if text.startswith("finding-")} <= findings
