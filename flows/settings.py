"""Everything that was asked when it was first needed, changeable here: country, zone, age, equipment, minutes, language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from content.library import Library
from content.places import places_named, plain
from flows import plan, zones
from flows.at_hand import equipment_rows, equipment_told, minutes_rows, minutes_told
from flows.machine import FlowMachine, Move
from flows.screens import BACK, button, first_screen, listed, reply, rows_of, say
from flows.side_trips import BEFORE
from flows.typed import typed_number
from flows.types import (
    Enter,
    Input,
    Located,
    NotAllowed,
    Person,
    Reply,
    Say,
    Session,
    Step,
    Tap,
    Words,
)

NAME = "settings"
ALONE = "alone"
"""Noted where one question was asked from elsewhere: its answer leads back there."""


class At(StrEnum):
    """What is being changed."""

    MENU = "menu"
    COUNTRY = "country"
    ZONE = "zone"
    AGE = "age"
    EQUIPMENT = "equipment"
    MINUTES = "minutes"
    LANGUAGE = "language"


ASKING = (At.COUNTRY, At.ZONE, At.AGE, At.EQUIPMENT, At.MINUTES, At.LANGUAGE)

# fmt: off
MACHINE: FlowMachine[At, None] = FlowMachine(At, (
    #    trigger      from     to
    Move("country",   At.MENU, At.COUNTRY),
    Move("zone",      At.MENU, At.ZONE),
    Move("age",       At.MENU, At.AGE),
    Move("equipment", At.MENU, At.EQUIPMENT),
    Move("minutes",   At.MENU, At.MINUTES),
    Move("language",  At.MENU, At.LANGUAGE),
    Move("changed",   ASKING,  At.MENU),
    Move("back",      ASKING,  At.MENU),
    Move("ticked",    At.EQUIPMENT, At.EQUIPMENT),
))
# fmt: on


def enter(person: Person, at: datetime, library: Library, how: Mapping[str, Any]) -> Step:
    """The menu, or at once the question named by `how["ask"]`."""
    asked = At(str(how.get("ask") or At.MENU))
    notes = {ALONE: True} if asked is not At.MENU else {}
    session = Session(NAME, asked, first_screen(at, how), notes=notes, began=at, library=library.version)
    return Step(person, session, (show(person, session, library),))


def step(person: Person, session: Session, event: Input, library: Library) -> Step:
    """One turn: a menu entry, or the new value of what was asked."""
    state = At(session.state)
    alone = session.before is not None and session.notes.get(ALONE) is True
    if alone and isinstance(event, Tap) and event.choice == "back":
        return Step(person, session, enter=Enter(BEFORE))
    if isinstance(event, Tap) and (state is At.MENU or event.choice == "back"):
        return _moved(person, session, event.choice, event, library)
    changed = _CHANGES[state](person, session, event, library) if state in _CHANGES else None
    if changed is None:
        raise NotAllowed("no such value")
    if isinstance(changed, Session):
        return Step(person, changed, (replace(show(person, changed, library), edit=isinstance(event, Tap)),))
    again = plan.restarted(changed, event.at) if changed.zone != person.zone else ()
    if alone:
        return Step(changed, session, again, Enter(BEFORE))
    step_on = _moved(changed, session, "changed", event, library)
    return replace(step_on, effects=(*again, *step_on.effects))


def _moved(person: Person, session: Session, trigger: str, event: Input, library: Library) -> Step:
    state = MACHINE.move(At(session.state), trigger, None)
    ticked = person.equipment or () if state is At.EQUIPMENT else ()
    moved = replace(zones.offering_none(session), state=state.value, screen=session.screen + 1, ticked=ticked)
    return Step(person, moved, (replace(show(person, moved, library), edit=isinstance(event, Tap)),))


# -------------------------------------------------------------------------------------------------------- new values
def _country(person: Person, session: Session, event: Input, library: Library) -> Person | Session | None:
    match event:
        case Located(country=str(code)) if library.country(code):
            return replace(person, country=code)
        case Words(text=text):
            named = country_named(text, library)
            return replace(person, country=named) if named else None
        case _:
            return None


def country_named(text: str, library: Library) -> str | None:
    """The ISO code of a country typed by name or code, or of the largest town of that name."""
    wanted = plain(text)
    if library.country(text.strip()):
        return text.strip().upper()
    for code, country in library.countries.numbers.items():
        if plain(country.name) == wanted:
            return code
    towns = [place.country for place in places_named(text) if library.country(place.country)]
    return towns[0] if towns else None


def _zone(person: Person, session: Session, event: Input, library: Library) -> Person | Session | None:
    found = zones.understood(person, event)
    if isinstance(found, zones.Zone):
        return replace(person, zone=found.zone, country=person.country or found.country or None)
    if not found:
        return None
    return replace(zones.offering(session, found), screen=session.screen + 1)


def _age(person: Person, session: Session, event: Input, library: Library) -> Person | Session | None:
    if not isinstance(event, Words):
        return None
    years = typed_number("age_years", event.text.casefold(), library.words[person.language])
    fits = years is not None and library.vocabulary.takes("age_years", years)
    return replace(person, age_years=years) if fits else None


def _equipment(person: Person, session: Session, event: Input, library: Library) -> Person | Session | None:
    told = equipment_told(session, event)
    return told if isinstance(told, Session) else replace(person, equipment=told)


def _minutes(person: Person, session: Session, event: Input, library: Library) -> Person | Session | None:
    return replace(person, minutes=minutes_told(event, library.words[person.language]))


def _language(person: Person, session: Session, event: Input, library: Library) -> Person | Session | None:
    wanted = event.choice[1:] if isinstance(event, Tap) else ""
    return replace(person, language=wanted) if wanted in library.languages else None


_CHANGES = {
    At.COUNTRY: _country,
    At.ZONE: _zone,
    At.AGE: _age,
    At.EQUIPMENT: _equipment,
    At.MINUTES: _minutes,
    At.LANGUAGE: _language,
}


# -------------------------------------------------------------------------------------------------------- screens
def show(person: Person, session: Session, library: Library) -> Reply:
    """The current screen again, as a new message."""
    match At(session.state):
        case At.MENU:
            return _menu(person, session, library)
        case At.ZONE:
            return zones.asked(session)
        case At.EQUIPMENT:
            return reply(session, "settings-equipment", rows=(*equipment_rows(session), (BACK,)))
        case At.MINUTES:
            return reply(session, "settings-minutes", rows=(*minutes_rows(), (BACK,)))
        case At.LANGUAGE:
            return reply(
                session,
                "settings-language",
                rows=(*rows_of([button(f"language-{o}", f"={o}") for o in library.languages]), (BACK,)),
            )
        case At.COUNTRY | At.AGE as asked:
            return reply(session, f"settings-{asked}", rows=((BACK,),))


def _menu(person: Person, session: Session, library: Library) -> Reply:
    wanted = [At.COUNTRY, At.ZONE, At.AGE, At.EQUIPMENT, At.MINUTES]
    wanted += [At.LANGUAGE] if len(library.languages) > 1 else []
    lines = tuple(
        say("settings-line", name=say(f"settings-name-{one}"), value=value_said(person, one, library)) for one in wanted
    )
    rows = rows_of([button(f"settings-name-{one}", one.value) for one in wanted], 2)
    return reply(session, say("settings-menu", lines=lines), rows=rows)


def value_said(person: Person, one: At, library: Library) -> Say | str:
    """What is set, in words."""
    country = library.country(person.country)
    match one:
        case At.COUNTRY if country:
            return country.name
        case At.ZONE if person.zone:
            return person.zone
        case At.AGE if person.age_years is not None:
            return say("is-age_years", n=person.age_years)
        case At.EQUIPMENT if person.equipment is not None:
            named = [say(f"equipment-{thing}") for thing in person.equipment]
            return listed(named) if named else say("equipment-none")
        case At.MINUTES if person.minutes:
            return say("settings-minutes-offer", n=person.minutes)
        case At.LANGUAGE:
            return say(f"language-{person.language}")
        case _:
            return say("settings-not-set")
