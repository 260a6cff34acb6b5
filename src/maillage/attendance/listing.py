"""The dates to count and what their lists show; what an activity reached, in sum."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.activities.enums import ActivityState, Structure
from maillage.activities.models import Activity, Session
from maillage.attendance.enums import Basis, Method
from maillage.attendance.figures.reading import HELD, ours
from maillage.attendance.models import Reach
from maillage.desk.columns import tag

STATES = (
    ("a-compter", lazy("À compter")),
    ("comptees", lazy("Comptées ou estimées")),
    ("sans-nombre", lazy("Sans nombre, et c’est dit")),
)


def past() -> QuerySet[Session]:
    """The network's dates that began, cancelled ones left out."""
    kept = Q(cancelled_at=None, activity__state__in=HELD, starts_at__lte=now())
    return Session.objects.filter(kept & (ours("activity__") | Q(count__isnull=False)))


def uncounted() -> QuerySet[Session]:
    """Those that wait for a number."""
    return past().filter(count=None)


def to_confirm() -> QuerySet[Activity]:
    """Held, and every date has its count: someone says that the figures are final."""
    held = Activity.objects.filter(state=ActivityState.HELD, sessions__count__isnull=False)
    return held.exclude(pk__in=uncounted().values("activity")).distinct()


def by_state(rows: QuerySet[Session], value: str) -> QuerySet[Session]:
    match value:
        case "a-compter":
            return rows.filter(count=None)
        case "comptees":
            return rows.filter(count__present__isnull=False)
    return rows.filter(count__method=Method.UNKNOWN)


def title(row: Session) -> str:
    return str(row.activity.title)


def label(row: Session) -> str:
    return str(row.label)


def place(row: Session) -> str:
    return str(row.venue or "")


def count_of(row: Session) -> Any:
    return getattr(row, "count", None)


def registered(row: Session) -> int | None:
    return count.registered if (count := count_of(row)) else None


def present(row: Session) -> int | None:
    return count.present if (count := count_of(row)) else None


def present_cell(row: Session) -> Any:
    """The number; or, in words, that there is none and why."""
    count = count_of(row)
    if count is None:
        return tag(_("à compter"), "al")
    if count.present is None:
        return tag(_("sans nombre"))
    return f"{count.present} *" if count.method == Method.ESTIMATED else count.present


@dataclass
class Summary:
    """What an activity reached: presences, and people with the way they were found."""

    dates: list[Session]
    presences: int
    counted: int
    people: int | None
    basis: str
    registered: int | None

    @property
    def now(self) -> datetime:
        return now()

    @property
    def waiting(self) -> int:
        return sum(1 for one in self.dates if one.starts_at <= now() and count_of(one) is None)

    @property
    def several(self) -> bool:
        return len(self.dates) > 1


def summary(activity: Activity) -> Summary:
    """In two queries."""
    dates = list(
        activity.sessions.filter(cancelled_at=None).select_related("venue", "count").order_by("starts_at", "pk")
    )
    for one in dates:
        one.counted = count_of(one)  # type: ignore[attr-defined]  # None where there is no count: a template cannot ask
    known = [count for one in dates if (count := count_of(one)) and count.present is not None]
    presences = sum(count.present for count in known)
    given = Reach.objects.filter(activity=activity).first()
    basis = Basis.SUM
    people: int | None = presences
    if given:
        people, basis = given.people, Basis.GIVEN
    elif Structure(activity.structure).as_a_whole:
        people, basis = max((count.present for count in known), default=0), Basis.MOST
    signed = [count.registered for count in known if count.registered is not None]
    return Summary(
        dates, presences, len(known), people if known else None, str(basis.label), sum(signed) if signed else None
    )
