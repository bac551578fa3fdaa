"""Commands typed as plain words ("stop", "go back", "help me"): the same as tapping or sending them."""

from __future__ import annotations

from content.schema import Words
from flows.typed import folded


def command_of(text: str, words: Words) -> str | None:
    """The command or button that the words stand for, by their exact form; None when they are something else."""
    said = folded(text)
    return next((name for name, forms in words.commands.items() if said == name or said in forms), None)
