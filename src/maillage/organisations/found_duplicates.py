"""The directory as duplicates are looked for: read in a few queries, and what someone said is different left apart."""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

from maillage.organisations import beside, duplicates, identifiers
from maillage.organisations.enums import State
from maillage.organisations.models import ActionCountry, Identifier, NotDuplicate, Organisation, Place

NOWHERE = [("", "")]
BATCH = 1000
FIELDS = ("pk", "name", "short_name", "email", "website")


def records_of_directory(ids: Iterable[int] | None = None) -> Iterator[duplicates.Record]:
    """Every living organisation (or these), as duplicates are compared: a few queries a batch, one batch at a time."""
    living = Organisation.objects.exclude(state=State.MERGED)
    wanted = sorted(set(ids)) if ids is not None else list(living.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(wanted), BATCH):
        some = wanted[start : start + BATCH]
        countries = beside.values(ActionCountry.objects.order_by("country"), some, "country")
        numbers = beside.values(Identifier.objects.order_by("pk"), some, "kind", "value")
        seats = beside.values(Place.objects.seats(), some, "country", "city")
        for pk, name, short, email, website in living.filter(pk__among=some).order_by("pk").values_list(*FIELDS):
            country, city = seats.get(pk, NOWHERE)[0]
            yield duplicates.Record(
                id=pk, name=name, short_name=short, country=country, countries=tuple(countries.get(pk, ())),
                identifiers=tuple(key for number in numbers.get(pk, ()) if (key := key_of(*number))),
                emails=(email,) if email else (), website=website, city=city,
            )  # fmt: skip


def key_of(kind: str, value: str) -> str:
    try:
        return identifiers.check(kind, value).key
    except (identifiers.IdentifierError, ValueError):
        return ""


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
