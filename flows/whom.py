"""For whom a triage is: oneself, or somebody else, whose answers never mix with one's own.

About somebody else the cards and results speak in the third person. Each text that says "you" to the one in pain has a
second wording, `they-<id>`; it is chosen here, in one place, after a turn is done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from content.library import Library
from content.texts import Arg
from flows.screens import button
from flows.types import Button, Effect, Export, Reply, Say, Session, Step

ME, OTHER = "me", "other"
THEY = "they-"


def is_other(session: Session | None) -> bool:
    """Is this dialog about somebody else?"""
    return session is not None and session.notes.get("whom") == OTHER


def choices(session: Session, *, hinted: bool) -> tuple[tuple[Button, ...], ...]:
    """The button that changes for whom it is; shown at the start, and where typed words named somebody else."""
    if is_other(session):
        return ((button("button-for-me", "for_me"),),)
    return ((button("button-for-other", "for_other"),),) if hinted or not session.answers else ()


def spoken(step: Step, library: Library) -> Step:
    """The step, with its messages in the third person where it is about somebody else."""
    if not is_other(step.session):
        return step
    ids = library.texts[step.person.language].ids
    return replace(step, effects=tuple(_effect(effect, ids) for effect in step.effects))


def _effect(effect: Effect, ids: frozenset[str]) -> Effect:
    match effect:
        case Reply(text=text, rows=rows):
            voiced = tuple(tuple(replace(one, label=_said(one.label, ids)) for one in row) for row in rows)
            return replace(effect, text=tuple(_said(part, ids) for part in text), rows=voiced)
        case Export(caption=caption):
            return replace(effect, caption=_said(caption, ids))
        case _:
            return effect


def _said(say: Say, ids: frozenset[str]) -> Say:
    theirs = f"{THEY}{say.id}"
    return Say(theirs if theirs in ids else say.id, _arguments(say.args, ids))


def _arguments(arguments: Mapping[str, Arg], ids: frozenset[str]) -> dict[str, Arg]:
    return {name: _argument(value, ids) for name, value in arguments.items()}


def _argument(value: Arg, ids: frozenset[str]) -> Arg:
    match value:
        case Say():
            return _said(value, ids)
        case tuple():
            return tuple(_said(part, ids) if isinstance(part, Say) else part for part in value)
        case _:
            return value
