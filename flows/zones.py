"""Where a person's clock is: from a town or country typed, a shared location, or the time on their own clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from content.places import Place, largest_by_zone, places_named
from content.schema import Words as Lexicon
from flows.schedule import shows
from flows.typed import folded, typed_time
from flows.types import Input, Located, Person, Tap, Words

MOST_OFFERED = 8


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone found, and the country it came with ("" where unknown)."""

    zone: str
    country: str
    name: str


def understood(person: Person, event: Input) -> Zone | tuple[Zone, ...]:
    """One zone, or several to choose from; an empty tuple when nothing was found."""
    match event:
        case Located(zone=str(zone), country=country):
            return Zone(zone, country or "", zone)
        case Tap(choice=choice) if choice[:1] == "=":
            return _tapped(choice[1:])
        case Words(text=text):
            found = _named(text) or _by_clock(person, text, event.at)
            return found[0] if len(found) == 1 else found[:MOST_OFFERED]
        case _:
            return ()


def _tapped(zone: str) -> Zone | tuple[Zone, ...]:
    known = next((place for place in largest_by_zone() if place.zone == zone), None)
    return Zone(zone, "", known.name) if known else ()


def _named(text: str) -> tuple[Zone, ...]:
    return tuple(_zone(place) for place in places_named(text))


def _zone(place: Place) -> Zone:
    return Zone(place.zone, place.country, place.name)


def _by_clock(person: Person, text: str, at: datetime) -> tuple[Zone, ...]:
    """Zones whose clocks show the typed time now; those of the person's country first, then the most lived in."""
    local = typed_time(text)
    if local is None or not re.search(r"\d[:.h ]\d\d|am|pm", text.casefold()):
        return ()
    fitting = [place for place in largest_by_zone() if shows(ZoneInfo(place.zone), local, at)]
    at_home = [place for place in fitting if place.country == person.country]
    return tuple(_zone(place) for place in (at_home or fitting))


def typed_weekdays(text: str, words: Lexicon) -> tuple[int, ...]:
    """Weekdays named in words ("mon wed fri", "every day"), Monday is 0; empty when there are none."""
    said = folded(text)
    if said in words.weekdays:
        return words.weekdays[said]
    named = [day for word in re.findall(r"[^\W\d_]+", said) for day in words.weekdays.get(word, ())]
    return tuple(sorted(set(named)))
