"""Where packages come from is each machine's own business: no file of ours names a registry, a mirror or a folder of wheels.

The patterns are put together here, so that this file does not find itself.
"""
# ruff: noqa: S607 (every command and every statement here is our own)

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

HOSTS = [
    ("pypi", "org"),
    ("pypi", "python", "org"),
    ("pythonhosted", "org"),
    ("registry", "npmjs", "org"),
    ("registry", "yarnpkg", "com"),
    ("registry", "npmmirror", "com"),
    ("deb", "debian", "org"),
    ("security", "debian", "org"),
    ("archive", "ubuntu", "com"),
    ("crates", "io"),
    ("proxy", "golang", "org"),
    ("repo", "maven", "apache", "org"),
    ("rubygems", "org"),
    ("anaconda", "org"),
    ("docker", "io"),
    ("ghcr", "io"),
    ("quay", "io"),
    ("mirrors", "aliyun", "com"),
    ("tuna", "tsinghua", "edu"),
]
NAMES_A_HOST = re.compile("|".join(r"\b" + re.escape(".".join(parts)) + r"\b" for parts in HOSTS), re.IGNORECASE)

OPTIONS = ["index" + "-url", "extra-index" + "-url", "find" + "-links", "trusted" + "-host", "default" + "-index"]
CHOOSES_A_SOURCE = re.compile(
    r"(?:^|\s)--(?:" + "|".join(OPTIONS) + r")\b"
    r"|\b(?:PIP|UV)_[A-Z_]*(?:INDEX|FIND_" + r"LINKS)\b"
    r"|file:" + r"//",
    re.MULTILINE,
)
INSTALLS = ("Makefile", ".ci/*", "deploy/*", "*.lock", "pyproject.toml", "requirements*")


def files_of_the_repository() -> list[Path]:
    """What is in the repository or is about to be; what git ignores is not ours."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [path for name in sorted(set(listed.stdout.split("\0"))) if name and (path := ROOT / name).is_file()]


def lines_with(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    found = []
    for file in files:
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a sound
        found += [
            f"{file.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}: {match[0].strip()}"
            for match in pattern.finditer(text)
        ]
    return found


def test_no_file_names_a_package_registry_or_a_mirror():
    assert lines_with(NAMES_A_HOST, files_of_the_repository()) == []


def test_no_file_that_installs_says_where_from():
    installs = [file for file in files_of_the_repository() if any(file.match(str(ROOT / glob)) for glob in INSTALLS)]
    assert ROOT / "Makefile" in installs
    assert ROOT / "requirements.lock" in installs
    assert lines_with(CHOOSES_A_SOURCE, installs) == []


@pytest.mark.parametrize("host", HOSTS, ids=".".join)
def test_the_search_would_find_each_host(host):
    assert NAMES_A_HOST.search(f"from https://{'.'.join(host)}/simple on")


@pytest.mark.parametrize("option", OPTIONS)
def test_the_search_would_find_each_option(option):
    assert CHOOSES_A_SOURCE.search(f"pip install --{option} elsewhere")
