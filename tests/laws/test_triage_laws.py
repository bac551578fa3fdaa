"""What must hold for any rules and any person, tried on many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content import Library, load_library
from content.check import ACCEPTED_NEGATIONS
from content.conditions import Truth, Value
from flows import triage
from flows.disposition import emergency_found, outcome
from flows.questions import findings_of, settles_in_all
from flows.types import Person, Programme, Tap
from flows.walk import answer, walk
from tests.talk import START, Talk

LIBRARY = load_library()
VOCABULARY = LIBRARY.vocabulary
SIGNS = sorted(set(VOCABULARY.flags) - ACCEPTED_NEGATIONS)
UNHURRIED = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def choices() -> st.SearchStrategy[dict[str, Value]]:
    """Who the person is; anything but the region may be unknown."""
    parts: dict[str, st.SearchStrategy[Value]] = {"region": st.sampled_from(VOCABULARY.choices["region"])}
    for name in ("side", "cause", "onset"):
        parts[name] = st.one_of(st.none(), st.sampled_from(VOCABULARY.choices[name]))
    for name, limits in (("age_years", 110), ("duration_days", 800), ("pain_now", 10)):
        parts[name] = st.one_of(st.none(), st.integers(0, limits))
    return st.fixed_dictionaries(parts)


def flags(values: st.SearchStrategy[Value]) -> st.SearchStrategy[dict[str, Value]]:
    """A few signs; all others are absent."""
    few = st.dictionaries(st.sampled_from(sorted(VOCABULARY.flags)), values, max_size=4)
    return few.map(lambda some: dict.fromkeys(VOCABULARY.flags, False) | some)


def with_site(findings: Mapping[str, Value]) -> dict[str, Value]:
    """`elsewhere_site` is known exactly where it is asked."""
    return {**findings, **({"elsewhere_site": "hand_wrist"} if findings["region"] == "elsewhere" else {})}


@UNHURRIED
@given(choices(), flags(st.sampled_from([True, False, None])), st.sampled_from(SIGNS))
def test_one_more_danger_sign_never_lowers_the_level(who: dict[str, Value], signs: dict[str, Value], one_more: str) -> None:
    before = outcome({**who, **signs, one_more: False}, LIBRARY)
    after = outcome({**who, **signs, one_more: True}, LIBRARY)
    assert after.level.rank <= before.level.rank


@UNHURRIED
@given(choices(), flags(st.sampled_from([True, False, None])), st.sampled_from(SIGNS))
def test_not_sure_never_lowers_the_level_and_never_adds_pressure(
    who: dict[str, Value], signs: dict[str, Value], unsure: str
) -> None:
    no = outcome({**who, **signs, unsure: False}, LIBRARY)
    not_sure = outcome({**who, **signs, unsure: None}, LIBRARY)
    assert not_sure.level.rank <= no.level.rank
    assert not_sure.pressure.rank <= no.pressure.rank


@UNHURRIED
@given(choices(), flags(st.sampled_from([True, False])))
def test_the_short_dialog_gives_the_result_of_asking_everything(who: dict[str, Value], signs: dict[str, Value]) -> None:
    findings = with_site(who | signs)
    walked = walk({"id": "made up", "findings": {k: v for k, v in findings.items() if v is not None}}, LIBRARY)
    everything = outcome({"cause": "unsure", **{k: v for k, v in findings.items() if k != "cause" or v is not None}}, LIBRARY)
    assert walked.level == everything.level
    assert walked.pressure == everything.pressure


@UNHURRIED
@given(choices(), flags(st.sampled_from([True, False])))
def test_whoever_is_referred_is_not_pressed(who: dict[str, Value], signs: dict[str, Value]) -> None:
    found = outcome(who | signs, LIBRARY)
    assert found.level == "self_care" or found.pressure == "none"


@given(flags(st.just(True)))
def test_a_sign_told_in_words_is_not_untold_by_a_card(signs: dict[str, Value]) -> None:
    told = {flag: True for flag, value in signs.items() if value}
    answers = tuple((card.id, ()) for card in LIBRARY.cards if card.kind in ("overview", "several"))
    known = findings_of(told, answers, LIBRARY)
    assert all(known[flag] is True for flag in told)


@UNHURRIED
@given(choices(), flags(st.sampled_from([True, False, None])), st.sampled_from(SIGNS))
def test_an_emergency_is_found_as_by_asking_every_rule(who: dict[str, Value], signs: dict[str, Value], one: str) -> None:
    findings = {**who, **signs, one: True}
    rules = LIBRARY.of_level["emergency"]
    assert emergency_found(findings, LIBRARY) == any(rule.ask(findings) is Truth.YES for rule in rules)


def test_every_flag_is_settled_by_the_cards(library: Library) -> None:
    settled = {flag for card in library.cards for flag in settles_in_all(card, library)}
    assert set(library.vocabulary.flags) <= settled


@settings(UNHURRIED, max_examples=40)
@given(choices(), st.sets(st.sampled_from(LIBRARY.lasting.findings[1:]), min_size=1, max_size=3))
def test_confirming_what_was_told_gives_the_result_of_being_asked_again(who: dict[str, Value], lasting: set[str]) -> None:
    """Without danger signs, which would hide what the history decides."""
    findings = {one: value for one, value in with_site(who | dict.fromkeys(lasting, True)).items() if value is not None}
    confirmed, asked = (_result_with(findings, choice) for choice in ("=yes", "=changed"))
    assert confirmed == asked


def _result_with(findings: Mapping[str, Value], choice: str) -> tuple[str, str]:
    talk = Talk(LIBRARY, Person(id=1, consented_on=START, programme=_programme(findings)))
    talk.says("/hurt")
    while talk.session is not None and talk.session.state == triage.At.ASKING:
        card = triage.current_card(talk.session, LIBRARY)
        event = answer(talk.session, card, findings, LIBRARY)
        talk.does(Tap(talk.now, "triage", talk.session.screen, choice) if card.kind == "confirm" else replace(event, at=talk.now))
    return talk.outcomes[-1].level, talk.outcomes[-1].pressure


def _programme(findings: Mapping[str, Value]) -> Programme:
    return Programme("knee", "sport", None, "full", (), (), findings, started=START)
