"""No event crashes any state, every state can be left, and saving and loading changes nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from content import load_library
from flows.dialogs import FLOWS
from flows.engine import step
from flows.types import Command, Event, Left, Located, Person, Reply, Returned, Tap, TimerDue, Unreadable, Words
from tests.talk import PERSON, SESSION, Talk, reborn

LIBRARY = load_library()
START = datetime(2026, 3, 27, 9, tzinfo=UTC)
TEXTS = (
    "hello", "", " ", "lower back", "3 weeks", "7/10", "not sure", "none", "back", "stop", "skip", "yes", "no", "8:00", "Berlin",
    "chest pain", "i cant pee", "no chest pain", "this chair is killing me", "99999999999999999999", "-3", "0", "10", "1,2",
    "<b>bold</b> & \"quotes\"", "مرحبا بالعالم", "😀😀😀", "a" * 5000, "/", "too painful", "done", "start again", "\u202eabc",
)  # fmt: skip
COMMANDS = (
    "start", "hurt", "session", "remind", "checkin", "progress", "settings", "pause", "stop", "help", "privacy", "export",
    "delete", "emergency", "about", "cancel", "back", "undo", "nonsense", "continue",
)  # fmt: skip
CHOICES = (
    "back",
    "why",
    "none",
    "unsure",
    "done",
    "help",
    "yes",
    "no",
    "=5",
    "+chest",
    "",
    "y=fever",
    "start",
    "later",
    "skip",
    "review",
    "for_other",
    "for_me",
    "x" * 40,
)
KINDS = ("sticker", "voice", "photo", "button", "edited", "contact")


class AnybodyDoesAnything(RuleBasedStateMachine):
    """A person who taps, types, waits and forges at random; whatever comes, there is an answer and no crash."""

    @initialize(consented=st.booleans())
    def begin(self, consented: bool) -> None:
        self.talk = Talk(LIBRARY, Person(id=1, consented_on=START if consented else None), now=START)

    def _does(self, event: Event) -> None:
        self.talk.does(event)

    @rule(data=st.data())
    def taps_a_button_of_the_newest_screens(self, data: st.DataObject) -> None:
        shown = [(reply, button) for reply in self.talk.replies[-4:] for row in reply.rows for button in row]
        if shown:
            reply, button = data.draw(st.sampled_from(shown))
            self._does(Tap(self.talk.now, button.flow or reply.flow, reply.screen, button.choice))

    @rule(
        flow=st.sampled_from([*FLOWS, "hello", "danger", "info", "forged"]),
        screen=st.integers(-1, 3),
        choice=st.sampled_from(CHOICES),
    )
    def forges_a_button(self, flow: str, screen: int, choice: str) -> None:
        current = self.talk.session.screen if self.talk.session else 0
        self._does(Tap(self.talk.now, flow, current - screen if screen >= 0 else 0, choice))

    @rule(text=st.one_of(st.sampled_from(TEXTS), st.text(max_size=40)))
    def types(self, text: str) -> None:
        self._does(Words(self.talk.now, text))

    @rule(name=st.sampled_from(COMMANDS))
    def commands(self, name: str) -> None:
        self._does(Command(self.talk.now, name))

    @rule(kind=st.sampled_from(KINDS))
    def sends_something_else(self, kind: str) -> None:
        self._does(Unreadable(self.talk.now, kind))

    @rule(zone=st.sampled_from(["Europe/Berlin", "America/New_York", None]))
    def shares_a_location(self, zone: str | None) -> None:
        self._does(Located(self.talk.now, zone))

    @rule(late=st.integers(0, 100_000))
    def waits_for_a_timer(self, late: int) -> None:
        if self.talk.timers:
            key = min(self.talk.timers, key=lambda one: self.talk.timers[one])
            due = self.talk.timers.pop(key)
            self.talk.now = max(self.talk.now, due) + timedelta(seconds=late)
            self._does(TimerDue(self.talk.now, key, due))

    @rule(key=st.sampled_from(["plan:reminder", "routine:tick", "checkin:after", "checkin:help", "checkin:help_other", "gone:x"]))
    def a_timer_of_nobody_comes_due(self, key: str) -> None:
        self._does(TimerDue(self.talk.now, key, self.talk.now))

    @rule(event=st.sampled_from([Left, Returned]))
    def leaves_and_returns(self, event: type[Left | Returned]) -> None:
        self._does(event(self.talk.now))

    @invariant()
    def what_was_said_fits_telegram(self) -> None:
        for reply in self.talk.replies[-3:]:
            assert all(
                len(f"{one.flow or reply.flow}:{reply.screen}:{one.choice}".encode()) <= 64 for row in reply.rows for one in row
            )

    @invariant()
    def nothing_is_kept_without_consent(self) -> None:
        if self.talk.person.consented_on is None:
            assert self.talk.session is None
            assert self.talk.person.programme is None

    @invariant()
    def every_state_can_be_left(self) -> None:
        if self.talk.person.consented_on is not None and self.talk.session is not None:
            left = step(self.talk.person, self.talk.session, Command(self.talk.now, "cancel"), LIBRARY)
            assert left.session is None
            other = step(self.talk.person, self.talk.session, Command(self.talk.now, "hurt"), LIBRARY)
            assert other.session is not None
            assert other.session.flow == "triage"

    @invariant()
    def saving_and_loading_changes_nothing(self) -> None:
        assert reborn(self.talk.person, PERSON) == self.talk.person
        if self.talk.session:
            assert reborn(self.talk.session, SESSION) == self.talk.session


AnybodyDoesAnything.TestCase.settings = settings(
    deadline=None, max_examples=60, stateful_step_count=40, suppress_health_check=list(HealthCheck)
)
TestAnybodyDoesAnything = AnybodyDoesAnything.TestCase


@pytest.mark.parametrize("name", sorted(FLOWS))
def test_every_state_of_a_flow_is_in_its_table(name: str) -> None:
    machine = FLOWS[name].MACHINE
    sources = {one for move in machine.moves for one in (move.source if isinstance(move.source, tuple) else (move.source,))}
    targets = {move.target for move in machine.moves}
    assert set(machine.states) <= sources | targets


@given(st.sampled_from(TEXTS), st.sampled_from(COMMANDS))
def test_words_never_meet_silence(text: str, command: str) -> None:
    talk = Talk(LIBRARY, Person(id=1, consented_on=START), now=START)
    talk.says(f"/{command}")
    said = len(talk.replies)
    talk.does(Words(talk.now, text))
    assert len(talk.replies) > said
    assert all(isinstance(reply, Reply) for reply in talk.replies)


def test_a_person_without_consent_has_no_session() -> None:
    taken = step(Person(id=1), None, Words(START, "my back hurts"), LIBRARY)
    assert taken.session is None
