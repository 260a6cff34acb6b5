"""The list of members: what each row shows, annotated once for all of them."""

from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from maillage.billing.models import Charge
from maillage.core.generation import once
from maillage.core.text import fold
from maillage.members.models import Delegation, Dues, Member, MembershipPeriod
from maillage.members.periods import since
from maillage.members.queries import SOURCE, ledger_of
from maillage.network import current
from maillage.organisations.enums import PlaceKind
from maillage.organisations.models import Place

OF_HOLDER = Q(organisation=OuterRef("organisation")) | Q(person=OuterRef("person"))


def year_of(day: date) -> str:
    return current.profile().fiscal_year_of(day).label


def overdue(on: date) -> QuerySet[Charge]:
    """Dues still unpaid after their date, for a subquery on members."""
    return (
        Charge.objects.filter(OF_HOLDER, source__startswith=SOURCE, cancelled_on=None, due_on__lt=on)
        .order_by()
        .annotate(paid=Coalesce(Sum("allocations__amount"), 0))
        .filter(amount__gt=F("paid"))
    )


def annotated(rows: QuerySet[Member], on: date | None = None) -> QuerySet[Member]:
    """Adds category, group, last day and reason of the end, delegates, standing, name to sort by."""
    day = on or localdate()
    return rows.annotate(**_read_beside(day, year_of(day)))


@lru_cache(maxsize=4)
def _read_beside(day: date, year: str) -> dict[str, Any]:
    """What is annotated, made once a day: each query copies it."""
    periods = MembershipPeriod.objects.filter(member=OuterRef("pk"))
    now = periods.on(day)
    spoken = Delegation.objects.on(day).filter(member=OuterRef("pk")).order_by().values("member")
    dues = Dues.objects.filter(member=OuterRef("pk"), fiscal_year=year)
    return {
        "category": Subquery(now.values("category")[:1]),
        "group": Subquery(now.values("group")[:1]),
        "last_category": Subquery(periods.order_by("-started_on").values("category")[:1]),
        "ended": Subquery(periods.order_by("-started_on").values("ended_on")[:1]),
        "delegates": Coalesce(
            Subquery(spoken.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), Value(0)
        ),
        "sort": Coalesce("organisation__sort_name", "person__sort_name"),
        "standing": Case(
            When(Exists(overdue(day)), then=Value("late")),
            When(Exists(dues.filter(waived=True)), then=Value("waived")),
            When(Exists(dues), then=Value("ok")),
            default=Value("none"), output_field=CharField(),
        ),
    }  # fmt: skip


def listed(rows: QuerySet[Member], on: date | None = None) -> QuerySet[Member]:
    """The same with what is read beside: holders, seats, the ledger; four queries in all."""
    seats = Place.objects.seats().only("organisation", "city", "region", "country", "kind")
    periods = MembershipPeriod.objects.only("member", "category", "group", "started_on", "ended_on", "reason")
    return (
        annotated(rows, on)
        .select_related("organisation", "person")
        .only("number", "organisation__name", "organisation__withheld", "person__first_name", "person__last_name",
              "person__city")
        .prefetch_related(Prefetch("organisation__places", seats), Prefetch("periods", periods))
    )  # fmt: skip


def since_of(member: Any, on: date | None = None) -> date | None:
    return since(ledger_of(member.periods.all()), on or localdate())


def city_of(member: Any) -> str:
    if member.person_id:
        return str(member.person.city)
    return next((place.city for place in member.organisation.places.all()), "")


def region_of(member: Any) -> str:
    if member.person_id:
        return ""
    return next((place.region for place in member.organisation.places.all()), "")


# Filters


def by_words(rows: QuerySet[Member], value: str) -> QuerySet[Member]:
    words = fold(value)
    found = Q(organisation__sort_name__contains=words) | Q(organisation__short_name__icontains=value)
    for word in words.split()[:6]:
        rows = rows.filter(found | Q(person__sort_name__contains=word) | Q(organisation__sort_name__contains=word)
                           | Q(organisation__short_name__icontains=word)
                           | (Q(number=int(word)) if word.isdecimal() and len(word) < 9 else Q()))  # fmt: skip
    return rows


def by_state(rows: QuerySet[Member], value: str) -> QuerySet[Member]:
    members = MembershipPeriod.objects.on(localdate()).values("member")
    return rows.filter(pk__in=members) if value == "today" else rows.exclude(pk__in=members)


def by_year_joined(rows: QuerySet[Member], value: str) -> QuerySet[Member]:
    """Members whose first period ever began in a civil year."""
    earlier = MembershipPeriod.objects.filter(member=OuterRef("pk"), started_on__year__lt=int(value))
    return rows.filter(periods__started_on__year=int(value)).exclude(Exists(earlier)).distinct()


@once
def years_joined() -> list[tuple[str, str]]:
    first = MembershipPeriod.objects.order_by("started_on").values_list("started_on", flat=True).first()
    if first is None:
        return []
    return [(str(year), str(year)) for year in range(localdate().year, first.year - 1, -1)]


def by_region(rows: QuerySet[Member], value: str) -> QuerySet[Member]:
    return rows.filter(organisation__places__kind=PlaceKind.SEAT, organisation__places__region=value)
