"""What would fit, where something typed did not: the id of a text, found by the screen being shown."""

from __future__ import annotations

from collections.abc import Mapping

from content.library import Library
from flows import triage
from flows.types import Reply, Session

BY_STATE: Mapping[tuple[str, str], str] = {
    ("plan", "time"): "hint-time",
    ("plan", "days"): "hint-days",
    ("plan", "zone"): "hint-zone",
    ("routine", "minutes"): "hint-minutes",
    ("settings", "age"): "hint-age_years",
    ("settings", "country"): "hint-country",
    ("settings", "minutes"): "hint-minutes",
    ("settings", "zone"): "hint-zone",
}
"""Where words are asked for that no button shows."""

LEAST, MOST = "=0", "=10"


def hint_for(session: Session, shown: Reply, library: Library) -> str | None:
    """The text that tells what may be tapped or typed; None where nothing is asked."""
    choices = {button.choice for row in shown.rows for button in row}
    if session.suspected:
        return "hint-danger"
    if session.flow == triage.NAME and session.state == triage.At.ASKING:
        return triage.hint(session, library)
    if (session.flow, session.state) in BY_STATE:
        return BY_STATE[session.flow, session.state]
    if {LEAST, MOST} <= choices:
        return "hint-number"
    if (session.flow, session.state) == ("routine", "running"):
        return "hint-running"
    if any(choice.startswith("+") for choice in choices):
        return "hint-ticks"
    return "hint-tap" if choices else None
