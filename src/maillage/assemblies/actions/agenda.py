"""The agenda: adding an item, writing it, moving it in the tree, taking it out."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from maillage.assemblies import law
from maillage.assemblies.actions.common import unfinished, written
from maillage.assemblies.agenda import DEEPEST
from maillage.assemblies.enums import ItemKind, ItemState
from maillage.assemblies.models import AgendaItem, Assembly
from maillage.audit import journal

FIELDS = ("title", "text", "kind", "minutes_planned", "presenter", "consent", "decision_kind", "requested_by")


def _depth(item: AgendaItem | None) -> int:
    return 0 if item is None else 1 + _depth(item.parent)


def _height(item: AgendaItem) -> int:
    return 1 + max((_height(one) for one in item.children.all()), default=0)


def _last(assembly: Assembly, parent: AgendaItem | None) -> int:
    return (assembly.items.filter(parent=parent).aggregate(n=Max("position"))["n"] or 0) + 1


def _off_agenda(assembly: Assembly, item: AgendaItem) -> None:
    """Once members were called, nothing new is put to the vote, nor by another majority, where the law says so."""
    rule = law.legal().agenda.votes_off_agenda
    if assembly.is_general and assembly.called_at and item.decides and not rule.value:
        raise ValidationError({"kind": _(
            "La convocation est partie : un point ajouté ou changé maintenant peut informer ou faire débattre, pas décider "
            "autre chose que ce qui est annoncé (%(source)s).") % {"source": rule.source}})  # fmt: skip


def _locked(item: AgendaItem) -> AgendaItem:
    return AgendaItem.objects.select_for_update(of=("self",)).select_related("assembly", "parent").get(pk=item.pk)


@transaction.atomic
def add(*, assembly: Assembly, values: dict[str, Any], by: Any, parent: AgendaItem | None = None) -> AgendaItem:
    """Put an item at the end of the agenda, or of another item. Refused once the assembly is over, when it is too deep,
    or when it would be voted on though members were already called."""
    row = unfinished(assembly)
    if parent is not None and (parent.assembly_id != row.pk or _depth(parent) >= DEEPEST):
        raise ValidationError(_("Un point se divise en trois niveaux au plus."))
    item = AgendaItem(assembly=row, parent=parent, position=_last(row, parent))
    _consent(values)
    written(item, values, FIELDS)
    _off_agenda(row, item)
    item.save()
    journal.record("agenda_item.added", item, by=by)
    return item


def _consent(values: dict[str, Any]) -> None:
    """Only a decision may be taken with the lot."""
    if values.get("consent") and values.get("kind", ItemKind.DECISION) != ItemKind.DECISION:
        raise ValidationError({"consent": _("Seule une décision s’adopte avec le lot.")})


@transaction.atomic
def edit(*, item: AgendaItem, values: dict[str, Any], by: Any) -> AgendaItem:
    """Write an item again."""
    row = _locked(item)
    unfinished(row.assembly)
    _consent({"kind": row.kind, **values})
    before, announced = journal.snapshot(row), (row.kind, row.decision_kind)
    written(row, values, FIELDS)
    if (row.kind, row.decision_kind) != announced:
        _off_agenda(row.assembly, row)
    row.version += 1
    row.save()
    journal.record("agenda_item.changed", row, by=by, changes=journal.difference(before, journal.snapshot(row)))
    return row


def _renumber(assembly: Assembly, parent: AgendaItem | None, order: list[AgendaItem]) -> None:
    for position, one in enumerate(order, 1):
        if one.position != position or one.parent_id != (parent.pk if parent else None):
            AgendaItem.objects.filter(pk=one.pk).update(position=position, parent=parent)


@transaction.atomic
def move(*, item: AgendaItem, where: str, by: Any) -> AgendaItem:
    """Move it among its neighbours: "up", "down", "in" (a part of the one before), "out" (beside its parent)."""
    row = _locked(item)
    assembly = unfinished(row.assembly)
    beside = list(assembly.items.filter(parent=row.parent_id).order_by("position", "pk"))
    rank = next(n for n, one in enumerate(beside) if one.pk == row.pk)
    if where in ("up", "down"):
        other = rank + (1 if where == "down" else -1)
        if 0 <= other < len(beside):
            beside[rank], beside[other] = beside[other], beside[rank]
            _renumber(assembly, row.parent, beside)
    elif where == "in":
        if rank == 0:
            raise ValidationError(_("Aucun point au-dessus ne peut le recevoir."))
        new = beside[rank - 1]
        if _depth(new) + _height(row) > DEEPEST:
            raise ValidationError(_("Un point se divise en trois niveaux au plus."))
        _renumber(assembly, new, [*new.children.order_by("position", "pk"), row])
        _renumber(assembly, row.parent, [one for one in beside if one.pk != row.pk])
    elif where == "out" and row.parent is not None:
        old, above = row.parent, row.parent.parent
        around = list(assembly.items.filter(parent=above).order_by("position", "pk"))
        place = next(n for n, one in enumerate(around) if one.pk == old.pk) + 1
        _renumber(assembly, above, [*around[:place], row, *around[place:]])
        _renumber(assembly, old, [one for one in beside if one.pk != row.pk])
    row = _locked(item)
    journal.record("agenda_item.moved", row, by=by)
    return row


def hung_on(item: AgendaItem) -> str:
    """What the rooms above hang on an item: a motion, an election."""
    above = [one for one in AgendaItem._meta.related_objects if one.related_model._meta.app_label != "assemblies"]  # type: ignore[union-attr]
    found = [one for one in above if getattr(item, str(one.get_accessor_name())).exists()]
    return ", ".join(str(one.related_model._meta.verbose_name) for one in found)  # type: ignore[union-attr]


@transaction.atomic
def remove(*, item: AgendaItem, by: Any) -> None:
    """Take an item out before the session. Refused when it has parts, a vote, a motion or an election, or was announced to
    be decided: the assembly itself puts it off."""
    row = _locked(item)
    assembly = unfinished(row.assembly)
    if assembly.is_running:
        raise ValidationError(_("La séance est ouverte : remettez ce point à plus tard au lieu de le retirer."))
    if row.children.exists():
        raise ValidationError(_("Ce point a des sous-points : déplacez-les ou retirez-les d’abord."))
    if assembly.roll and assembly.roll.questions.filter(source=row.source).exists():  # type: ignore[attr-defined]
        raise ValidationError(_("Un vote porte sur ce point : annulez d’abord le vote."))
    if hung := hung_on(row):
        raise ValidationError(
            _("Autre chose tient à ce point (%(what)s) : placez-le ailleurs d’abord.") % {"what": hung}
        )
    if assembly.is_general and assembly.called_at and row.decides:
        raise ValidationError(
            _("Ce point a été annoncé dans la convocation : en séance, remettez-le ou retirez-le par un vote.")
        )
    journal.record("agenda_item.removed", row, by=by)
    row.delete()


@transaction.atomic
def take_out_of_lot(*, item: AgendaItem, by: Any, asked_by: str = "") -> AgendaItem:
    """A member asks that an item be debated: it leaves the lot, no reason is needed. Refused once the lot is adopted."""
    row = _locked(item)
    unfinished(row.assembly)
    if not row.consent:
        raise ValidationError(_("Ce point n’est pas dans le lot."))
    if row.state == ItemState.DONE:
        raise ValidationError(_("Le lot est déjà adopté, et ce point avec lui."))
    row.consent = False
    row.version += 1
    row.save(update_fields=["consent", "version"])
    journal.record("agenda_item.taken_out", row, by=by, changes={"asked_by": [None, asked_by]} if asked_by else None)
    return row
