"""The reviewer's sheet: every rule and caution in words of a clinician, as one HTML page to read, print and sign."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from content.conditions import All, AnyOf, AtLeast, Choice, Condition, Flag, Not, Number, Value, leaves
from content.library import Library
from content.schema import Caution, Cited, Level, Rule
from content.texts import Say
from flows.walk import Walked

LEVELS = (Level.EMERGENCY, Level.URGENT, Level.PHYSICIAN)
STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1c1c1c }
h1 { font-size: 1.6rem } h2 { margin-top: 3rem; border-bottom: 2px solid } h3 { margin: 0; font-size: 1.05rem }
section { break-inside: avoid; border: 1px solid #bbb; border-left-width: 8px; border-radius: 6px }
section { padding: .8rem 1rem; margin: 1rem 0 }
.emergency { border-left-color: #b3261e } .urgent { border-left-color: #c25e00 } .physician { border-left-color: #9a7d00 }
.caution { border-left-color: #3c6e71 } nav a { margin-right: 1rem } ul { margin: .2rem 0; padding-left: 1.2rem }
dl { display: grid; grid-template-columns: 9rem 1fr; gap: .3rem 1rem } dt { font-weight: 600; color: #444 } dd { margin: 0 }
.sign { border-top: 1px dotted #999; margin-top: .8rem; padding-top: 1.6rem; color: #444; display: flex; gap: 3rem }
@media print { body { max-width: none; font-size: 11px } nav { display: none } }
"""


def sheet(library: Library, patients: Sequence[Walked]) -> str:
    """The page. `patients`: walked test patients, to show in whom each rule holds."""
    return "<!doctype html>\n" + tostring(_Sheet(library, patients).page(), encoding="unicode", method="html") + "\n"


class _Sheet:
    def __init__(self, library: Library, patients: Sequence[Walked]) -> None:
        self.library = library
        self.patients = patients

    # ------------------------------------------------------------------------------------------------------ the page
    def page(self) -> Element:
        page = Element("html", lang="en")
        head = SubElement(page, "head")
        SubElement(head, "meta", charset="utf-8")
        SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
        _put(head, "title", self.say("sheet-title"))
        _put(head, "style", STYLE)
        body = SubElement(page, "body")
        self._opening(body)
        for level in LEVELS:
            _put(body, "h2", self.say(f"sheet-level-{level}"), id=level)
            for rule in (one for one in self.library.rules if one.level is level):
                self._rule(body, rule)
        _put(body, "h2", self.say("sheet-cautions"), id="cautions")
        for caution in self.library.cautions:
            self._caution(body, caution)
        return page

    def _opening(self, body: Element) -> None:
        library = self.library
        _put(body, "h1", self.say("sheet-title"))
        counts = {"rules": len(library.rules), "cautions": len(library.cautions), "sources": len(library.sources)}
        _put(body, "p", self.say("sheet-state", version=library.version, patients=len(self.patients), **counts))
        _put(body, "h2", self.say("sheet-how-head"))
        for line in self.say("sheet-how").splitlines():
            _put(body, "p", line)
        links = SubElement(body, "nav")
        links.set("aria-label", self.say("sheet-contents"))
        for level in LEVELS:
            count = sum(rule.level is level for rule in library.rules)
            _put(links, "a", f"{self.say(f'sheet-level-{level}')} ({count})", href=f"#{level}")
        _put(links, "a", f"{self.say('sheet-cautions')} ({len(library.cautions)})", href="#cautions")

    def _rule(self, body: Element, rule: Rule) -> None:
        box = SubElement(body, "section", {"class": rule.level.value, "id": rule.id})
        _put(box, "h3", rule.id)
        facts = SubElement(box, "dl")
        self._fact(facts, "suspect", rule.suspect)
        regions = rule.regions if isinstance(rule.regions, tuple) else ()
        self._fact(facts, "regions", self._names("region", regions) if regions else self.say("sheet-all-regions"))
        self._when(facts, rule.when)
        self._fact(facts, "unsure", self.say(f"level-{rule.if_unsure}"))
        self._fact(facts, "why", f"{self.say(f'rule-{rule.id}-why')} {self.say(f'rule-{rule.id}-do')}")
        self._fact(facts, "tell", self.say(f"rule-{rule.id}-tell"))
        self._common(facts, rule)
        self._patients(facts, rule)
        self._sign(box)

    def _caution(self, body: Element, caution: Caution) -> None:
        box = SubElement(body, "section", {"class": "caution", "id": caution.id})
        _put(box, "h3", caution.id)
        facts = SubElement(box, "dl")
        self._fact(facts, "pressure", caution.pressure.value)
        self._fact(facts, "scope", self.say(f"sheet-scope-{caution.scope}"))
        self._fact(facts, "stops", ", ".join(caution.stops) or self.say("sheet-none"))
        self._when(facts, caution.when)
        self._fact(facts, "unsure", caution.if_unsure.value)
        self._fact(facts, "why", f"{self.say(f'caution-{caution.id}-why')} {self.say(f'caution-{caution.id}-how')}")
        self._common(facts, caution)
        self._sign(box)

    # ------------------------------------------------------------------------------------------------- parts of a box
    def _common(self, facts: Element, one: Rule | Caution) -> None:
        if one.note:
            self._fact(facts, "note", one.note)
        self._list(facts, "cards", self._asked_on(one))
        self._list(facts, "sources", [self._source(cited) for cited in one.sources])
        self._list(facts, "examples", [self._example(example.given, fires=example.fires) for example in one.examples])

    def _fact(self, facts: Element, name: str, text: str) -> None:
        _put(facts, "dt", self.say(f"sheet-{name}"))
        _put(facts, "dd", text)

    def _list(self, facts: Element, name: str, lines: Iterable[str]) -> None:
        _put(facts, "dt", self.say(f"sheet-{name}"))
        items = SubElement(SubElement(facts, "dd"), "ul")
        for line in lines:
            _put(items, "li", line)

    def _when(self, facts: Element, condition: Condition) -> None:
        _put(facts, "dt", self.say("sheet-when"))
        items = SubElement(SubElement(facts, "dd"), "ul")
        self._condition(items, condition)

    def _patients(self, facts: Element, rule: Rule) -> None:
        met = [patient for patient in self.patients if rule.id in patient.rules]
        if not met:
            self._fact(facts, "patients", self.say("sheet-none"))
            return
        _put(facts, "dt", self.say("sheet-patients"))
        items = SubElement(SubElement(facts, "dd"), "ul")
        for patient in met:
            named = self.say("sheet-patient", name=patient.id, level=self.say(f"level-{patient.level}"))
            _put(SubElement(items, "li"), "strong" if patient.rules[0] == rule.id else "span", named)

    def _sign(self, box: Element) -> None:
        line = SubElement(box, "div", {"class": "sign"})
        _put(line, "span", self.say("sheet-agree"))
        _put(line, "span", self.say("sheet-signed"))

    def _source(self, cited: Cited) -> str:
        source = self.library.sources[cited.id]
        seen = "sheet-from-memory" if source.verified == "memory" else "sheet-seen"
        state = self.say(seen) if source.verified == "memory" else self.say(seen, day=source.read_on.isoformat())
        where = cited.where or source.where
        kind = self.say(f"source_kind-{source.kind}")
        return f"{source.authors}: {source.title} ({source.year}); {where} [{kind}, {state}]"

    def _asked_on(self, one: Rule | Caution) -> Iterator[str]:
        cards = dict.fromkeys(self.library.card_of[leaf.finding] for leaf in leaves(one.when))
        for card in cards:
            overview = self.library.overview_of.get(card)
            if overview:
                yield f"{self.say(f'review-name-{overview}')} → {self.say(f'card-{card}-label')}"
            else:
                yield self.say(f"card-{card}")

    def _example(self, given: Mapping[str, Value], *, fires: bool) -> str:
        told = ", ".join(self._told(finding, value) for finding, value in given.items())
        return f"{told}: {self.say('sheet-fires' if fires else 'sheet-fires-not')}"

    def _told(self, finding: str, value: Value) -> str:
        name = self._name(finding)
        match value:
            case True:
                return name
            case False:
                return self.say("sheet-no-sign", sign=name)
            case None:
                return self.say("sheet-not-sure", sign=name)
            case str():
                return self.say("sheet-is", name=name, values=self._names(finding, (value,)), unknown="")
            case _:
                return self.say("sheet-is", name=name, values=f"{value:g}", unknown="")

    # ---------------------------------------------------------------------------------------------------- conditions
    def _condition(self, items: Element, condition: Condition) -> None:
        match condition:
            case All(parts=parts):
                self._branch(items, self.say("sheet-all"), parts)
            case AnyOf(parts=parts):
                self._branch(items, self.say("sheet-any"), parts)
            case AtLeast(count=count, parts=parts):
                self._branch(items, self.say("sheet-at-least", count=count), parts)
            case Not(inner=inner):
                self._branch(items, self.say("sheet-not"), (inner,))
            case Flag() | Choice() | Number():
                _put(items, "li", self._leaf(condition))

    def _branch(self, items: Element, text: str, parts: Iterable[Condition]) -> None:
        item = _put(items, "li", text)
        inner = SubElement(item, "ul")
        for part in parts:
            self._condition(inner, part)

    def _leaf(self, leaf: Flag | Choice | Number) -> str:
        name = self._name(leaf.finding)
        if isinstance(leaf, Flag):
            return self.library.vocabulary.flags[leaf.finding]
        unknown = self.say("sheet-or-unknown") if leaf.if_unknown else ""
        if isinstance(leaf, Choice):
            return self.say("sheet-is", name=name, values=self._names(leaf.finding, sorted(leaf.of)), unknown=unknown)
        if leaf.max is None:
            return self.say("sheet-at-least-number", name=name, min=f"{leaf.min:g}", unknown=unknown)
        if leaf.min is None:
            return self.say("sheet-at-most-number", name=name, max=f"{leaf.max:g}", unknown=unknown)
        return self.say("sheet-between", name=name, min=f"{leaf.min:g}", max=f"{leaf.max:g}", unknown=unknown)

    def _name(self, finding: str) -> str:
        return self.say(f"finding-{finding}-is")

    def _names(self, finding: str, values: Iterable[str]) -> str:
        return ", ".join(self.say(f"choice_is-{finding}-{value}") for value in values)

    def say(self, text_id: str, **args: str | int) -> str:
        """A text without the markup of a chat."""
        return html.unescape(re.sub(r"</?[bi]>", "", self.library.texts["en"].say(Say(text_id, args))))


def _put(parent: Element, tag: str, text: str, **attributes: str) -> Element:
    element = SubElement(parent, tag, attributes)
    element.text = text
    return element
