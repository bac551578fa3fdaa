"""The reviewer's sheet: whatever decides a case is on it, in words, with its sources and a place to sign."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest

from bot.cli import main
from bot.sheet import sheet
from content import Library
from flows.walk import walk

PATIENTS = Path(__file__).parents[1] / "vignettes" / "danger.jsonl"


def text_of(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", page.partition("<body>")[2]))


def section(page: str, name: str) -> str:
    return text_of("<body>" + page.partition(f'id="{name}"')[2].partition("</section>")[0])


@pytest.fixture
def page(library: Library) -> str:
    lines = PATIENTS.read_text(encoding="utf-8").splitlines()
    return sheet(library, [walk(json.loads(line), library) for line in lines[:12]])


def test_every_rule_and_caution_has_a_place_to_sign(page: str, library: Library) -> None:
    assert page.count('<div class="sign">') == len(library.rules) + len(library.cautions)
    for one in (*library.rules, *library.cautions):
        assert f'id="{one.id}"' in page


def test_a_rule_is_told_in_words_with_card_source_example_and_patient(page: str) -> None:
    told = section(page, "heart_without_chest_pain")
    assert "cold sweat" in told
    assert "NICE" in told
    assert "Faint or confused" in told
    assert "does not hold" in told
    assert "sh_silent_mi_58" in section(page, "cold_sweat_upper")
    assert "not looked up" in page


def test_nothing_is_left_of_the_chats_markup(page: str) -> None:
    assert not re.search(r"&lt;/?[bi]&gt;", page)


def test_the_command_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "sheet.html"
    assert main(["content", "review", str(target)]) == 0
    assert str(target) in capsys.readouterr().out
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_broken_file_of_patients_is_told_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    patients = tmp_path / "patients.jsonl"
    patients.write_text('{"id": "x", "findings": {"region": "tail"}}\n', encoding="utf-8")
    assert main(["content", "review", str(tmp_path / "sheet.html"), "--patients", str(patients)]) == 1
    assert "line 1" in capsys.readouterr().err
