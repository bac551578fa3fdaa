"""A whole message as numbers, by a small language model, so that a wording never seen before is near one that was.

The model is MiniLM (a BERT of few and narrow layers), taught on labelled messages by `make learn-encoder`; its weights are
content (`words/<language>.encoder.npz`). Here is only the way from text to numbers: cutting words into pieces, and the layers. It
is written out, since the libraries for it are fifty times its size and start in seconds.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

import numpy as np

from content.encoder import Encoder, Floats, Head, Layer
from flows.learned import Opinion

NOTHING = ("harmless", "none")
"""The options that say that a message tells nothing of the kind."""

BEGIN, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
LONGEST_WORD = 60
"""Letters; a longer one is one unknown piece."""

OFTEN = 3
"""How often the same two pieces may follow each other: nobody has taught the model what a thousand times "and so on" means."""

STRIDE = 64
"""Pieces between the beginnings of windows, where a message is too long for one."""

MOST_WINDOWS = 6
"""Each takes some milliseconds, and a message may have a thousand words."""

TINY = np.float32(1e-12)
HALF_SQUARE = np.float32(0.044715)
SQRT_2_PI = np.float32(np.sqrt(2 / np.pi))

_KEPT = 8
"""Messages of which the scores are kept: a turn reads the same words more than once."""


@lru_cache(maxsize=_KEPT)
def opinions(text: str, encoder: Encoder) -> Mapping[str, Opinion]:
    """What the whole message says of danger, place and cause: how likely each option is, as logarithms."""
    windows = np.stack([_pooled(window, encoder) for window in _windows(pieces_of(text, encoder), encoder.longest)])
    return {name: _opinion(windows, head) for name, head in encoder.heads.items()}


def _opinion(windows: Floats, head: Head) -> Opinion:
    """Of several windows the one counts that tells most: in which nothing is the least likely."""
    found = windows @ head.weights + head.bias
    likely = found - found.max(axis=1, keepdims=True)
    likely = likely - np.log(np.exp(likely).sum(axis=1, keepdims=True))
    nothing = next((place for place, option in enumerate(head.options) if option in NOTHING), 0)
    return dict(zip(head.options, likely[likely[:, nothing].argmin()].tolist(), strict=True))


# -------------------------------------------------------------------------------------------------------------- pieces
def pieces_of(text: str, encoder: Encoder) -> tuple[int, ...]:
    """The numbers of the pieces of its words, the longest known piece first; what is said over and over only a few times."""
    pieces = [piece for word in _words(text) for piece in _pieces(word, encoder)]
    said: Counter[tuple[int, int]] = Counter()
    kept = pieces[:1]
    for pair in pairwise(pieces):
        said[pair] += 1
        if said[pair] <= OFTEN:
            kept.append(pair[1])
    return tuple(kept)


def _words(text: str) -> Iterator[str]:
    """Lower case, without accents; every sign that is no letter or digit is a word."""
    plain = "".join(one for one in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(one) != "Mn")
    word = ""
    for one in plain:
        if one.isalnum():
            word += one
            continue
        if word:
            yield word
            word = ""
        if not one.isspace():
            yield one
    if word:
        yield word


def _pieces(word: str, encoder: Encoder) -> tuple[int, ...]:
    found: list[int] = []
    start = 0
    while start < len(word):
        mark = "##" if start else ""
        end = next(
            (end for end in range(min(len(word), start + LONGEST_WORD), start, -1) if mark + word[start:end] in encoder.pieces), 0
        )
        if not end:
            return (encoder.pieces[UNKNOWN],)
        found.append(encoder.pieces[mark + word[start:end]])
        start = end
    return tuple(found)


def _windows(pieces: tuple[int, ...], longest: int) -> Iterator[tuple[int, ...]]:
    """Parts that overlap; of a very long message the first and the last ones. The words look at all of it."""
    room = longest - 2
    starts = (0, *range(STRIDE, len(pieces) - room + STRIDE, STRIDE))
    if len(starts) > MOST_WINDOWS:
        starts = (*starts[: MOST_WINDOWS // 2], *starts[-MOST_WINDOWS // 2 :])
    yield from (pieces[start : start + room] for start in starts)


# -------------------------------------------------------------------------------------------------------------- layers
def _pooled(pieces: tuple[int, ...], encoder: Encoder) -> Floats:
    """The mean over all pieces of what the last layer makes of them."""
    numbers = [encoder.pieces[BEGIN], *pieces, encoder.pieces[END]]
    known = encoder.embedding[numbers] * encoder.embedding_scale[numbers, None] + encoder.positions[: len(numbers)]
    found = _normal(known.astype(np.float32), encoder.embedding_norm)
    for layer in encoder.layers:
        found = _layer(found, layer, encoder.attention_heads)
    return np.asarray(found.mean(axis=0))


def _layer(given: Floats, layer: Layer, heads: int) -> Floats:
    count, width = given.shape
    asked, offered, told = (
        (given @ weights + bias).reshape(count, heads, width // heads).transpose(1, 0, 2)
        for weights, bias in (layer.query, layer.key, layer.value)
    )
    attention = _shares(asked @ offered.transpose(0, 2, 1) / np.sqrt(np.float32(width // heads)))
    mixed = (attention @ told).transpose(1, 0, 2).reshape(count, width)
    attended = _normal(mixed @ layer.mixed[0] + layer.mixed[1] + given, layer.mixed_norm)
    inner = _bent(attended @ layer.inner[0] + layer.inner[1])
    return _normal(inner @ layer.outer[0] + layer.outer[1] + attended, layer.outer_norm)


def _normal(given: Floats, norm: tuple[Floats, Floats]) -> Floats:
    centred = given - given.mean(axis=-1, keepdims=True)
    spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + TINY)
    return np.asarray(centred / spread * norm[0] + norm[1])


def _shares(given: Floats) -> Floats:
    grown = np.exp(given - given.max(axis=-1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=-1, keepdims=True))


def _bent(given: Floats) -> Floats:
    """GELU, by its usual approximation."""
    cubed = given + HALF_SQUARE * given * given * given
    return np.asarray(0.5 * given * (1 + np.tanh(SQRT_2_PI * cubed)))
