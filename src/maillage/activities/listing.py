"""The list of activities: what each row shows, how it is narrowed, in a flat number of queries."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, ExtractYear
from django.utils.timezone import make_aware, now

from maillage.activities import words
from maillage.activities.enums import ActivityState, Kind
from maillage.activities.models import Activity, Classification, Session
from maillage.campaigns.models import Campaign
from maillage.core.generation import once

FIELDS = ("title", "form", "structure", "part", "state", "starts_at", "ends_at", "organiser_name", "movement",
          "movement_year", "expected", "is_public", "announced_at", "version")  # fmt: skip


def in_order(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """What comes first, then what was, the latest first; what has no date yet before all."""
    past = Case(When(ends_at__lt=now(), then=Value(1)), default=Value(0), output_field=IntegerField())
    return rows.annotate(past=past).order_by(
        "past", Case(When(past=0, then=F("starts_at"))).asc(nulls_first=True), F("starts_at").desc(), "pk"
    )


def listed(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """With the town of its next date, how many dates it has, its audiences and themes, who makes it."""
    dates = Session.objects.filter(activity=OuterRef("pk"), cancelled_at=None).order_by("starts_at")
    count = Session.objects.filter(activity=OuterRef("pk")).order_by().values("activity").annotate(n=Count("pk"))
    codes = Classification.objects.filter(kind__in=(Kind.AUDIENCE, Kind.THEME)).order_by("kind", "code")
    return (
        rows.select_related("organiser")
        .only(*FIELDS, "organiser__name", "organiser__withheld", "organiser__is_public", "organiser__state")
        .annotate(city=Coalesce(Subquery(dates.values("venue__city")[:1]), Value("")),
                  mode=Coalesce(Subquery(dates.values("mode")[:1]), Value("")),
                  dates=Coalesce(Subquery(count.values("n")), Value(0)))
        .prefetch_related(Prefetch("classifications", codes))
    )  # fmt: skip


def codes_of(row: Any, kind: str) -> str:
    named = words.names(kind)
    return ", ".join(named.get(one.code, one.code) for one in row.classifications.all() if one.kind == kind)


def organiser_of(row: Any, user: Any) -> str:
    """Who makes it, as this person may know; nothing when it is the network."""
    if row.organiser_id:
        hidden = row.organiser.withheld and not user.can("withheld.view")
        return "" if hidden else str(row.organiser)
    return str(row.organiser_name)


# Filters


def by_words(rows: QuerySet[Activity], value: str) -> QuerySet[Activity]:
    for word in value.split()[:6]:
        rows = rows.filter(Q(title__icontains=word) | Q(summary__icontains=word) | Q(organiser_name__icontains=word)
                           | Q(organiser__name__icontains=word, organiser__withheld=False))  # fmt: skip
    return rows


def by_code(kind: str) -> Any:
    return lambda rows, value: rows.classified(kind, [value])


def by_region(rows: QuerySet[Activity], value: str) -> QuerySet[Activity]:
    return rows.filter(pk__in=Session.objects.filter(venue__region=value).values("activity"))


def by_year(rows: QuerySet[Activity], value: str) -> QuerySet[Activity]:
    year = int(value)
    first, last = (make_aware(datetime.combine(date(y, 1, 1), time())) for y in (year, year + 1))
    return rows.filter(starts_at__lt=last, ends_at__gte=first)


def by_when(rows: QuerySet[Activity], value: str) -> QuerySet[Activity]:
    """To come, over, or waiting for someone's word."""
    at = now()
    match value:
        case "a-venir":
            return rows.filter(Q(ends_at__gte=at) | Q(ends_at=None))
        case "a-dire":
            return to_say(rows)
    return rows.filter(ends_at__lt=at)


def to_say(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """Announced, and over: someone must say whether they took place."""
    return rows.filter(state=ActivityState.ANNOUNCED, ends_at__lt=now())


def by_campaign(rows: QuerySet[Activity], value: str) -> QuerySet[Activity]:
    return rows.filter(campaign=int(value))


@once
def years() -> list[tuple[str, str]]:
    found = Activity.objects.exclude(starts_at=None).annotate(y=ExtractYear("starts_at")).order_by("-y")
    return [(str(year), str(year)) for year in found.values_list("y", flat=True).distinct()]


@once
def campaigns() -> list[tuple[str, str]]:
    return [(str(pk), title) for pk, title in Campaign.objects.values_list("pk", "title")]


def options(kind: str) -> Any:
    return lambda: list(words.names(kind).items())


def forms() -> Iterable[tuple[str, str]]:
    return words.forms().items()


def movements() -> Iterable[tuple[str, str]]:
    return words.movements().items()
