"""A backup taken while somebody writes is one moment of the database, and putting it back gives exactly that moment."""
# ruff: noqa: S603, S608 (every command and every statement here is our own)

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "deploy" / "backup.py"


def backup(*arguments: object, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, SCRIPT, *map(str, arguments)], input=given, capture_output=True, timeout=60)


def make_database(path: Path) -> None:
    """Two tables that every turn changes together, so that a backup of half a turn can be told from a whole one."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode=WAL")
        db.executescript("""
            CREATE TABLE person (id INTEGER PRIMARY KEY, turns INTEGER NOT NULL);
            CREATE TABLE turn (id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES person, said TEXT NOT NULL);
        """)
        with db:
            db.executemany("INSERT INTO person VALUES (?, 0)", [(person,) for person in range(20)])


def take_turn(db: sqlite3.Connection, number: int) -> None:
    with db:
        db.execute("UPDATE person SET turns = turns + 1 WHERE id = ?", (number % 20,))
        db.execute("INSERT INTO turn (person_id, said) VALUES (?, ?)", (number % 20, f"turn {number} " + "x" * 500))


def contents(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return list(db.iterdump())


def turns_by_both_tables(path: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(path)) as db:
        (by_person,) = db.execute("SELECT sum(turns) FROM person").fetchone()
        (by_turn,) = db.execute("SELECT count(*) FROM turn").fetchone()
        return by_person, by_turn


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "data" / "knotwise.sqlite"
    path.parent.mkdir()
    make_database(path)
    return path


@pytest.fixture
def busy(database):
    """Somebody takes turns, without a pause, until the test is over; the event says that the first are done."""
    begun, stop = threading.Event(), threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(database, timeout=30)) as db:
            number = 0
            while not stop.is_set():
                take_turn(db, number)
                number += 1
                if number == 50:
                    begun.set()

    writer = threading.Thread(target=write)
    writer.start()
    assert begun.wait(30)
    yield database
    stop.set()
    writer.join(30)


def test_a_backup_taken_while_somebody_writes_is_whole_and_comes_back_as_it_was(busy, tmp_path):
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    for _ in range(3):
        taken = backup("take", busy, shelf)
        assert taken.returncode == 0, taken.stderr
        (kept,) = shelf.iterdir()
        by_person, by_turn = turns_by_both_tables(kept)
        assert by_person == by_turn >= 50

        again = tmp_path / "again.sqlite"
        assert backup("put-back", kept, again).returncode == 0
        assert contents(again) == contents(kept)
        again.unlink()
        kept.unlink()


def test_turns_that_are_still_in_the_wal_are_in_the_backup(database, tmp_path):
    with closing(sqlite3.connect(database)) as live:
        live.execute("PRAGMA wal_autocheckpoint=0")
        for number in range(30):
            take_turn(live, number)
        assert Path(f"{database}-wal").stat().st_size > 0
        backup("take", database, tmp_path)
    (kept,) = tmp_path.glob("knotwise-*.sqlite")
    assert turns_by_both_tables(kept) == (30, 30)


def test_through_a_pipe_the_backup_is_the_same_and_leaves_no_file_behind(database):
    before = contents(database)
    taken = backup("take", database, "-")
    database.write_bytes(b"not a database any more")

    put_back = backup("put-back", "-", database, given=taken.stdout)

    assert put_back.returncode == 0, put_back.stderr
    assert contents(database) == before
    (aside,) = database.parent.glob("*.before-*")
    assert sorted(database.parent.iterdir()) == sorted([database, aside])


def test_an_old_wal_is_not_played_into_the_database_that_was_put_back(database, tmp_path):
    """After a crash the WAL stays. SQLite would find it beside the new file and mix two histories."""
    backup("take", database, tmp_path)
    (kept,) = tmp_path.glob("knotwise-*.sqlite")
    dies_without_closing = f"""
import os, sqlite3
db = sqlite3.connect({str(database)!r})
with db:
    db.execute("UPDATE person SET turns = 999")
os._exit(9)
"""
    subprocess.run([sys.executable, "-c", dies_without_closing], check=False)
    assert Path(f"{database}-wal").exists()

    assert backup("put-back", kept, database).returncode == 0

    assert contents(database) == contents(kept)
    (aside,) = database.parent.glob("*.before-*")
    with closing(sqlite3.connect(aside)) as db:
        assert db.execute("SELECT min(turns) FROM person").fetchone() == (999,)


def test_nothing_is_put_back_while_knotwise_runs(database, tmp_path):
    backup("take", database, tmp_path)
    (kept,) = tmp_path.glob("knotwise-*.sqlite")
    with closing(sqlite3.connect(database)) as live:
        take_turn(live, 0)
        refused = backup("put-back", kept, database)
        take_turn(live, 1)
    assert refused.returncode == 1
    assert b"stop Knotwise first" in refused.stderr
    assert turns_by_both_tables(database) == (2, 2)


def test_a_damaged_backup_is_refused_and_the_database_is_left_alone(database, tmp_path):
    with closing(sqlite3.connect(database)) as live:
        for number in range(200):
            take_turn(live, number)
    backup("take", database, tmp_path)
    (kept,) = tmp_path.glob("knotwise-*.sqlite")
    whole = bytearray(kept.read_bytes())
    whole[4096 * 3 : 4096 * 5] = os.urandom(4096 * 2)
    kept.write_bytes(whole)
    before = contents(database)

    assert backup("check", kept).returncode == 1
    assert backup("put-back", kept, database).returncode == 1

    assert contents(database) == before
    assert not list(database.parent.glob("*.before-*"))


def test_an_empty_file_is_not_taken_for_a_backup(tmp_path):
    empty = tmp_path / "empty.sqlite"
    empty.touch()
    assert backup("check", empty).returncode == 1


def test_a_backup_is_for_its_owner_alone(database, tmp_path):
    backup("take", database, tmp_path)
    (kept,) = tmp_path.glob("knotwise-*.sqlite")
    assert kept.stat().st_mode & 0o077 == 0


def test_a_wrong_path_is_named_and_not_created(tmp_path):
    missing = tmp_path / "missing.sqlite"
    taken = backup("take", missing, tmp_path)
    assert taken.returncode == 1
    assert str(missing).encode() in taken.stderr
    assert not list(tmp_path.iterdir())
