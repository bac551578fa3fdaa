"""What is read out of typed words, and what must not be."""

from __future__ import annotations

import pytest

from content import Library
from flows.reading import read_text


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("chest pain", "chest_pain_or_pressure"),
        ("chset pain", "chest_pain_or_pressure"),
        ("it feels like an elephant sitting on my chest", "chest_pain_or_pressure"),
        ("I've got this crushing weight on my chest", "chest_pain_or_pressure"),
        ("can't catch my breath", "breathless"),
        ("i cant pee since yesterday and my bum feels numb", "urinary_retention_or_loss"),
        ("i cant pee since yesterday and my bum feels numb", "saddle_numbness"),
        ("no feeling when i wipe", "saddle_numbness"),
        ("woke up and one side of my face is droopy", "facial_droop"),
        ("both my legs went numb this morning", "pain_down_both_legs"),
        ("my foot slaps on the ground when i walk", "foot_drop"),
        ("calf is swollen and red, only the left one", "one_calf_swollen"),
        ("my pee is the colour of cola after the gym", "dark_urine"),
        ("I don’t want to live anymore with this", "suicidal_thoughts"),
        ("no chest pain but my arm has gone weak", "arm_weakness_new"),
        ("my dad had a heart attack. now i have chest pain", "chest_pain_or_pressure"),
        ("last year i hurt my knee and now i have chest pain", "chest_pain_or_pressure"),
        ("my wife has chest pain", "chest_pain_or_pressure"),
        ("mums face has gone wonky on the left n shes dribbling", "facial_droop"),
        ("need a wee so bad but it jus wont come out", "urinary_retention_or_loss"),
        ("the hand has no more power, the spoon falls down from the fingers", "arm_weakness_new"),
    ],
)
def test_a_danger_sign_in_a_sentence_alarms(text: str, flag: str, library: Library) -> None:
    reading = read_text(text, library)
    assert flag in reading.flags
    assert reading.alarm


@pytest.mark.parametrize(
    "text",
    [
        "no chest pain",
        "no fever, chills or weight loss",
        "chest pain: none",
        "i had chest pain last year",
        "i never had chest pain",
        "my dad had a heart attack with chest pain last year",
        "my wife cant breathe through her nose",
        "my wife had chest pain last year",
        "this chair is killing me",
        "my back is killing me",
        "dying to run again",
        "i would kill for a good sleep",
        "my phone died",
        "I'm not suicidal, just fed up",
        "no numbness between my legs",
        "peeing normally, no bladder problems",
        "both legs sore from squats",
        "hay fever is back",
        "did chest day at the gym",
        "my lower back hurts",
        "stiff neck from sleeping wrong",
        "not dizzy, no double vision, face is normal",
        "my english is bad, hard to explain",
        "what would you say to somebody with crushing chest pain?",
        "read about a woman who lost control of her bladder with a slipped disc",
        "the gas bill gave me a heart attack",
        "suppose my arm stopped working one day, would you spot that?",
        "eight years back i had surgery for numbness in the saddle area, made a full recovery",
        "i was planting trees all weekend",
        "",
        "🙂",
    ],
)
def test_harmless_words_do_not_alarm(text: str, library: Library) -> None:
    assert not read_text(text, library).alarm


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "my lower back is killing me since i sat all week, 6/10",
            {"region": "lower_back", "cause": "desk_work", "pain_now": 6},
        ),
        (
            "im 45 and my left shoulder hurts 7 out of 10 since 2 months",
            {"age_years": 45, "region": "shoulder", "side": "left", "pain_now": 7, "duration_days": 60},
        ),
        ("pulled my hamstring playing football 3 days ago", {"region": "thigh", "cause": "sport", "duration_days": 3}),
        ("my knee has hurt for about two weeks", {"region": "knee", "duration_days": 14}),
        ("neck pain since yesterday, office job", {"region": "neck", "duration_days": 1, "cause": "desk_work"}),
        ("38 yo, calf pain, started suddenly", {"age_years": 38, "region": "lower_leg", "onset": "sudden"}),
        ("my arm is now on day 5 of being sore", {"region": "arm", "duration_days": 5}),
        ("the knees ache for seventy-five days", {"region": "knee", "duration_days": 75}),
        ("Knee. Yesterday. 5", {"region": "knee", "duration_days": 1, "pain_now": 5}),
        ("my heel is sore, 48 hours now", {"region": "foot", "duration_days": 2}),
        ("hip still sore, week eight", {"region": "hip", "duration_days": 56}),
        ("I have an appointment in 3 weeks", {}),
        ("no neck pain, it is my foot", {"region": "foot"}),
        ("rolled my ankle at netball", {"cause": "sport"}),
        ("fell off my bike onto my knee", {"cause": "accident", "region": "knee"}),
        ("knee sore, 3 times a week at the pool, five", {"pain_now": 5}),
        ("that stretch worked a treat on my knee, it was 6 and now its 1", {"pain_now": 1}),
        ("did all the exercises, shoulder's down to a 2 from a 6", {"pain_now": 2}),
        ("now 3 weeks of neck pain, 6/10 at night", {"duration_days": 21, "pain_now": 6}),
        ("my back groans when I straighten up. I'd give it 5.", {"pain_now": 5}),
        ("both legs like wood, knee pain is only like a 4 weirdly", {"pain_now": 4}),
        ("knee aches, i give it 5 minutes", {"region": "knee"}),
        ("33 weeks pregnant, hip sore for 2 days", {"duration_days": 2}),
        ("my midwife says wait, at 30 weeks both hips ache, three days", {"duration_days": 3}),
        ("pregnant, hip pain for 6 weeks", {"duration_days": 42}),
        ("slid down the stairs eight days ago. low back 4. getting up is fine", {"duration_days": 8, "pain_now": 4}),
        ("leg day was two days back. thighs at 7", {"pain_now": 7}),
        ("Neck's a 3 and it's the fourth day", {"duration_days": 4, "pain_now": 3}),
        ("shoulder sore from a sagging bed: 3", {"pain_now": 3}),
        ("my hip was a five on monday, three today, week of gardening", {"pain_now": 3, "duration_days": 7}),
        ("translator, hunched, 50ish days, top of the back, a measly 2", {"duration_days": 50, "pain_now": 2}),
        ("calf is tight since 6 am", {"duration_days": 0}),
        ("broke my elbow at 9", {"pain_now": None}),
        ("knocked my shin at five-a-side", {"pain_now": None, "region": "lower_leg"}),
        ("knee sore, age: 5", {"pain_now": None}),
        ("went for a high five and my shoulder is sore", {"pain_now": None}),
        ("i rest my back every third day", {"duration_days": None}),
        ("i play padel 4 times a week and my elbow hurts since a month", {"duration_days": 30, "region": "arm"}),
        (
            "i am a woman of 62 years, neck hurts for half a year, 4 from 10",
            {"age_years": 62, "duration_days": 182, "pain_now": 4},
        ),
    ],
)
def test_a_story_fills_all_that_it_tells(text: str, told: dict[str, object], library: Library) -> None:
    read = read_text(text, library).told
    assert {finding: read.get(finding) for finding in told} == told
    assert told or not read


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("no fever", "fever"),
        ("no fever, chills or weight loss", "unexplained_weight_loss"),
        ("no pins and needles", "numbness_or_tingling"),
    ],
)
def test_what_is_denied_is_read_as_denied(text: str, flag: str, library: Library) -> None:
    assert flag not in read_text(text, library).flags


def test_danger_signs_are_not_taken_over_without_a_question(library: Library) -> None:
    reading = read_text("my calf is swollen and red, pins and needles in my foot", library)
    assert "one_calf_swollen" not in reading.findings()
    assert reading.findings()["region"] == "lower_leg"
