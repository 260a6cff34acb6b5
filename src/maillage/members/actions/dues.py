"""What members owe for a year: assessed from the schedule adopted for it, frozen with the lines that made it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from maillage.billing.actions import cancel_charge, charge
from maillage.core.errors import Refusal
from maillage.core.money import Money
from maillage.core.periods import FiscalYear
from maillage.members import fees
from maillage.members.actions.common import record, refuse
from maillage.members.actions.memberships import locked
from maillage.members.models import Dues, Member, MembershipPeriod
from maillage.members.periods import since
from maillage.members.queries import SOURCE, ledger_of, sizes_on
from maillage.network import current
from maillage.network.fees import FeeSchedule


@dataclass
class YearResult:
    """What assessing a whole year did: members assessed, already done, and refused with their reason."""

    made: list[Dues] = field(default_factory=list)
    known: int = 0
    refused: list[tuple[Member, str]] = field(default_factory=list)


def schedule_for(year: FiscalYear) -> FeeSchedule:
    schedule = current.profile().schedule_on(year.start)
    if schedule is None:
        raise refuse("no_schedule", year=year.label)
    return schedule


def due_date(schedule: FeeSchedule, year: FiscalYear, issued_on: date) -> date:
    """After the invoice by so many days, or on a fixed day of the fiscal year."""
    if schedule.due.kind == "after-invoice":
        return issued_on + timedelta(days=schedule.due.days or 0)
    assert schedule.due.on is not None
    month, day = schedule.due.on.month, schedule.due.on.day
    candidate = date(year.start.year, month, min(day, 28) if month == 2 else day)
    if candidate < year.start:
        candidate = candidate.replace(year=candidate.year + 1)
    return max(candidate, issued_on)


def year_period(member: Member, year: FiscalYear) -> MembershipPeriod:
    """The last line of the ledger that touches a year: its category is the one that owes."""
    for period in sorted(member.periods.all(), key=lambda row: row.started_on, reverse=True):
        if period.started_on <= year.end and (period.ended_on is None or period.ended_on >= year.start):
            return period
    raise refuse("not_member")


def assessment(
    member: Member, period: MembershipPeriod, schedule: FeeSchedule, year: FiscalYear, *, on: date,
    reductions: Iterable[str] = (), chosen: Money | None = None, sizes: Any = None,
) -> fees.Assessment:  # fmt: skip
    """The arithmetic of one member's dues; raises FeeError (MeasureMissing when a size is not known)."""
    profile = current.profile()
    rule = schedule.rule_for(period.category)
    if rule is None:
        raise refuse("no_schedule", year=year.label)
    wanted = set(reductions)
    for reduction in schedule.reductions:
        if reduction.code in wanted and reduction.categories and period.category not in reduction.categories:
            raise refuse("reduction", name=reduction.name.text())
    if sizes is None:
        sizes = sizes_on(on, [member.organisation_id]).get(member.organisation_id, {}) if member.organisation_id else {}
    joined = since(ledger_of(member.periods.all()), max(period.started_on, year.start))
    return fees.assess(
        fees.rule_from_profile(rule, profile.currency), sizes, fiscal_year=year, on=on,
        joined_on=joined if joined and joined > year.start else None,
        reductions=[fees.reduction_from_profile(r) for r in schedule.reductions if r.code in wanted],
        pro_rata=fees.ProRata(schedule.pro_rata), chosen=chosen,
    )  # fmt: skip


@transaction.atomic
def assess_dues(
    *, member: Member, day: date, issued_on: date, by: Any, reductions: Iterable[str] = (),
    chosen: Money | None = None, instalments: int = 1,
) -> Dues:  # fmt: skip
    """Establish what a member owes for the fiscal year of `day`, and charge it, in as many parts as asked and allowed."""
    member = locked(member)
    profile = current.profile()
    year = profile.fiscal_year_of(day)
    schedule = schedule_for(year)
    if Dues.objects.filter(member=member, fiscal_year=year.label).exists():
        raise refuse("already_assessed", year=year.label)
    period = year_period(member, year)
    try:
        worked = assessment(member, period, schedule, year, on=issued_on, reductions=reductions, chosen=chosen)
    except Refusal as refusal:
        raise ValidationError(refusal.message(), code=refusal.code) from refusal
    locale = profile.language.locale
    with override(profile.language.code):  # what is frozen is in the network's language
        lines = [{"label": line.label(locale), "amount": line.amount.minor} for line in worked.lines]
    dues = Dues.objects.create(
        member=member, fiscal_year=year.label, category=period.category, schedule=schedule.code,
        amount=worked.amount.minor, currency=worked.amount.currency, lines=lines, assessed_by=by,
    )  # fmt: skip
    record("dues.assessed", member, by=by, changes={"year": [None, year.label], "amount": [None, str(worked.amount)]})
    charge_dues(
        dues,
        worked.amount,
        due_date(schedule, year, issued_on),
        issued_on,
        min(instalments, schedule.max_instalments),
        by,
    )
    return dues


def charge_dues(dues: Dues, amount: Money, due_on: date, issued_on: date, parts: int, by: Any) -> None:
    """The charges of the dues: one, or one for each part."""
    if amount.minor <= 0:
        return
    parts = max(1, parts)
    dates = fees.instalment_dates(due_on, parts, max(1, 12 // parts)) if parts > 1 else (due_on,)
    for rank, part in enumerate(fees.instalments(amount, dates), start=1):
        with override(current.profile().language.code):
            label = _("Cotisation %(year)s") % {"year": dues.fiscal_year}
        label += f" ({rank}/{parts})" if parts > 1 else ""
        charge(
            payer=dues.member.holder, label=label, amount=part.amount, issued_on=issued_on, due_on=part.due,
            source=f"{SOURCE}{dues.pk}:{rank}", lines=dues.lines if parts == 1 else (), by=by,
        )  # fmt: skip


@transaction.atomic
def assess_year(*, day: date, issued_on: date, by: Any) -> YearResult:
    """Establish the dues of every current member for the fiscal year of `day`; done twice, it changes nothing."""
    result, year = YearResult(), current.profile().fiscal_year_of(day)
    schedule_for(year)
    known = set(Dues.objects.filter(fiscal_year=year.label).values_list("member_id", flat=True))
    for member in Member.objects.current(day).select_related("organisation", "person").order_by("pk"):
        if member.pk in known:
            result.known += 1
            continue
        try:
            with transaction.atomic():
                result.made.append(assess_dues(member=member, day=day, issued_on=issued_on, by=by))
        except ValidationError as error:
            result.refused.append((member, " ".join(error.messages)))
    return result


@transaction.atomic
def waive_dues(*, dues: Dues, reason: str, on: date, by: Any) -> Dues:
    """The board waives the dues of a year: unpaid charges are cancelled, the assessment stays written."""
    dues = Dues.objects.select_for_update(of=("self",)).get(pk=dues.pk)
    if dues.waived:
        raise refuse("already_waived")
    for item in dues.charges.filter(cancelled_on=None):
        if item.allocations.exists():
            raise refuse("paid_dues")
        cancel_charge(charge=item, reason=reason, on=on, by=by)
    dues.waived, dues.waive_reason = True, reason[:300]
    dues.save()
    record("dues.waived", dues.member, by=by, changes={"year": [None, dues.fiscal_year], "reason": [None, reason]})
    return dues
