"""Broken content files: the bot does not start, and whoever edited them reads what is wrong and where."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import content
from content import ContentError, Library, load_library
from content.check import main, problems
from content.files import read_yaml
from content.loader import version_of
from content.places import Place, largest_by_zone, places_named, plain, write
from content.texts import Say, Texts

HERE = Path(content.__file__).parent
TODAY = date(2026, 11, 23)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of all content to break."""
    return Path(shutil.copytree(HERE, tmp_path / "content", ignore=shutil.ignore_patterns("__pycache__", "places")))


def changed(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


RULES = "rules/nerves_spinal_cord.yaml"


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        pytest.param(RULES, "  level: emergency\n", "  level: emergency\n  level: urgent\n", "'level' is given twice", id="a key twice"),
        pytest.param(RULES, "  level: emergency\n", "  level: emergency\n  urgency: 9\n", "urgency", id="an unknown key"),
        pytest.param(RULES, "level: emergency", "level: whenever", "level", id="an unknown level"),
        pytest.param(RULES, "pressure: none", "pressure: light", "not pressed before the visit", id="pressure before a visit"),
        pytest.param(RULES, "level: emergency\n  pressure: none\n  if_unsure: urgent", "level: physician\n  pressure: none\n  if_unsure: urgent", "if_unsure is more urgent", id="unsure above sure"),
        pytest.param(RULES, "saddle_numbness: true}, fires: true}", "saddle_numbness: true}, fires: false}", "should have fires=False", id="an example that does not hold"),
        pytest.param(RULES, "{flag: saddle_numbness}", "{flag: sadle_numbness}", "should have fires=True", id="a finding that does not exist"),
        pytest.param(RULES, "{flag: saddle_numbness}", "{flagg: saddle_numbness}", "not a condition", id="no condition"),
        pytest.param(RULES, "{id: girft_ces_2023,", "{id: girft_ces_1923,", "girft_ces_1923", id="a source that does not exist"),
        pytest.param("cautions/cautions.yaml", "- id: c_fracture", "- id: c_open_wound", "stands twice", id="an id twice"),
        pytest.param("cautions/cautions.yaml", "stops: [knobbed_roller, ball]", "stops: [nobbed_roller]", "nobbed_roller", id="a technique that does not exist"),
        pytest.param("questions/cards.yaml", "  settles: [region]\n", "  settles: [region, side]\n", "exactly one finding", id="a choice that settles two"),
        pytest.param("questions/cards.yaml", "  settles: [region]\n", "  settles: [side]\n", "settled by two cards", id="a finding settled twice"),
        pytest.param("questions/opening.yaml", "[where,", "[here,", "'here'", id="an opening card that does not exist"),
        pytest.param("routines/routines.yaml", "order: [upper_trap,", "order: [upper_trop,", "upper_trop", id="a point that does not exist"),
        pytest.param("texts/en/rules.yaml", "rule:\n", "rule:\n  - [\n", "rules.yaml", id="no YAML"),
        pytest.param("texts/en/dialog.ftl", "button-yes = Yes", "button-yes = { $", "not Fluent", id="no Fluent"),
        pytest.param("texts/en/dialog.ftl", "button-yes = Yes", "button-no = Yes", "button-no", id="a text twice"),
        pytest.param(RULES, "level: emergency", "level: self_care", "a rule refers", id="a rule that refers nobody"),
        pytest.param("cautions/cautions.yaml", "pressure: light\n  if_unsure: light", "pressure: light\n  if_unsure: none", "stricter than pressure", id="unsure stricter than sure"),
        pytest.param("cautions/cautions.yaml", "open_wound: true}, fires: true}", "open_wound: true}, fires: false}", "should have fires=False", id="a caution's example that does not hold"),
        pytest.param("rules/person_and_course.yaml", "{number: age_years, max: 15}", "{number: age_years}", "not a condition", id="a number without limits"),
        pytest.param("rules/person_and_course.yaml", "{number: age_years, max: 15}", "{number: age_years, min: 16, max: 15}", "min is above max", id="limits the wrong way round"),
        pytest.param("rules/person_and_course.yaml", "{choice: elsewhere_site, of: [chest]}", "{choice: elsewhere_site, of: [chest, cheest]}", "cheest", id="a choice that does not exist"),
        pytest.param("rules/shared.yaml", "max: 14, if_unknown: true", "max: 14, if_unknown: perhaps", "true or false", id="neither true nor false"),
        pytest.param(RULES, "{region: lower_back, saddle_numbness: true}", "{region: lower_bak, saddle_numbness: true}", "lower_bak", id="an example out of the vocabulary"),
        pytest.param("questions/cards.yaml", "groups: [chest,", "groups: [chessst,", "chessst", id="a group that is no card"),
        pytest.param("questions/cards.yaml", "  settles: [cause]\n", "  settles: [cause]\n  only_if: {flag: feever}\n", "feever", id="a card that hangs on nothing"),
        pytest.param("routines/routines.yaml", "finish: [chin_tuck", "finish: [handstand", "handstand", id="a movement that does not exist"),
        pytest.param("routines/routines.yaml", "region: neck", "region: knee", "neck", id="a place without a routine"),
        pytest.param("words/en.yaml", "negation:", "negation: []\nnegation:", "words/en.yaml", id="a list of words twice"),
        pytest.param("questions/cards.yaml", "  settles: [region]\n", "", "every other card settles findings", id="a card that settles nothing"),
        pytest.param("words/en.yaml", "negation:", "negaton:", "words/en.yaml", id="a misspelt list of words"),
        pytest.param("findings.yaml", "age_years: {min: 0, max: 120}", "age_years: &a {min: 0, max: 120}", "age_years", id="an age without limits"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(name: str, old: str, new: str, told: str, folder: Path) -> None:
    changed(folder, name, old, new)
    if told == "age_years":
        assert load_library(folder).vocabulary.numbers["age_years"].max == 120  # an anchor nobody uses does no harm
        return
    with pytest.raises(ContentError) as wrong:
        load_library(folder)
    assert told in str(wrong.value)


def test_all_mistakes_are_told_at_once(folder: Path) -> None:
    changed(folder, RULES, "level: emergency", "level: whenever")
    changed(folder, "sources.yaml", "verified: memory\n", "verified: hearsay\n")
    with pytest.raises(ContentError) as wrong:
        load_library(folder)
    assert "nerves_spinal_cord.yaml" in str(wrong.value)
    assert "sources.yaml" in str(wrong.value)


def test_the_line_of_a_key_given_twice_is_told(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text("a: 1\nb:\n  c: 2\n  c: 3\n", encoding="utf-8")
    with pytest.raises(ContentError, match=r"one\.yaml, line 4: 'c' is given twice"):
        read_yaml(path)


@pytest.mark.parametrize("text", ["a: *b", "a: !!python/object:os.system x", "a: [", "\ud800"])
def test_what_we_do_not_use_of_yaml_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(ContentError):
        read_yaml(path)


def test_values_keep_their_types(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text('a: [1, -2, 1.5, true, false, null, ~, 2026-11-23, "1", no, 08:30, x]\n', encoding="utf-8")
    assert read_yaml(path)["a"] == [1, -2, 1.5, True, False, None, None, TODAY, "1", "no", "08:30", "x"]
    path.write_text("", encoding="utf-8")
    assert read_yaml(path) is None


def test_the_same_files_have_the_same_version(folder: Path) -> None:
    before = version_of(folder)
    changed(folder, "texts/en/dialog.ftl", "button-yes = Yes", "button-yes = Yes!")
    assert version_of(folder) != before


# ------------------------------------------------------------------------------------------- what only the whole can show
def test_the_content_keeps_all_promises(library: Library) -> None:
    assert list(problems(library, TODAY)) == []
    assert main(lambda line: None) == 0


def found(folder: Path, today: date = TODAY) -> str:
    return "\n".join(problems(load_library(folder), today))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(lambda f: changed(f, "texts/en/rules.yaml", "  cauda_equina:\n", "  cauda_equinus:\n"), "rule-cauda_equina-why", id="a rule without its text"),
        pytest.param(lambda f: changed(f, RULES, "when: {flag: urinary_retention_or_loss}", "when: {all: [{flag: urinary_retention_or_loss}, {not: {flag: fever}}]}"), "'fever' is a danger sign elsewhere", id="a danger sign that lowers a level"),
    ],
)  # fmt: skip
def test_a_broken_promise_is_told(change: Callable[[Path], None], told: str, folder: Path) -> None:
    change(folder)
    if "fever" in told:
        changed(
            folder,
            RULES,
            "urinary_retention_or_loss: true}, fires: true}",
            "urinary_retention_or_loss: true, fever: false}, fires: true}",
        )
        text = (folder / RULES).read_text(encoding="utf-8")
        (folder / RULES).write_text(text, encoding="utf-8")
    assert told in found(folder)


def test_a_source_long_unread_is_due_for_review(folder: Path) -> None:
    assert "due for review" in found(folder, date(2030, 1, 1))


def test_a_second_language_must_be_whole_and_have_the_same_placeholders(folder: Path) -> None:
    shutil.copytree(folder / "texts" / "en", folder / "texts" / "xx")
    changed(folder, "texts/xx/dialog.ftl", "button-yes = Yes\n", "")
    changed(folder, "texts/xx/plan.ftl", "plan-place = { $name } ({ $zone })", "plan-place = { $name }")
    told = found(folder)
    assert "texts/xx: there is no text 'button-yes'" in told
    assert "'plan-place' has other placeholders" in told
    library = load_library(folder)
    assert library.languages == ("en", "xx")
    assert library.language_for("xx-AT") == "xx"
    assert library.language_for("de") == library.language_for(None) == "en"


def test_checking_broken_content_ends_with_its_own_code(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[str] = []

    def broken() -> Library:
        raise ContentError("one.yaml: wrong")

    monkeypatch.setattr("content.check.load_library", broken)
    assert main(lines.append) == 3
    assert lines == ["one.yaml: wrong"]


# ------------------------------------------------------------------------------------------- texts and places
def test_what_a_person_typed_is_escaped_and_texts_are_not(library: Library) -> None:
    texts = library.texts["en"]
    assert texts.say(Say("tick-on", {"label": "<b> & x"})) == "✅ &lt;b&gt; &amp; x"
    assert "<b>" in texts.say(Say("result-do", {"do": Say("rule-cauda_equina-do")}))


def test_a_missing_text_or_argument_is_an_error(library: Library) -> None:
    with pytest.raises((KeyError, LookupError)):
        library.texts["en"].say(Say("no-such-text"))
    with pytest.raises(ValueError, match="plan-place"):
        library.texts["en"].say(Say("plan-place", {"name": "x"}))


def test_texts_are_lines_or_sentences(library: Library) -> None:
    texts = library.texts["en"]
    assert len(texts.lines("cause-desk_work-advice")) > 1
    assert len(texts.lines("rule-cauda_equina-why")) == 1
    assert texts.raw("cause-desk_work-advice").count("\n") == len(texts.lines("cause-desk_work-advice")) - 1
    assert isinstance(texts, Texts)


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("Berlin", "Europe/Berlin"),
        ("münchen", "Europe/Berlin"),
        ("MUNICH, Germany", "Europe/Berlin"),
        ("nyc", "America/New_York"),
        ("Europe/Paris", "Europe/Paris"),
        ("são paulo", "America/Sao_Paulo"),
    ],
)
def test_a_town_has_its_zone(words: str, zone: str) -> None:
    assert places_named(words)[0].zone == zone


@pytest.mark.parametrize("words", ["xyzzyville", "", "x", "a|b", "Nowhere/Land"])
def test_what_is_no_town_has_none(words: str) -> None:
    assert places_named(words) == ()


def test_the_list_of_towns_can_be_written_anew(tmp_path: Path) -> None:
    file = tmp_path / "towns" / "cities.txt"
    big = {
        "name": "Größt",
        "population": 400_000,
        "alternatenames": ["Big", "ab|c", "大"],
        "timezone": "Europe/Berlin",
        "countrycode": "DE",
    }
    small = {"name": "Small", "population": 20_000, "alternatenames": ["Big"], "timezone": "Europe/Paris", "countrycode": "FR"}
    write([small, big], file)
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines == ["|grosst|big|\tEurope/Berlin\tDE\tGrößt", "|small|\tEurope/Paris\tFR\tSmall"]
    assert plain("Größt-St.") == "grosst st"


def test_every_zone_has_a_largest_town() -> None:
    assert largest_by_zone()[0] == Place("Shanghai", "Asia/Shanghai", "CN")
    assert len({place.zone for place in largest_by_zone()}) == len(largest_by_zone()) > 300
