"""Who is next, without a Telegram."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.lanes import Chore, Lanes
from bot.messages import Message
from bot.store.outbox import Row
from flows.types import Urgency

AT = datetime(2026, 11, 23, tzinfo=UTC)
FAST = 1000.0


def row(number: int, person: int, urgency: str = "answer", *, slot: str = "screen", edit: bool = False) -> Row:
    return Row(number, person, Urgency(urgency), Message(str(number), slot, edit=edit), AT)


def sent(lanes: Lanes, now: float = 0.0) -> list[int]:
    """All that may go now, in order, each delivered at once."""
    order = []
    while (work := lanes.first(now)[0]) is not None:
        lanes.take(work, now)
        order.append(work.id if isinstance(work, Row) else -work.message_id)
        lanes.done(work, now)
    return order


def test_the_most_urgent_of_all_people_goes_first() -> None:
    lanes = Lanes(FAST)
    urgencies = ["countdown", "reminder", "hold", "answer", "danger"]
    lanes.put([row(number, number, urgency) for number, urgency in enumerate(urgencies)], 0)
    assert sent(lanes) == [4, 3, 2, 1, 0]


def test_one_persons_messages_stay_in_order_and_the_lane_goes_by_the_most_urgent() -> None:
    lanes = Lanes(FAST)
    lanes.put([row(1, 1, "reminder"), row(2, 2), row(3, 1, "danger")], 0)
    assert sent(lanes) == [1, 3, 2]


def test_a_person_has_one_message_on_its_way_at_most() -> None:
    lanes = Lanes(FAST)
    lanes.put([row(1, 1), row(2, 1), row(3, 2)], 0)
    first, _ = lanes.first(0)
    assert first is not None
    lanes.take(first, 0)
    assert sent(lanes) == [3]
    lanes.done(first, 0)
    assert sent(lanes) == [2]


def test_a_burst_passes_and_then_one_a_second_save_for_danger() -> None:
    lanes = Lanes(1.0)
    lanes.put([row(number, 1) for number in range(7)], 0)
    assert sent(lanes, 0) == [0, 1, 2, 3, 4]
    assert sent(lanes, 0.5) == []
    assert lanes.next_s(0.5) == 0.5
    assert sent(lanes, 1) == [5]
    lanes.put([row(9, 1, "danger")], 1.1)
    assert sent(lanes, 1.1) == [6, 9]


def test_a_chat_that_has_to_wait_holds_up_nobody_else() -> None:
    lanes = Lanes(FAST)
    lanes.put([row(1, 1), row(2, 2)], 0)
    first, _ = lanes.first(0)
    assert first is not None
    lanes.take(first, 0)
    lanes.later(first, until=30, now=0, patient=False)
    assert sent(lanes, 0) == [2]
    lanes.network_is_back(1)
    assert sent(lanes, 1) == []
    assert sent(lanes, 30) == [1]


def test_when_the_network_is_back_nobody_waits_any_longer() -> None:
    lanes = Lanes(FAST)
    lanes.put([row(1, 1)], 0)
    first, _ = lanes.first(0)
    assert first is not None
    lanes.take(first, 0)
    lanes.later(first, until=300, now=0, patient=True)
    assert sent(lanes, 10) == []
    lanes.network_is_back(10)
    assert sent(lanes, 10) == [1]


def test_an_older_countdown_of_the_same_message_is_dropped() -> None:
    lanes = Lanes(FAST)
    lanes.put([row(1, 1, "countdown", slot="hold", edit=True), row(2, 1, "countdown", slot="other", edit=True)], 0)
    lanes.put([row(3, 1, "countdown", slot="hold", edit=True)], 0)
    lanes.put([row(4, 1, "hold", slot="other", edit=True)], 0)
    assert sent(lanes) == [3, 4]


def test_a_countdown_that_failed_is_not_tried_again_when_a_newer_one_waits() -> None:
    lanes = Lanes(FAST)
    lanes.put([row(1, 1, "countdown", slot="hold", edit=True)], 0)
    first, _ = lanes.first(0)
    assert first is not None
    lanes.take(first, 0)
    lanes.put([row(2, 1, "countdown", slot="hold", edit=True)], 0)
    lanes.later(first, until=0, now=0, patient=False)
    assert sent(lanes) == [2]


def test_what_waits_for_somebody_forgotten_is_void() -> None:
    lanes = Lanes(FAST)
    lanes.put([row(1, 1), row(2, 1)], 0)
    first, _ = lanes.first(0)
    assert first is not None
    lanes.take(first, 0)
    lanes.clear(1, 0)
    lanes.put([row(3, 1)], 0)
    lanes.done(first, 0)
    assert sent(lanes) == [3]
    assert len(lanes) == 0


def test_chores_are_done_when_nothing_else_is_to_do_and_the_oldest_are_dropped() -> None:
    lanes = Lanes(FAST)
    for number in range(5):
        lanes.chore(Chore(1, number, "unbutton"), 0)
    lanes.put([row(1, 1), row(2, 2, "reminder")], 0)
    assert sent(lanes) == [1, 2, -2, -3, -4]
