"""The directory as duplicates are looked for: read in a few queries, and what someone said is different left apart."""

from collections.abc import Iterable
from itertools import combinations
from sys import intern
from typing import Any

from maillage.organisations import duplicates, identifiers
from maillage.organisations.enums import PlaceKind, State
from maillage.organisations.models import ActionCountry, Identifier, NotDuplicate, Organisation, Place

NOWHERE = ("", "")


def records_of_directory(ids: Iterable[int] | None = None) -> list[duplicates.Record]:
    """Every living organisation (or these), as duplicates are compared."""
    rows = Organisation.objects.exclude(state=State.MERGED)
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    countries, numbers, seats = _countries(), _identifiers(), _seats()
    return [
        duplicates.Record(
            id=pk, name=name, short_name=short, country=seats.get(pk, NOWHERE)[0], countries=countries.get(pk, ()),
            identifiers=numbers.get(pk, ()), emails=(email,) if email else (), website=website, city=seats.get(pk, NOWHERE)[1],
        )
        for pk, name, short, email, website in rows.order_by("pk").values_list("pk", "name", "short_name", "email", "website").iterator()
    ]  # fmt: skip


def _gathered(rows: Iterable[tuple[int, str]]) -> dict[int, tuple[str, ...]]:
    """{organisation: its values}; equal tuples are one object, since a hundred thousand of them are kept at once."""
    found: dict[int, tuple[str, ...]] = {}
    same: dict[tuple[str, ...], tuple[str, ...]] = {}
    for pk, value in rows:
        grown = (*found.get(pk, ()), value)
        found[pk] = same.setdefault(grown, grown) if len(value) < 4 else grown
    return found


def _countries() -> dict[int, tuple[str, ...]]:
    rows = ActionCountry.objects.order_by("organisation_id", "country")
    return _gathered((pk, intern(code)) for pk, code in rows.values_list("organisation_id", "country").iterator())


def _identifiers() -> dict[int, tuple[str, ...]]:
    rows = Identifier.objects.order_by("organisation_id", "pk")
    return _gathered(
        (pk, key)
        for pk, kind, value in rows.values_list("organisation_id", "kind", "value").iterator()
        if (key := _key(kind, value))
    )


def _key(kind: str, value: str) -> str:
    try:
        return identifiers.check(kind, value).key
    except (identifiers.IdentifierError, ValueError):
        return ""


def _seats() -> dict[int, tuple[str, str]]:
    rows = Place.objects.filter(kind=PlaceKind.SEAT).exclude(country="", city="")
    same: dict[tuple[str, str], tuple[str, str]] = {}
    return {
        pk: same.setdefault((country, city), (country, city))
        for pk, country, city in rows.values_list("organisation_id", "country", "city").iterator()
    }


def groups(ids: Iterable[int] | None = None) -> list[duplicates.DuplicateGroup]:
    """Probable duplicates of the directory, without the pairs that someone said are different."""
    different = {(low, high) for low, high in NotDuplicate.objects.values_list("low", "high")}
    kept: list[duplicates.DuplicateGroup] = []
    for group in duplicates.group(records_of_directory(ids)):
        if rest := _undecided(group.ids, different):
            kept.append(duplicates.DuplicateGroup(rest, group.reasons, group.score))
    return kept


def _undecided(ids: tuple[Any, ...], different: set[tuple[int, int]]) -> tuple[Any, ...]:
    """Members that still have, in the group, another from which nobody set them apart."""
    alike = {
        pk for one, two in combinations(ids, 2) if (min(one, two), max(one, two)) not in different for pk in (one, two)
    }
    return tuple(pk for pk in ids if pk in alike)
