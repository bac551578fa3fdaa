"""The container, the compose file and the systemd unit: readable, in agreement, and as closed as they say."""

import configparser
import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
DATA = "/var/lib/knotwise"
DATABASE = f"sqlite+aiosqlite:///{DATA}/knotwise.sqlite"


def dockerfile() -> list[list[str]]:
    """Its instructions, one list of words each, without comments."""
    text = re.sub(r"^#.*\n", "", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    return [line.split() for line in text.replace("\\\n", " ").splitlines() if line.strip()]


def service() -> dict[str, str]:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # systemd tells upper from lower case
    unit.read(DEPLOY / "knotwise.service", encoding="utf-8")
    assert unit.sections() == ["Unit", "Service", "Install"]
    return dict(unit["Service"])


def container() -> dict[str, object]:
    composed = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    assert list(composed["services"]) == ["knotwise"]
    assert composed["volumes"] == {"data": None}
    return composed["services"]["knotwise"]


def test_the_dockerfile_copies_only_what_is_there_and_let_in():
    let_in = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    for instruction, *words in dockerfile():
        if instruction == "COPY" and not words[0].startswith("--from"):
            for source in words[:-1]:
                assert f"!{source}" in let_in, f"{source} is kept out by Dockerfile.dockerignore"
                assert (ROOT / source).exists(), f"{source} is not there"


def test_the_image_is_installed_by_the_script_that_is_tested_without_containers():
    runs = [" ".join(words) for instruction, *words in dockerfile() if instruction == "RUN"]
    assert "deploy/install.sh /opt/knotwise dependencies" in runs
    assert "deploy/install.sh /opt/knotwise project" in runs
    assert not any("pip" in run for run in runs)


@pytest.mark.parametrize(
    "instruction",
    [
        "USER 10001:10001",
        f"VOLUME {DATA}",
        "STOPSIGNAL SIGTERM",
        'CMD ["run"]',
        'ENTRYPOINT ["knotwise"]',
    ],
)
def test_the_image_has(instruction):
    assert instruction.split() in dockerfile()


def test_the_image_asks_after_its_own_health():
    assert any(words[0] == "HEALTHCHECK" and words[-2:] == ['["knotwise",', '"health"]'] for words in dockerfile())


def test_the_container_may_write_only_its_volume():
    assert container()["read_only"] is True
    assert container()["volumes"] == [f"data:{DATA}"]
    assert container()["tmpfs"] == ["/tmp:size=64m,mode=1777"]  # noqa: S108


def test_the_container_has_no_privileges():
    assert container()["cap_drop"] == ["ALL"]
    assert container()["security_opt"] == ["no-new-privileges:true"]
    assert container()["user"] == "10001:10001"
    assert "privileged" not in container()


def test_the_container_comes_back_stops_gently_and_keeps_its_logs_small():
    assert container()["restart"] == "unless-stopped"
    assert container()["stop_grace_period"] == "10s"
    assert container()["healthcheck"]["test"] == ["CMD", "knotwise", "health"]
    assert set(container()["logging"]["options"]) == {"max-size", "max-file"}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("ExecStart", "/opt/knotwise/bin/knotwise run"),
        ("EnvironmentFile", "/etc/knotwise/knotwise.env"),
        ("Restart", "always"),
        ("TimeoutStopSec", "10"),
        ("DynamicUser", "yes"),
        ("StateDirectory", "knotwise"),
        ("ProtectSystem", "strict"),
        ("NoNewPrivileges", "yes"),
        ("PrivateTmp", "yes"),
        ("CapabilityBoundingSet", ""),
        ("RestrictAddressFamilies", "AF_INET AF_INET6 AF_UNIX"),
        ("MemoryMax", "512M"),
    ],
)
def test_the_service_says(key, value):
    assert service()[key] == value


def test_everything_means_the_same_database():
    assert f"KNOTWISE_DATABASE_URL={DATABASE}" in service()["Environment"].split()
    assert any(f"KNOTWISE_DATABASE_URL={DATABASE}" in words for words in dockerfile())
    assert f"#KNOTWISE_DATABASE_URL={DATABASE}" in (DEPLOY / "env.example").read_text(encoding="utf-8").splitlines()


def test_the_licence_is_apache_in_full():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert "APPENDIX: How to apply the Apache License to your work." in text
