"""What Knotwise says to whoever runs it: one small file of texts, read without the library, which may be what is broken."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource

LANGUAGE = "en"


@cache
def _bundle() -> FluentBundle:
    bundle = FluentBundle([LANGUAGE], use_isolating=False)
    written = files("content").joinpath("texts", LANGUAGE, "cli.ftl").read_text(encoding="utf-8")
    bundle.add_resource(FluentResource(written))
    return bundle


def words(text_id: str, **args: str | int | float) -> str:
    """A text of `cli.ftl` as plain text.

    Raises:
        KeyError: there is none of this name.
    """
    pattern = _bundle().get_message(text_id).value
    if pattern is None:
        raise KeyError(text_id)
    said, errors = _bundle().format_pattern(pattern, args)
    if errors:
        raise ValueError(f"{text_id}: {errors[0]}")
    return str(said)


def has(text_id: str) -> bool:
    """Whether there is such a text."""
    return bool(_bundle().has_message(text_id))
