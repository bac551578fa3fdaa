"""`/undo` from wherever people get to: never a crash, never silence, and what is done again leads to the same place."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from content import load_library
from flows import triage
from flows.answers import PASSING
from flows.engine import step
from flows.trail import MOST_STEPS
from flows.types import Command, Event, Located, Person, Reply, Session, Tap, TimerDue, Words
from tests.flows.cards_shown import CARDS, PLANNED, USUAL
from tests.talk import PERSON, SESSION, Talk, reborn

LIBRARY = load_library()
START = datetime(2026, 3, 27, 9, tzinfo=UTC)
TEXTS = (
    "my lower back hurts since 3 weeks", "38", "3 weeks", "7/10", "none", "not sure", "back", "8:00", "Berlin", "1 and 3",
    "fever and chills", "i cant pee", "yes", "no", "stop", "done", "left",
)  # fmt: skip
COMMANDS = (
    "start", "hurt", "session", "remind", "checkin", "settings", "pause", "stop", "delete", "cancel", "back", "undo", "review",
    "emergency", "help",
)  # fmt: skip
LARGEST = 12_000
"""Bytes of what is kept for /undo at most, each of MOST_STEPS with a whole triage in it."""


def same(session: Session | None) -> Session | None:
    """What the dialog is about, without numbers of screens and what only /undo or a misreading noted."""
    if session is None:
        return None
    notes = {name: value for name, value in session.notes.items() if name not in PASSING}
    return replace(session, screen=0, tapped=None, misread=0, undo=(), notes=notes, before=same(session.before))


class AnybodyTakesBack(RuleBasedStateMachine):
    """People of all kinds do anything; at every turn a /undo is tried on the side."""

    @initialize(who=st.sampled_from([Person(id=1, consented_on=START), USUAL, PLANNED, *(one.who for one in CARDS.values())]))
    def begin(self, who: Person) -> None:
        self.talk = Talk(LIBRARY, who, now=START)

    def _does(self, event: Event) -> None:
        self.talk.does(event)

    @rule(data=st.data())
    def taps_a_button_of_the_newest_screens(self, data: st.DataObject) -> None:
        shown = [(reply, button) for reply in self.talk.replies[-3:] for row in reply.rows for button in row]
        if shown:
            reply, button = data.draw(st.sampled_from(shown))
            self._does(Tap(self.talk.now, button.flow or reply.flow, reply.screen, button.choice))

    @rule(text=st.sampled_from(TEXTS))
    def types(self, text: str) -> None:
        self._does(Words(self.talk.now, text))

    @rule(name=st.sampled_from(COMMANDS))
    def commands(self, name: str) -> None:
        self._does(Command(self.talk.now, name))

    @rule(zone=st.sampled_from(["Europe/Berlin", "America/New_York"]))
    def shares_a_location(self, zone: str) -> None:
        self._does(Located(self.talk.now, zone))

    @rule(hours=st.integers(0, 30))
    def waits(self, hours: int) -> None:
        if self.talk.timers and hours % 2:
            self.talk.waits("next")
        else:
            self.talk.now += timedelta(hours=hours)

    @rule(key=st.sampled_from(["plan:reminder", "routine:tick", "checkin:after", "checkin:help"]))
    def a_timer_comes_due(self, key: str) -> None:
        self._does(TimerDue(self.talk.now, key, self.talk.now))

    @invariant()
    def undo_is_always_answered_and_goes_where_a_screen_is(self) -> None:
        person, session = self.talk.person, self.talk.session
        for _ in range(MOST_STEPS + 2):
            taken = step(person, session, Command(self.talk.now, "undo"), LIBRARY)
            said = [effect for effect in taken.effects if isinstance(effect, Reply)]
            assert said
            if taken.session is not None:
                shown = said[-1]
                assert shown.flow in (taken.session.flow, "danger")
                assert shown.screen == taken.session.screen
            assert taken.person.consented_on == person.consented_on
            assert reborn(taken.person, PERSON) == taken.person
            if taken.session is not None:
                assert reborn(taken.session, SESSION) == taken.session
            person, session = taken.person, taken.session

    @invariant()
    def what_is_kept_for_it_is_bounded(self) -> None:
        for kept, adapter in ((self.talk.person, PERSON), (self.talk.session, SESSION)):
            if kept is not None:
                assert len(kept.undo) <= MOST_STEPS
                assert len(json.dumps(adapter.dump_python(kept, mode="json")["undo"])) <= LARGEST  # type: ignore[attr-defined]  # both are adapters
                assert all(one.session is None or not one.session.undo for one in kept.undo)

    @invariant()
    def an_answer_taken_back_and_given_again_leads_to_the_same_place(self) -> None:
        session = self.talk.session
        if session is None or session.flow != triage.NAME or session.state != triage.At.ASKING or session.suspected:
            return
        card = triage.current_card(session, LIBRARY)
        choices = {
            "choice": ("unsure", "=left", "=lower_back", "=desk_work"),
            "number": ("unsure", "=7"),
            "confirm": ("=yes", "=changed", "unsure"),
        }.get(card.kind, ("none", "unsure"))
        for choice in choices:
            again = self._answered(self.talk.person, session, choice)
            if again is None:
                continue
            person, after = again
            back = step(person, after, Command(self.talk.now, "undo"), LIBRARY)
            assert back.session is not None
            assert triage.current_card(back.session, LIBRARY).id == card.id
            once_more = self._answered(back.person, back.session, choice)
            assert once_more is not None
            assert same(once_more[1]) == same(after)

    def _answered(self, person: Person, session: Session, choice: str) -> tuple[Person, Session] | None:
        taken = step(person, session, Tap(self.talk.now, session.flow, session.screen, choice), LIBRARY)
        if taken.session is None or len(taken.session.answers) != len(session.answers) + 1:
            return None
        return taken.person, taken.session


AnybodyTakesBack.TestCase.settings = settings(
    deadline=None, max_examples=20, stateful_step_count=25, suppress_health_check=list(HealthCheck)
)
TestAnybodyTakesBack = AnybodyTakesBack.TestCase
