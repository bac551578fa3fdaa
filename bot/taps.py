"""What a button carries: `<flow>:<screen>:<choice>`, at most 64 bytes. Comes back from outside, so nothing is believed."""

from __future__ import annotations

import re
from datetime import datetime

from flows.types import Tap

MOST_BYTES = 64
_DATA = re.compile(r"([a-z_]{1,20}):([0-9]{1,10}):([^\x00-\x1f\x7f]{0,40})")


def pack(flow: str, screen: int, choice: str) -> str:
    """The callback data of a button.

    Raises:
        ValueError: `unpack` could not read it again, or it has more than 64 bytes.
    """
    packed = f"{flow}:{screen}:{choice}"
    if len(packed.encode()) > MOST_BYTES or not _DATA.fullmatch(packed):
        raise ValueError(f"a button cannot carry {packed!r}")
    return packed


def unpack(packed: str, at: datetime) -> Tap | None:
    """The tap that the data stand for; None for what no button of ours carries."""
    read = _DATA.fullmatch(packed)
    if read is None or len(packed.encode(errors="replace")) > MOST_BYTES:
        return None
    return Tap(at, flow=read[1], screen=int(read[2]), choice=read[3])
