"""`deploy/env.example` is what an operator reads instead of the code, so it must name every setting and no other."""

import re
from pathlib import Path

ENV_EXAMPLE = Path(__file__).parents[2] / "deploy" / "env.example"
SETTING = re.compile(r"^#?(KNOTWISE_[A-Z_]+)=(.*)$")
LINES = ENV_EXAMPLE.read_text(encoding="utf-8").splitlines()


def names() -> list[str]:
    return [found[1] for line in LINES if (found := SETTING.match(line))]


def test_every_setting_is_in_the_example_and_nothing_else():
    from bot.settings import Settings

    assert sorted(names()) == sorted(f"KNOTWISE_{field.upper()}" for field in Settings.model_fields)


def test_every_setting_is_explained_in_the_lines_above_it():
    for above, line in zip(["", *LINES], LINES, strict=False):
        if SETTING.match(line):
            assert re.match(r"# .*[a-z]", above), f"{line} has no sentence above it"


def test_no_value_is_quoted_or_followed_by_a_comment():
    """Docker takes quotes and comments as part of the value, systemd does not."""
    for line in LINES:
        if found := SETTING.match(line):
            assert not re.search(r"""["'#\s]""", found[2]), line


def test_every_line_is_a_setting_a_comment_or_empty():
    for line in LINES:
        assert not line or line.startswith("# ") or SETTING.match(line) or line == "#", line
