"""Who speaks for a member organisation."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.formats import date_format

from maillage.members.actions.common import record, refuse
from maillage.members.actions.memberships import category_of, locked
from maillage.members.enums import DelegateKind
from maillage.members.models import Delegation, Member
from maillage.organisations.models import Person


@transaction.atomic
def name_delegate(
    *, member: Member, person: Person, start: date, by: Any, kind: str = DelegateKind.DELEGATE, rank: int = 0
) -> Delegation:
    """Name a delegate or a substitute. Refused for a lapsed member, or beyond what the category permits."""
    member = locked(member)
    if member.person_id:
        raise refuse("individual_delegate")
    period = member.periods.on(start).first()
    if period is None:
        raise refuse("lapsed_delegate", member=member)
    category = category_of(period.category)
    standing = member.delegations.filter(Q(ended_on=None) | Q(ended_on__gte=start))  # from this day on
    if standing.filter(person=person).exists():
        raise refuse("already_delegate")
    same = standing.filter(kind=kind)
    most = category.max_delegates if kind == DelegateKind.DELEGATE else category.max_substitutes
    if same.count() >= most:
        raise refuse("too_many", most=most)
    rank = rank or max([*same.values_list("rank", flat=True), 0]) + 1
    delegation = Delegation.objects.create(member=member, person=person, kind=kind, rank=rank, started_on=start)
    record("delegation.named", member, by=by, changes={"person": [None, person.pk], "kind": [None, kind]})
    return delegation


@transaction.atomic
def end_delegation(*, delegation: Delegation, on: date, by: Any) -> Delegation:
    """The delegation ends on this day (included)."""
    delegation = Delegation.objects.select_for_update(of=("self",)).get(pk=delegation.pk)
    if on < delegation.started_on:
        raise refuse("ends_before_start", start=date_format(delegation.started_on, "SHORT_DATE_FORMAT"))
    delegation.ended_on = on
    delegation.save()
    record("delegation.ended", delegation.member, by=by, changes={"person": [delegation.person_id, None]})
    return delegation
