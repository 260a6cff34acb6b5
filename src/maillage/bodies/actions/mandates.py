"""The verbs on mandates: begin, end, another office, co-opt, confirm."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localdate

from maillage.bodies import terms
from maillage.bodies.actions.common import locked, record, refuse
from maillage.bodies.enums import How, Leaving, Office
from maillage.bodies.models import Body, Mandate, SeatGroup
from maillage.members import words
from maillage.members.models import MembershipPeriod


def said(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def categories_of(person: Any, organisation: Any, on: date) -> set[str]:
    """Categories of members in which this person, or the organisation they would sit for, stands on a day."""
    whose = Q(member__person=person)
    if organisation is not None:
        whose |= Q(member__organisation=organisation)
    return set(MembershipPeriod.objects.on(on).filter(whose).values_list("category", flat=True))


def check_group(body: Body, group: SeatGroup | None, how: str) -> None:
    if group is None:
        if how != How.EX_OFFICIO and body.groups.exists():
            raise refuse("group_needed")
    elif group.body_id != body.pk:
        raise refuse("other_body")


def check_seat(
    body: Body, group: SeatGroup | None, person: Any, organisation: Any, start: date, due: date | None
) -> None:
    """One mandate at a time in a body; never more than the group's seats; kept seats for their category."""
    lasting = body.mandates.filter(Q(ended_on=None) | Q(ended_on__gte=start), substitute_rank=None)
    if due is not None:
        lasting = lasting.filter(started_on__lte=due)
    if (other := lasting.filter(person=person).first()) is not None:
        raise refuse("overlap", start=said(other.started_on))
    if group is None:
        return
    held = [terms.Term(row.started_on, row.ended_on) for row in lasting.filter(group=group)]
    if terms.most_at_once(held, start, due) >= group.seats:
        raise refuse("full", group=group, seats=group.seats)
    if group.category and group.category not in categories_of(person, organisation, start):
        raise refuse("category", category=words.category(group.category))


def no_longer_waiting(rows: Any, start: date) -> None:
    """Lines of substitutes that end when a seat is taken, or when others are elected."""
    for row in rows.filter(ended_on=None).exclude(substitute_rank=None):
        row.ended_on, row.end_reason = max(row.started_on, start - terms.DAY), Leaving.TERM
        row.save(update_fields=["ended_on", "end_reason"])


@transaction.atomic
def begin(
    *, body: Body, person: Any, by: Any, group: SeatGroup | None = None, organisation: Any = None,
    office: str = Office.MEMBER, start: date | None = None, due: date | None = None, how: str = How.ELECTED,
    source: str = "", substitute_rank: int | None = None, replaces: Mandate | None = None, to_confirm: bool = False,
    terms_served: int = 0,
) -> Mandate:  # fmt: skip
    """A person takes a seat from a day; without `due`, until the end of the term that the group gives.

    A substitute (`substitute_rank`) holds no seat. Raises ValidationError: no seat left, seat kept for another
    category, the person sits there already.
    """
    body, start = locked(body), start or localdate()
    if not body.active:
        raise refuse("closed")
    check_group(body, group, how)
    if due is None and group is not None:
        due = terms.term_end(start, group.term_months)
    if due is not None and due < start:
        raise refuse("ends_before_start", start=said(start))
    if substitute_rank is None:
        check_seat(body, group, person, organisation, start, due)
        no_longer_waiting(body.mandates.filter(person=person), start)
    mandate = Mandate(
        body=body, group=group, person=person, organisation=organisation, office=office, started_on=start, due_on=due,
        how=how, source=source, substitute_rank=substitute_rank, replaces=replaces, to_confirm=to_confirm,
        terms_served=terms_served,
    )  # fmt: skip
    mandate.full_clean()
    mandate.save()
    record("mandate.begun", mandate, by=by,
           changes={"person": [None, person.pk], "office": [None, office], "started_on": [None, start]})  # fmt: skip
    return mandate


@transaction.atomic
def end(*, mandate: Mandate, on: date, reason: str, by: Any, note: str = "") -> Mandate:
    """The mandate ends on this day (included): term, resignation, revocation…"""
    body = locked(mandate.body)
    mandate = body.mandates.select_for_update(of=("self",)).get(pk=mandate.pk)
    if mandate.ended_on is not None:
        raise refuse("already_ended")
    if on < mandate.started_on:
        raise refuse("ends_before_start", start=said(mandate.started_on))
    mandate.ended_on, mandate.end_reason, mandate.note = on, reason, note
    mandate.full_clean(validate_unique=False)
    mandate.save()
    record("mandate.ended", mandate, by=by, changes={"ended_on": [None, on], "end_reason": ["", str(reason)]})
    return mandate


@transaction.atomic
def change_office(*, mandate: Mandate, office: str, on: date, by: Any) -> Mandate:
    """Another office from this day on, in the same mandate: the composition of the past stays as it was."""
    body = locked(mandate.body)
    mandate = body.mandates.select_for_update(of=("self",)).get(pk=mandate.pk)
    if mandate.ended_on is not None:
        raise refuse("already_ended")
    if on < mandate.started_on:
        raise refuse("not_a_date", start=said(mandate.started_on))
    if on == mandate.started_on:
        mandate.office = office
        mandate.save(update_fields=["office"])
        record("mandate.office_changed", mandate, by=by, changes={"office": [None, office]})
        return mandate
    end(mandate=mandate, on=on - terms.DAY, reason=Leaving.OFFICE, by=by)
    after = Mandate.objects.create(
        body=body, group=mandate.group, person=mandate.person, organisation=mandate.organisation, office=office,
        started_on=on, due_on=mandate.due_on if mandate.due_on is None or mandate.due_on >= on else on,
        how=mandate.how, source=mandate.source, replaces=mandate, to_confirm=mandate.to_confirm,
        confirmed_on=mandate.confirmed_on,
    )  # fmt: skip
    record("mandate.office_changed", after, by=by, changes={"office": [mandate.office, office]})
    return after


@transaction.atomic
def coopt(*, replaces: Mandate, person: Any, by: Any, organisation: Any = None, start: date | None = None,
          office: str = Office.MEMBER) -> Mandate:  # fmt: skip
    """Fill the seat of someone who left, until the end of their term; the next assembly confirms it."""
    start = start or localdate()
    body = locked(replaces.body)
    replaces = body.mandates.get(pk=replaces.pk)
    if replaces.ended_on is None or replaces.ended_on >= start:
        raise refuse("still_sits")
    if replaces.due_on is not None and replaces.due_on < start:
        raise refuse("term_over", end=said(replaces.due_on))
    if body.mandates.filter(replaces=replaces).exclude(end_reason=Leaving.REFUSED).exists():
        raise refuse("filled")
    return begin(body=body, person=person, organisation=organisation, group=replaces.group, office=office, start=start,
                 due=replaces.due_on, how=How.COOPTED, replaces=replaces, to_confirm=True, by=by)  # fmt: skip


@transaction.atomic
def confirm(*, mandate: Mandate, on: date, by: Any, confirmed: bool = True) -> Mandate:
    """The assembly confirms a co-option, or refuses it: then the mandate ends that day."""
    mandate = Mandate.objects.select_for_update(of=("self",)).select_related("body").get(pk=mandate.pk)
    if not mandate.to_confirm or mandate.confirmed_on is not None or mandate.ended_on is not None:
        raise refuse("nothing_to_confirm")
    if not confirmed:
        return end(mandate=mandate, on=on, reason=Leaving.REFUSED, by=by)
    if on < mandate.started_on:
        raise refuse("not_a_date", start=said(mandate.started_on))
    mandate.confirmed_on = on
    mandate.save(update_fields=["confirmed_on"])
    record("mandate.confirmed", mandate, by=by, changes={"confirmed_on": [None, on]})
    return mandate
