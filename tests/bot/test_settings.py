"""What the environment says, and every mistake in it at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, make_data_folder

GOOD_TOKEN = "123456789:AAabcdefghijklmnopqrstuvwxyz_123456"


def read(monkeypatch: pytest.MonkeyPatch, **given: str) -> Settings:
    for name, value in given.items():
        monkeypatch.setenv(f"KNOTWISE_{name.upper()}", value)
    return Settings.read(env_file=None)


def test_nothing_needs_to_be_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settings = read(monkeypatch, telegram_token="", log_level="info")
    assert settings.telegram_token is None
    assert settings.log_level == "INFO"
    assert settings.database_url == f"sqlite+aiosqlite:///{tmp_path / 'home' / 'knotwise' / 'knotwise.sqlite'}"


def test_all_mistakes_are_told_at_once_by_their_names(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError) as mistakes:
        read(
            monkeypatch,
            telegram_token="my secret token",
            telegram_api_url="telegram",
            database_url="mysql://x",
            webhook_url="http://bot.example",
            webhook_listen="8443",
            webhook_secret="not allowed!",
            messages_per_second="0",
            chat_messages_per_second="many",
            log_level="LOUD",
            local_port="99999",
        )
    told = str(mistakes.value).splitlines()
    assert [line.partition(":")[0] for line in told] == [f"KNOTWISE_{name.upper()}" for name in Settings.model_fields]
    assert "secret token" not in str(mistakes.value)
    assert all(" " in line.partition(": ")[2] for line in told)


@pytest.mark.parametrize(
    ("given", "name", "words"),
    [
        ({"webhook_url": "https://a.example"}, "WEBHOOK_URL", "TELEGRAM_TOKEN"),
        ({"telegram_token": GOOD_TOKEN, "webhook_url": "https://a.example"}, "WEBHOOK_SECRET", "is needed"),
        ({"telegram_token": GOOD_TOKEN, "webhook_url": "https://a.example:8080", "webhook_secret": "s"}, "WEBHOOK_URL", "443"),
        ({"telegram_token": GOOD_TOKEN, "webhook_url": "http://a.example", "webhook_secret": "s"}, "WEBHOOK_URL", "https"),
        ({"database_url": "sqlite+aiosqlite://"}, "DATABASE_URL", "file"),
        ({"database_url": "nonsense"}, "DATABASE_URL", "address"),
    ],
)
def test_settings_that_do_not_fit_together(monkeypatch: pytest.MonkeyPatch, given: dict[str, str], name: str, words: str) -> None:
    with pytest.raises(SettingsError, match=f"KNOTWISE_{name}: .*{words}"):
        read(monkeypatch, **given)


def test_a_webhook_with_token_and_secret_is_good(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read(monkeypatch, telegram_token=f" {GOOD_TOKEN} ", webhook_url="https://a.example:8443/x", webhook_secret="s-3_x")
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == GOOD_TOKEN
    assert GOOD_TOKEN not in repr(settings)


@pytest.mark.parametrize("listen", ["0.0.0.0:8443", ":8443", "localhost:80", "[::1]:8443"])
def test_where_to_listen(monkeypatch: pytest.MonkeyPatch, listen: str) -> None:
    assert read(monkeypatch, webhook_listen=listen).webhook_listen == listen


def test_the_driver_is_ours_whatever_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, database_url="sqlite:////x/y.sqlite").database_url == "sqlite+aiosqlite:////x/y.sqlite"


def test_a_file_is_read_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("KNOTWISE_LOCAL_PORT=9000\nOTHER=1\nKNOTWISE_WEBHOOK_URL=\n")
    assert Settings.read(env_file=file).local_port == 9000


def test_the_default_folder_is_made_for_its_owner_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    make_data_folder(read(monkeypatch))
    assert (tmp_path / "home" / "knotwise").stat().st_mode & 0o777 == 0o700


def test_a_folder_that_somebody_named_is_theirs_to_make(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    make_data_folder(read(monkeypatch, database_url=f"sqlite:///{tmp_path}/a/b.sqlite"))
    assert not (tmp_path / "a").exists()
