"""Where a person's clock is: from a town or country typed, a shared location, or the time on their own clock."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from content.places import Place, largest_by_zone, places_named
from content.schema import Words as Lexicon
from flows.schedule import shows
from flows.screens import BACK, button, reply, rows_of
from flows.typed import folded, typed_time
from flows.types import Input, Located, Person, Reply, Session, Tap, Words

MOST_OFFERED = 8
OFFERED = "zones"


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


def offering(session: Session, found: tuple[Zone, ...]) -> Session:
    """The session that remembers which places fit, to choose from on its next screen."""
    return replace(session, notes={**session.notes, OFFERED: tuple((zone.zone, zone.name) for zone in found)})


def offering_none(session: Session) -> Session:
    """The session that asks for a place as if none had been typed."""
    return replace(session, notes={name: note for name, note in session.notes.items() if name != OFFERED})


def asked(session: Session) -> Reply:
    """Which clock do you live by? Or, where several places fit: which of them?"""
    fitting = session.notes.get(OFFERED)
    pairs = [(str(one[0]), str(one[1])) for one in fitting if isinstance(one, tuple)] if isinstance(fitting, tuple) else []
    if not pairs:
        return reply(session, "plan-zone", rows=((BACK,),), asks_location=True)
    rows = rows_of([button("plan-place", f"={zone}", name=name, zone=zone) for zone, name in pairs])
    return reply(session, "plan-zone-which", rows=(*rows, (BACK,)))


def typed_weekdays(text: str, words: Lexicon) -> tuple[int, ...]:
    """Weekdays named in words ("mon wed fri", "every day"), Monday is 0; empty when there are none."""
    said = folded(text)
    if said in words.weekdays:
        return words.weekdays[said]
    named = [day for word in re.findall(r"[^\W\d_]+", said) for day in words.weekdays.get(word, ())]
    return tuple(sorted(set(named)))
