"""IATI's rulesets, exactly by their SPEC.rst (data/rulesets): each rule asks one question of one element.

Pure: an element and a case in, what fails out. A rule that finds nothing to judge (no date, a condition that does not
hold) is passed over: None.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from maillage.core.later import later

etree = later("lxml.etree")

LONGEST = 365  # days of a period that is « not longer than a year »
MONEY = ("value", "forecast", "loan-status")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
Case = dict[str, Any]


@dataclass
class Sets:
    """What is known of identifiers: those of publishers, and the codes of registers."""

    organisations: frozenset[str] = frozenset()
    prefixes: frozenset[str] = frozenset()


@dataclass
class Asked:
    """A rule being asked: `blamed` are the places that answer for it."""

    element: Any
    case: Case
    sets: Sets
    now: datetime
    blamed: list[Any] = field(default_factory=list)

    def matches(self) -> list[Any]:
        return [one for path in self.case.get("paths", ()) for one in nodes(path, self.element)]

    def texts(self) -> list[str]:
        return [text_of(one) for one in self.matches()]

    def bad(self, wrong: Callable[[str], bool]) -> bool:
        """True when no text is wrong; those that are are blamed."""
        self.blamed = [one for one in self.matches() if wrong(text_of(one))]
        return not self.blamed


@lru_cache(maxsize=4096)
def compiled(expression: str) -> Any:
    return etree.XPath(expression)


def nodes(path: str, element: Any) -> list[Any]:
    found = compiled(path)(element)
    return found if isinstance(found, list) else [found]


def holds(expression: str, element: Any) -> bool:
    """An expression as true or false, as XPath's boolean() tells it."""
    found = compiled(expression)(element)
    return found != 0 and not math.isnan(found) if isinstance(found, float) else bool(found)


def text_of(node: Any) -> str:
    return str(node) if isinstance(node, str) else str(node.xpath("string()"))


def number(text: str) -> Decimal | None:
    try:
        found = Decimal(text.strip() or "0")
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def moment(text: str) -> datetime | None:
    """A date or a date with its hour, as XML writes them; midnight and Greenwich where nothing else is said."""
    text = text.strip()
    if re.match(r"^\d{4}-\d\d-\d\d(Z|[+-]\d\d:\d\d)?$", text):
        text = f"{text[:10]}T00:00:00{text[10:]}"
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def no_more_than_one(asked: Asked) -> bool:
    asked.blamed = asked.matches()[1:]
    return not asked.blamed


def atleast_one(asked: Asked) -> bool:
    return len(asked.matches()) >= 1


def only_one_of(asked: Asked) -> bool:
    """Nothing of `paths` where something is `excluded`; else exactly one."""
    found = asked.matches()
    if any(nodes(path, asked.element) for path in asked.case["excluded"]):
        asked.blamed = found
        return not found
    return len(found) == 1


def one_or_all(asked: Asked) -> bool:
    if nodes(asked.case["one"], asked.element):
        return True
    element, what = asked.element, asked.case["all"]
    if what == "lang":
        asked.blamed = [one for one in element.iter("narrative") if one.get(LANG) is None]
    elif what == "currency":
        asked.blamed = [one for one in element.iter(*MONEY) if one.get("currency") is None]
    else:
        asked.blamed = [one for one in element.findall("transaction") if not nodes(what, one)]
    return not asked.blamed


def dependent(asked: Asked) -> bool:
    found = [bool(nodes(path, asked.element)) for path in asked.case["paths"]]
    return all(found) or not any(found)


def total(asked: Asked) -> bool:
    return not asked.matches() or strict_sum(asked)


def strict_sum(asked: Asked) -> bool:
    asked.blamed = asked.matches()[:1]
    found = [number(text) for text in asked.texts()]
    if any(one is None for one in found):
        return False
    return round(sum((one for one in found if one is not None), Decimal(0)), 4) == Decimal(str(asked.case["sum"]))


def first_moment(asked: Asked, key: str) -> tuple[datetime | None, Any]:
    path = asked.case[key]
    if path == "NOW":
        return asked.now, None
    found = nodes(path, asked.element)
    return (moment(text_of(found[0])), found[0]) if found else (None, None)


def date_order(asked: Asked) -> bool | None:
    """`less` not after `more`; against today, every date found is asked."""
    if asked.case["more"] == "NOW":
        found = [(one, moment(text_of(one))) for one in nodes(asked.case["less"], asked.element)]
        asked.blamed = [one for one, when in found if when is not None and when > asked.now]
        return not asked.blamed if found else None
    less, place = first_moment(asked, "less")
    more, _other = first_moment(asked, "more")
    if less is None or more is None:
        return None
    asked.blamed = [place]
    return less <= more


def date_now(asked: Asked) -> bool | None:
    found, place = first_moment(asked, "date")
    asked.blamed = [place] if place is not None else []
    return None if found is None else found <= asked.now


def time_limit(asked: Asked) -> bool | None:
    start, _place = first_moment(asked, "start")
    end, place = first_moment(asked, "end")
    if start is None or end is None:
        return None
    asked.blamed = [place]
    return abs((end - start).days) <= LONGEST


def between_dates(asked: Asked) -> bool | None:
    start, end = first_moment(asked, "start")[0], first_moment(asked, "end")[0]
    if start is None or end is None:
        return None
    found = [(one, moment(text_of(one))) for one in nodes(asked.case["date"], asked.element)]
    asked.blamed = [one for one, when in found if when is not None and not start <= when <= end]
    return not asked.blamed if found else None


def regex_matches(asked: Asked) -> bool:
    pattern = re.compile(asked.case["regex"])
    return asked.bad(lambda text: text != "" and not pattern.search(text))


def regex_no_matches(asked: Asked) -> bool:
    pattern = re.compile(asked.case["regex"])
    return asked.bad(lambda text: bool(text) and bool(pattern.search(text)))


def startswith(asked: Asked) -> bool:
    told = asked.case.get("prefix", asked.case.get("start"))
    prefixes = [told] if isinstance(told, str) else list(told)
    if prefixes == ["ORG-ID-PREFIX"]:
        return asked.bad(lambda text: agency_of(text) not in asked.sets.prefixes)
    ends = asked.case.get("separator", "")
    starts = tuple(text_of(one) + ends for path in prefixes for one in nodes(path, asked.element))
    return asked.bad(lambda text: not text.startswith(starts))


def agency_of(identifier: str) -> str:
    """The register that an identifier says it comes from: what stands before its second hyphen."""
    return "-".join(identifier.split("-")[:2])


def unique(asked: Asked) -> bool:
    seen: set[str] = set()
    for one in asked.matches():
        text = text_of(one)
        if text in seen:
            asked.blamed.append(one)
        seen.add(text)
    return not asked.blamed


def if_then(asked: Asked) -> bool:
    return not holds(asked.case["if"], asked.element) or holds(asked.case["then"], asked.element)


def within(asked: Asked) -> bool:
    least, most = asked.case.get("min"), asked.case.get("max")

    def wrong(text: str) -> bool:
        found = number(text)
        return found is None or (least is not None and found < Decimal(str(least))) \
            or (most is not None and found > Decimal(str(most)))  # fmt: skip

    return asked.bad(wrong)


def no_spaces(asked: Asked) -> bool:
    return asked.bad(lambda text: text != text.strip())


RULES: dict[str, Callable[[Asked], bool | None]] = {
    "no_more_than_one": no_more_than_one, "atleast_one": atleast_one, "only_one_of": only_one_of,
    "one_or_all": one_or_all, "dependent": dependent, "sum": total, "strict_sum": strict_sum, "date_order": date_order,
    "date_now": date_now, "time_limit": time_limit, "between_dates": between_dates, "regex_matches": regex_matches,
    "regex_no_matches": regex_no_matches, "startswith": startswith, "unique": unique, "if_then": if_then,
    "range": within, "no_spaces": no_spaces,
}  # fmt: skip


def noon(day: date) -> datetime:
    """The end of a day: what is dated of it is not yet in the future."""
    return datetime.combine(day, time.max, UTC)
