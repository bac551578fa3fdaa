"""Which message of Telegram stands under which name, for the people of the last while."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from bot.store.outbox import Slot, Slots

MOST_PEOPLE = 20_000


class KnownSlots:
    """A cache over the table. What was sent by this process goes before what was read: a mark may not be committed yet.

    The batch asks it too, and reads from the table only the slots of people who are strange here.
    """

    def __init__(self) -> None:
        self._people: OrderedDict[int, dict[str, Slot]] = OrderedDict()

    def learn(self, read: Slots) -> None:
        """Rows of people; those whom we know already are known better here."""
        for person, slots in read.items():
            if person not in self._people:
                self._people[person] = dict(slots)
        self._trim()

    def not_known(self, people: Iterable[int]) -> list[int]:
        """Those of these people whose slots have to be read."""
        return [person for person in people if person not in self._people]

    def get(self, person: int, name: str) -> Slot | None:
        slots = self._people.get(person)
        return None if slots is None else slots.get(name)

    def note(self, person: int, name: str, slot: Slot) -> None:
        """A message was sent under this name. Of a stranger nothing is noted, since the rest would not be known."""
        if person in self._people:
            self._people[person][name] = slot
            self._people.move_to_end(person)

    def free(self, person: int, name: str) -> None:
        self._people.get(person, {}).pop(name, None)

    def forget(self, person: int) -> None:
        self._people.pop(person, None)

    def _trim(self) -> None:
        while len(self._people) > MOST_PEOPLE:
            self._people.popitem(last=False)
