"""The lock files: whole, with hashes, in agreement with pyproject.toml and with each other, and naming no server."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
RUNTIME = ROOT / "requirements.lock"
BUILD = ROOT / "deploy" / "requirements-build.lock"
DEV = ROOT / "requirements-dev.lock"
BENCH = ROOT / "tests" / "bench" / "requirements.lock"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

PIN = re.compile(
    r"^(?P<name>[a-z0-9][a-z0-9.-]*)(?:\[[a-z0-9,-]+\])?==(?P<version>[^\s;]+)(?: ; (?P<marker>[^\\]+?))?"
    r"(?P<hashes>( \\\n    --hash=sha256:[0-9a-f]{64})*)$"
)


@dataclass(frozen=True)
class Pin:
    version: str
    marker: Marker | None
    hashes: tuple[str, ...]


def pins(lock: Path) -> dict[str, Pin]:
    """By name; a line that is neither a pin, a hash of one nor a comment is an error."""
    text = "\n".join(line for line in lock.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    found = {}
    for entry in re.split(r"\n(?=\S)", text):
        pin = PIN.match(entry)
        assert pin, f"{lock.name}: not a pin: {entry.splitlines()[0]}"
        hashes = tuple(re.findall(r"sha256:([0-9a-f]+)", pin["hashes"]))
        found[canonicalize_name(pin["name"])] = Pin(pin["version"], Marker(pin["marker"]) if pin["marker"] else None, hashes)
    return found


RUNTIME_NEEDS = PYPROJECT["project"]["dependencies"]
BUILD_NEEDS = PYPROJECT["build-system"]["requires"]
DEV_NEEDS = PYPROJECT["project"]["optional-dependencies"]["dev"]


@pytest.mark.parametrize("lock", [RUNTIME, BUILD, DEV, BENCH], ids=lambda lock: str(lock.relative_to(ROOT)))
def test_every_pin_has_a_hash(lock):
    for name, pin in pins(lock).items():
        assert pin.hashes, f"{name} has no hash"


@pytest.mark.parametrize(
    ("lock", "needs"),
    [(RUNTIME, RUNTIME_NEEDS), (BUILD, BUILD_NEEDS), (DEV, RUNTIME_NEEDS + BUILD_NEEDS + DEV_NEEDS)],
    ids=["runtime", "build", "dev"],
)
def test_what_pyproject_asks_for_is_locked_at_a_version_that_fits(lock, needs):
    locked = pins(lock)
    for need in map(Requirement, needs):
        name = canonicalize_name(need.name)
        assert name in locked, f"{name} is not in {lock.name}; run `make lock`"
        assert need.specifier.contains(locked[name].version, prereleases=True), f"{need}, locked {locked[name].version}"


@pytest.mark.parametrize("tool", ["pytest", "mypy", "ruff", "playwright", "hatchling", "aiogram", "apscheduler"])
def test_the_runtime_lock_holds_no_development_tools(tool):
    assert tool not in pins(RUNTIME)


def test_the_lock_for_development_is_the_others_and_more():
    dev = pins(DEV)
    for other in (RUNTIME, BUILD):
        for name, pin in pins(other).items():
            assert dev[name] == pin, f"{name} differs between {other.name} and {DEV.name}; run `make lock`"


@pytest.mark.parametrize("name", ["aiohttp", "greenlet", "httptools", "orjson", "pydantic-core", "pyyaml", "rapidfuzz", "tzfpy"])
def test_compiled_packages_are_locked_for_every_system_and_not_just_for_one(name):
    """Four Python versions, Linux and macOS, two processors; some publish one file for several of these."""
    assert len(pins(RUNTIME)[name].hashes) >= 4


@pytest.mark.parametrize("platform", ["linux", "darwin"])
@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
def test_what_we_need_is_not_left_out_on_any_system(platform, python):
    locked = pins(DEV)
    place = {"sys_platform": platform, "python_version": python, "python_full_version": f"{python}.0"}
    for need in map(Requirement, RUNTIME_NEEDS + DEV_NEEDS):
        marker = locked[canonicalize_name(need.name)].marker
        assert marker is None or marker.evaluate(place), f"{need.name} is missing on {platform} with {python}"
