"""The clinical files as models, each read by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from content import schema
from content.files import read_yaml
from content.texts import Texts

FOLDER = Path(__file__).parents[2] / "content"
FILES: dict[str, Any] = {
    "techniques/techniques.yaml": schema.Techniques,
    "routines/points.yaml": tuple[schema.Point, ...],
    "routines/moves.yaml": tuple[schema.FinishingMove, ...],
    "routines/causes.yaml": tuple[schema.CauseFamily, ...],
    "routines/routines.yaml": tuple[schema.Routine, ...],
    "checkin.yaml": schema.Checkin,
    "countries.yaml": schema.Countries,
    "words/en.yaml": schema.Words,
}


def read(name: str) -> Any:
    """One file; words are spread over several that begin with the name of their language."""
    path = FOLDER / name
    given = read_yaml(path)
    for more in sorted(path.parent.glob(f"{path.stem}.*.yaml")) if name.startswith("words/") else ():
        given |= read_yaml(more)
    return TypeAdapter(FILES[name]).validate_python(given)


TECHNIQUES: schema.Techniques = read("techniques/techniques.yaml")
POINTS: dict[str, schema.Point] = {point.id: point for point in read("routines/points.yaml")}
MOVES: dict[str, schema.FinishingMove] = {move.id: move for move in read("routines/moves.yaml")}
CAUSES: tuple[schema.CauseFamily, ...] = read("routines/causes.yaml")
ROUTINES: tuple[schema.Routine, ...] = read("routines/routines.yaml")
CHECKIN: schema.Checkin = read("checkin.yaml")
COUNTRIES: schema.Countries = read("countries.yaml")
WORDS: schema.Words = read("words/en.yaml")
VOCABULARY = schema.Vocabulary(**{key: read_yaml(FOLDER / "findings.yaml")[key] for key in schema.Vocabulary.model_fields})
SOURCES = set(read_yaml(FOLDER / "sources.yaml"))
TEXTS = Texts("en", FOLDER / "texts" / "en")

REGIONS = tuple(region for region in VOCABULARY.choices["region"] if region != "elsewhere")
QUESTIONS = (*CHECKIN.baseline, *CHECKIN.daily, *CHECKIN.weekly)
