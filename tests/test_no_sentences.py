"""Every sentence a person reads lives in content: no Python file of the bot or the flows holds one.

A sentence is a string constant of several words that could be read aloud. Docstrings, log events, exceptions, type
annotations, SQL and Telegram's own error words are not shown to people.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SENTENCE = re.compile(r"[A-Za-z][a-z']+(?: [A-Za-z'][a-z',]*){3,}")
TELEGRAMS_OWN = {"words.py"}
"""The embedded Bot API server answers in Telegram's own words; they are a protocol, kept in this one file."""


def documented(tree: ast.AST) -> set[ast.Constant]:
    """Docstrings, also those of attributes."""
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }


def raised_or_logged(tree: ast.AST) -> Iterator[ast.AST]:
    """Whatever stands inside `raise …`, an assert, a log call or an argument parser's help for the operator."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise | ast.Assert) or (isinstance(node, ast.Call) and _is_for_engineers(node)):
            yield from ast.walk(node)


def _is_for_engineers(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    engineers = {"debug", "info", "warning", "error", "exception", "critical", "NotAllowed", "ContentError", "SettingsError"}
    return name in engineers or name.endswith(("Error", "Refused"))


@pytest.mark.parametrize(
    "path",
    [path for package in ("bot", "flows") for path in sorted((ROOT / package).rglob("*.py")) if path.name not in TELEGRAMS_OWN],
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_no_python_file_holds_a_sentence(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    exempt: set[ast.AST] = {*documented(tree), *raised_or_logged(tree)}
    found = [
        f"line {node.lineno}: {node.value!r}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in exempt and SENTENCE.search(node.value)
    ]
    assert not found
