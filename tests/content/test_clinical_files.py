"""Techniques, routines, check-ins, countries and words: each file by itself, and what they promise each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from content import schema
from content.files import read_yaml
from content.texts import Texts

FOLDER = Path(__file__).parents[2] / "content"
FILES: dict[str, Any] = {
    "techniques/techniques.yaml": schema.Techniques,
    "routines/points.yaml": tuple[schema.Point, ...],
    "routines/moves.yaml": tuple[schema.FinishingMove, ...],
    "routines/causes.yaml": tuple[schema.CauseFamily, ...],
    "routines/routines.yaml": tuple[schema.Routine, ...],
    "checkin.yaml": schema.Checkin,
    "countries.yaml": schema.Countries,
    "words/en.yaml": schema.Words,
}


def read(name: str) -> Any:
    return TypeAdapter(FILES[name]).validate_python(read_yaml(FOLDER / name))


TECHNIQUES: schema.Techniques = read("techniques/techniques.yaml")
POINTS: dict[str, schema.Point] = {point.id: point for point in read("routines/points.yaml")}
MOVES: dict[str, schema.FinishingMove] = {move.id: move for move in read("routines/moves.yaml")}
CAUSES: tuple[schema.CauseFamily, ...] = read("routines/causes.yaml")
ROUTINES: tuple[schema.Routine, ...] = read("routines/routines.yaml")
CHECKIN: schema.Checkin = read("checkin.yaml")
COUNTRIES: schema.Countries = read("countries.yaml")
WORDS: schema.Words = read("words/en.yaml")
VOCABULARY = schema.Vocabulary(**{key: read_yaml(FOLDER / "findings.yaml")[key] for key in schema.Vocabulary.model_fields})
SOURCES = set(read_yaml(FOLDER / "sources.yaml"))
TEXTS = Texts("en", FOLDER / "texts" / "en")

REGIONS = tuple(region for region in VOCABULARY.choices["region"] if region != "elsewhere")
QUESTIONS = (*CHECKIN.baseline, *CHECKIN.daily, *CHECKIN.weekly)
ROLLERS = {"smooth_roller", "knobbed_roller"}
TOOLS = {*ROLLERS, "ball", "helper_blunt_object"}
KNOBS_ALLOWED = {"rhomboid", "mid_back_side", "glute_upper", "quad_front", "quad_outer", "hamstring", "calf"}
"""Thigh, calf, buttock and upper back: cautions/techniques.yaml."""


# ---------------------------------------------------------------------------------------------- ids and references
@pytest.mark.parametrize("name", FILES)
def test_a_file_fits_its_model(name: str) -> None:
    assert read(name)


def id_lists(node: Any) -> Iterator[list[str]]:
    """The ids of each list of entries in a model."""
    if isinstance(node, schema.Content):
        for _, value in node:
            yield from id_lists(value)
    elif isinstance(node, tuple) and node and hasattr(node[0], "id") and not isinstance(node[0], schema.Cited):
        yield [entry.id for entry in node]


@pytest.mark.parametrize("name", FILES)
def test_no_id_stands_twice(name: str) -> None:
    assert all(len(ids) == len(set(ids)) for ids in id_lists(read(name)))


def cited(node: Any) -> Iterator[str]:
    """The ids of all sources in a model, however deep."""
    if isinstance(node, schema.Cited):
        yield node.id
    elif isinstance(node, schema.Content):
        for _, value in node:
            yield from cited(value)
    elif isinstance(node, dict):
        yield from cited(tuple(node.values()))
    elif isinstance(node, tuple):
        for value in node:
            yield from cited(value)


@pytest.mark.parametrize("name", FILES)
def test_every_source_exists(name: str) -> None:
    assert set(cited(read(name))) <= SOURCES


@pytest.mark.parametrize("routine", ROUTINES, ids=lambda routine: routine.id)
def test_a_routine_uses_what_exists(routine: schema.Routine) -> None:
    neighbours = {neighbour.point for neighbour in routine.neighbours}
    assert {*routine.order, *neighbours} <= set(POINTS)
    assert set(routine.finish) <= set(MOVES)
    assert not neighbours & set(routine.order)
    assert routine.id == f"{routine.region}_{routine.cause}"


@pytest.mark.parametrize("routine", ROUTINES, ids=lambda routine: routine.id)
def test_finishing_moves_are_for_the_region(routine: schema.Routine) -> None:
    assert all(routine.region in MOVES[move].regions for move in routine.finish)


def test_every_region_and_cause_family_has_a_routine() -> None:
    families = {family.id for family in CAUSES} - {"unsure"}
    assert {(one.region, one.cause) for one in ROUTINES} == {(region, family) for region in REGIONS for family in families}


def test_every_cause_belongs_to_one_family() -> None:
    covered = [cause for family in CAUSES for cause in family.covers]
    assert sorted(covered) == sorted(VOCABULARY.choices["cause"])


def test_what_signs_mean_is_in_the_vocabulary() -> None:
    meant = {flag for stop in TECHNIQUES.stop_rules for flag in stop.sets}
    meant |= {flag for rescreen in CHECKIN.rescreen for flag in rescreen.flags}
    meant |= {decision.set_flag for decision in CHECKIN.decisions if decision.set_flag}
    assert meant <= set(VOCABULARY.flags)


# ---------------------------------------------------------------------------------------------- pressing and rolling
def test_presses_last_5_to_15_seconds() -> None:
    seconds = [step.seconds or step.pause_seconds for step in TECHNIQUES.ladder]
    seconds += [second for one in TECHNIQUES.techniques for second in (*one.press_seconds, *one.pause_on_spot_seconds)]
    assert all(second is not None and 5 <= second <= 15 for second in seconds)


def test_the_ladder_has_no_gap_and_ends_light_pressure_before_the_ball() -> None:
    assert [step.step for step in TECHNIQUES.ladder] == list(range(1, len(TECHNIQUES.ladder) + 1))
    gentle = [step.technique for step in TECHNIQUES.ladder if step.step <= TECHNIQUES.dose.max_step_light]
    assert set(gentle) == {"self_fingertip"}


@pytest.mark.parametrize("point", POINTS.values(), ids=lambda point: point.id)
def test_a_point_can_be_pressed_by_oneself_with_known_techniques(point: schema.Point) -> None:
    assert "self_fingertip" in point.variants
    assert set(point.variants) <= {technique.id for technique in TECHNIQUES.techniques}
    assert all(name in ROLLERS for name, variant in point.variants.items() if variant.light_roller)


@pytest.mark.parametrize(
    ("point", "forbidden"),
    [("neck_side_back", TOOLS), ("suboccipital", TOOLS), ("low_back_side", ROLLERS)],
)
def test_the_neck_is_pressed_with_fingertips_only_and_the_lower_back_never_rolled(point: str, forbidden: set[str]) -> None:
    assert not set(POINTS[point].variants) & forbidden


def test_knobs_are_for_thick_muscles_only_and_never_light() -> None:
    with_knobs = {point.id for point in POINTS.values() if "knobbed_roller" in point.variants}
    assert with_knobs <= KNOBS_ALLOWED
    assert not any(POINTS[point].variants["knobbed_roller"].light_roller for point in with_knobs)


def test_a_picture_belongs_to_one_variant_or_move() -> None:
    pictures = [variant.picture for point in POINTS.values() for variant in point.variants.values()]
    pictures += [move.picture for move in MOVES.values()]
    assert not [picture for picture, count in Counter(pictures).items() if count > 1]


@pytest.mark.parametrize("move", MOVES.values(), ids=lambda move: move.id)
def test_the_dose_that_is_said_is_the_dose_that_is_counted(move: schema.FinishingMove) -> None:
    said = " ".join((*TEXTS.lines(f"move-{move.id}-dose"), *TEXTS.lines(f"move-{move.id}-how")))
    numbers = {int(number) * (60 if unit else 1) for number, unit in re.findall(r"(\d+)(?:(?: to \d+)? (minutes))?", said)}
    counted = {move.dose.times, move.dose.hold_seconds, move.dose.seconds, move.dose.sets} - {None, 1}
    numbers |= {2} if "twice" in said or "each way" in said else set()
    assert counted <= numbers


def test_the_evidence_is_not_overstated() -> None:
    strengths = {one.id: one.strength for one in TECHNIQUES.evidence}
    assert "strong" not in strengths.values()
    assert {strengths[one] for one in ("short_presses", "home_pressing", "knobs", "neighbours")} == {"weak"}


# ---------------------------------------------------------------------------------------------- check-ins
def leaves(node: Any) -> Iterator[tuple[str, str]]:
    """(kind, id) of everything that a condition looks at."""
    match node:
        case {"measure": name} | {"answer": name}:
            yield "question or measure", name
        case {"threshold": name}:
            yield "threshold", name
        case {"reaction": name} | {"reaction_count": name}:
            yield "reaction", name
        case {"rescreen_level": name}:
            yield "level", name
        case {"always": True}:
            return
        case {"not": inner}:
            yield from leaves(inner)
        case {"all": parts} | {"any": parts}:
            for part in parts:
                yield from leaves(part)
        case _:
            raise AssertionError(f"not a condition: {node}")


def test_conditions_look_at_what_exists() -> None:
    known = {
        "question or measure": {*CHECKIN.measures, *(question.id for question in QUESTIONS)},
        "threshold": set(CHECKIN.thresholds),
        "reaction": set(CHECKIN.reaction),
        "level": {level.value for level in schema.Level},
    }
    conditions = [decision.when for decision in CHECKIN.decisions]
    conditions += [threshold.when for threshold in CHECKIN.thresholds.values()]
    conditions += list(CHECKIN.reaction.values())
    assert all(name in known[kind] for condition in conditions for kind, name in leaves(condition))


def test_some_decision_always_falls_and_danger_comes_first() -> None:
    assert CHECKIN.decisions[-1].when == {"always": True}
    first = [decision.action for decision in CHECKIN.decisions[:3]]
    assert first == ["stop_emergency", "stop_urgent", "stop_physician"]
    assert next(iter(CHECKIN.reaction)) == "red"
    assert all(one.regions == "all" or set(one.regions) <= set(REGIONS) for one in CHECKIN.rescreen)


def test_a_question_is_asked_only_after_answers_that_exist() -> None:
    options = {question.id: set(question.options) for question in QUESTIONS}
    for question in QUESTIONS:
        assert all(set(answers) <= options[asked] for asked, answers in question.only_if.items())
        assert bool(question.options) is (question.type in ("choice", "multi"))


# ---------------------------------------------------------------------------------------------- countries
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


# ---------------------------------------------------------------------------------------------- texts
def expected_texts() -> Iterator[str]:
    for one in TECHNIQUES.techniques:
        yield from (f"technique-{one.id}-{part}" for part in ("name", "for", "how", "household", "mistake", "light"))
    yield from (f"stop-{one.id}-{part}" for one in TECHNIQUES.stop_rules for part in ("sign", "do"))
    yield from (f"evidence-{one.id}-{part}" for one in TECHNIQUES.evidence for part in ("claim", "note"))
    for point in POINTS.values():
        yield from (f"point-{point.id}-{part}" for part in ("name", "find", "avoid", "mistake", "refers", *point.variants))
    yield from (f"move-{move}-{part}" for move in MOVES for part in ("name", "how", "dose", "mistake"))
    yield from (f"cause-{family.id}-{part}" for family in CAUSES for part in ("name", "advice", "dose", "micro_break"))
    for routine in ROUTINES:
        yield f"routine-{routine.id}-advice"
        yield from (f"routine-{routine.id}-neighbour-{one.point}" for one in routine.neighbours)
    yield from (f"checkin-{question.id}-{part}" for question in QUESTIONS for part in ("ask", *question.options))
    yield from (f"rescreen-{one.id}" for one in CHECKIN.rescreen)
    yield from (f"decision-{one.id}" for one in CHECKIN.decisions)


def test_every_text_exists() -> None:
    assert not [text_id for text_id in expected_texts() if text_id not in TEXTS]


def test_sentences_can_be_read_aloud() -> None:
    labels = {f"checkin-{question.id}-{option}" for question in QUESTIONS for option in question.options}
    sentences = [text_id for text_id in expected_texts() if not text_id.endswith(("-name", "-sign")) and text_id not in labels]
    wrong = [line for text_id in sentences for line in TEXTS.lines(text_id) if not re.search(r"[.?]$", line) or "{" in line]
    assert not wrong
