"""Codes against their lists, by the mappings of the standard and their conditions. An incomplete list only warns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from maillage.core.codelists import codelist, mappings
from maillage.core.later import later
from maillage.iati.faults import ERROR, WARNING, Fault, line_of, place_of

etree = later("lxml.etree")


@lru_cache(1)
def every_lang() -> Any:
    return etree.XPath("descendant-or-self::*/@xml:lang", smart_strings=False)


PART = re.compile(r"^\(?@(\w[\w-]*)\s*=\s*'([^']*)'\)?$|^\(?not\(@(\w[\w-]*)\)\)?$")
ROWS = ("iati-activity", "iati-organisation")


@dataclass(frozen=True)
class Rule:
    """An attribute (or the text, "") whose code is in a list, when another attribute says so."""

    attribute: str
    codelist: str
    other: str = ""
    values: frozenset[str | None] = frozenset()

    def applies(self, element: Any) -> bool:
        return not self.other or (element.get(self.other) or None) in self.values


@dataclass
class Branch:
    """The elements that have codes, as a tree: each row is walked once, where there is something to see."""

    rules: list[Rule] = field(default_factory=list)
    below: dict[str, "Branch"] = field(default_factory=dict)

    def under(self, steps: list[str]) -> "Branch":
        found = self
        for step in steps:
            found = found.below.setdefault(step, Branch())
        return found


@lru_cache(maxsize=1)
def branches() -> Branch:
    top = Branch()
    for path, name, condition in mappings():
        steps = path.removeprefix("//").split("/")
        if steps[0] not in ROWS:
            continue  # the version is judged before, languages apart
        attribute = steps.pop().removeprefix("@").replace("text()", "")
        top.under(steps).rules.append(rule(attribute, name, condition))
    return top


def rule(attribute: str, name: str, condition: str) -> Rule:
    """A condition of the mappings: « @vocabulary = '1' or not(@vocabulary) »."""
    if not condition:
        return Rule(attribute, name)
    other, values = "", set()
    for part in condition.split(" or "):
        found = PART.match(part.strip())
        if found is None:
            raise ValueError(f"an unknown condition of the mappings: {condition}")
        other = found[1] or found[3]
        values.add(found[2] if found[1] else None)
    return Rule(attribute, name, other, frozenset(values))


@lru_cache(maxsize=128)
def known(name: str) -> frozenset[str]:
    return frozenset(codelist(name).codes)


def faults(element: Any, start: str, identifier: str) -> Iterator[Fault]:
    """Every code of a row that its list does not have."""
    branch = branches().below.get(element.tag)
    if branch is not None:
        for place, one, value in walk(element, branch):
            yield fault(element, place, one, value, start, identifier)
    yield from retired(element, branch, start, identifier)
    yield from languages(element, start, identifier)


def walk(element: Any, branch: Branch, *, retired: bool = False) -> Iterator[tuple[Any, Rule, str]]:
    """Codes that their list does not have; or those that it has `retired`."""
    for one in branch.rules:
        value = element.get(one.attribute) if one.attribute else (element.text or "").strip()
        if value is None or (value not in withdrawn(one.codelist) if retired else value in known(one.codelist)):
            continue
        if one.applies(element):
            yield element, one, value
    if branch.below:
        for child in element:
            found = branch.below.get(child.tag)
            if found is not None:
                yield from walk(child, found, retired=retired)


@lru_cache(maxsize=128)
def withdrawn(name: str) -> frozenset[str]:
    return frozenset(code for code, one in codelist(name).codes.items() if one.withdrawn)


def retired(element: Any, branch: Branch | None, start: str, identifier: str) -> Iterator[Fault]:
    """Codes that their list does not give any more: a remark, once for each in a row, since old facts keep them."""
    seen: set[tuple[str, str]] = set()
    for place, one, value in walk(element, branch, retired=True) if branch else ():
        if (one.codelist, value) not in seen:
            seen.add((one.codelist, value))
            said = _("Le code « %(value)s » a été retiré de la liste « %(list)s » : choisissez celui qui le remplace.")
            path = place_of(place, element, start) + (f"/@{one.attribute}" if one.attribute else "")
            message = said % {"value": value[:60], "list": one.codelist}
            yield Fault(WARNING, f"codelist/{one.codelist}", message, path, line_of(place), identifier)


def languages(element: Any, start: str, identifier: str) -> Iterator[Fault]:
    codes = known("Language")
    odd = sorted(
        {
            one
            for one in every_lang()(element)
            if one.lower() not in codes and one.lower().partition("-")[0] not in codes
        }
    )
    for value in odd:
        place = next(
            one
            for one in element.iter()
            if one.get(etree.QName("http://www.w3.org/XML/1998/namespace", "lang")) == value
        )
        yield fault(element, place, Rule("xml:lang", "Language"), value, start, identifier)


def fault(element: Any, place: Any, one: Rule, value: str, start: str, identifier: str) -> Fault:
    complete = codelist(one.codelist).complete
    path = place_of(place, element, start) + (f"/@{one.attribute}" if one.attribute else "")
    said = {"value": value[:60], "list": one.codelist}
    if not value:
        message = _("Ce code est vide : choisissez-en un dans la liste « %(list)s ».") % said
    elif complete:
        message = _("« %(value)s » n’est pas un code de la liste « %(list)s ».") % said
    else:
        message = (
            _("« %(value)s » n’est pas dans la liste « %(list)s », qui n’est pas complète : vérifiez ce code.") % said
        )
    return Fault(ERROR if complete else WARNING, f"codelist/{one.codelist}", message, path, line_of(place), identifier)
