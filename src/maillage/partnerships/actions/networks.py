"""Networks of partners: who sits there, what they planned together, what became of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from maillage.accounts.roles import Permission
from maillage.audit import journal
from maillage.files import actions as files
from maillage.organisations.models import Organisation
from maillage.partnerships.actions.common import NETWORK, locked, refuse, saved, written
from maillage.partnerships.enums import ActionState
from maillage.partnerships.models import NetworkSeat, PartnerNetwork, PlanAction
from maillage.search import outbox as search

PARTS = ("seats", "actions", "upload")


@transaction.atomic
def create_network(*, values: dict[str, Any], by: Any) -> PartnerNetwork:
    """A network of partners, with its plan."""
    values = dict(values)
    parts = {name: values.pop(name) for name in PARTS if name in values}
    row = PartnerNetwork(**values)
    row.full_clean()
    row.save()
    write_parts(row, parts, by)
    journal.record("partner_network.created", row, by=by)
    search.queue(NETWORK, [row.pk])
    return row


@transaction.atomic
def change_network(*, network: PartnerNetwork, values: dict[str, Any], by: Any) -> PartnerNetwork:
    row, values = locked(network), dict(values)
    parts = {name: values.pop(name) for name in PARTS if name in values}
    told = counted(row)
    before = written(row, values)
    write_parts(row, parts, by)
    changes = saved(row, before) | journal.difference(told, counted(row))
    journal.record("partner_network.changed", row, by=by, changes=changes)
    search.queue(NETWORK, [row.pk])
    return row


def counted(row: PartnerNetwork) -> dict[str, Any]:
    return {"seats": row.seats.count(), "actions": row.actions.count()}


def write_parts(row: PartnerNetwork, parts: dict[str, Any], by: Any) -> None:
    """Replace the parts given; seats that this person does not see stay, actions keep what became of them."""
    if "seats" in parts:
        write_seats(row, parts["seats"], by)
    if "actions" in parts:
        write_actions(row, parts["actions"], by)
    if parts.get("upload"):
        document = row.plan_document
        if document is not None and document.removed_at is None:
            files.add_version(document=document, upload=parts["upload"], by=by)
        else:
            row.plan_document = files.store(
                upload=parts["upload"], title=row.name, about=row, by=by,
                access=files.permission(Permission.PARTNERSHIPS_VIEW),
            )  # fmt: skip
            row.save(update_fields=["plan_document"])


def write_seats(row: PartnerNetwork, seats: Sequence[dict[str, Any]], by: Any) -> None:
    ids = [one["organisation"].pk for one in seats]
    if len(set(ids)) != len(ids):
        raise refuse("twice")
    (row.seats.all() if by is None else row.seats.visible_to(by)).delete()
    NetworkSeat.objects.bulk_create((NetworkSeat(network=row, **one) for one in seats), ignore_conflicts=True)


def write_actions(row: PartnerNetwork, actions: Sequence[dict[str, Any]], by: Any) -> None:
    """By their words: an action that is written again as it was keeps its state, and a lead that one does not see."""
    there = {one.title: one for one in row.actions.all()}
    leads = [one.lead_id for one in there.values() if one.lead_id]
    seen = Organisation.objects.filter(pk__in=leads)
    shown = set((seen if by is None else seen.visible_to(by)).values_list("pk", flat=True))
    keep = []
    for rank, one in enumerate(actions):
        found = there.pop(one["title"], None) or PlanAction(network=row, title=one["title"])
        found.rank, found.due_on = rank, one.get("due_on")
        if one.get("lead") or found.lead_id in shown:
            found.lead = one.get("lead")
        found.save()
        keep.append(found.pk)
    row.actions.exclude(pk__in=keep).delete()


@transaction.atomic
def settle_action(*, action: PlanAction, state: str, on: date | None, text: str = "", by: Any) -> PlanAction:
    """Where an action of the plan stands."""
    row = locked(action)
    day = (on or localdate()) if state == ActionState.DONE else None
    if day and day > localdate():
        raise refuse("future")
    before = row.state
    row.state, row.done_on, row.note = state, day, text[:500]
    row.full_clean()
    row.save()
    journal.record("partner_network.action_settled", row.network, by=by,
                   changes={"action": [None, row.title], "state": [before, state]})  # fmt: skip
    return row
