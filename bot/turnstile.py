"""Requests begin a few in each round of the event loop, so that a hundred that begin together do not hold up the next poll.

What is under way is not counted: many are in flight at once.
"""

from __future__ import annotations

import asyncio
from collections import deque

A_ROUND = 8


class Turnstile:
    """In order, `a_round` in each round."""

    def __init__(self, a_round: int = A_ROUND) -> None:
        self._a_round = a_round
        self._free = a_round
        self._line: deque[asyncio.Future[None]] = deque()
        self._turning = False

    async def through(self) -> None:
        """Returns at once while there is room in this round."""
        loop = asyncio.get_running_loop()
        if not self._turning:
            self._turning = True
            loop.call_soon(self._next_round)
        if self._free:
            self._free -= 1
            return
        gate: asyncio.Future[None] = loop.create_future()
        self._line.append(gate)
        await gate

    def _next_round(self) -> None:
        self._free = self._a_round
        while self._line and self._free:
            gate = self._line.popleft()
            if not gate.done():  # whoever waited may have been cancelled
                gate.set_result(None)
                self._free -= 1
        self._turning = self._free < self._a_round
        if self._turning:
            asyncio.get_running_loop().call_soon(self._next_round)
