"""What every part of an element needs: narratives, and counting what is not held."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from maillage.core.later import later

etree = later("lxml.etree")

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
Lost = Counter[str]
Narratives = list[list[str]]


def short(name: str) -> str:
    """A name with its namespace in braces only when it is not the standard's own."""
    return "xml:lang" if name == LANG else name


def count_foreign(element: Any, lost: Lost, path: str, known: set[str]) -> None:
    for name in element.attrib:
        if name not in known:
            lost[f"{path}/@{short(name)}"] += 1
    for child in element:
        if isinstance(child.tag, str):
            lost[f"{path}/{short(child.tag)}"] += 1


def narrative(element: Any, lost: Lost, path: str) -> list[str]:
    if len(element.attrib) > (LANG in element.attrib) or len(element):
        count_foreign(element, lost, path, {LANG})
    return [(element.get(LANG) or "").lower(), (element.text or "").strip()]


def narratives(element: Any, lost: Lost, path: str) -> Narratives:
    found = []
    for name in element.attrib:
        lost[f"{path}/@{short(name)}"] += 1
    for child in element:
        if child.tag == "narrative":
            found.append(narrative(child, lost, f"{path}/narrative"))
        elif isinstance(child.tag, str):
            lost[f"{path}/{short(child.tag)}"] += 1
    return found


def put_narratives(element: Any, told: Iterable[Iterable[str]]) -> None:
    for language, words in told:
        one = etree.SubElement(element, "narrative")
        if language:
            one.set(LANG, language)
        if words:
            one.text = words
