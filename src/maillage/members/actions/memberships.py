"""Joining, changing category, leaving: each writes lines of the ledger, never a state."""

from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils.formats import date_format

from maillage.core.periods import Period
from maillage.members.actions.common import record, refuse
from maillage.members.enums import EndReason
from maillage.members.models import Delegation, Member, MembershipPeriod
from maillage.members.queries import sizes_on
from maillage.network import current
from maillage.network.membership import Category
from maillage.organisations.models import Organisation, Person

Holder = Organisation | Person
ONE_DAY = timedelta(days=1)
TURNS = 20


def category_of(code: str) -> Category:
    try:
        return current.profile().category(code)
    except KeyError:
        raise refuse("unknown_category") from None


def must_fit(category: Category, holder: Holder, on: date) -> None:
    """The category is for this kind of member, this family, this size."""
    name = category.name.text()
    individual = isinstance(holder, Person)
    if category.who != "both" and (category.who == "individual") is not individual:
        raise refuse("wrong_holder", category=name)
    if individual:
        return
    assert isinstance(holder, Organisation)
    if category.family and holder.family and holder.family != category.family:
        raise refuse("wrong_family", category=name, family=current.profile().family(category.family).name.text())
    if category.threshold:
        size = sizes_on(on, [holder.pk]).get(holder.pk, {}).get(category.threshold.measure)
        if size is None:
            raise refuse("threshold_unknown", category=name)
        if not category.threshold.is_met(size):
            raise refuse("threshold", category=name, size=size)


def locked(member: Member) -> Member:
    found: Member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    return found


def must_be_free(member: Member, start: date, end: date | None) -> None:
    """No period of the ledger overlaps these days."""
    wanted = Period(start, end)
    for row in member.periods.all():
        if Period(row.started_on, row.ended_on).overlaps(wanted):
            ended = date_format(row.ended_on, "SHORT_DATE_FORMAT") if row.ended_on else "…"
            raise refuse("overlap", start=date_format(row.started_on, "SHORT_DATE_FORMAT"), end=ended)


def member_for(holder: Holder) -> Member:
    """The member row of an organisation or a person, made at the first membership."""
    field = {"organisation" if isinstance(holder, Organisation) else "person": holder}
    for attempt in range(TURNS):
        known = Member.objects.filter(**field).first()
        if known:
            return locked(known)
        number = (Member.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                return Member.objects.create(**field, number=number)
        except IntegrityError:  # someone took this number, or made this member, in between
            if attempt == TURNS - 1:
                raise
    raise AssertionError


@transaction.atomic
def start_membership(
    *, holder: Holder, category: str, start: date, by: Any, group: str = "", end: date | None = None,
    reason: str = "", note: str = "",
) -> MembershipPeriod:  # fmt: skip
    """Write the first line of a membership, or of a return. Refused when it overlaps, or the category does not fit."""
    kind = category_of(category)
    must_fit(kind, holder, start)
    if end and end < start:
        raise refuse("ends_before_start", start=date_format(start, "SHORT_DATE_FORMAT"))
    member = member_for(holder)
    must_be_free(member, start, end)
    period = MembershipPeriod.objects.create(
        member=member, category=category, group=group or kind.group or "", started_on=start, ended_on=end,
        reason=reason or (EndReason.OTHER if end else ""), note=note,
    )  # fmt: skip
    record("membership.started", member, by=by, changes={"category": [None, category], "started_on": [None, start]})
    return period


def open_period(member: Member, on: date) -> MembershipPeriod:
    period: MembershipPeriod | None = member.periods.on(on).first()
    if period is None:
        raise refuse("not_member")
    return period


@transaction.atomic
def change_category(
    *, member: Member, category: str, on: date, by: Any, group: str = "", note: str = ""
) -> MembershipPeriod:
    """From this day the member is in another category or group; what was before stays written."""
    member = locked(member)
    kind = category_of(category)
    must_fit(kind, member.holder, on)
    period = open_period(member, on)
    group = group or kind.group or ""
    if (period.category, period.group) == (category, group):
        raise refuse("same_category")
    before = f"{period.category} {period.group}".strip()
    later_end, later_reason = period.ended_on, period.reason
    if period.started_on == on:
        period.category, period.group, period.note = category, group, note
        period.save()
        new = period
    else:
        period.ended_on, period.reason = on - ONE_DAY, EndReason.CHANGED
        period.save()
        new = MembershipPeriod.objects.create(
            member=member, category=category, group=group, started_on=on, ended_on=later_end, reason=later_reason,
            note=note,
        )  # fmt: skip
    record(
        "membership.changed",
        member,
        by=by,
        changes={"category": [before, f"{category} {group}".strip()], "on": [None, on]},
    )
    return new


@transaction.atomic
def end_membership(*, member: Member, on: date, reason: str, by: Any, note: str = "") -> MembershipPeriod:
    """The membership ends on this day (included), and with it its delegations."""
    member = locked(member)
    period = open_period(member, on)
    later = member.periods.filter(started_on__gt=on).first()
    if later:
        raise refuse("later_period", start=date_format(later.started_on, "SHORT_DATE_FORMAT"))
    period.ended_on, period.reason, period.note = on, EndReason(reason), note[:300]
    period.save()
    after = Q(ended_on=None) | Q(ended_on__gt=on)
    Delegation.objects.filter(after, member=member, started_on__lte=on).update(ended_on=on)
    Delegation.objects.filter(member=member, started_on__gt=on).delete()  # they never began
    record("membership.ended", member, by=by, changes={"ended_on": [None, on], "reason": [None, reason]})
    return period
