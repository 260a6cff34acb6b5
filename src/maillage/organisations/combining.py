"""What one record becomes when another joins it, and what it becomes again when they part. Pure: plain values only."""

from collections.abc import Iterable, Mapping
from typing import Any

Values = Mapping[str, Any]

# One value each, of which a person chooses; the seat is chosen whole, a description by language.
SINGLE = ("name", "short_name", "kind", "family", "founded", "website", "email", "phone", "zones", "is_public", "logo")
SEAT = ("street", "postal_code", "city", "region", "country", "latitude", "longitude")
# What both have, together.
LISTS = ("other_names", "social", "languages", "hidden_fields", "identifiers", "countries", "themes")
SORTED = ("identifiers", "countries", "themes", "sizes")
NOTHING = (None, "", [], {})
KEPT, ABSORBED = "kept", "absorbed"


def part(values: Values, name: str) -> Any:
    """What is chosen under this name: a value, the seat whole, or a text of one language."""
    if name == "seat":
        return {key: values[key] for key in SEAT if values[key] not in NOTHING}
    if name.startswith("description_"):
        return values["descriptions"].get(name.removeprefix("description_"), "")
    return values[name]


def names(kept: Values, absorbed: Values) -> list[str]:
    languages = sorted({*kept["descriptions"], *absorbed["descriptions"]})
    return [*SINGLE, "seat", *(f"description_{language}" for language in languages)]


def questions(kept: Values, absorbed: Values) -> list[str]:
    """Where both say something, and not the same: a person chooses."""
    return [name for name in names(kept, absorbed)
            if part(kept, name) != part(absorbed, name) and not {KEPT, ABSORBED} - said(kept, absorbed, name)]  # fmt: skip


def said(kept: Values, absorbed: Values, name: str) -> set[str]:
    """Which of the two say something."""
    pairs = ((KEPT, kept), (ABSORBED, absorbed))
    return {side for side, values in pairs if part(values, name) not in NOTHING}


def combined(kept: Values, absorbed: Values, choices: Mapping[str, str]) -> dict[str, Any]:
    """The record that stays: what was chosen, else what it said, else what the other said; lists together."""
    after: dict[str, Any] = {"descriptions": {}}
    for name in names(kept, absorbed):
        side = choices.get(name) or (KEPT if part(kept, name) not in NOTHING else ABSORBED)
        source = absorbed if side == ABSORBED and part(absorbed, name) not in NOTHING else kept
        _take(after, source, name)
    for name in LISTS:
        after[name] = joined(kept[name], absorbed[name], name)
    after["other_names"] = _other_names(after, kept, absorbed)
    years = {(measure, year) for measure, year, *_rest in kept["sizes"]}
    after["sizes"] = sorted([*kept["sizes"], *(s for s in absorbed["sizes"] if (s[0], s[1]) not in years)])
    # Safety first: what one of the two keeps from the public, the one that stays keeps too.
    after["withheld"] = kept["withheld"] or absorbed["withheld"]
    after["withheld_reason"] = kept["withheld_reason"] or absorbed["withheld_reason"]
    return after


def _take(after: dict[str, Any], source: Values, name: str) -> None:
    if name == "seat":
        after.update({key: source[key] for key in SEAT})
    elif name.startswith("description_"):
        if text := part(source, name):
            after["descriptions"][name.removeprefix("description_")] = text
    else:
        after[name] = source[name]


def joined(one: Iterable[Any], other: Iterable[Any], name: str) -> list[Any]:
    found = list(one)
    found += [item for item in other if item not in found]
    return sorted(found) if name in SORTED else found


def _other_names(after: Values, kept: Values, absorbed: Values) -> list[str]:
    """The name that is not chosen is still searched for."""
    found = list(after["other_names"])
    for values in (kept, absorbed):
        for name in (values["name"], values["short_name"]):
            if name and name not in (after["name"], after["short_name"], *found):
                found.append(name)
    return found


def parted(now: Any, before: Any, after: Any, name: str) -> tuple[Any, bool]:
    """(value, as it was): a value once they part. What was changed since stays, and False says so."""
    if now == after:
        return before, True
    if name == "descriptions":
        found = {**now, **before}
        for language in {*after, *now}:
            if now.get(language) != after.get(language):
                found[language] = now.get(language, "")
            elif language not in before:
                found.pop(language, None)
        return {language: text for language, text in sorted(found.items()) if text}, False
    if name in LISTS or name == "sizes":
        added = [item for item in after if item not in before]
        found = [item for item in now if item not in added] + [item for item in before if item not in after]
        return (sorted(found) if name in SORTED else found), True
    return now, False
