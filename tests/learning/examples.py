"""What cause, place and danger are learned from: the labelled messages, each as its evidence. `make learn` hands it to `fit.py`.

python -m tests.learning.examples [FILE...]
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from content import Library, load_library
from flows.clauses import clauses_of
from flows.reading import DANGER, HARMLESS, danger_evidence
from flows.reading_names import EVIDENCE
from flows.tokens import lexicon_of

HERE = Path(__file__).parent
FILES = tuple(
    path
    for folder in (HERE.parent / "phrases", HERE.parent / "phrases" / "not_met", HERE / "messages")
    for path in sorted(folder.glob("*.jsonl"))
)
"""All but those that are held out, to measure with (`tests/phrases/held_out`)."""


def examples(files: tuple[Path, ...], library: Library) -> dict[str, list[tuple[str, dict[str, float]]]]:
    """Cause and region, with the evidence, of every message that tells them; of all of them whether they are dangerous."""
    lexicon = lexicon_of(library, "en")
    found: dict[str, list[tuple[str, dict[str, float]]]] = {"cause": [], "region": [], "danger": []}
    for message in _messages(files):
        clauses = clauses_of(message["text"], lexicon)
        for finding, evidence in EVIDENCE.items():
            if message.get(finding):
                found[finding].append((message[finding], evidence(clauses, lexicon)))
        found["danger"].append((DANGER if message["alarm"] else HARMLESS, danger_evidence(clauses, lexicon)))
    return found


def _messages(files: tuple[Path, ...]) -> Iterator[dict[str, Any]]:
    for file in files:
        yield from map(json.loads, file.read_text(encoding="utf-8").splitlines())


if __name__ == "__main__":
    chosen = tuple(map(Path, sys.argv[1:])) or FILES
    json.dump(examples(chosen, load_library()), sys.stdout)
