"""The small language model: how words become pieces, how long messages are heard, and broken files."""

from __future__ import annotations

import math
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from content import ContentError, Library
from content.encoder import Encoder, read_encoder
from content.loader import HERE
from flows.encoder import opinions, pieces_of

FILE = HERE / "words" / "en.encoder.npz"
FILLER = [word for number in range(100) for word in f"on day {number} i drove {number + 7} miles and my back was sore".split()]


@pytest.fixture
def encoder(library: Library) -> Encoder:
    kept = library.words["en"].encoder
    assert kept is not None
    return kept


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        pytest.param("Café", ["cafe"], id="capitals and accents do not matter"),
        pytest.param("neck,stiff", ["neck", ",", "stiff"], id="signs stand alone"),
        pytest.param("painfulest", ["painful", "##est"], id="a word never seen is cut"),
        pytest.param("\N{PILE OF POO}", ["[UNK]"], id="what has no letters is unknown"),
        pytest.param("rain\N{GREEK SMALL LETTER ALPHA}", ["[UNK]"], id="a word with something unknown in it is unknown"),
        pytest.param("  ", [], id="nothing"),
        pytest.param("ow " * 500, ["ow"] * 4, id="what is said over and over"),
    ],
)
def test_words_become_pieces(text: str, pieces: list[str], encoder: Encoder) -> None:
    names = {number: piece for piece, number in encoder.pieces.items()}
    assert [names[one] for one in pieces_of(text, encoder)] == pieces


def test_it_says_how_likely_each_option_is(encoder: Encoder) -> None:
    for said in opinions("my neck is stiff", encoder).values():
        assert sum(map(math.exp, said.values())) == pytest.approx(1)


def test_each_option_is_one_that_a_card_offers(encoder: Encoder, library: Library) -> None:
    for finding in ("region", "cause"):
        assert set(encoder.heads[finding].options) == {*library.vocabulary.choices[finding], "none"}


@pytest.mark.parametrize("words_before", [0, 20, 60, 90, 150, 400])
def test_danger_is_heard_however_much_stands_before_it(words_before: int, encoder: Encoder) -> None:
    text = " ".join(islice(FILLER, words_before)) + " since today i cant feel between my legs and cant pee"
    assert math.exp(opinions(text, encoder)["danger"]["danger"]) > 0.9


@pytest.mark.parametrize(
    ("dangerous", "harmless"),
    [
        ("crushing weight on my chest and my arm feels heavy", "chest of drawers was heavy, my arm feels sore"),
        ("my foot fell asleep an hour ago and i still cant move it", "my foot fell asleep on the sofa, fine once i walked"),
    ],
)
def test_danger_is_told_from_what_sounds_alike(dangerous: str, harmless: str, encoder: Encoder) -> None:
    assert opinions(dangerous, encoder)["danger"]["danger"] > opinions(harmless, encoder)["danger"]["danger"] + 0.5


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 cut off", b"no arrays at all"], ids=["empty", "cut off", "something else"])
def test_a_damaged_file_is_named(damage: bytes, tmp_path: Path) -> None:
    path = tmp_path / "en.encoder.npz"
    path.write_bytes(damage)
    with pytest.raises(ContentError, match=r"en\.encoder\.npz"):
        read_encoder(path)


def test_a_file_without_some_of_the_weights_is_named(tmp_path: Path) -> None:
    path = tmp_path / "en.encoder.npz"
    with np.load(FILE) as file:
        np.savez(path, **{name: file[name] for name in file.files if not name.startswith("layer.1.outer")})
    with pytest.raises(ContentError, match=r"en\.encoder\.npz: .*layer\.1\.outer"):
        read_encoder(path)
