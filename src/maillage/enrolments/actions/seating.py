"""The tables of a dinner: who sits where, those of one enrolment together, never more than the seats."""

from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from maillage.activities.models import DinnerTable, Session
from maillage.audit import journal
from maillage.enrolments import presence, tables
from maillage.enrolments.models import Place


def lock(session: Session) -> dict[int, DinnerTable]:
    """The tables of a date, one plan at a time."""
    return {
        one.pk: one
        for one in DinnerTable.objects.filter(session=session).select_for_update(of=("self",)).order_by("pk")
    }


def taken(session: Session) -> dict[int, int]:
    """{table: seats taken}, by those who hold a place."""
    rows = Place.objects.filter(table__session=session, holds=True).order_by().values_list("table")
    return dict(rows.annotate(n=Count("pk")))


def groups(session: Session) -> dict[int, list[Place]]:
    """{enrolment: its places at this date}."""
    found: dict[int, list[Place]] = defaultdict(list)
    for place in presence.at_the_door(session).select_related("enrolment", "table").order_by("pk"):
        found[place.enrolment_id].append(place)
    return found


@transaction.atomic
def seat(*, session: Session, places: list[int], table: int | None, by: Any) -> int:
    """Seat these people at a table (None: at none). Raises ValidationError when it has not as many seats."""
    known = lock(session)
    rows = list(presence.at_the_door(session).filter(pk__in=places).select_related("enrolment"))
    if not rows:
        raise ValidationError(_("Ces personnes ne sont plus inscrites à cette date : rechargez le plan."))
    if table is not None:
        if table not in known:
            raise ValidationError(_("Cette table n’est pas de ce repas."))
        moving = [row for row in rows if row.table_id != table]
        free = known[table].seats - taken(session).get(table, 0)
        if len(moving) > free:
            raise ValidationError(
                _("« %(table)s » a %(seats)s couverts, il en reste %(free)s : il en faut %(need)s.")
                % {"table": known[table], "seats": known[table].seats, "free": free, "need": len(moving)}, code="seats",
            )  # fmt: skip
    Place.objects.filter(pk__in=[row.pk for row in rows]).update(table=table)
    journal.record("seats.given", session, by=by, changes={"places": [None, len(rows)], "table": [None, table]})
    return len(rows)


@transaction.atomic
def seat_all(*, session: Session, by: Any) -> tuple[int, int]:
    """Seat whoever has no table, groups together: (seated, left standing)."""
    known, used = lock(session), taken(session)
    free = {pk: max(0, one.seats - used.get(pk, 0)) for pk, one in known.items()}
    waiting = {key: [one for one in rows if one.table_id is None] for key, rows in groups(session).items()}
    # A group of which some sit already joins them when there is room.
    found: dict[int, int] = {}
    for key, rows in groups(session).items():
        here = next((one.table_id for one in rows if one.table_id in free), None)
        if here is not None and waiting[key] and free[here] >= len(waiting[key]):
            found[key] = here
            free[here] -= len(waiting[key])
    rest = [(key, len(rows)) for key, rows in waiting.items() if rows and key not in found]
    found |= tables.seat(rest, free)
    chairs: dict[int, list[int]] = defaultdict(list)
    for key, table in found.items():
        chairs[table] += [one.pk for one in waiting[key]]
    for table, people in chairs.items():
        Place.objects.filter(pk__in=people).update(table=table)
    seated = sum(len(people) for people in chairs.values())
    if seated:
        journal.record("seats.given", session, by=by, changes={"places": [None, seated]})
    return seated, sum(len(rows) for rows in waiting.values()) - seated


@transaction.atomic
def clear(*, session: Session, by: Any) -> int:
    """Nobody is seated any more."""
    lock(session)
    count = Place.objects.filter(table__session=session).update(table=None)
    journal.record("seats.cleared", session, by=by, changes={"places": [count, None]})
    return count
