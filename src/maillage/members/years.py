"""The dues of a whole year: what is established, what would be, and who is refused and why."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from maillage.billing import words as money
from maillage.core.errors import Refusal
from maillage.core.periods import FiscalYear
from maillage.members import bulk
from maillage.members.actions.dues import YearResult, assessment, schedule_for, year_period
from maillage.members.models import Dues, Member
from maillage.members.queries import sizes_on
from maillage.network import current

BACK = 4


@dataclass
class Preview:
    """The dues of a year before they are established."""

    done: list[tuple[Dues, str]] = field(default_factory=list)
    ready: list[tuple[Member, str]] = field(default_factory=list)
    refused: list[tuple[Member, str]] = field(default_factory=list)
    total: str = ""
    established: str = ""
    schedule: str = ""
    problem: str = ""


def choices() -> list[str]:
    """The years to look at: this one, the last few, and the next one once a schedule covers it."""
    start = current.profile().fiscal_year_of(localdate())
    found = [start]
    for _n in range(BACK):
        found.append(current.profile().fiscal_year_of(date.fromordinal(found[-1].start.toordinal() - 1)))
    ahead = current.profile().fiscal_year_of(date.fromordinal(start.end.toordinal() + 1))
    return [year.label for year in [ahead, *found] if current.profile().schedule_on(year.start)]


def asked(label: str) -> FiscalYear:
    """The year of a label of the address, else this one."""
    start = label.split("-")[0]
    profile = current.profile()
    if start.isdecimal() and len(start) == 4 and 1900 <= int(start) <= 2200:
        year = profile.fiscal_year_of(date(int(start), profile.fiscal_year.month, profile.fiscal_year.day))
        if year.label == label:
            return year
    return profile.fiscal_year_of(localdate())


def day_in(year: FiscalYear) -> date:
    """Today when it falls in the year, else its nearest day."""
    return min(max(localdate(), year.start), year.end)


def concerned(year: FiscalYear, user: Any) -> list[Member]:
    rows = (
        Member.objects.current(day_in(year)) if user is None else Member.objects.visible_to(user).current(day_in(year))
    )
    known = Dues.objects.filter(fiscal_year=year.label).values("member")
    rows = rows.exclude(pk__in=known).select_related("organisation", "person").prefetch_related("periods")
    return list(rows.order_by("number"))


def preview(year: FiscalYear, user: Any) -> Preview:
    """The calculation of each, written nowhere."""
    found, total, minor = Preview(), 0, 0
    dues = (
        Dues.objects.visible_to(user)
        .filter(fiscal_year=year.label)
        .select_related("member__organisation", "member__person")
    )
    for row in dues.order_by("member__number"):
        found.done.append((row, money.show(row.amount, row.currency)))
        total += 0 if row.waived else row.amount
    currency = current.profile().currency
    found.established = money.show(total, currency)
    try:
        schedule = schedule_for(year)
    except ValidationError as error:
        found.problem = " ".join(error.messages)
        return found
    found.schedule = schedule.code
    waiting = concerned(year, user)
    sizes = sizes_on(localdate(), [member.organisation_id for member in waiting if member.organisation_id])
    for member in waiting:
        known = sizes.get(member.organisation_id, {})
        try:
            worked = assessment(member, year_period(member, year), schedule, year, on=localdate(), sizes=known)
        except Refusal as error:
            found.refused.append((member, error.message()))
        except ValidationError as error:
            found.refused.append((member, " ".join(error.messages)))
        else:
            found.ready.append((member, money.show(worked.amount.minor, worked.amount.currency)))
            minor += worked.amount.minor
    found.total = money.show(minor, currency)
    return found


def establish(year: FiscalYear, *, issued_on: date, by: Any) -> YearResult:
    """Establish, invoice and write to all whose dues can be worked out; done twice, it changes nothing."""
    result = YearResult()
    for member in concerned(year, by):
        try:
            with transaction.atomic():
                result.made.append(bulk.establish_one(member=member, day=day_in(year), issued_on=issued_on, by=by))
        except ValidationError as error:
            result.refused.append((member, " ".join(error.messages)))
    return result
