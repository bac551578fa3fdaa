"""From the files to checked models. Every mistake of a file is told at once, with the file and the id it belongs to."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from content import schema
from content.encoder import read_encoder
from content.files import ContentError, read_json, read_yaml
from content.library import Library
from content.texts import Texts

HERE = Path(__file__).parent
Model = TypeVar("Model")


def load_library(folder: Path = HERE) -> Library:
    """All content, checked and immutable.

    Raises:
        ContentError: with every mistake found, one a line.
    """
    shared = read_yaml(folder / "rules" / "shared.yaml") or {}
    one = _Reader(folder, {"shared": shared})
    library = Library(
        vocabulary=one.read("findings.yaml", schema.Vocabulary),
        sources=one.read("sources.yaml", dict[str, schema.Source]),
        rules=tuple(
            rule
            for path in sorted((folder / "rules").glob("*.yaml"))
            if path.name != "shared.yaml"
            for rule in one.read(f"rules/{path.name}", tuple[schema.Rule, ...])
        ),
        cautions=one.read("cautions/cautions.yaml", tuple[schema.Caution, ...]),
        tags=one.read("cautions/tags.yaml", dict[str, schema.Tag]),
        sites=one.read("cautions/sites.yaml", tuple[schema.Site, ...]),
        technique_cautions=one.read("cautions/techniques.yaml", tuple[schema.TechniqueCaution, ...]),
        cards=one.read("questions/cards.yaml", tuple[schema.Card, ...]),
        opening=one.read("questions/opening.yaml", schema.Opening).order,
        lasting=one.read("questions/lasting.yaml", schema.Lasting),
        techniques=one.read("techniques/techniques.yaml", schema.Techniques),
        points=one.read("routines/points.yaml", tuple[schema.Point, ...]),
        moves=one.read("routines/moves.yaml", tuple[schema.FinishingMove, ...]),
        causes=one.read("routines/causes.yaml", tuple[schema.CauseFamily, ...]),
        routines=one.read("routines/routines.yaml", tuple[schema.Routine, ...]),
        checkin=one.read("checkin.yaml", schema.Checkin),
        countries=one.read("countries.yaml", schema.Countries),
        words={path.stem: one.words(path) for path in sorted((folder / "words").glob("*.yaml")) if "." not in path.stem},
        texts={path.name: one.texts(path) for path in sorted((folder / "texts").iterdir()) if path.is_dir()},
        version=version_of(folder),
    )
    if one.mistakes:
        raise ContentError("\n".join(one.mistakes))
    library.check_references()
    return library


def version_of(folder: Path = HERE) -> str:
    """A short name for exactly these files: the same content has the same version on every machine."""
    sums = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".yaml", ".ftl", ".json", ".npz"):
            sums.update(path.relative_to(folder).as_posix().encode())
            sums.update(path.read_bytes())
    return sums.hexdigest()[:12]


class _Reader:
    """Reads files one after another and collects what is wrong with them."""

    def __init__(self, folder: Path, context: Mapping[str, Any]) -> None:
        self.mistakes: list[str] = []
        self._folder = folder
        self._context = dict(context)

    def read(self, name: str, kind: type[Model]) -> Model:
        """The file as `kind`; when it is wrong the mistakes are noted and an empty value stands in until the end."""
        try:
            return TypeAdapter(kind).validate_python(read_yaml(self._folder / name), context=self._context)
        except ContentError as wrong:
            self.mistakes.append(str(wrong))
        except ValidationError as wrong:
            self.mistakes += [f"{name}: {_place(error)}: {error['msg']}" for error in wrong.errors()]
        return _Nothing()  # type: ignore[return-value]  # never leaves load_library: mistakes raise there

    def words(self, path: Path) -> schema.Words:
        """The words of one language, of all its files: `en.yaml`, `en.patterns.yaml` and so on."""
        try:
            parts = [read_yaml(path), *map(read_yaml, sorted(path.parent.glob(f"{path.stem}.*.yaml")))]
            parts += [{"learned": read_json(one)} for one in path.parent.glob(f"{path.stem}.learned.json")]
            parts += [{"encoder": read_encoder(one)} for one in path.parent.glob(f"{path.stem}.encoder.npz")]
            return TypeAdapter(schema.Words).validate_python({key: value for part in parts for key, value in part.items()})
        except ContentError as wrong:
            self.mistakes.append(f"words/{wrong}")
        except ValidationError as wrong:
            self.mistakes += [f"words/{path.name}: {_place(error)}: {error['msg']}" for error in wrong.errors()]
        return _Nothing()  # type: ignore[return-value]  # as in read

    def texts(self, folder: Path) -> Texts:
        """One language."""
        try:
            return Texts(folder.name, folder)
        except ContentError as wrong:
            self.mistakes.append(f"texts/{folder.name}/{wrong}")
            return _Nothing()  # type: ignore[return-value]  # as above


class _Nothing:
    """Stands in for a file that could not be read."""

    order: tuple[str, ...] = ()

    def __iter__(self) -> Any:
        return iter(())


def _place(error: Any) -> str:
    return ".".join(str(part) for part in error["loc"]) or "whole file"
