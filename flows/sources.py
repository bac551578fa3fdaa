"""Sources in words: title, publisher, year, how good the evidence is, and whether the statement was looked up there."""

from __future__ import annotations

from collections.abc import Iterable

from content.library import Library
from content.schema import Cited
from flows.screens import say
from flows.types import Say


def sources_said(cited: Iterable[Cited], library: Library) -> tuple[Say, ...]:
    """The sources by title, publisher, year and kind; our own judgement is called that."""
    return tuple(
        say(
            "why-source" if library.sources[one.id].verified == "search" else "why-source-unread",
            title=library.sources[one.id].title,
            authors=library.sources[one.id].authors,
            year=library.sources[one.id].year,
            kind=say(f"source_kind-{library.sources[one.id].kind}"),
        )
        for one in cited
    )
