"""`routines/`: points, movements, and which of them belong to a region and a cause."""

from __future__ import annotations

from pydantic import Field

from content.schema.base import Cited, Content


class Variant(Content):
    """How one technique is done at one point. Text: `point-<point>-<technique>` (lines). `draw` is for the illustrator."""

    picture: str
    draw: str
    light_roller: bool = False


class Point(Content):
    """A place to press. Texts: `point-<id>-name`, `-find`, `-avoid`, `-mistake`, `-refers`."""

    id: str
    muscle: str
    variants: dict[str, Variant]


class MoveDose(Content):
    """How often or how long: `times` (each side if `each_side`), `sets`, `hold_seconds`, or `seconds` by the timer."""

    times: int | None = None
    sets: int = 1
    hold_seconds: int | None = None
    seconds: int | None = None
    each_side: bool = False


class FinishingMove(Content):
    """Texts: `move-<id>-name`, `-how` (lines), `-dose`, `-mistake`."""

    id: str
    regions: tuple[str, ...]
    picture: str
    draw: str
    dose: MoveDose
    sources: tuple[Cited, ...] = Field(min_length=1)


class CauseFamily(Content):
    """Texts: `cause-<id>-advice` (lines), `-dose`, `-micro_break`."""

    id: str
    covers: tuple[str, ...]
    start_light_days: int = 0
    sources: tuple[Cited, ...] = Field(min_length=1)


class Neighbour(Content):
    """A place that shares the pain. Text: `routine-<routine>-neighbour-<point>`."""

    point: str


class Routine(Content):
    """Region and cause family to an order of points. Text: `routine-<id>-advice`."""

    id: str
    region: str
    cause: str
    order: tuple[str, ...] = Field(min_length=1)
    neighbours: tuple[Neighbour, ...] = ()
    finish: tuple[str, ...] = Field(min_length=1, max_length=3)
    sources: tuple[Cited, ...] = Field(min_length=1)
