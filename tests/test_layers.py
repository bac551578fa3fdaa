"""Who may import whom, read from the syntax trees: a sentence in a document would not hold."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FORBIDDEN = {"telegram", "sqlalchemy", "aiosqlite", "asyncio", "aiohttp", "logging", "os", "random", "alembic", "threading"}
MAY_IMPORT = {"content": {"content"}, "flows": {"flows", "content"}}
CLOCKS = {"now", "today", "utcnow"}


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or ""


@pytest.mark.parametrize("path", [*modules("content"), *modules("flows")], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_core_imports_nothing_of_the_outside(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    roots = {name.partition(".")[0] for name in imported(ast.parse(path.read_text(encoding="utf-8")))}
    ours = roots & {"bot", "flows", "content", "tests"}
    assert ours <= MAY_IMPORT[package]
    assert not roots & FORBIDDEN


def test_only_one_module_of_the_flows_knows_the_library_of_state_machines() -> None:
    users = {
        path.name for path in modules("flows") if "transitions" in set(imported(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert users == {"machine.py"}


@pytest.mark.parametrize("path", modules("flows"), ids=lambda path: path.name)
def test_a_flow_reads_no_clock(path: Path) -> None:
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    names = {call.func.attr for call in calls if isinstance(call.func, ast.Attribute)}
    assert not names & CLOCKS
