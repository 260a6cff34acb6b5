"""The rates that the house knows, asked for a day; the currency in which a project keeps its books."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from maillage.core.money import Money
from maillage.funding import conversion
from maillage.funding.conversion import Locked, Quote
from maillage.funding.models import BudgetVersion, Rate
from maillage.network import current


def quotes(on: date) -> list[Quote]:
    """Every rate that holds on a day, and the few before it."""
    rows = Rate.objects.filter(
        Q(on__range=(on - timedelta(days=conversion.WINDOW), on)) | Q(source__is_fixed=True, on__lte=on)
    )
    told = rows.values_list("base", "quote", "on", "value", "source__name", "source__is_fixed")
    return [Quote(*row) for row in told]


def lock(base: str, quote: str, on: date, known: Iterable[Quote] | None = None) -> Locked | None:
    """The rate of a day, to be kept; None within one currency, NoRate (with what to do) when there is none."""
    if base == quote:
        return None
    return conversion.find(quotes(on) if known is None else known, base, quote, on)


def converted(amount: Money, currency: str, on: date) -> tuple[Money, Locked | None]:
    """An amount in another currency, with the rate that was taken."""
    locked = lock(amount.currency, currency, on)
    return conversion.convert(amount, locked, currency), locked


def book_currency(project: Any) -> str:
    """The currency of a project's budget, else the project's, else the network's."""
    version = BudgetVersion.objects.filter(project=project).order_by("-number").values_list("currency", flat=True)
    return version.first() or project.currency or current.profile().currency
