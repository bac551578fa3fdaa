"""How a card looks: its text and its buttons."""

from __future__ import annotations

from functools import cache

from content.library import Library
from content.schema import Card
from flows import known
from flows.screens import BACK, SOURCE, UNSURE, WHY, button, rows_of, say, standing, tick
from flows.so_far import so_far
from flows.sources import sources_said
from flows.types import Button, Say, Session
from flows.whom import choices

TOGETHER = {"region": 2, "side": 2, "onset": 1, "cause": 2, "pain_now": 4, "duration_days": 2, "elsewhere_site": 2}
"""Buttons in a row, by the finding that the card settles."""


def card_text(card: Card, session: Session, library: Library) -> tuple[Say, ...]:
    """Why it is asked (if that was asked), the question, and a line for each sign."""
    explain = session.notes.get("explain")
    why = [say("triage-why", why=say(f"card-{card.id}-why"))] if explain in ("why", "source") else []
    why += [say("triage-sources", sources=sources_said(card.sources, library))] if explain == "source" else []
    if card.kind == "confirm":
        return (*why, known.lines(session, so_far(session, library).findings), say(f"card-{card.id}"))
    return (*why, say(f"card-{card.id}"), *_lines(card, session, library, explained=explain == "help"))


def _lines(card: Card, session: Session, library: Library, *, explained: bool) -> tuple[Say, ...]:
    if card.kind == "overview":
        return (say("triage-lines", lines=tuple(_group_line(n, g, session, library) for n, g in enumerate(card.groups, 1))),)
    if card.kind == "several":
        return (_signs(card.settles, "check" if explained else "line"),)
    return ()


def _group_line(number: int, group: str, session: Session, library: Library) -> Say:
    rest = known.rest_of(group, session, library)
    if rest is not None:
        return say("triage-line", number=number, line=rest)
    return standing("triage-line", number=number, line=standing(f"card-{group}-line"))


@cache
def _signs(flags: tuple[str, ...], part: str) -> Say:
    signs = [
        standing(f"triage-sign-{part}", number=n, line=standing(f"finding-{flag}-line"), check=standing(f"finding-{flag}-check"))
        for n, flag in enumerate(flags, 1)
    ]
    return standing("triage-lines", lines=tuple(signs))


def card_rows(card: Card, session: Session, library: Library) -> tuple[tuple[Button, ...], ...]:
    """The buttons: what can be answered, then how to get on, back or help."""
    hinted = bool(session.notes.get("others_named"))
    whom = choices(session, hinted=hinted) if hinted or card.id == library.opening[0] else ()
    return (*_answers(card, session, library), *_way_on(card, session), *whom, *_help(card, session))


def _answers(card: Card, session: Session, library: Library) -> tuple[tuple[Button, ...], ...]:
    match card.kind:
        case "choice":
            finding = card.settles[0]
            return _choices(finding, library.vocabulary.choices[finding])
        case "number":
            return _offers(card.settles[0], card.offers)
        case "confirm":
            return known.rows()
        case "several" | "deciding":
            return rows_of([tick(session, flag, standing(f"finding-{flag}-label")) for flag in card.settles])
        case "overview":
            labels = [standing("triage-label", number=n, label=standing(f"card-{g}-label")) for n, g in enumerate(card.groups, 1)]
            return rows_of([tick(session, group, label) for group, label in zip(card.groups, labels, strict=True)], 2)


@cache
def _choices(finding: str, options: tuple[str, ...]) -> tuple[tuple[Button, ...], ...]:
    return rows_of([button(f"choice-{finding}-{one}", f"={one}") for one in options], TOGETHER.get(finding, 1))


@cache
def _offers(finding: str, offers: tuple[int, ...]) -> tuple[tuple[Button, ...], ...]:
    return rows_of([Button(standing(f"offer-{finding}", n=one), f"={one}") for one in offers], TOGETHER.get(finding, 4))


def _way_on(card: Card, session: Session) -> tuple[tuple[Button, ...], ...]:
    if card.kind == "confirm":
        return ()
    if card.kind in ("choice", "number"):
        return ((UNSURE,),) if card.unsure else ()
    on = button("button-done", "done") if session.ticked else button("button-none", "none")
    return ((on,), (UNSURE,)) if card.unsure else ((on,),)


def _help(card: Card, session: Session) -> tuple[tuple[Button, ...], ...]:
    meaning = (button("button-meaning", "help"),) if card.kind == "several" else ()
    back = (BACK,) if session.answers else ()
    explain = SOURCE if session.notes.get("explain") == "why" else WHY
    return ((*back, *meaning, explain),)
