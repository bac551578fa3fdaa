"""`countries.yaml`: whom one calls, by country."""

from __future__ import annotations

from pydantic import Field

from content.schema.base import Cited, Content


class Crisis(Content):
    name: str
    number: str


class Country(Content):
    """Numbers as people dial them; `ambulance` first, `also` works as well."""

    name: str
    ambulance: str
    also: tuple[str, ...] = ()
    crisis: Crisis | None = None
    advice_line: str = ""


class Countries(Content):
    sources: tuple[Cited, ...] = Field(min_length=1)
    default: str
    numbers: dict[str, Country]
