"""Transcripts: what people do, and every word that they see. `pytest tests/test_dialogs.py --rewrite` records them anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from content import Library
from tests.flows.cards_shown import PEOPLE
from tests.talk import played

DIALOGS = sorted((Path(__file__).parent / "dialogs").glob("*.txt"))


@pytest.mark.parametrize("path", DIALOGS, ids=lambda path: path.stem)
def test_the_dialog_goes_as_it_was_written_down(path: Path, library: Library, request: pytest.FixtureRequest) -> None:
    written = path.read_text(encoding="utf-8")
    happened = played(written, library, PEOPLE)
    if request.config.getoption("--rewrite"):
        path.write_text(happened, encoding="utf-8")
    else:
        assert happened.splitlines() == written.splitlines()
