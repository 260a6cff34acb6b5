"""What facilitators are owed for a period, read from what they gave: the arithmetic is in `fees`."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format

from maillage.billing import words as money
from maillage.bookings.intervals import whole_days
from maillage.network import current
from maillage.schools.enums import Answer
from maillage.schools.fees import Line, summed
from maillage.schools.models import Assignment

GIVEN = ("held", "counted", "evaluated")


def table(first: date, last: date, user: Any) -> list[dict[str, Any]]:
    """A row for each facilitator (and currency), in one query: sessions, hours, kilometres, exact amounts."""
    start, end = whole_days(first, last, current.zone())
    rows = Assignment.objects.visible_to(user).filter(visit__starts_at__gte=start, visit__starts_at__lt=end)
    rows = rows.filter(visit__request__state__in=GIVEN).exclude(answer=Answer.DECLINED)
    lines: dict[tuple[int, str], list[Line]] = defaultdict(list)
    names: dict[int, Any] = {}
    for row in rows.select_related("visit", "facilitator__person").order_by(
        "facilitator__person__sort_name", "visit__starts_at"
    ):
        minutes = int((row.visit.ends_at - row.visit.starts_at).total_seconds() // 60)
        names[row.facilitator_id] = row.facilitator
        line = Line(row.facilitator_id, minutes, row.km or 0, row.fee, row.per_100_km, row.currency)
        lines[row.facilitator_id, row.currency].append(line)
    found = []
    for (pk, currency), mine in lines.items():
        total = summed(mine, currency)
        found.append({"name": names[pk], "url": names[pk].get_absolute_url(), "sum": total,
                      "hours": number_format(Decimal(total.hours)),
                      "km": number_format(total.km, force_grouping=True),
                      **{key: money.show(getattr(total, key).minor, currency) for key in ("fees", "mileage", "amount")}})  # fmt: skip
    return found
