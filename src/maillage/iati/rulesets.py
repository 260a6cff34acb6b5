"""A ruleset (JSON) applied to an element: contexts, conditions, loops. See data/rulesets/SPEC.rst."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from importlib import resources
from typing import Any

from maillage.iati.rules import RULES, Asked, Case, Sets, holds, nodes, text_of

ROWS = ("/iati-activities/iati-activity", "/iati-organisations/iati-organisation")


@dataclass(frozen=True)
class Broken:
    """A rule that does not hold: which, of which element, and the places that answer for it."""

    rule: str
    case: Case
    element: Any
    blamed: tuple[Any, ...]

    @property
    def info(self) -> dict[str, Any]:
        return self.case.get("ruleInfo", {})


@lru_cache(maxsize=1)
def standard() -> dict[str, Any]:
    """The ruleset of the official validator."""
    path = resources.files("maillage.iati") / "data" / "rulesets" / "standard.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    return {relative(context): rules for context, rules in told.items()}


def relative(context: str) -> str:
    """A context of the whole document, told from one row: rows come alone, whatever the size of the file."""
    paths = []
    for path in context.split(" | "):
        row = next((one for one in ROWS if path == one or path.startswith(one + "/")), None)
        if row is not None:
            below = path.removeprefix(row)
            paths.append(f"self::{row.rpartition('/')[2]}{below}")
        else:
            paths.append("descendant-or-self::" + path.removeprefix("//"))
    return " | ".join(paths)


def broken(ruleset: dict[str, Any], element: Any, sets: Sets, now: datetime | None = None) -> Iterator[Broken]:
    """Every rule that does not hold, in the order of the ruleset."""
    moment = now or datetime.now(UTC)
    for context, rules in ruleset.items():
        for one in nodes(context, element):
            for name, told in rules.items():
                for rule, case in cases(name, told["cases"], one):
                    found = ask(rule, case, one, sets, moment)
                    if found is not None:
                        yield found


def cases(name: str, told: list[Case], element: Any) -> Iterator[tuple[str, Case]]:
    """(rule, case); a loop gives the cases of each of its values."""
    for case in told:
        if name != "loop":
            yield name, case
            continue
        values = list(dict.fromkeys(text_of(one) for one in nodes(case["foreach"], element)))
        for rule, inner in case["do"].items():
            for one in inner["cases"]:
                for value in values:
                    yield rule, substituted(one, case.get("subs", ()), value)


def substituted(case: Case, keys: Any, value: str) -> Case:
    """The case of one value of a loop: $1 becomes this value, quoted as XPath asks."""
    quoted = f"'{value}'" if "'" not in value else f'"{value.replace(chr(34), "")}"'

    def put(text: str) -> str:
        return text.replace("'$1'", quoted).replace("$1", value)

    found = dict(case)
    for key in keys:
        if key in case:
            found[key] = put(case[key]) if isinstance(case[key], str) else [put(one) for one in case[key]]
    return found


def ask(rule: str, case: Case, element: Any, sets: Sets, now: datetime) -> Broken | None:
    if "condition" in case and not holds(case["condition"], element):
        return None
    asked = Asked(element, case, sets, now)
    if not known_allows(asked):
        return None
    if RULES[rule](asked) is False:
        return Broken(rule, case, element, tuple(one for one in asked.blamed if one is not None))
    return None


def known_allows(asked: Asked) -> bool:
    """The condition on identifiers: the rule is not for publishers that are known."""
    match asked.case.get("idCondition"):
        case "NOT_EXISTING_ORG_ID":
            return not any(text in asked.sets.organisations for text in asked.texts())
        case "NOT_EXISTING_ORG_ID_PREFIX":
            starts = tuple(f"{one}-" for one in asked.sets.organisations)
            return not any(text.startswith(starts) for text in asked.texts())
    return True
