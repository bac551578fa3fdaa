"""How a card looks: its text and its buttons."""

from __future__ import annotations

from content.library import Library
from content.schema import Card
from flows import known
from flows.screens import BACK, SOURCE, UNSURE, WHY, button, rows_of, say, tick
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
        named = [known.rest_of(group, session, library) or say(f"card-{group}-line") for group in card.groups]
        lines = [say("triage-line", number=number, line=line) for number, line in enumerate(named, 1)]
        return (say("triage-lines", lines=tuple(lines)),)
    if card.kind == "several":
        part = "check" if explained else "line"
        signs = [
            say(
                f"triage-sign-{part}",
                number=number,
                line=say(f"finding-{flag}-line"),
                check=say(f"finding-{flag}-check"),
            )
            for number, flag in enumerate(card.settles, 1)
        ]
        return (say("triage-lines", lines=tuple(signs)),)
    return ()


def card_rows(card: Card, session: Session, library: Library) -> tuple[tuple[Button, ...], ...]:
    """The buttons: what can be answered, then how to get on, back or help."""
    hinted = bool(session.notes.get("others_named"))
    whom = choices(session, hinted=hinted) if hinted or card.id == library.opening[0] else ()
    return (*_answers(card, session, library), *_way_on(card, session), *whom, *_help(card, session))


def _answers(card: Card, session: Session, library: Library) -> tuple[tuple[Button, ...], ...]:
    match card.kind:
        case "choice":
            finding = card.settles[0]
            options = library.vocabulary.choices[finding]
            return rows_of([button(f"choice-{finding}-{one}", f"={one}") for one in options], TOGETHER.get(finding, 1))
        case "number":
            finding = card.settles[0]
            offers = [button(f"offer-{finding}", f"={one}", n=one) for one in card.offers]
            return rows_of(offers, TOGETHER.get(finding, 4))
        case "confirm":
            return known.rows()
        case "several":
            return rows_of([tick(session, flag, say(f"finding-{flag}-label")) for flag in card.settles])
        case "overview":
            labels = [say("triage-label", number=n, label=say(f"card-{g}-label")) for n, g in enumerate(card.groups, 1)]
            return rows_of([tick(session, group, label) for group, label in zip(card.groups, labels, strict=True)], 2)


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
