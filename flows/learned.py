"""Which option a message means, by weights that were learned from labelled messages (`make learn`).

It stands beside the words, where many small hints count: no list foresees every job, hobby and mishap, nor all that people call
danger. A cause is said back and corrected with one tap. Danger is only ever added: where the words have found a sign, these
weights are not asked, and where they sound an alarm, a question follows.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from content.schema import Learned

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


def likeliest(learned: Learned, found: dict[str, float]) -> tuple[str, float]:
    """The option that the evidence speaks for most, and how likely it is among the others: 0 to 1."""
    scores = list(learned.bias)
    for one, share in found.items():
        for option, weight in enumerate(learned.weights.get(one, ())):
            scores[option] += weight * share
    best = max(scores)
    return learned.options[scores.index(best)], 1 / sum(math.exp(score - best) for score in scores)
