"""Which places are treated today, with what and for how long: from programme, equipment and minutes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from content.library import Library
from content.schema import LadderStep, Pressure, Routine, Variant
from flows.schedule import local_date
from flows.types import Person, Programme

ORDER = ("self_fingertip", "helper_fingertip", "helper_blunt_object", "ball", "smooth_roller", "knobbed_roller")
NEEDS = {
    "helper_fingertip": "helper",
    "helper_blunt_object": "helper",
    "ball": "ball",
    "smooth_roller": "smooth_roller",
    "knobbed_roller": "knobbed_roller",
}
"""What has to be at hand for a technique; fingertips always are."""

READY_S, ASK_S, MOVE_READY_S = 25, 20, 15
"""Seconds to get ready, to answer a number, and to get ready for a movement, when the hands are not free."""

DEFAULT_MINUTES = 10


@dataclass(frozen=True, slots=True)
class Task:
    """One place to press or roll, or one movement. Seconds of a press, a rolling or a movement; `times` how often."""

    kind: str  # press, roll, move
    id: str  # a point or a finishing move
    technique: str = ""
    seconds: int = 0
    times: int = 1
    pause_s: int = 0
    neighbour: bool = False

    @property
    def takes_s(self) -> int:
        """About how long it takes, with getting ready, resting and answering."""
        if self.kind == "move":
            return MOVE_READY_S + self.seconds
        rest = 10 * (self.times - 1)
        return READY_S + 2 * ASK_S + self.times * self.seconds + rest


def pressure_today(person: Person, library: Library, at: datetime) -> Pressure:
    """What is allowed today: the class of the triage, made stricter by rest days, by a fresh start and by a stop."""
    programme = person.programme
    if programme is None or programme.stopped or programme.moves_only or _rests(person, programme, at):
        return Pressure.NONE
    family = library.family_of(programme.cause)
    fresh = at - programme.started < timedelta(days=family.start_light_days)
    allowed = Pressure(programme.pressure)
    return Pressure.LIGHT if fresh and allowed is Pressure.FULL else allowed


def _rests(person: Person, programme: Programme, at: datetime) -> bool:
    return programme.rest_until is not None and local_date(at, person.zone) < programme.rest_until


def planned(person: Person, library: Library, at: datetime) -> tuple[Task, ...]:
    """Today's tasks in order, within the minutes the person has; at least one movement is always left."""
    programme = person.programme
    routine = library.routine_for(programme.region, programme.cause) if programme else None
    if programme is None or routine is None:
        return ()
    pressure = pressure_today(person, library, at)
    treated = tuple(_treated(person, programme, routine, pressure, library))
    moves = tuple(_moves(person, programme, routine, library))
    return _fitting(treated, moves, 60 * (person.minutes or DEFAULT_MINUTES))


def neighbours(person: Person, library: Library) -> tuple[str, ...]:
    """The places beside the painful one that take turns in the sessions, as far as this person may press them."""
    programme = person.programme
    routine = library.routine_for(programme.region, programme.cause) if programme else None
    if programme is None or routine is None or programme.pressure == Pressure.NONE:
        return ()
    pressure = Pressure(programme.pressure)
    points = (neighbour.point for neighbour in routine.neighbours)
    return tuple(point for point in points if _task(person, programme, point, pressure, library, neighbour=True))


def sessions_done(programme: Programme) -> int:
    """How many sessions stand in the diary."""
    return sum(entry.kind == "session" for entry in programme.diary)


def _treated(person: Person, programme: Programme, routine: Routine, pressure: Pressure, library: Library) -> Iterator[Task]:
    if pressure is Pressure.NONE:
        return
    done = sessions_done(programme)
    wanted = getattr(library.techniques.dose.points_per_session, pressure.value)
    points = [*routine.order[done % len(routine.order) :], *routine.order[: done % len(routine.order)]]
    chosen = [(point, False) for point in points]
    if done % 2 == 1 and routine.neighbours:
        shared = routine.neighbours[(done // 2) % len(routine.neighbours)].point
        chosen.insert(wanted - 1, (shared, True))
    found = 0
    for point, neighbour in chosen:
        task = _task(person, programme, point, pressure, library, neighbour=neighbour)
        if task is not None and found < wanted:
            found += 1
            yield task


def _task(
    person: Person, programme: Programme, point: str, pressure: Pressure, library: Library, *, neighbour: bool
) -> Task | None:
    step = step_today(programme, pressure, library)
    technique = technique_for(person, programme, point, step, pressure, library)
    if technique is None:
        return None
    if technique in ("smooth_roller", "knobbed_roller"):
        rolling = _rolling(step, technique, library)
        seconds = rolling.roll_seconds or 30
        return Task("roll", point, technique, seconds, rolling.sets or 1, rolling.pause_seconds or 5, neighbour)
    presses = getattr(library.techniques.dose.presses_per_point, pressure.value)
    return Task("press", point, technique, _press_seconds(step, library), presses, neighbour=neighbour)


def step_today(programme: Programme, pressure: Pressure, library: Library) -> LadderStep:
    """The rung of the ladder; at light pressure never above the fingertip rungs."""
    highest = library.techniques.dose.max_step_light if pressure is Pressure.LIGHT else max(library.ladder)
    return library.ladder[max(1, min(programme.ladder, highest))]


def _rolling(step: LadderStep, technique: str, library: Library) -> LadderStep:
    """The dose of a roller: today's rung, or the first rung of that roller."""
    if step.technique == technique:
        return step
    return next(rung for rung in library.techniques.ladder if rung.technique == technique)


def _press_seconds(step: LadderStep, library: Library) -> int:
    """Seconds of a press; on a roller's rung the longest press below it."""
    pressing = [rung for rung in library.techniques.ladder if rung.seconds and rung.step <= step.step]
    return pressing[-1].seconds or 5


def technique_for(
    person: Person, programme: Programme, point: str, step: LadderStep, pressure: Pressure, library: Library
) -> str | None:
    """The highest technique up to today's rung that this point has, that is at hand, and that no caution stops."""
    variants = library.point[point].variants
    limit = ORDER.index(step.technique)
    for technique in reversed(ORDER[: limit + 1] if step.technique != "self_fingertip" else ORDER[:2]):
        if technique in variants and _allowed(person, programme, point, technique, variants[technique], pressure, library):
            return technique
    return None


def _allowed(
    person: Person,
    programme: Programme,
    point: str,
    technique: str,
    variant: Variant,
    pressure: Pressure,
    library: Library,
) -> bool:
    if pressure is Pressure.LIGHT and technique not in ("self_fingertip", "helper_fingertip"):
        return False
    if NEEDS.get(technique, "") not in ("", *(person.equipment or ())):
        return False
    return not _stopped(programme.stops, point, technique, variant, library)


def _stopped(stops: Sequence[str], point: str, technique: str, variant: Variant, library: Library) -> bool:
    if technique in stops:
        return True
    for tag in (library.tags[stop] for stop in stops if stop in library.tags):
        if variant.picture in tag.pictures or (tag.floor and technique in ("smooth_roller", "knobbed_roller")):
            return True
        if point in tag.points and (not tag.variants or technique in tag.variants):
            return True
    return False


MOVES_NEED = {"roller_extension": "smooth_roller"}
"""Movements that need something at hand."""


def _moves(person: Person, programme: Programme, routine: Routine, library: Library) -> Iterator[Task]:
    out = {move for move, needed in MOVES_NEED.items() if needed not in (person.equipment or ())}
    out |= {move for stop in programme.stops if stop in library.tags for move in library.tags[stop].moves}
    wanted = [move for move in routine.finish if move not in out] or ["easy_walk"]
    for move in wanted:
        dose = library.finishing_move[move].dose
        sides = 2 if dose.each_side else 1
        estimated = dose.seconds or (dose.times or 1) * dose.sets * sides * (dose.hold_seconds or 4)
        yield Task("move", move, seconds=min(estimated, 120), times=dose.times or 1)


def _fitting(treated: tuple[Task, ...], moves: tuple[Task, ...], seconds: int) -> tuple[Task, ...]:
    """Leaves out points and then movements from the end until the rest fits; the first of each stays."""
    kept, last = list(treated), list(moves)
    while sum(task.takes_s for task in (*kept, *last)) > seconds and (len(kept) > 1 or len(last) > 1):
        (last if len(last) > 1 and len(last) >= len(kept) else kept if len(kept) > 1 else last).pop()
    return (*kept, *last)


def estimated_minutes(tasks: Sequence[Task]) -> int:
    """Whole minutes that the tasks take, at least one."""
    return max(1, round(sum(task.takes_s for task in tasks) / 60))
