"""What is kept: SQLAlchemy Core over one database. Functions take an open connection; whoever opened it commits."""

from bot.store.engine import Database, DatabaseTrouble

__all__ = ["Database", "DatabaseTrouble"]
