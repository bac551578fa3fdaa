"""Numbers in words, as people say them from twenty-one on: "twenty-five" is 25."""

from __future__ import annotations

import re
from functools import lru_cache

from content.schema import Words


def in_digits(said: str, words: Words) -> str:
    """The text with its composed numbers in digits; "twenty" and "five" alone stay words."""
    compiled = _composed(tuple(words.numerals.items()), tuple(words.vague_numerals))
    return compiled.sub(lambda match: str(words.numerals[match[1]] + words.numerals[match[2]]), said)


@lru_cache(maxsize=8)
def _composed(numerals: tuple[tuple[str, int], ...], vague: tuple[str, ...]) -> re.Pattern[str]:
    tens = "|".join(word for word, number in numerals if number in range(20, 100, 10))
    ones = "|".join(word for word, number in numerals if number in range(1, 10) and word not in vague)
    return re.compile(rf"\b({tens})[\s-]({ones})\b")
