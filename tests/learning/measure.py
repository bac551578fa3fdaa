"""How labelled messages are read: who is alarmed, and what is understood. A line for each file.

python -m tests.learning.measure [--wrong] FILE...
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from content import Library, load_library
from flows.reading import read_text
from flows.reading_names import NONE

TOLD = ("region", "cause", "duration_days", "pain_now")


def same(read: Any, meant: Any) -> bool:
    """Numbers over ten may be 15 % off: "about two months"."""
    if isinstance(meant, str) or read is None:
        return bool(read == meant)
    return abs(read - meant) <= max(1, 0.15 * meant) if meant > 10 else read == meant


def read(path: Path, library: Library) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Each message with what was read out of it."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [(line, read_text(line["text"], library).line(line["text"])) for line in lines]


def measured(pairs: Sequence[tuple[dict[str, Any], dict[str, Any]]]) -> Iterator[str]:
    dangerous = [found["alarm"] for meant, found in pairs if meant["alarm"]]
    harmless = [found["alarm"] for meant, found in pairs if not meant["alarm"]]
    yield f"alarmed {_share(dangerous)} of dangerous and {_share(harmless)} of harmless ones"
    for finding in TOLD:
        told = [same(found[finding], meant[finding]) for meant, found in pairs if meant.get(finding) not in (None, NONE)]
        if told:
            yield f"{finding} {_share(told)}"
    for finding in ("region", "cause"):
        filled = [found[finding] is not None for meant, found in pairs if meant.get(finding, "") in (None, NONE)]
        if filled:
            yield f"{finding} filled in where none is told {_share(filled)}"


def _share(right: Sequence[bool]) -> str:
    return f"{sum(right)}/{len(right)} ({sum(right) / len(right):.1%})" if right else "none"


def wrong(pairs: Sequence[tuple[dict[str, Any], dict[str, Any]]]) -> Iterator[str]:
    for meant, found in pairs:
        if meant["alarm"] is not found["alarm"]:
            yield f"{'MISSED' if meant['alarm'] else 'ALARMED'}: {meant['text']}"
        for finding in TOLD:
            if meant.get(finding) not in (None, NONE) and not same(found[finding], meant[finding]):
                yield f"{finding} {meant[finding]} read as {found[finding]}: {meant['text']}"


def main(arguments: Sequence[str]) -> None:
    library = load_library()
    for path in (Path(one) for one in arguments if one != "--wrong"):
        pairs = read(path, library)
        sys.stdout.write(f"{path.stem}: {'; '.join(measured(pairs))}\n")
        if "--wrong" in arguments:
            sys.stdout.writelines(f"  {line}\n" for line in wrong(pairs))


if __name__ == "__main__":
    main(sys.argv[1:])
