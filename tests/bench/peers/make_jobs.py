"""Writes daily reminders into the table that APScheduler keeps its jobs in: `make_jobs.py FILE HOW_MANY`."""

import pickle
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.util import datetime_to_utc_timestamp


async def remind(chat: int) -> None:
    """Stands for the function of that name in the bot, which is found by it."""


def rows(scheduler: BackgroundScheduler, how_many: int) -> Iterator[tuple[str, float, bytes]]:
    """As APScheduler would have written them; only a job for each time of day is made by it."""
    for minute in range(24 * 60):
        job = scheduler.add_job(remind, "cron", hour=minute // 60, minute=minute % 60, args=[0], id="0", replace_existing=True)
        state = job.__getstate__()
        for chat in range(1 + minute, how_many + 1, 24 * 60):
            mine = {**state, "id": str(chat), "args": (chat,)}
            yield str(chat), datetime_to_utc_timestamp(job.next_run_time), pickle.dumps(mine, pickle.HIGHEST_PROTOCOL)


def main() -> None:
    file, how_many = sys.argv[1], int(sys.argv[2])
    scheduler = BackgroundScheduler(jobstores={"default": SQLAlchemyJobStore(url=f"sqlite:///{file}")})
    scheduler.start(paused=True)  # makes the table
    scheduler.shutdown()
    elsewhere = BackgroundScheduler()
    elsewhere.start(paused=True)
    with closing(sqlite3.connect(file)) as db:
        words = "INSERT INTO apscheduler_jobs (id, next_run_time, job_state) VALUES (?, ?, ?)"
        db.executemany(words, rows(elsewhere, how_many))
        db.commit()
    elsewhere.shutdown()


if __name__ == "__main__":
    main()
