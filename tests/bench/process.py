"""The bot as a child process: held to one core, its CPU time and memory read from /proc."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

TICKS_PER_S = os.sysconf("SC_CLK_TCK")
ENDED_SAID_BYTES = 3000


class Ended(Exception):
    """The bot ended by itself; with the end of what it said."""


def cores() -> tuple[int, int]:
    """The core of the bot, and the one of the server and its people."""
    allowed = sorted(os.sched_getaffinity(0))
    return allowed[0], allowed[-1]


class Used(NamedTuple):
    """Seconds of a core, and seconds in which it wanted one and somebody else had it."""

    cpu_s: float
    waited_s: float


class Child:
    """A bot that runs. What it says goes to a file."""

    def __init__(self, process: subprocess.Popen[bytes], said: Path) -> None:
        self._process = process
        self._said = said

    @classmethod
    def started(cls, command: Sequence[str], env: Mapping[str, str], said: Path, cwd: Path) -> Child:
        core, _ = cores()
        with said.open("ab") as file:
            process = subprocess.Popen(command, env=dict(env), cwd=cwd, stdout=file, stderr=file, stdin=subprocess.DEVNULL)  # noqa: S603  # our own commands
        os.sched_setaffinity(process.pid, {core})
        return cls(process, said)

    def used(self) -> Used:
        """By all its threads so far.

        Raises:
            Ended: there is no such process any more.
        """
        self.check()
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        cpu_s = (int(fields[11]) + int(fields[12])) / TICKS_PER_S
        waited_ns = sum(_waited_ns(thread) for thread in Path(f"/proc/{self._process.pid}/task").iterdir())
        return Used(cpu_s, waited_ns / 1e9)

    def resident_mb(self) -> float:
        """Memory, in units of a million bytes."""
        self.check()
        status = Path(f"/proc/{self._process.pid}/status").read_text().splitlines()
        line = next(line for line in status if line.startswith("VmRSS:"))
        return int(line.split()[1]) * 1024 / 1e6

    def check(self) -> None:
        if self._process.poll() is not None:
            raise Ended(self._said.read_text(errors="replace")[-ENDED_SAID_BYTES:])

    def kill(self) -> None:
        """kill -9."""
        self._process.kill()
        self._process.wait()


def _waited_ns(thread: Path) -> int:
    try:
        return int((thread / "schedstat").read_text().split()[1])
    except OSError:  # it has ended, or this kernel does not count
        return 0
