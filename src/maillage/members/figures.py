"""Figures of membership: joined, left, back, retained, by year and category; why one leaves; ages by bracket."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from maillage.core.periods import FiscalYear
from maillage.members.enums import EndReason
from maillage.members.models import Member, MembershipPeriod
from maillage.members.periods import YearCount, count_years
from maillage.members.queries import ledger_of
from maillage.network import current

K = 5  # fewer people than this are never told in public
BRACKETS = ((0, 25, _("moins de 25 ans")), (25, 35, _("25 à 34 ans")), (35, 50, _("35 à 49 ans")),
            (50, 65, _("50 à 64 ans")), (65, 200, _("65 ans et plus")))  # fmt: skip


@dataclass(frozen=True)
class Figures:
    years: list[YearCount]
    by_category: dict[str, list[YearCount]]
    reasons: list[tuple[str, list[tuple[str, int]]]]  # (year, [(reason, count)])


def last_years(count: int, today: date) -> list[FiscalYear]:
    calendar = current.profile().fiscal_year.calendar
    now = calendar.year_of(today)
    return [calendar.shift(now, -back) for back in range(count - 1, -1, -1)]


def figures(members: Any, *, years: int = 4, today: date | None = None) -> Figures:
    """Movements of these members, in one query. A change of category joins the one and leaves the other."""
    day = today or localdate()
    wanted = last_years(years, day)
    ledgers: dict[int, list[Any]] = defaultdict(list)
    by_category: dict[str, dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))
    reasons: dict[str, Counter[str]] = {year.label: Counter() for year in wanted}
    rows = MembershipPeriod.objects.filter(member__in=members.order_by().values("pk")).order_by("started_on")
    for row in rows:
        ledgers[row.member_id].append(row)
        by_category[row.category][row.member_id].append(row)
        if row.ended_on and row.reason != EndReason.CHANGED:
            year = next((one for one in wanted if row.ended_on in one), None)
            if year and row.ended_on <= day:
                reasons[year.label][row.reason] += 1
    return Figures(
        counted(ledgers.values(), wanted, day),
        {code: counted(found.values(), wanted, day) for code, found in by_category.items()},
        [
            (label, [(str(EndReason(code).label), n) for code, n in found.most_common()])
            for label, found in reasons.items()
        ],
    )


def counted(ledgers: Iterable[list[Any]], years: list[FiscalYear], day: date) -> list[YearCount]:
    return count_years([ledger_of(rows) for rows in ledgers], years, as_of=day)


def ages(members: Any, on: date | None = None) -> tuple[list[tuple[str, int]], int]:
    """([(bracket, people)], how many gave no year) of individual members on a day."""
    day = on or localdate()
    born = list(members.current(day).exclude(person=None).values_list("person__birth_year", flat=True))
    known = [day.year - year for year in born if year]
    found = [(str(label), sum(low <= age < high for age in known)) for low, high, label in BRACKETS]
    return found, len(born) - len(known)


def public_ages(pairs: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Brackets merged with the next until none holds fewer than five people; nothing when there are too few."""
    merged: list[tuple[str, int]] = []
    label, total = "", 0
    for name, count in pairs:
        label = f"{label} ; {name}" if label else name
        total += count
        if total >= K:
            merged.append((label, total))
            label, total = "", 0
    if total and merged:
        before, count = merged.pop()
        merged.append((f"{before} ; {label}", count + total))
    return merged


def public_totals(on: date | None = None) -> dict[str, int]:
    """What the public page says: organisations that may be named, in all; people, as a number."""
    day = on or localdate()
    shown = [one.code for one in current.profile().membership.categories if one.public]
    now = MembershipPeriod.objects.on(day)
    named = Member.objects.filter(
        pk__in=now.filter(category__in=shown).values("member"),
        organisation__is_public=True,
        organisation__withheld=False,
    )
    people = Member.objects.current(day).filter(person__isnull=False, person__withheld=False).count()
    return {"organisations": named.count(), "people": people if people >= K else 0}
