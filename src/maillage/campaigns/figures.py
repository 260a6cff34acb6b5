"""The figures of a petition: by day, by region, by week, by version of its text. Nothing here is asked by a public page."""

from datetime import date, timedelta
from typing import Any

from django.core.cache import caches
from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils.timezone import localdate

from maillage.campaigns.enums import BatchState, SignatureState
from maillage.campaigns.models import PaperBatch, Petition, Signature

REMEMBERED = 300  # seconds: a curve of a hundred thousand signatures is not drawn again at each look


def recount(petition: Petition) -> tuple[int, int]:
    """On line and on paper, counted row by row: what the tally must say."""
    online = Signature.objects.filter(petition=petition, state=SignatureState.CONFIRMED).count()
    sheets = PaperBatch.objects.filter(petition=petition, state=BatchState.CHECKED)
    return online, sum(claimed - excluded for claimed, excluded in sheets.values_list("claimed", "excluded"))


def by_day(petition: Petition) -> dict[date, int]:
    rows = Signature.objects.filter(petition=petition, state=SignatureState.CONFIRMED)
    days = rows.annotate(day=TruncDate("confirmed_at")).order_by().values_list("day").annotate(n=Count("pk"))
    return dict(sorted(days))


def curve(petition: Petition) -> list[tuple[date, int]]:
    """Each day from the first to the last, empty ones included; remembered five minutes."""
    key = f"campaigns:curve:{petition.pk}:{petition.tally.online if petition.tally.online < 5000 else localdate()}"
    found = caches["memory"].get(key)
    if found is None:
        found = filled(by_day(petition))
        caches["memory"].set(key, found, REMEMBERED)
    return found


def filled(days: dict[date, int]) -> list[tuple[date, int]]:
    if not days:
        return []
    first, last = min(days), max(days)
    return [(first + timedelta(days=n), days.get(first + timedelta(days=n), 0)) for n in range((last - first).days + 1)]


def weeks(days: dict[date, int]) -> list[tuple[str, int]]:
    """(Monday, how many), from the first week to the last."""
    found: dict[date, int] = {}
    for day, n in filled(days):
        monday = day - timedelta(days=day.weekday())
        found[monday] = found.get(monday, 0) + n
    return [(monday.isoformat(), n) for monday, n in found.items()]


def by_region(petition: Petition) -> dict[str, int]:
    """By the code of the region; "" where it is not known. Paper sheets with them."""
    rows = Signature.objects.filter(petition=petition, state=SignatureState.CONFIRMED)
    found = dict(rows.order_by().values_list("region").annotate(n=Count("pk")))
    sheets = PaperBatch.objects.filter(petition=petition, state=BatchState.CHECKED)
    for region, claimed, excluded in sheets.values_list("region", "claimed", "excluded"):
        found[region] = found.get(region, 0) + claimed - excluded
    return found


def by_version(petition: Petition) -> dict[str, int]:
    rows = Signature.objects.filter(petition=petition, state=SignatureState.CONFIRMED)
    found = rows.order_by("version__number").values_list("version__number").annotate(n=Count("pk"))
    return {str(number): n for number, n in found}


def by_state(petition: Petition) -> dict[str, int]:
    rows = Signature.objects.filter(petition=petition)
    return dict(rows.order_by().values_list("state").annotate(n=Count("pk")))


def frozen(petition: Petition) -> dict[str, Any]:
    """What a delivery keeps."""
    return {"regions": by_region(petition), "weeks": weeks(by_day(petition)), "versions": by_version(petition)}
