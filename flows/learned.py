"""Which option a message means, by weights that were learned from labelled messages (`make learn`).

It stands beside the words, where many small hints count: no list foresees every job, hobby and mishap, nor all that people call
danger. With what the small language model says (`encoder.py`) it is heard as two people are who agree or do not. A place or a
cause is said back and corrected with one tap, and where danger is heard, a question follows.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from content.schema import Learned

Opinion: TypeAlias = Mapping[str, float]
"""For each option the logarithm of how likely it is."""

PIECES = (3, 4, 5)
"""Letters of the pieces that a word is cut into, its edges included, so that a word never seen still tells something."""

TOLD_WEIGHT = 0.5
"""What the lists of words have found, against a whole message of pieces."""


def evidence(sentences: Iterable[Sequence[str]], told: Iterable[str]) -> dict[str, float]:
    """Words, pairs of words and pieces of words, and what the lists have found in them (`told`), each with its weight."""
    pieces = {piece for tokens in sentences for piece in _pieces(tokens)}
    share = len(pieces) ** -0.25 if pieces else 0.0
    return dict.fromkeys(pieces, share) | dict.fromkeys((f"told {one}" for one in told), TOLD_WEIGHT)


def _pieces(tokens: Sequence[str]) -> Iterator[str]:
    for place, token in enumerate(tokens):
        yield f"word {token}"
        if place:
            yield f"pair {tokens[place - 1]} {token}"
        edged = f"_{token}_"
        for size in PIECES:
            yield from (edged[start : start + size] for start in range(len(edged) - size + 1))


def opinion(learned: Learned, found: dict[str, float]) -> Opinion:
    """How likely the evidence makes each option."""
    scores = list(learned.bias)
    for one, share in found.items():
        for option, weight in enumerate(learned.weights.get(one, ())):
            scores[option] += weight * share
    best = max(scores)
    together = best + math.log(sum(math.exp(score - best) for score in scores))
    return {option: score - together for option, score in zip(learned.options, scores, strict=True)}


def agreed(opinions: Sequence[Opinion], counts: Sequence[float] | None = None) -> Opinion:
    """What several make of it together: the mean of their logarithms, made likelihoods again.

    `counts`: how much each counts; without it each as much as the others.
    """
    shares = counts or (1.0,) * len(opinions)
    all_ = sum(shares)
    mean = {
        option: sum(share * one[option] for share, one in zip(shares, opinions, strict=True)) / all_ for option in opinions[0]
    }
    together = math.log(sum(math.exp(one) for one in mean.values()))
    return {option: one - together for option, one in mean.items()}
