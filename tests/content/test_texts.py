"""Texts are made ready for filling in when they are loaded; what comes out must be what Fluent would write."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource

from content import load_library
from content.texts import Say, Texts

FILE = """
plain = No places, but braces: {"{"} and <b>bold</b>
braces = a{ $n }b
two = { $a-b } and { $n }
    on the next line
plural = { $n ->
    [one] one day
   *[other] { $n } days
}
"""
VALUES = ("a <b>", "", 0, 5, 1234567, -3, 2.5, 0.1, 1e6)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("texts")
    (path / "some.ftl").write_text(FILE)
    (path / "some.yaml").write_text("line: 'x < y {0} {z}'\nlines: [a, b & c]\n")
    return path


def bundle_of(source: str) -> FluentBundle:
    bundle = FluentBundle(["en"], use_isolating=False)
    bundle.add_resource(FluentResource(source))
    return bundle


def by_fluent(bundle: FluentBundle, text_id: str, args: Mapping[str, str | float]) -> str:
    pattern = bundle.get_message(text_id).value
    assert pattern is not None
    said, errors = bundle.format_pattern(pattern, dict(args))
    assert not errors
    return str(said)


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("text_id", ["plain", "braces", "two", "plural"])
def test_every_form_is_as_fluent_writes_it(folder: Path, text_id: str, value: str | float) -> None:
    escaped = value.replace("<", "&lt;").replace(">", "&gt;") if isinstance(value, str) else value
    said = Texts("en", folder).say(Say(text_id, {"n": value, "a-b": value}))
    assert said == by_fluent(bundle_of(FILE), text_id, {"n": escaped, "a-b": escaped})


def test_every_text_of_the_dialogs_is_as_fluent_writes_it() -> None:
    texts = load_library().texts["en"]
    fluent = {text_id: texts.raw(text_id) for text_id in texts.ids if texts.raw(text_id).startswith(f"{text_id} =")}
    assert len(fluent) > 500
    bundle = bundle_of("\n".join(fluent.values()))
    for text_id, source in fluent.items():
        args = dict.fromkeys(re.findall(r"\$([\w-]+)", source), 7)
        assert texts.say(Say(text_id, args)) == by_fluent(bundle, text_id, args)


def test_short_texts_are_escaped_and_their_lines_joined(folder: Path) -> None:
    texts = Texts("en", folder)
    assert texts.say(Say("line")) == "x &lt; y {0} {z}"
    assert texts.say(Say("lines")) == "a\nb &amp; c"


def test_what_is_missing_is_an_error(folder: Path) -> None:
    texts = Texts("en", folder)
    with pytest.raises(ValueError, match="braces"):
        texts.say(Say("braces"))
    with pytest.raises(ValueError, match="plural"):
        texts.say(Say("plural"))
    with pytest.raises(KeyError, match="nothing"):
        texts.say(Say("nothing"))
