"""Why this result: each rule that holds, the answers behind it, how good the evidence is, and what would have changed it."""

from __future__ import annotations

from collections.abc import Iterator

from content.conditions import Findings
from content.library import Library
from content.schema import Rule
from flows.disposition import outcome
from flows.result import found, is_said, said, told_for
from flows.screens import say
from flows.sources import sources_said
from flows.types import Reply, Say, Session

MOST_RULES = 4
MOST_CHANGES = 4


def explained(session: Session, library: Library) -> Reply:
    """The whole explanation, beside the dialog."""
    findings, what = found(session, library)
    rules = [library.rule[rule] for rule in (*what.rules, *what.unsure)[:MOST_RULES]]
    text = [say("why-head")] if rules else [say("why-no-rule")]
    text += [_rule_said(rule, findings, library) for rule in rules]
    changes = tuple(_changes(rules, findings, library))
    text += [say("why-changes", changes=changes)] if changes else []
    text.append(say("why-foot", version=library.version))
    return Reply(tuple(text), session.flow, session.screen, slot="aside")


def _rule_said(rule: Rule, findings: Findings, library: Library) -> Say:
    told = told_for([rule], findings)
    return say(
        "why-rule",
        why=say(f"rule-{rule.id}-why"),
        level=say(f"level-{rule.level}"),
        told=said(told, findings),
        sources=sources_said(rule.sources, library),
    )


def _changes(rules: list[Rule], findings: Findings, library: Library) -> Iterator[Say]:
    """What the result would have been without one of the signs told."""
    now = outcome(findings, library)
    signs = [finding for finding in told_for(rules, findings) if findings.get(finding) is True]
    for sign in signs[:MOST_CHANGES]:
        without = outcome({**findings, sign: False}, library)
        text = "why-without" if without.level is not now.level else "why-without-same"
        yield say(text, sign=is_said(sign, findings), level=say(f"level-{without.level}"))
