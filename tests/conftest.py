"""The library, loaded once for all tests."""

from __future__ import annotations

import pytest

from content import Library, load_library


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="record the transcripts in tests/dialogs anew; read the diff")


@pytest.fixture(scope="session")
def library() -> Library:
    """All content, as the product loads it."""
    return load_library()
