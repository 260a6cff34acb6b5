"""Who sits in a body on a day, and which seats are empty."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils.timezone import localdate

from maillage.bodies.models import Body, Mandate, SeatGroup


@dataclass(frozen=True, slots=True)
class Seats:
    """A group's seats on a day: who holds them, and how many nobody holds."""

    group: SeatGroup | None
    held: list[Mandate] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.group.seats if self.group else len(self.held)

    @property
    def vacant(self) -> int:
        return max(0, self.total - len(self.held))


def mandates_on(body: Body, on: date | None = None) -> Iterable[Mandate]:
    """Those who sit, in order of group, office and name: one query."""
    rows = body.mandates.on(on or localdate()).select_related("person", "organisation", "group")
    return rows.ranked()


def composition(body: Body, on: date | None = None) -> list[Seats]:
    """By group, in their order; a last one of those who sit outside of the groups. Two queries."""
    groups = list(body.groups.all())
    held: dict[int | None, list[Mandate]] = {group.pk: [] for group in groups} | {None: []}
    for mandate in mandates_on(body, on):
        held.setdefault(mandate.group_id, []).append(mandate)
    found = [Seats(group, held[group.pk]) for group in groups]
    return [*found, Seats(None, held[None])] if held[None] else found


def vacancies(body: Body, on: date | None = None) -> dict[SeatGroup, int]:
    """{group: empty seats} of the groups that have some."""
    return {seats.group: seats.vacant for seats in composition(body, on) if seats.group and seats.vacant}


def seats_in_all(body: Body) -> int:
    return sum(group.seats for group in body.groups.all())
