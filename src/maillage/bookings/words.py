"""How reservations are said: states as tags, spans for calendars, choices of the profile."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.safestring import SafeString
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from maillage.bookings.enums import ReservationState
from maillage.bookings.models import Bookable, Reservation
from maillage.bookings.planning import Span
from maillage.desk.columns import tag
from maillage.network import current

RANK = {"cancelled": -1, "returned": 0, "asked": 1, "confirmed": 3, "out": 4}


def moment(at: datetime) -> datetime | date:
    """A day where it is the whole of it, else the day and its hour."""
    here = localtime(at, current.zone())
    return here.date() if here.time() == time.min else here


def state_tag(row: Reservation) -> SafeString:
    if row.is_late:
        assert row.due_on is not None
        return tag(_("En retard de %(days)s j") % {"days": (localdate() - row.due_on).days}, "er")
    return tag(row.get_state_display(), ReservationState(row.state).tone)


def bookable_tag(row: Bookable) -> SafeString:
    if not row.is_active:
        return tag(_("Retiré"), "nu")
    if row.is_out_of_order:
        return tag(_("Hors service"), "er")
    return tag(_("En service"), "nu")


def span_of(row: Reservation, *, shown: bool = True) -> Span:
    """A reservation on a calendar; one that this person may not read is only « Pris »."""
    zone = current.zone()
    first, last = localtime(row.starts_at, zone).date(), localtime(row.ends_at - timedelta(seconds=1), zone).date()
    late = row.is_late
    tone = "er" if late else ReservationState(row.state).tone
    label = (row.purpose or row.who or str(row.get_state_display())) if shown else _("Pris")
    if late:
        last = max(last, localdate())
    return Span(first, last, label, tone, row.get_absolute_url() if shown else "", RANK[row.state] + late)


def spans(bookables: Iterable[Bookable], first: Any, last: Any, user: Any) -> dict[int, list[Span]]:
    """What keeps each of them between two days: reservations, absences, out of order; in three queries."""
    rows = {row.pk: row for row in bookables}
    found: dict[int, list[Span]] = {pk: [] for pk in rows}
    zone_days = (first - timedelta(days=1), last + timedelta(days=2))
    taken = Reservation.objects.filter(bookable__in=rows, state__in=("asked", "confirmed", "out"))
    late = taken.late()
    taken = (taken.filter(starts_at__date__lte=zone_days[1], ends_at__date__gte=zone_days[0]) | late).distinct()
    readable = set(Reservation.objects.visible_to(user).filter(pk__in=taken.values("pk")).values_list("pk", flat=True))
    for one in taken.select_related("organisation"):
        found[one.bookable_id].append(span_of(one, shown=one.pk in readable))
    for bookable in Bookable.objects.filter(pk__in=rows).prefetch_related("absences"):
        for gone in bookable.absences.all():
            if gone.first_on <= last and gone.last_on >= first:
                found[bookable.pk].append(Span(gone.first_on, gone.last_on, _("Absence"), "nu", "", 2))
        if bookable.out_from and bookable.out_from <= last:
            until = bookable.out_until or last
            if until >= first:
                found[bookable.pk].append(Span(bookable.out_from, until, _("Hors service"), "nu", "", 2))
    return found
