"""The directory as duplicates are looked for: read in a few queries, and what someone said is different left apart."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from django.db.models import Q

from maillage.organisations import duplicates, identifiers
from maillage.organisations.enums import State
from maillage.organisations.models import ActionCountry, Identifier, NotDuplicate, Organisation, Place

NOWHERE = ("", "")
BATCH = 900  # values in one IN (…): below SQLite's limit of old
FIELDS = ("pk", "name", "short_name", "email", "website")


def records_of_directory(ids: Iterable[int] | None = None) -> Iterator[duplicates.Record]:
    """Every living organisation (or these), as duplicates are compared: a few queries a batch, one batch at a time."""
    living = Organisation.objects.exclude(state=State.MERGED)
    wanted = sorted(set(ids)) if ids is not None else list(living.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(wanted), BATCH):
        some = wanted[start : start + BATCH]
        # All of them: from the first to the last, which is told in two numbers.
        whole = Q(organisation__gte=some[0], organisation__lte=some[-1])
        which = whole if ids is None else Q(organisation__among=some)
        countries, numbers, seats = _countries(which), _identifiers(which), _seats(which)
        mine = Q(pk__range=(some[0], some[-1])) if ids is None else Q(pk__among=some)
        for pk, name, short, email, website in living.filter(mine).order_by("pk").values_list(*FIELDS):
            yield duplicates.Record(
                id=pk, name=name, short_name=short, country=seats.get(pk, NOWHERE)[0], countries=countries.get(pk, ()),
                identifiers=numbers.get(pk, ()), emails=(email,) if email else (), website=website,
                city=seats.get(pk, NOWHERE)[1],
            )  # fmt: skip


def _gathered(rows: Iterable[tuple[int, str]]) -> dict[int, tuple[str, ...]]:
    """{organisation: its values}."""
    found: dict[int, tuple[str, ...]] = {}
    for pk, value in rows:
        found[pk] = (*found.get(pk, ()), value)
    return found


def _countries(which: Q) -> dict[int, tuple[str, ...]]:
    rows = ActionCountry.objects.filter(which).order_by("organisation_id", "country")
    return _gathered(rows.values_list("organisation_id", "country"))


def _identifiers(which: Q) -> dict[int, tuple[str, ...]]:
    rows = Identifier.objects.filter(which).order_by("organisation_id", "pk")
    return _gathered(
        (pk, key)
        for pk, kind, value in rows.values_list("organisation_id", "kind", "value")
        if (key := key_of(kind, value))
    )


def key_of(kind: str, value: str) -> str:
    try:
        return identifiers.check(kind, value).key
    except (identifiers.IdentifierError, ValueError):
        return ""


def _seats(which: Q) -> dict[int, tuple[str, str]]:
    rows = Place.objects.seats().filter(which)
    return {pk: (country, city) for pk, country, city in rows.values_list("organisation_id", "country", "city")}


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
