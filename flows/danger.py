"""Danger in a sentence interrupts everything: the advice comes at once, and one question makes sure.

The question carries the most urgent sign in its button, so that it can be answered even where nothing is kept (before
consent, after a declined consent).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from content.library import Library
from content.schema import Level, Words
from flows import stale
from flows.disposition import outcome
from flows.heard import heard_in, taken_from
from flows.reading import Reading
from flows.reading_names import OUTSIDE
from flows.review import with_ticks_of
from flows.screens import button, crisis_line, first_screen, numbers_to_call, say
from flows.so_far import so_far
from flows.typed import folded
from flows.types import Button, CancelTimer, Enter, Note, Person, Reply, Say, Session, Step, Tap, Urgency
from flows.whom import OTHER, is_other

NAME = "danger"
SOMETHING = "something"
"""Suspected where a message sounds dangerous and no sign of ours was found in it: whatever it is, it is asked about."""

BEGUN = "begun_by_danger"
"""Noted in a dialog that was opened to ask about danger."""


def heard(person: Person, session: Session | None, reading: Reading, at: datetime, library: Library) -> Step:
    """What was written may mean danger: advice first, then "is it so, now?"."""
    flags = tuple(sorted(reading.alarming, key=lambda flag: _rank(flag, library))) or (SOMETHING,)
    if person.consented_on is None:
        return Step(person, None, (_ask(person, flags, 0, library),))
    new = Session("triage", "asking", first_screen(at, {}), notes={BEGUN: True}, began=at, library=library.version)
    asking = replace(_with_the_rest(session or new, reading, at, library), suspected=flags)
    return Step(person, asking, (CancelTimer("routine:"), asked(person, asking, library)))


def _with_the_rest(session: Session, reading: Reading, at: datetime, library: Library) -> Session:
    """A triage with what else the same words tell and was not known yet; it is said back once the question is answered.

    Signs are left out, since it is not sure yet what was meant; so is a place that is none of our regions (chest, head), which is
    that of the sign.
    """
    if not _asking(session):
        return session
    known, told = so_far(session, library).findings, taken_from(reading, other=is_other(session))
    new = {one: value for one, value in told.items() if one not in known and value is not True and value != OUTSIDE}
    if not new:
        return session
    notes: dict[str, Note] = {**session.notes, "heard": tuple(new)}
    if reading.others_named and not is_other(session):
        notes["others_named"] = True
    return stale.dated(session, replace(session, given={**session.given, **new}, notes=notes), at, library)


def _heard_besides(session: Session | None) -> dict[str, object]:
    """How a triage is entered with it."""
    told = {finding: session.given[finding] for finding in heard_in(session)} if session else {}
    return {"heard": told, "others_named": session.notes.get("others_named")} if session and told else {}


def calmed(session: Session, library: Library) -> Session:
    """It was not meant so, and the dialog goes on; what else was told may have answered its card."""
    calm = replace(session, suspected=(), misread=0)
    if not heard_in(session):
        return calm
    return with_ticks_of(so_far(calm, library).next_card, replace(calm, screen=calm.screen + 1))


def asked(person: Person, session: Session, library: Library) -> Reply:
    """The advice and the question that is still open."""
    return _ask(person, session.suspected, session.screen, library)


def _ask(person: Person, flags: tuple[str, ...], screen: int, library: Library) -> Reply:
    return Reply(tuple(_advice(person, flags, library)), NAME, screen, _buttons(flags[0]), urgency=Urgency.DANGER)


def typed(session: Session, text: str, words: Words) -> str | None:
    """The button that the typed words stand for."""
    said = folded(text)
    if said in words.unsure:
        return f"u={session.suspected[0]}"
    if said in words.yes:
        return f"y={session.suspected[0]}"
    return "no" if said in words.no or said in words.commands.get("none", ()) else None


def _rank(flag: str, library: Library) -> int:
    return outcome({flag: True}, library).level.rank


def _advice(person: Person, flags: tuple[str, ...], library: Library) -> list[Say]:
    if "suicidal_thoughts" in flags:
        return [say("danger-crisis"), crisis_line(person, library), numbers_to_call(person, library), say("danger-ask-crisis")]
    if SOMETHING in flags:
        return [say("danger-something"), numbers_to_call(person, library), say("danger-ask-something")]
    what = tuple(say("result-told-line", what=say(f"finding-{flag}-is")) for flag in flags[:3])
    return [say("danger-heard", what=what), numbers_to_call(person, library), say("danger-ask")]


def _buttons(flag: str) -> tuple[tuple[Button, ...], ...]:
    yes, no = button("button-danger-yes", f"y={flag}"), button("button-danger-no", "no")
    return ((yes,), (no,), (button("button-danger-unsure", f"u={flag}"),))


def answered(person: Person, session: Session | None, tap: Tap, library: Library) -> Step | None:
    """Yes and not sure become findings and go through the rules; no goes back to where the person was (None)."""
    how, _, flag = tap.choice.partition("=")
    if how not in ("y", "u") or flag not in (*library.vocabulary.flags, SOMETHING):
        return None
    if person.consented_on is None:
        return Step(person, session, (_without_consent(person, flag, library),))
    if flag == SOMETHING:
        return _something(person, session, library)
    flags = (session.suspected if session else ()) or (flag,)
    given = dict.fromkeys(flags, True if how == "y" else None)
    whom = {"whom": OTHER} if is_other(session) else {}
    if session is None or not _asking(session) or _only_begun(session):
        return Step(person, session, enter=Enter("triage", {**_heard_besides(session), "given": given, "resume": True, **whom}))
    kept = stale.renewed(session, tap.at, library)
    goes_on = {
        **_heard_besides(session),
        "given": {**kept.given, **given},
        "answers": kept.answers,
        "signs_at": kept.signs_at,
        **whom,
    }
    goes_on |= {stale.AGAIN: True} if kept is not session else {}
    return Step(person, replace(session, suspected=()), enter=Enter("triage", goes_on))


def _something(person: Person, session: Session | None, library: Library) -> Step:
    """To be seen today, whatever it is; and all danger signs are asked about, again where they were answered before."""
    advice = Reply((say("result-urgent-do"), numbers_to_call(person, library)), NAME, 0, urgency=Urgency.DANGER)
    how = {**_heard_besides(session), **({"whom": OTHER} if is_other(session) else {})}
    if session is None or not _asking(session) or _only_begun(session):
        how |= {"resume": True, stale.AGAIN: stale.ANEW}
        return Step(person, session, (advice,), Enter("triage", how))
    kept = stale.anew(session, library)
    how |= {"given": kept.given, "answers": kept.answers, stale.AGAIN: stale.ANEW}
    return Step(person, replace(session, suspected=()), (advice,), Enter("triage", how))


def _asking(session: Session) -> bool:
    return session.flow == "triage" and session.state == "asking"


def _only_begun(session: Session) -> bool:
    """Nothing has been asked yet: the danger itself began the dialog, so it goes on from what was known before."""
    return BEGUN in session.notes and not session.answers


def _without_consent(person: Person, flag: str, library: Library) -> Reply:
    """Advice needs no consent: the rule that this one sign fires by itself, or to have it seen today."""
    if flag == "suicidal_thoughts":
        text = [say("result-crisis"), crisis_line(person, library), numbers_to_call(person, library), say("result-crisis-stay")]
        return Reply(tuple(text), NAME, 0, urgency=Urgency.DANGER)
    what = outcome({flag: True} if flag != SOMETHING else {}, library)
    if what.level is Level.SELF_CARE or what.leading is None:
        text = [say("result-urgent"), say("result-urgent-do")]
    else:
        text = [say(f"result-{what.level}"), say("result-do", do=say(f"rule-{what.leading}-do"))]
        text.append(say("result-tell", person=(), tell=(say("result-reason", reason=say(f"rule-{what.leading}-tell")),)))
    return Reply((*text, numbers_to_call(person, library)), NAME, 0, urgency=Urgency.DANGER)
