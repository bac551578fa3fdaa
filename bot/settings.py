"""What the environment (or `.env`) says, checked as a whole: all mistakes at once, in plain words, without the token."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.words import has, words

PREFIX = "KNOTWISE_"
TOKEN = re.compile(r"\d{3,20}:[A-Za-z0-9_-]{10,100}")
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
LISTEN = re.compile(r"(\[[0-9a-fA-F:]+\]|[^:/\s]*):(\d{1,5})")
WEBHOOK_PORTS = (None, 443, 80, 88, 8443)
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}


class SettingsError(Exception):
    """The settings are wrong; the message names every mistake, one a line, and never the token."""


def _wrong(kind: str) -> PydanticCustomError:
    """`cli-setting-<kind>` says what is needed."""
    return PydanticCustomError("ours", "{kind}", {"kind": kind})


class Settings(BaseSettings):
    """Frozen. Every field is explained in `deploy/env.example`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        validate_default=True,
        hide_input_in_errors=True,
    )

    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    database_url: str = ""
    webhook_url: str | None = None
    webhook_listen: str = "127.0.0.1:8443"
    webhook_secret: SecretStr | None = None
    messages_per_second: Annotated[float, Field(gt=0, le=10_000)] = 30.0
    chat_messages_per_second: Annotated[float, Field(gt=0, le=1000)] = 1.0
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    local_port: Annotated[int, Field(ge=1, le=65535)] = 8080

    @classmethod
    def read(cls, env_file: Path | None = Path(".env")) -> Self:
        """From the environment and the file.

        Raises:
            SettingsError: with every mistake.
        """
        try:
            return cls(_env_file=env_file)
        except ValidationError as mistakes:
            raise SettingsError("\n".join(_in_words(one) for one in mistakes.errors())) from None

    @field_validator("telegram_token")
    @classmethod
    def _token_has_its_form(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not TOKEN.fullmatch(token.get_secret_value().strip()):
            raise _wrong("token")
        return None if token is None else SecretStr(token.get_secret_value().strip())

    @field_validator("telegram_api_url")
    @classmethod
    def _api_is_an_address(cls, url: str) -> str:
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
            raise _wrong("api-url")
        return url.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _database_has_a_driver(cls, url: str) -> str:
        if not url:
            return f"sqlite+aiosqlite:///{user_data_path('knotwise', appauthor=False) / 'knotwise.sqlite'}"
        try:
            parsed = make_url(url)
        except ArgumentError as problem:
            raise _wrong("database-url") from problem
        driver = DRIVERS.get(parsed.get_backend_name())
        if driver is None or (parsed.get_backend_name() == "sqlite" and parsed.database in (None, "", ":memory:")):
            raise _wrong("database-url")
        return parsed.set(drivername=driver).render_as_string(hide_password=False)

    @field_validator("webhook_url")
    @classmethod
    def _webhook_is_public(cls, url: str | None, info: ValidationInfo) -> str | None:
        if url is None:
            return None
        if info.data.get("telegram_token", "wrong") is None:
            raise _wrong("webhook-without-token")
        if urlsplit(url).scheme != "https" or not urlsplit(url).hostname:
            raise _wrong("webhook-url")
        if _port(url) not in WEBHOOK_PORTS:
            raise _wrong("webhook-port")
        return url

    @field_validator("webhook_listen")
    @classmethod
    def _listens_at_a_port(cls, listen: str) -> str:
        found = LISTEN.fullmatch(listen)
        if found is None or not 0 < int(found[2]) < 65536:
            raise _wrong("webhook-listen")
        return listen

    @field_validator("webhook_secret")
    @classmethod
    def _webhook_has_a_secret(cls, secret: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if secret is None and info.data.get("webhook_url") is not None:
            raise _wrong("webhook-without-secret")
        if secret is not None and not SECRET.fullmatch(secret.get_secret_value()):
            raise _wrong("webhook-secret")
        return secret

    @field_validator("log_level", mode="before")
    @classmethod
    def _any_case(cls, level: object) -> object:
        return level.upper() if isinstance(level, str) else level


def _port(url: str) -> int | None:
    try:
        return urlsplit(url).port
    except ValueError:
        return -1


def _in_words(mistake: object) -> str:
    """One mistake as `NAME: what is needed`."""
    assert isinstance(mistake, dict)  # noqa: S101  # pydantic's ErrorDetails is a TypedDict
    name = f"{PREFIX}{'_'.join(str(part) for part in mistake['loc'][:1]).upper()}"
    text_id = f"cli-setting-{mistake['ctx']['kind']}" if mistake["type"] == "ours" else f"cli-setting-{mistake['type']}"
    limits = {key: value for key, value in mistake.get("ctx", {}).items() if isinstance(value, str | int | float)}
    said = words(text_id.replace("_", "-"), **limits) if has(text_id.replace("_", "-")) else str(mistake["msg"])
    return f"{name}: {said}"


def make_data_folder(settings: Settings) -> None:
    """The folder of the default database, for its owner alone; a folder that somebody has named is theirs to make."""
    folder = user_data_path("knotwise", appauthor=False)
    if make_url(settings.database_url).database == str(folder / "knotwise.sqlite"):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
