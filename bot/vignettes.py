"""`knotwise vignettes` and `knotwise understand`: patients and sentences from a file, through the real flows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import ceil
from pathlib import Path
from statistics import median
from typing import Any

import orjson

from bot.words import words
from content import load_library

Write = Callable[[str], object]
GOOD, WRONG = 0, 1


def walk_file(file: str, *, as_json: bool, write: Write, complain: Write) -> int:
    """Walks every patient of the file, and scores those that carry a gold standard."""
    from flows.walk import score, walk  # its import builds all flows

    library = load_library()
    walked = []
    for number, line in _lines(file):
        try:
            one = walk(orjson.loads(line), library)
        except ValueError as problem:  # a vignette outside the vocabulary, or no JSON
            complain(words("cli-file-wrong", file=file, line=number, why=str(problem)))
            return WRONG
        walked.append(one)
        write(orjson.dumps(one.line()).decode() if as_json else _row(one.line()))
    if not as_json and any(one.gold for one in walked):
        write(_score(score(walked)))
    return GOOD


def write_sheet(target: str, patients: Sequence[str], *, write: Write, complain: Write) -> int:
    """The reviewer's sheet, with the test patients of these files."""
    from bot.sheet import sheet
    from flows.walk import walk

    library = load_library()
    walked = []
    for file in patients:
        for number, line in _lines(file):
            try:
                walked.append(walk(orjson.loads(line), library))
            except ValueError as problem:
                complain(words("cli-file-wrong", file=file, line=number, why=str(problem)))
                return WRONG
    Path(target).write_text(sheet(library, walked), encoding="utf-8")
    write(words("cli-sheet-written", file=target))
    return GOOD


def _row(line: dict[str, Any]) -> str:
    return f"{line['id']:24} {line['level']:10} {line['pressure']:8} {line['cards']:3}  {' '.join(line['rules'])}"


def _score(score: Any) -> str:
    scored = max(1, score.scored)
    return words(
        "cli-vignettes-score",
        scored=score.scored,
        exact=score.exact,
        accepted=score.accepted,
        percent=round(100 * score.accepted / scored, 1),
        unsafe=len(score.unsafe),
        under=len(score.under),
        over=len(score.over),
        pressure=len(score.too_much_pressure),
        benign=score.benign,
        kept=score.benign_kept,
        useful=round(score.useful_per_card, 1),
        **_distribution("", score.cards),
        **_distribution("emergency_", score.emergency_cards),
    )


def _distribution(name: str, cards: Sequence[int]) -> dict[str, float]:
    """Median, 90th percentile and most, of the cards that patients needed."""
    ordered = sorted(cards) or [0]
    return {
        f"{name}median": median(ordered),
        f"{name}p90": ordered[max(0, ceil(0.9 * len(ordered)) - 1)],
        f"{name}most": ordered[-1],
    }


def understand_file(file: str, *, write: Write, complain: Write) -> int:
    """What is understood of each line: plain words, or a JSON object with `text`."""
    from flows.reading import read_text

    library = load_library()
    for number, line in _lines(file):
        try:
            text = _text(line)
        except (ValueError, KeyError, TypeError) as problem:
            complain(words("cli-file-wrong", file=file, line=number, why=str(problem)))
            return WRONG
        write(orjson.dumps(read_text(text, library).line(text)).decode())
    return GOOD


def _text(line: str) -> str:
    if not line.startswith("{"):
        return line
    text = orjson.loads(line)["text"]
    return str(text)


def _lines(file: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(Path(file).read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            yield number, line.strip()
