"""Somebody at each kind of card, and what answers it. For tests that try something on all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import time, timedelta

from content import Library
from content.conditions import Value
from flows.types import Entry, Person, Plan, Programme
from tests.talk import START, Talk

CARED: dict[str, Value] = {
    "region": "upper_back", "cause": "desk_work", "duration_days": 21, "pain_now": 4, "onset": "gradual", "age_years": 38,
}  # fmt: skip
REFERRED: dict[str, Value] = CARED | {"region": "lower_back", "cancer_history": True}


def programme(*diary: Entry) -> Programme:
    """Self-care of the upper back, begun a month ago."""
    findings = {"region": "upper_back", "cause": "desk_work"}
    return Programme("upper_back", "desk_work", None, "full", (), (), findings, started=START - timedelta(days=30), diary=diary)


def somebody(**more: object) -> Person:
    """Has agreed, has a programme and has done a session."""
    begun = Entry(START - timedelta(days=2), "baseline", {"base_now": 6})
    plain = Person(id=1, consented_on=START, equipment=("ball",), minutes=5, age_years=38, programme=programme(begun))
    return replace(plain, **more)  # type: ignore[arg-type]  # the tests name fields of Person


_WALKED: dict[tuple[int, str], Talk] = {}


@dataclass(frozen=True, slots=True)
class Shown:
    """How a card is reached, and one answer to it: what is tapped, or typed where there is nothing to tap."""

    who: Person
    by: tuple[str, ...]
    answer: str

    def talk(self, library: Library) -> Talk:
        """Somebody who stands at the card. The way there is walked once and copied: everything on it is frozen."""
        way = (id(self), library.version)
        if way not in _WALKED:
            _WALKED[way] = Talk(library, self.who)
            for act in self.by:
                did(_WALKED[way], act)
        walked = _WALKED[way]
        return replace(
            walked,
            timers=dict(walked.timers),
            replies=list(walked.replies),
            outcomes=list(walked.outcomes),
            lines=list(walked.lines),
        )

    def is_answered(self, talk: Talk) -> None:
        """The answer is given."""
        did(talk, self.answer)


def did(talk: Talk, act: str) -> None:
    """One line of a script: "tap: x", "say: x", "wait: x", or "tells: cared"."""
    word, _, rest = act.partition(": ")
    acts: Mapping[str, Callable[[str], object]] = {
        "tap": talk.taps,
        "say": talk.says,
        "wait": talk.waits,
        "send": talk.sends,
        "tells": lambda which: talk.tells(**{"cared": CARED, "referred": REFERRED}[which]),
    }
    acts[word](rest)


NEW = Person(id=1)
AGREED = Person(id=1, consented_on=START)
USUAL = somebody()
FIRST_TIME = somebody(programme=programme(), equipment=None, minutes=None)
PLANNED = somebody(plan=Plan(time(8), (0, 1, 2, 3, 4)), zone="Europe/Berlin")
THINNED = somebody(
    programme=replace(programme(), findings={"region": "knee", "age_years": 62, "blood_thinners": True}), age_years=62
)
PEOPLE = {
    "has agreed": AGREED,
    "in self-care": USUAL,
    "with a reminder": PLANNED,
    "before the first session": FIRST_TIME,
    "with blood thinners": THINNED,
}
"""Whom a transcript may begin with."""

PLACE = ("say: /hurt", "tap: Upper back")
SIGNS = (*PLACE, "tap: None of these", "tap: None of these", "tap: None of these")
OPENED = (*SIGNS, "say: 38", "tap: None of these", "tap: Desk work")
SESSION = ("say: /session", "tap: None of these", "tap: 5")
HOLD = (*SESSION, "tap: ▶ Hands-free, by the timer", "wait: next", "wait: next", "say: 4")
CHECKED = ("say: /checkin", "tap: None of these")

CONSENT: Mapping[str, Shown] = {
    "first contact": Shown(NEW, ("say: /start",), "tap: Yes, let's start"),
    "declined": Shown(NEW, ("say: /start", "tap: No, thank you"), "tap: I agree after all"),
}
CARDS: Mapping[str, Shown] = {
    "choice": Shown(AGREED, ("say: /hurt",), "tap: Upper back"),
    "overview": Shown(AGREED, PLACE, "tap: None of these"),
    "overview with a tick": Shown(AGREED, (*PLACE, "tap: ☐ 7. Between the legs"), "tap: Done, go on ▶"),
    "danger signs": Shown(AGREED, (*PLACE, "tap: ☐ 7. Between the legs", "tap: Done, go on ▶"), "tap: None of these"),
    "duration": Shown(AGREED, OPENED, "tap: About 3 weeks"),
    "pain": Shown(AGREED, (*OPENED, "say: 3 weeks"), "say: 7/10"),
    "what was told before": Shown(THINNED, SIGNS, "tap: Yes, all of it"),
    "age": Shown(AGREED, SIGNS, "say: 38"),
    "result self-care": Shown(AGREED, ("say: /hurt", "tells: cared"), "tap: ⏰ Remind me daily"),
    "result physician": Shown(AGREED, ("say: /hurt", "tells: referred"), "tap: Ask about another pain"),
    "review": Shown(AGREED, ("say: /hurt", "tells: cared", "tap: ✏ Change an answer"), "tap: ◀ Back"),
    "equipment": Shown(FIRST_TIME, ("say: /session",), "tap: Only my hands"),
    "minutes": Shown(FIRST_TIME, ("say: /session", "tap: Only my hands"), "tap: 5 min"),
    "signs before a session": Shown(USUAL, ("say: /session",), "tap: None of these"),
    "signs opened": Shown(USUAL, ("say: /session", "tap: ☐ 1", "tap: Done, go on ▶"), "tap: None of these"),
    "pain before a session": Shown(USUAL, SESSION[:2], "tap: 4"),
    "baseline number": Shown(FIRST_TIME, ("say: /session", "tap: Only my hands", "tap: 5 min", *SESSION[1:]), "tap: 4"),
    "mode": Shown(USUAL, SESSION, "tap: I tap each step"),
    "getting ready": Shown(USUAL, (*SESSION, "tap: I tap each step"), "tap: ▶ Start"),
    "tenderness": Shown(USUAL, (*SESSION, "tap: I tap each step", "tap: ▶ Start"), "say: 4"),
    "hold": Shown(USUAL, HOLD, "tap: ⏸ Pause"),
    "paused": Shown(USUAL, (*HOLD, "tap: ⏸ Pause"), "tap: ▶ Go on"),
    "something wrong": Shown(USUAL, (*HOLD, "tap: ⚠ Something feels wrong"), "tap: ◀ Back"),
    "stopping": Shown(USUAL, (*HOLD, "tap: ⏹ Stop"), "tap: That is enough"),
    "pain after": Shown(USUAL, (*HOLD, "tap: ⏹ Stop", "tap: That is enough"), "say: 3"),
    "session over": Shown(USUAL, (*HOLD, "tap: ⏹ Stop", "tap: That is enough", "tap: 3"), "tap: ⏰ Remind me daily"),
    "signs at a check-in": Shown(USUAL, ("say: /checkin",), "tap: None of these"),
    "check-in number": Shown(USUAL, CHECKED, "tap: 3"),
    "check-in choice": Shown(USUAL, (*CHECKED, "tap: 3", "tap: 4"), "tap: I did no session"),
    "reminder time": Shown(USUAL, ("say: /remind",), "say: 8:00"),
    "reminder days": Shown(USUAL, ("say: /remind", "tap: 08:00"), "tap: Monday to Friday"),
    "reminder zone": Shown(USUAL, ("say: /remind", "tap: 08:00", "tap: Monday to Friday"), "say: Berlin"),
    "reminder shown": Shown(PLANNED, ("say: /remind",), "tap: Pause"),
    "settings": Shown(USUAL, ("say: /settings",), "tap: Age"),
    "settings country": Shown(USUAL, ("say: /settings", "tap: Country"), "say: Germany"),
    "settings zone": Shown(USUAL, ("say: /settings", "tap: Time zone"), "say: Berlin"),
    "settings age": Shown(USUAL, ("say: /settings", "tap: Age"), "say: 41"),
    "settings equipment": Shown(USUAL, ("say: /settings", "tap: What is at hand"), "tap: Done, go on ▶"),
    "settings minutes": Shown(USUAL, ("say: /settings", "tap: Minutes a session"), "tap: 10 min"),
    "delete": Shown(USUAL, ("say: /delete",), "tap: Yes, erase everything"),
}
