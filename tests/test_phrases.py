"""Messages as people type them: who must be warned, who must be left in peace, and what has to be understood."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from content import load_library
from flows.reading import Reading, read_text
from tests.learning.measure import same

HERE = Path(__file__).parent / "phrases"
FILES = [*sorted(HERE.glob("*.jsonl")), *sorted((HERE / "held_out").glob("*.jsonl"))]
LEAST_ALARMED = 0.97
MOST_FALSE_ALARMS = 0.03
LEAST_UNDERSTOOD = 0.9

STRANGERS = "four"
"""Written without the page on danger and typing that `one` to `three` follow: times and scores are read less well there."""

LEAST_UNDERSTOOD_OF_STRANGERS = {"duration_days": 0.8, "pain_now": 0.8}


@dataclass(frozen=True)
class Message:
    """What was typed, what it means, and what was read out of it."""

    text: str
    gold: dict[str, Any]
    reading: Reading


@cache
def messages(path: Path) -> tuple[Message, ...]:
    library = load_library()
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return tuple(Message(line["text"], line, read_text(line["text"], library)) for line in lines)


def at_most(share: float, wrong: list[str], of: int, path: Path) -> None:
    """A failure prints nothing of the files that nobody looks into."""
    found, most = len(wrong), share * of
    shown = f"{found} of {path.stem}" if path.parent.name == "held_out" else "\n".join(wrong)
    assert found <= most, shown


each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


@each_file
def test_a_dangerous_message_alarms(path: Path) -> None:
    dangerous = [one for one in messages(path) if one.gold["alarm"]]
    at_most(1 - LEAST_ALARMED, [one.text for one in dangerous if not one.reading.alarm], len(dangerous), path)


@each_file
def test_a_harmless_message_does_not_alarm(path: Path) -> None:
    harmless = [one for one in messages(path) if not one.gold["alarm"]]
    at_most(MOST_FALSE_ALARMS, [one.text for one in harmless if one.reading.alarm], len(harmless), path)


@pytest.mark.parametrize("finding", ["region", "cause", "duration_days", "pain_now"])
@each_file
def test_what_was_told_is_understood(path: Path, finding: str) -> None:
    told = [one for one in messages(path) if one.gold[finding] is not None]
    wrong = [one.text for one in told if not same(one.reading.told.get(finding), one.gold[finding])]
    least = LEAST_UNDERSTOOD_OF_STRANGERS.get(finding, LEAST_UNDERSTOOD) if path.stem == STRANGERS else LEAST_UNDERSTOOD
    at_most(1 - least, wrong, len(told), path)
