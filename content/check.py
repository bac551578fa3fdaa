"""What only the whole of the content can show: `knotwise content check`.

Loading has refused already what is wrong within a file or refers to nothing. Here are the promises between files: every
text in every language with the same placeholders, every card needed, no danger sign that could lower a level, no source
older than the review interval.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from content.conditions import leaves, negated_flags
from content.files import ContentError
from content.library import Library
from content.loader import load_library
from content.schema import AS_A_LINE, Level
from content.texts import Texts

REVIEW_AFTER_YEARS = 2
"""A source not looked at for longer than this is due for review."""

ACCEPTED_NEGATIONS = {
    "known_osteoarthritis",
    "earlier_same_episode_resolved",
    "pain_down_arm",
    "cannot_lift_arm_after_injury",
}
"""Flags under `not` that explain a sign rather than being one; each rule says in its note why."""


def problems(library: Library, today: date) -> Iterator[str]:
    """Every promise that does not hold, as a sentence for whoever edits content."""
    yield from _missing_texts(library)
    yield from _different_placeholders(library)
    yield from _needless_cards(library)
    yield from _lowering_signs(library)
    yield from _old_sources(library, today)


# ------------------------------------------------------------------------------------------------------------- texts
def expected_texts(library: Library) -> Iterator[str]:
    """The ids of all texts that follow from ids in the content files."""
    for rule in library.rules:
        yield from (f"rule-{rule.id}-{part}" for part in ("why", "do", "tell"))
    for caution in library.cautions:
        yield from (f"caution-{caution.id}-{part}" for part in ("why", "how"))
    for site in library.sites:
        yield from (f"site-{site.id}-{part}" for part in ("where", "why", "instead"))
    yield from _card_texts(library)
    for flag in (*library.vocabulary.flags, *AS_A_LINE):
        yield from (f"finding-{flag}-{part}" for part in ("is", "label", "line", "check"))
    for card in library.cards:
        if card.kind == "choice":
            options = library.vocabulary.choices[card.settles[0]]
            yield from (f"choice-{card.settles[0]}-{option}" for option in options)
            yield from (f"choice_is-{card.settles[0]}-{option}" for option in options)
    yield from _session_texts(library)
    yield from _checkin_texts(library)


def _card_texts(library: Library) -> Iterator[str]:
    for card in library.cards:
        if card.id not in library.overview_of or len(card.settles) > 1:
            yield from (f"card-{card.id}", f"card-{card.id}-why")
        if card.id in library.overview_of:
            yield from (f"card-{card.id}-label", f"card-{card.id}-line")


def _session_texts(library: Library) -> Iterator[str]:
    for point in library.points:
        yield from (f"point-{point.id}-{part}" for part in ("name", "find", "avoid", "mistake", *point.variants))
    for move in library.moves:
        yield from (f"move-{move.id}-{part}" for part in ("name", "how", "dose", "mistake"))
    for family in library.causes:
        yield f"cause-{family.id}-advice"
    for routine in library.routines:
        yield f"routine-{routine.id}-advice"
        yield from (f"routine-{routine.id}-neighbour-{neighbour.point}" for neighbour in routine.neighbours)
    for technique in library.techniques.techniques:
        yield from (f"technique-{technique.id}-{part}" for part in ("name", "how", "mistake"))
    for stop in library.techniques.stop_rules:
        yield from (f"stop-{stop.id}-{part}" for part in ("sign", "do"))


def _checkin_texts(library: Library) -> Iterator[str]:
    checkin = library.checkin
    for question in (*checkin.baseline, *checkin.daily, *checkin.weekly):
        yield f"checkin-{question.id}-ask"
        yield from (f"checkin-{question.id}-{option}" for option in question.options)
    yield from (f"rescreen-{one.id}" for one in checkin.rescreen)
    yield from (f"decision-{one.id}" for one in checkin.decisions)


def _missing_texts(library: Library) -> Iterator[str]:
    everywhere: set[str] = set().union(*(texts.ids for texts in library.texts.values()))
    wanted = dict.fromkeys((*expected_texts(library), *sorted(everywhere)))
    for language, texts in library.texts.items():
        yield from (f"texts/{language}: there is no text {one!r}" for one in wanted if one not in texts)


def _different_placeholders(library: Library) -> Iterator[str]:
    reference = library.texts["en"]
    for language, texts in library.texts.items():
        for text_id in sorted(texts.ids & reference.ids):
            if _placeholders(texts, text_id) != _placeholders(reference, text_id):
                yield f"texts/{language}: {text_id!r} has other placeholders than English"


def _placeholders(texts: Texts, text_id: str) -> set[str]:
    return set(re.findall(r"\{\s*\$(\w+)", texts.raw(text_id)))


# ------------------------------------------------------------------------------------------------------------- rules
def _needless_cards(library: Library) -> Iterator[str]:
    needed = {leaf.finding for one in (*library.rules, *library.cautions) for leaf in leaves(one.when)} | {"region", "side"}
    needed |= {leaf.finding for card in library.cards if card.only_if for leaf in leaves(card.only_if)}
    for card in library.cards:
        if card.settles and not needed & set(card.settles):
            yield f"card {card.id}: no rule and no caution needs it"


def _lowering_signs(library: Library) -> Iterator[str]:
    """With `not` over a danger sign, more danger could mean less urgency."""
    signs = {
        leaf.finding
        for rule in library.rules
        if rule.level in (Level.EMERGENCY, Level.URGENT)
        for leaf in leaves(rule.when)
        if leaf.finding in library.vocabulary.flags
    }
    for rule in library.rules:
        for flag in negated_flags(rule.when):
            if flag in signs and flag not in ACCEPTED_NEGATIONS:
                yield f"rule {rule.id}: {flag!r} is a danger sign elsewhere and stands under `not` here"


def _old_sources(library: Library, today: date) -> Iterator[str]:
    for name, source in library.sources.items():
        if (today - source.read_on).days > REVIEW_AFTER_YEARS * 365:
            yield f"source {name}: last read on {source.read_on}, due for review"


def main(write: Callable[[str], object] = print) -> int:
    """Checks the installed content; 0 when every promise holds, 3 otherwise.

    Every problem is printed, one a line.
    """
    try:
        library = load_library()
    except ContentError as wrong:
        write(str(wrong))
        return 3
    found = list(problems(library, date.today()))  # noqa: DTZ011  # the review interval is counted in local days
    for problem in found:
        write(problem)
    write(_summary(library, len(found)))
    return 3 if found else 0


def _summary(library: Library, found: int) -> str:
    parts: Iterable[tuple[str, int]] = (
        ("rules", len(library.rules)),
        ("cautions", len(library.cautions)),
        ("cards", len(library.cards)),
        ("routines", len(library.routines)),
        ("sources", len(library.sources)),
        ("texts", sum(len(texts.ids) for texts in library.texts.values())),
        ("problems", found),
    )
    return f"content {library.version}: " + ", ".join(f"{count} {name}" for name, count in parts)


if __name__ == "__main__":
    sys.exit(main())
