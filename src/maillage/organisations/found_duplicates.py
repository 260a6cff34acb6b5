"""The directory as duplicates are looked for: read in a few queries, and what someone said is different left apart."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import Any

from maillage.organisations import duplicates, identifiers
from maillage.organisations.enums import PlaceKind, State
from maillage.organisations.models import ActionCountry, Identifier, NotDuplicate, Organisation, Place


def records_of_directory(ids: Iterable[int] | None = None) -> list[duplicates.Record]:
    """Every living organisation (or these), as duplicates are compared."""
    rows = Organisation.objects.exclude(state=State.MERGED)
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    countries, numbers, seats = _countries(), _identifiers(), _seats()
    return [
        duplicates.Record(
            id=pk, name=name, short_name=short, country=seats.get(pk, ("", ""))[0], countries=tuple(countries.get(pk, ())),
            identifiers=tuple(numbers.get(pk, ())), emails=(email,) if email else (), website=website, city=seats.get(pk, ("", ""))[1],
        )
        for pk, name, short, email, website in rows.order_by("pk").values_list("pk", "name", "short_name", "email", "website").iterator()
    ]  # fmt: skip


def _countries() -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for pk, code in ActionCountry.objects.values_list("organisation_id", "country").iterator():
        found[pk].append(code)
    return found


def _identifiers() -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for pk, kind, value in Identifier.objects.values_list("organisation_id", "kind", "value").iterator():
        try:
            key = identifiers.check(kind, value).key
        except (identifiers.IdentifierError, ValueError):
            continue
        if key:
            found[pk].append(key)
    return found


def _seats() -> dict[int, tuple[str, str]]:
    rows = Place.objects.filter(kind=PlaceKind.SEAT).exclude(country="", city="")
    return {
        pk: (country, city) for pk, country, city in rows.values_list("organisation_id", "country", "city").iterator()
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
