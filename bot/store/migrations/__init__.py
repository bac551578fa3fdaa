"""The steps by which the tables came to be, run at the start on a connection that is open already."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection

HERE = Path(__file__).parent


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(connection: Connection, to: str = "head") -> None:
    """Brings the tables up to date.

    Raises:
        OSError: they are of a newer release than this one.
    """
    try:
        command.upgrade(_config(connection), to)
    except CommandError as problem:
        raise OSError(str(problem)) from problem


def downgrade(connection: Connection, to: str = "base") -> None:
    """Takes the tables back to an older release."""
    command.downgrade(_config(connection), to)
