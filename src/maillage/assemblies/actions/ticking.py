"""The agenda as the meeting goes: the item under way, done, put off; the consent agenda adopted at once."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.assemblies import quorum
from maillage.assemblies.actions.presence import locked
from maillage.assemblies.actions.session import check_votes
from maillage.assemblies.actions.speech import clear_floor
from maillage.assemblies.enums import AssemblyState, ItemState
from maillage.assemblies.models import AgendaItem, Assembly
from maillage.assemblies.signals import consent_adopted
from maillage.audit import journal

LEFT = (ItemState.PLANNED, ItemState.CURRENT)


def running(assembly: Assembly) -> Assembly:
    assembly = locked(assembly)
    if assembly.state != AssemblyState.OPEN:
        raise ValidationError(_("L’ordre du jour se suit pendant la séance : ouvrez-la."))
    return assembly


def lay_down(assembly: Assembly, at: datetime) -> None:
    """The item under way is done; its speakers are heard."""
    rows = AgendaItem.objects.filter(assembly=assembly, state=ItemState.CURRENT)
    rows.update(state=ItemState.DONE, done_at=at, version=F("version") + 1)
    clear_floor(assembly, at)


@transaction.atomic
def begin(*, item: AgendaItem, by: Any) -> AgendaItem:
    """Take an item up; the one before is done. An item that was put off or done may be taken up again.

    Raises ValidationError outside of the session, or while a vote is open.
    """
    assembly = running(item.assembly)
    check_votes(assembly)
    at = now()
    item = AgendaItem.objects.get(pk=item.pk, assembly=assembly)
    if item.state == ItemState.CURRENT:
        return item
    lay_down(assembly, at)
    item.state, item.started_at, item.done_at = ItemState.CURRENT, item.started_at or at, None
    item.version += 1
    item.save(update_fields=["state", "started_at", "done_at", "version"])
    Assembly.objects.filter(pk=assembly.pk).update(current_item=item)
    journal.record("agenda.begun", assembly, by=by, changes={"current_item": [assembly.current_item_id, item.pk]})
    quorum.note(Assembly.objects.select_related("body").get(pk=assembly.pk), by)
    return item


@transaction.atomic
def finish(*, assembly: Assembly, by: Any) -> None:
    """The item under way is done, and none follows yet."""
    assembly = running(assembly)
    check_votes(assembly)
    lay_down(assembly, now())
    Assembly.objects.filter(pk=assembly.pk).update(current_item=None)
    journal.record("agenda.done", assembly, by=by, changes={"current_item": [assembly.current_item_id, None]})


@transaction.atomic
def postpone(*, item: AgendaItem, by: Any) -> AgendaItem:
    """Put an item off to another meeting. Raises ValidationError for one that is done."""
    assembly = running(item.assembly)
    item = AgendaItem.objects.get(pk=item.pk, assembly=assembly)
    if item.state not in LEFT:
        raise ValidationError(_("Ce point est déjà traité ou remis."))
    kept = quorum.with_short(assembly, item)
    Assembly.objects.filter(pk=assembly.pk).update(quorum=kept)
    if item.state == ItemState.CURRENT:
        check_votes(assembly)
        clear_floor(assembly, now())
        Assembly.objects.filter(pk=assembly.pk).update(current_item=None)
    item.state, item.done_at = ItemState.POSTPONED, None
    item.version += 1
    item.save(update_fields=["state", "done_at", "version"])
    journal.record("agenda.postponed", assembly, by=by, changes={"item": [None, item.pk]})
    return item


@transaction.atomic
def adopt_consent(*, assembly: Assembly, by: Any) -> int:
    """The consent agenda is adopted as one, since nobody asked for an item of it to be taken out; how many items.

    Raises ValidationError without the quorum of each kind of decision in it, while a vote is open, or when nothing is
    left in it.
    """
    assembly = running(assembly)
    check_votes(assembly)
    rows = AgendaItem.objects.filter(assembly=assembly, consent=True, state__in=LEFT)
    kinds = dict(rows.values_list("pk", "decision_kind"))
    ids = list(kinds)
    if not ids:
        raise ValidationError(_("Il n’y a rien à adopter en lot."))
    for kind in sorted(set(kinds.values())):
        if not (found := quorum.quorum_of(assembly, kind)).reached:
            raise ValidationError(quorum.told(found))
    at = now()
    rows.update(
        state=ItemState.DONE, started_at=Coalesce("started_at", Value(at)), done_at=at, version=F("version") + 1
    )
    if assembly.current_item_id in ids:
        clear_floor(assembly, at)
        Assembly.objects.filter(pk=assembly.pk).update(current_item=None)
    journal.record("agenda.consent_adopted", assembly, by=by, changes={"items": [None, ids]})
    consent_adopted.send(Assembly, assembly=assembly, items=ids, by=by)
    return len(ids)
