"""Days and parts: instalments that make the grant to the cent, reports due by a funder's rule. Pure arithmetic."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from maillage.core.errors import Refusal
from maillage.core.money import Money


class ScheduleError(Refusal):
    """A calendar that cannot be."""

    MESSAGES: ClassVar = {
        "not_whole": _("Les parts font %(total)s %% : elles doivent faire 100 %%."),
        "as_many_days": _("Donnez une date pour chaque part."),
        "nothing": _("Dites en combien de tranches l’argent viendra."),
        "beyond": _("Il ne reste que %(left)s à prévoir sur cette subvention de %(amount)s."),
    }


def add_months(day: date, months: int) -> date:
    """The same day some months later; the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def instalments(amount: Money, percents: Sequence[Decimal], days: Sequence[date]) -> list[tuple[date, Money]]:
    """A grant in parts by percents: their sum is the grant."""
    if not percents:
        raise ScheduleError("nothing")
    if len(days) != len(percents):
        raise ScheduleError("as_many_days")
    whole = sum(percents, Decimal(0))
    if whole != 100:
        raise ScheduleError("not_whole", total=f"{whole.normalize():f}")
    return list(zip(days, amount.allocate(list(percents)), strict=True))


def must_fit(amount: Money, planned: int, wanted: Money) -> None:
    """Refuse an instalment larger than what is left of the grant."""
    left = amount.minor - planned
    if wanted.minor > left:
        raise ScheduleError("beyond", left=Money(max(0, left), amount.currency), amount=amount)


def spaced(starts: date, ends: date, number: int) -> list[date]:
    """Days evenly spaced, the first at the start, none after the end."""
    if number <= 1:
        return [starts]
    months = max(1, (ends.year - starts.year) * 12 + ends.month - starts.month)
    return [min(ends, add_months(starts, months * rank // number)) for rank in range(number)]


def report_days(starts: date, ends: date, months: int, within: int) -> list[tuple[date, date, date]]:
    """(from, until, due) of each report: one each so many months, the last at the end."""
    found = []
    first, rank = starts, 1
    while first <= ends:
        until = min(ends, add_months(starts, months * rank) - timedelta(days=1))
        found.append((first, until, until + timedelta(days=within)))
        first, rank = until + timedelta(days=1), rank + 1
    return found
