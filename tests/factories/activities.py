"""Activities for a test: plain functions, rows written as the verbs would leave them."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.utils.timezone import now

from maillage.activities.models import Activity, Classification, Session, Venue
from maillage.enrolments.models import Opening, PlaceKind, Quota

_numbers = count(1)
START = datetime(2027, 3, 17, 18, 0, tzinfo=UTC)


def venue(name: str = "", **values: Any) -> Venue:
    values.setdefault("city", "Québec")
    return Venue.objects.create(name=name or f"Salle {next(_numbers)}", **values)


def session(activity: Activity, starts_at: datetime = START, hours: float = 2, **values: Any) -> Session:
    made = Session.objects.create(
        activity=activity, starts_at=starts_at, ends_at=starts_at + timedelta(hours=hours), **values
    )
    times = list(activity.sessions.values_list("starts_at", "ends_at"))
    activity.starts_at, activity.ends_at = min(a for a, _b in times), max(b for _a, b in times)
    activity.save(update_fields=["starts_at", "ends_at"])
    return made


def activity(
    title: str = "",
    *,
    state: str = "announced",
    starts_at: datetime | None = START,
    form: str = "conference",
    classified: tuple[tuple[str, str], ...] = (),
    **values: Any,
) -> Activity:
    """An activity with one date (none when `starts_at` is None); `classified=(("theme", "paix"),)`."""
    if state in ("announced", "held", "accounted"):
        values.setdefault("announced_at", now())
    if state == "cancelled":
        values.setdefault("cancelled_at", now())
    made = Activity.objects.create(title=title or f"Activité {next(_numbers)}", state=state, form=form, **values)
    Classification.objects.bulk_create(Classification(activity=made, kind=k, code=c) for k, c in classified)
    if starts_at is not None:
        session(made, starts_at)
    return made


def opening(activity: Activity, places: int | None = None, **values: Any) -> Opening:
    """Enrolment in an activity: one kind of place, in one quota when `places` is given."""
    made = Opening.objects.create(activity=activity, **values)
    kind = PlaceKind.objects.create(opening=made, name="Place")
    if places is not None:
        kind.quotas.add(Quota.objects.create(opening=made, name="Salle", size=places))
    return made
