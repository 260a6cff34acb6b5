"""A partnership: begun, changed, made alive, halted, ended, taken up again; to whom one speaks there."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from maillage.audit import journal
from maillage.organisations.models import Person
from maillage.partnerships import signals
from maillage.partnerships.actions.common import locked, note, refuse, saved, written
from maillage.partnerships.actions.pieces import ask_for
from maillage.partnerships.enums import PartnershipState
from maillage.partnerships.models import Carrier, Partnership, PartnershipContact, PartnershipTransition

S = PartnershipState


@transaction.atomic
def begin(*, values: dict[str, Any], by: Any) -> Partnership:
    """Note a partnership, alive or being looked at; its file asks at once for what its regime requires."""
    values = dict(values)
    carriers = values.pop("carriers", ())
    row = Partnership(**values)
    check_carriers(row, carriers)
    if Partnership.objects.filter(organisation=row.organisation).exclude(state=S.ENDED).exists():
        raise refuse("once")
    row.full_clean()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:  # two people at once
        raise refuse("once") from error
    write_carriers(row, carriers, by)
    PartnershipTransition.objects.create(partnership=row, after=row.state, on=row.since or localdate(), by=by)
    note(
        "partnership.begun",
        row,
        by=by,
        changes={"state": [None, row.state], "organisation": [None, row.organisation_id]},
    )
    ask_for(row)
    return row


@transaction.atomic
def change(*, partnership: Partnership, values: dict[str, Any], by: Any) -> Partnership:
    """Change what is said of it; the organisation stays the same, states have their own verbs."""
    row, values = locked(partnership), dict(values)
    carriers = values.pop("carriers", None)
    for fixed in ("organisation", "state"):
        values.pop(fixed, None)
    told = sorted(row.carrier_rows.values_list("organisation_id", flat=True))
    before = written(row, values)
    if carriers is not None:
        check_carriers(row, carriers)
        write_carriers(row, carriers, by)
    changes = saved(row, before)
    now = sorted(row.carrier_rows.values_list("organisation_id", flat=True))
    changes |= journal.difference({"carriers": told}, {"carriers": now})
    note("partnership.changed", row, by=by, changes=changes)
    ask_for(row)
    return row


def check_carriers(row: Partnership, carriers: Sequence[dict[str, Any]]) -> None:
    ids = [one["organisation"].pk for one in carriers]
    if not row.by_network and not ids:
        raise refuse("nobody")
    if len(set(ids)) != len(ids):
        raise refuse("twice")
    if row.organisation_id in ids:
        raise refuse("same_organisation")


def write_carriers(row: Partnership, carriers: Sequence[dict[str, Any]], by: Any) -> None:
    """Replace those that this person sees; the others stay."""
    shown = row.carrier_rows.all() if by is None else row.carrier_rows.visible_to(by)
    shown.delete()
    Carrier.objects.bulk_create((Carrier(partnership=row, **one) for one in carriers), ignore_conflicts=True)


def move(
    row: Partnership, state: PartnershipState, verb: str, *, on: date, reason: str, by: Any, **more: Any
) -> Partnership:
    row = locked(row)
    if not S(row.state).can_become(state):
        raise refuse("state", state=row.get_state_display())
    if on > localdate():
        raise refuse("future")
    if row.since and on < row.since:
        raise refuse("too_early", day=row.since)
    before, row.state = row.state, state
    for name, value in more.items():
        setattr(row, name, value)
    row.full_clean()
    row.version += 1
    row.save()
    PartnershipTransition.objects.create(partnership=row, before=before, after=state, on=on, reason=reason, by=by)
    note(verb, row, by=by, changes={"state": [before, state.value], "on": [None, on], "reason": [None, reason]})
    return row


@transaction.atomic
def activate(*, partnership: Partnership, on: date, by: Any, reason: str = "") -> Partnership:
    """It is alive: from the first day, after a halt, or again after an end."""
    row = locked(partnership)
    fresh = Partnership.objects.filter(organisation=row.organisation_id).exclude(pk=row.pk).exclude(state=S.ENDED)
    if row.state == S.ENDED and fresh.exists():
        raise refuse("once")
    more: dict[str, Any] = {"until": None, "end_reason": "", "end_note": ""}
    if row.since is None:
        more["since"] = on
    return move(row, S.ACTIVE, "partnership.activated", on=on, reason=reason, by=by, **more)


@transaction.atomic
def suspend(*, partnership: Partnership, on: date, reason: str, by: Any) -> Partnership:
    """Halted for a while, and why."""
    return move(partnership, S.SUSPENDED, "partnership.suspended", on=on, reason=reason, by=by)


@transaction.atomic
def end(*, partnership: Partnership, on: date, end_reason: str, end_note: str = "", by: Any) -> Partnership:
    """Over, and why; its agreements in force end the same day, nothing is erased."""
    agreements = list(partnership.agreements.filter(state="force"))
    row = move(partnership, S.ENDED, "partnership.ended", on=on, reason=end_note, by=by, until=on,
               end_reason=end_reason, end_note=end_note)  # fmt: skip
    for agreement in agreements:
        agreement.state, agreement.ended_on, agreement.end_note = "ended", on, end_note
        agreement.version += 1
        agreement.save()
        note("agreement.ended", row, by=by, row=agreement, changes={"ended_on": [None, on]})
    row.assessments.filter(state="asked").update(state="lapsed")
    row.capacities.filter(state="asked").update(state="lapsed")
    signals.partnership_ended.send(sender=Partnership, partnership=row, by=by)
    return row


@transaction.atomic
def add_contact(
    *, partnership: Partnership, person: Person, role: str, gets_letters: bool, by: Any
) -> PartnershipContact:
    """Someone to whom one speaks there; named again, their role changes."""
    contact, _created = PartnershipContact.objects.update_or_create(
        partnership=partnership, person=person, defaults={"role": role[:120], "gets_letters": gets_letters}
    )
    note("partnership.contact_added", partnership, by=by, changes={"person": [None, person.pk]})
    return contact


@transaction.atomic
def remove_contact(*, contact: PartnershipContact, by: Any) -> None:
    note("partnership.contact_removed", contact.partnership, by=by, changes={"person": [contact.person_id, None]})
    contact.delete()
