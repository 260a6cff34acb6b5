"""An activity in one form, whoever wrote it: attributes sorted, dates and numbers normal, spaces at the ends gone.

Made from XML alone, without the readers, so that a round trip is judged by another hand.
"""

import re
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NUMBERS = {"percentage"}
DAYS = {"iso-date", "value-date"}
FLAGS = {"humanitarian", "secondary-reporter", "aggregation-status", "ascending", "attached"}
MONEY = {"transaction", "budget", "planned-disbursement"}
# What the house does not hold: said before an import.
NOT_HELD = {
    "iati-activity/fss",
    "iati-activity/country-budget-items",
    "iati-activity/crs-add",
    "iati-activity/legacy-data",
}
SPEAKING = {"iati-activity", "narrative"}  # where a language is said; elsewhere it is not the standard's
UNORDERED = {"activity-date", "narrative"}
KEPT_EMPTY = {"narrative", "target", "actual", "baseline"}
Canonical = tuple[str, tuple[tuple[str, str], ...], str, tuple[Any, ...]]


def canonical(element: Any, path: str = "") -> Canonical:
    path = f"{path}/{element.tag}" if path else element.tag
    attributes = sorted(
        ("xml:lang" if name == LANG else name, attribute(name, value)) for name, value in element.attrib.items()
        if (element.tag in SPEAKING if name == LANG else not name.startswith("{")) and (value.strip() or name == "value")
    )  # fmt: skip
    children = [canonical(child, path) for child in element if claimed(child, path)]
    ordered = [one for one in children if one[0] not in UNORDERED]
    loose = sorted(one for one in children if one[0] in UNORDERED)
    words = (element.text or "").strip() if not children else ""
    parent = element.getparent()
    if element.tag == "value" and parent is not None and parent.tag in MONEY:
        words = number(words)
    return (element.tag, tuple(attributes), words, (*loose, *ordered))


def claimed(child: Any, path: str) -> bool:
    tag = child.tag
    if not isinstance(tag, str) or tag.startswith("{") or f"{path}/{tag}" in NOT_HELD:
        return False
    return tag in KEPT_EMPTY or bool(len(child) or child.attrib or (child.text or "").strip())


def attribute(name: str, value: str) -> str:
    if name == LANG:
        return value.strip().lower()
    if name in NUMBERS:
        return number(value)
    if name in DAYS:
        return value.strip()[:10]
    if name == "last-updated-datetime":
        return moment(value)
    if name in FLAGS:
        return {"true": "1", "false": "0"}.get(value.strip(), value.strip())
    return value.strip()


def number(said: str) -> str:
    try:
        text = format(Decimal(said.strip()).normalize(), "f")
    except InvalidOperation:
        return said
    return "0" if text == "-0" else text


def moment(said: str) -> str:
    try:
        found = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", said.strip()))
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return said


def difference(one: Canonical, two: Canonical, path: str = "") -> str:
    """The first place where two forms differ, for people; nothing when they are equal."""
    path = f"{path}/{one[0]}"
    if one == two:
        return ""
    if one[:3] != two[:3]:
        return f"{path}: {one[:3]} ≠ {two[:3]}"
    for mine, theirs in zip(one[3], two[3], strict=False):
        if mine != theirs:
            return difference(mine, theirs, path) if mine[0] == theirs[0] else f"{path}: {mine} ≠ {theirs}"
    return f"{path}: {len(one[3])} ≠ {len(two[3])}"
