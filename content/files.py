"""Reading YAML with every mistake named by file and line; keys given twice are refused.

The C parser's events are put together here and not by PyYAML's constructor, which takes four times as long and lets the last
of two equal keys win in silence. Of YAML we use mappings, sequences, texts, whole and decimal numbers, dates, true, false and
null; anchors and tags are refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_NUMBER = re.compile(r"[-+]?\d+")
_DECIMAL = re.compile(r"[-+]?\d+\.\d+")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


class ContentError(Exception):
    """A content file is wrong; the message names the file, the line where known, and what is wrong."""


def read_json(path: Path) -> Any:
    """What was computed and is not written by hand.

    Raises:
        ContentError: it is no JSON, or not there.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as wrong:
        raise ContentError(f"{path.name}: {wrong}") from wrong


def read_yaml(path: Path) -> Any:
    """What the file says.

    Raises:
        ContentError: the file cannot be read, is not YAML, gives a key twice or uses what we do not.
    """
    try:
        events = yaml.parse(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                return _built(next(events), events)
    except ContentError as problem:
        raise ContentError(f"{path.name}, {problem}") from None
    except (OSError, UnicodeDecodeError, ValueError, yaml.YAMLError) as problem:
        raise ContentError(f"{path.name}: {' '.join(str(problem).split())}") from problem
    return None


def _built(event: Any, events: Iterator[Any]) -> Any:
    kind = type(event)
    if getattr(event, "tag", None) is not None:
        raise ContentError(f"line {event.start_mark.line + 1}: tags are not used here")
    if kind is yaml.ScalarEvent:
        return _scalar(event) if event.implicit[0] else event.value
    if kind is yaml.MappingStartEvent:
        return _mapping(events)
    if kind is yaml.SequenceStartEvent:
        made = []
        while type(part := next(events)) is not yaml.SequenceEndEvent:
            made.append(_built(part, events))
        return made
    raise ContentError(f"line {event.start_mark.line + 1}: anchors and aliases are not used here")


def _mapping(events: Iterator[Any]) -> dict[Any, Any]:
    made: dict[Any, Any] = {}
    while type(part := next(events)) is not yaml.MappingEndEvent:
        key = _built(part, events)
        if key in made:
            raise ContentError(f"line {part.start_mark.line + 1}: {key!r} is given twice")
        made[key] = _built(next(events), events)
    return made


def _scalar(event: Any) -> Any:
    """A value written without quotes."""
    value: str = event.value
    if value in _WORDS:
        return _WORDS[value]
    if value[0] not in "+-0123456789":
        return value
    if _NUMBER.fullmatch(value):
        return int(value)
    if _DECIMAL.fullmatch(value):
        return float(value)
    return date.fromisoformat(value) if _DATE.fullmatch(value) else value
