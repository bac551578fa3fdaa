#!/usr/bin/env python3
"""Takes a backup of Knotwise's SQLite file while it is in use, checks one, and puts one back.

Needs nothing but Python: it has to work on the day when nothing else does. `deploy/backup.md` tells when to use it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

PIPE = "-"
"""Stands for standard output or input, so that a backup can be encrypted without ever lying on a disk in the clear."""

WAIT_S = 30
"""How long to wait, in seconds, for a lock that a turn holds; a turn takes milliseconds."""


class Refused(Exception):
    """Nothing was changed; the message says why."""


def main(arguments: list[str] | None = None) -> int:
    os.umask(0o077)  # a backup is health data: for its owner alone
    chosen = options().parse_args(arguments)
    try:
        chosen.run(chosen)
    except (Refused, sqlite3.Error, OSError) as trouble:
        sys.stderr.write(f"knotwise-backup: {trouble}\n")
        return 1
    return 0


def options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="knotwise-backup", description=__doc__.split("\n")[0] if __doc__ else None)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    take = commands.add_parser("take", help="copy the database into FOLDER, or to standard output; Knotwise goes on")
    take.add_argument("database", type=Path, metavar="DATABASE")
    take.add_argument("folder", metavar="FOLDER|-")
    take.set_defaults(run=lambda chosen: take_backup(chosen.database, chosen.folder))

    check = commands.add_parser("check", help="prove that a backup is whole; prints its tables and their rows")
    check.add_argument("backup", type=Path, metavar="BACKUP")
    check.set_defaults(run=lambda chosen: say(check_backup(chosen.backup)))

    put_back = commands.add_parser("put-back", help="put a backup in the place of the database; Knotwise is stopped")
    put_back.add_argument("backup", metavar="BACKUP|-")
    put_back.add_argument("database", type=Path, metavar="DATABASE")
    put_back.set_defaults(run=lambda chosen: put_backup_back(chosen.backup, chosen.database))
    return parser


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def take_backup(database: Path, folder: str) -> None:
    """One moment of the database, whole turns only, checked before anything is said of it."""
    if not database.is_file():
        raise Refused(f"{database} is not there")
    place = database.parent if folder == PIPE else Path(folder)
    with tempfile.TemporaryDirectory(prefix=".knotwise-backup-", dir=place) as unfinished:
        copy = Path(unfinished, "copy.sqlite")
        copy_database(database, copy)
        found = check_backup(copy)
        if folder == PIPE:
            with copy.open("rb") as whole:
                shutil.copyfileobj(whole, sys.stdout.buffer)
            sys.stderr.write(f"{found}\n")
        else:
            kept = place / f"knotwise-{now()}.sqlite"
            copy.rename(kept)
            flush(place)
            say(f"{kept}: {found}")


def copy_database(source: Path, target: Path) -> None:
    """Copies in one step: a copy in several would start again whenever a turn is committed."""
    with closing(connect(source, "rw")) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")  # else the backup would want files of its own beside it
    flush(target)


def check_backup(backup: Path) -> str:
    """What a whole backup holds, in one line; refuses one that is damaged."""
    if not backup.is_file():
        raise Refused(f"{backup} is not there")
    with closing(connect(backup, "ro")) as copy:
        damage = [row[0] for row in copy.execute("PRAGMA integrity_check") if row[0] != "ok"]
        damage += [f"row of {row[0]} points at nothing" for row in copy.execute("PRAGMA foreign_key_check")]
        if damage:
            raise Refused(f"{backup} is damaged: {'; '.join(damage[:5])}")
        tables = [row[0] for row in copy.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        if not tables:
            raise Refused(f"{backup} holds no tables; it is not a backup of Knotwise")
        counts = {table: copy.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables}  # noqa: S608
    rows = ", ".join(f"{table} {count}" for table, count in counts.items())
    return f"whole, {backup.stat().st_size} bytes; rows: {rows}"


def put_backup_back(backup: str, database: Path) -> None:
    """Sets the present files aside and puts the backup in their place, or changes nothing at all."""
    refuse_while_in_use(database)
    with tempfile.TemporaryDirectory(prefix=".knotwise-backup-", dir=database.parent) as unfinished:
        copy = Path(unfinished, "copy.sqlite")
        with copy.open("xb") as whole:
            if backup == PIPE:
                shutil.copyfileobj(sys.stdin.buffer, whole)
            else:
                with Path(backup).open("rb") as kept:
                    shutil.copyfileobj(kept, whole)
        found = check_backup(copy)
        give_to_owner_of(database if database.exists() else database.parent, copy)
        flush(copy)
        aside = set_aside(database)
        copy.rename(database)
        flush(database.parent)
    say(f"{database}: {found}")
    if aside:
        say(f"What was there before is now {aside}. It holds health data too: remove it when you no longer need it.")


def refuse_while_in_use(database: Path) -> None:
    """Only the last connection may leave WAL mode, so this finds an idle bot too. It also empties the WAL."""
    if not database.exists():
        return
    try:
        with closing(connect(database, "rw", wait_s=0)) as present:
            present.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as trouble:
        if "locked" in str(trouble):
            raise Refused(f"{database} is in use: stop Knotwise first") from trouble
    except sqlite3.DatabaseError:
        pass  # damaged: the very reason to put a backup back


def set_aside(database: Path) -> Path | None:
    """A WAL left beside a new database would be played into it, so everything of the old one moves together."""
    aside = database.with_name(f"{database.name}.before-{now()}")
    for ending in ("-wal", "-shm", "-journal", ""):
        with suppress(FileNotFoundError):
            Path(f"{database}{ending}").rename(f"{aside}{ending}")
    return aside if aside.exists() else None


def give_to_owner_of(model: Path, file: Path) -> None:
    owner = model.stat()
    if os.geteuid() == 0:
        os.chown(file, owner.st_uid, owner.st_gid)


def connect(path: Path, mode: str, wait_s: float = WAIT_S) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=wait_s)


def flush(path: Path) -> None:
    """Until this returns, a power cut could still undo what was written to the file or folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def now() -> str:
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")


if __name__ == "__main__":
    sys.exit(main())
