"""The weights of a small language model (`words/<language>.encoder.npz`); what is done with them is in `flows/encoder.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from content.files import ContentError

Floats: TypeAlias = NDArray[np.float32]
Dense: TypeAlias = tuple[Floats, Floats]
"""Weights (from, to) and bias (to), or the scale and shift of a normalisation."""


@dataclass(frozen=True, eq=False, slots=True)
class Layer:
    """One layer of attention and what follows it."""

    query: Dense
    key: Dense
    value: Dense
    mixed: Dense
    mixed_norm: Dense
    inner: Dense
    outer: Dense
    outer_norm: Dense


@dataclass(frozen=True, eq=False, slots=True)
class Head:
    """Turns the numbers of a message into one score for each option."""

    options: tuple[str, ...]
    weights: Floats
    bias: Floats


@dataclass(frozen=True, eq=False, slots=True)
class Encoder:
    """All weights. Embeddings are kept as they are stored, one byte a number and a scale a row; `longest`: pieces at most."""

    pieces: Mapping[str, int]
    embedding: NDArray[np.int8]
    embedding_scale: Floats
    embedding_norm: Dense
    positions: Floats
    layers: tuple[Layer, ...]
    attention_heads: int
    heads: Mapping[str, Head]

    @property
    def longest(self) -> int:
        return int(self.positions.shape[0])


def read_encoder(path: Path) -> Encoder:
    """The weights in a file of arrays.

    Raises:
        ContentError: it is no such file, or something is missing in it.
    """
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            return _encoder({name: file[name] for name in file.files})
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as problem:
        raise ContentError(f"{path.name}: not the weights of an encoder: {problem}") from problem


def _encoder(kept: Mapping[str, NDArray[np.generic]]) -> Encoder:
    def floats(name: str) -> Floats:
        return np.asarray(kept[name], dtype=np.float32)

    def restored(name: str) -> Floats:
        if f"{name}.scale" in kept:
            return floats(name) * floats(f"{name}.scale")
        return floats(name)

    def dense(name: str) -> Dense:
        return restored(f"{name}.weight"), restored(f"{name}.bias")

    names = tuple(Layer.__dataclass_fields__)
    count = 1 + max(int(name.split(".")[1]) for name in kept if name.startswith("layer."))
    heads = {name.split(".")[1] for name in kept if name.startswith("head.")}
    return Encoder(
        pieces={str(piece): number for number, piece in enumerate(kept["pieces"])},
        embedding=np.asarray(kept["embedding"], dtype=np.int8),
        embedding_scale=restored("embedding_scale"),
        embedding_norm=dense("embedding_norm"),
        positions=restored("positions"),
        layers=tuple(Layer(*(dense(f"layer.{number}.{name}") for name in names)) for number in range(count)),
        attention_heads=int(kept["attention_heads"]),
        heads={name: Head(tuple(map(str, kept[f"head.{name}.options"])), *dense(f"head.{name}")) for name in sorted(heads)},
    )
