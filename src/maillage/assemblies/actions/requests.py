"""What members ask: an item on the agenda, an assembly; and those who cannot come."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from maillage.assemblies import delays, law, standing
from maillage.assemblies.actions import agenda, call
from maillage.assemblies.actions.common import before_opening
from maillage.assemblies.enums import AssemblyKind, ExcuseAnswer, RequestState
from maillage.assemblies.models import (
    AgendaItem,
    Assembly,
    Excuse,
    ItemRequest,
    ItemSupport,
    Requisition,
    RequisitionSupport,
)
from maillage.assemblies.session_enums import Capacity
from maillage.audit import journal
from maillage.ballots.models.roll import Substitute
from maillage.bodies.models import Body
from maillage.members.models import Member
from maillage.members.queries import voting_rights
from maillage.members.words import DOORS
from maillage.organisations.models import Person


def may_propose(member: Member) -> None:
    """Refuses with its reason a member that may not propose today."""
    [right] = voting_rights(localdate(), members=Member.objects.filter(pk=member.pk))
    if not right.propose:
        reason = right.refusals.get("propose")
        raise ValidationError(_("%(door)s : %(reason)s") % {
            "door": DOORS["propose"], "reason": reason.label if reason else ""})  # fmt: skip


def proposing(members: Iterable[Member]) -> Member:
    """The first of one's members that may propose today. Refuses who has none, with the reason of the last."""
    refused = ValidationError(_("Seul un membre peut le demander."))
    for member in members:
        try:
            may_propose(member)
        except ValidationError as error:
            refused = error
        else:
            return member
    raise refused


@transaction.atomic
def ask_item(
    *, assembly: Assembly, member: Member, person: Person | None, title: str, text: str, kind: str, by: Any
) -> ItemRequest:
    """A member asks for an item; it is the first to support it. Refused after the day the agenda is closed, or when its
    category may not propose."""
    row = before_opening(assembly)
    may_propose(member)
    last = law.item_deadline(row)
    if last is None or not row.is_general:
        raise ValidationError(_("Cette réunion ne reçoit pas de demandes de membres."))
    if row.called_at or localdate() > last:
        raise ValidationError(_("L’ordre du jour est fermé depuis le %(day)s : il est parti avec la convocation.") % {
            "day": date_format(min(last, localdate(row.called_at)) if row.called_at else last)})  # fmt: skip
    count, source = law.item_rule()
    request = ItemRequest(assembly=row, member=member, asked_by=person, title=title, text=text, kind=kind, needed=count,
                          law=source[:400])  # fmt: skip
    request.full_clean(exclude=["asked_by", "member"])
    request.save()
    journal.record("item_request.asked", request, by=by)
    support_item(request=request, member=member, person=person, by=by)
    return ItemRequest.objects.get(pk=request.pk)


@transaction.atomic
def support_item(*, request: ItemRequest, member: Member, person: Person | None, by: Any) -> ItemRequest:
    """A member supports it; with enough of them, it waits for the secretary's answer."""
    row = ItemRequest.objects.select_for_update(of=("self",)).select_related("assembly").get(pk=request.pk)
    before_opening(row.assembly)
    if not RequestState(row.state).is_waiting:
        raise ValidationError(_("Cette demande a déjà reçu sa réponse."))
    may_propose(member)
    _support(ItemSupport(request=row, member=member, person=person))
    if row.state == RequestState.OPEN and row.supports.count() >= row.needed:
        row.state, row.reached_at = RequestState.REACHED, now()
        row.save(update_fields=["state", "reached_at"])
        journal.record("item_request.reached", row, by=by)
    return row


def _support(support: ItemSupport | RequisitionSupport) -> None:
    try:
        with transaction.atomic():
            support.save()
    except IntegrityError as error:
        raise ValidationError(_("Ce membre soutient déjà cette demande.")) from error


@transaction.atomic
def accept_item(*, request: ItemRequest, by: Any, parent: AgendaItem | None = None) -> AgendaItem:
    """Put it on the agenda, with who asked for it."""
    row = ItemRequest.objects.select_for_update(of=("self",)).select_related("assembly").get(pk=request.pk)
    if not RequestState(row.state).is_waiting:
        raise ValidationError(_("Cette demande a déjà reçu sa réponse."))
    names = ", ".join(
        str(one.member) for one in row.supports.select_related("member__organisation", "member__person")[:5]
    )
    item = agenda.add(assembly=row.assembly, parent=parent, by=by, values={
        "title": row.title, "text": row.text, "kind": row.kind, "requested_by": names[:300]})  # fmt: skip
    row.state, row.item, row.decided_at = RequestState.ACCEPTED, item, now()
    row.save(update_fields=["state", "item", "decided_at"])
    journal.record("item_request.accepted", row, by=by)
    return item


@transaction.atomic
def refuse_item(*, request: ItemRequest, reason: str, by: Any) -> ItemRequest:
    """Refuse it, with the reason that its supporters will read."""
    row = ItemRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if not RequestState(row.state).is_waiting:
        raise ValidationError(_("Cette demande a déjà reçu sa réponse."))
    if not reason.strip():
        raise ValidationError({"reason": _("Dites pourquoi : les membres qui ont demandé ce point le liront.")})
    row.state, row.reason, row.decided_at = RequestState.REFUSED, reason.strip()[:1000], now()
    row.save(update_fields=["state", "reason", "decided_at"])
    journal.record("item_request.refused", row, by=by, changes={"reason": [None, row.reason]})
    return row


@transaction.atomic
def ask_assembly(*, body: Body, member: Member, person: Person | None, title: str, text: str, by: Any) -> Requisition:
    """A member asks for an assembly; with enough of them the board has its days to call it."""
    may_propose(member)
    count, days, source = law.requisition_rule()
    if not count:
        raise ValidationError(_("Votre profil légal ne dit pas combien de membres obtiennent une assemblée."))
    row = Requisition(body=body, member=member, asked_by=person, title=title, text=text, needed=count, law=source[:400],
                      board_days=days)  # fmt: skip
    row.full_clean(exclude=["asked_by", "member"])
    row.save()
    journal.record("requisition.asked", row, by=by)
    support_assembly(requisition=row, member=member, person=person, by=by)
    return Requisition.objects.get(pk=row.pk)


@transaction.atomic
def support_assembly(*, requisition: Requisition, member: Member, person: Person | None, by: Any) -> Requisition:
    """A member supports it; reached, the board's days begin to run."""
    row = Requisition.objects.select_for_update(of=("self",)).get(pk=requisition.pk)
    if not RequestState(row.state).is_waiting:
        raise ValidationError(_("Cette demande a déjà reçu sa réponse."))
    may_propose(member)
    _support(RequisitionSupport(requisition=row, member=member, person=person))
    if row.state == RequestState.OPEN and row.supports.count() >= row.needed:
        row.state, row.reached_at = RequestState.REACHED, now()
        if row.board_days is not None:
            row.board_due = delays.board_due(localdate(), row.board_days)
        row.save(update_fields=["state", "reached_at", "board_due"])
        journal.record("requisition.reached", row, by=by, changes={"board_due": [None, row.board_due]})
    return row


@transaction.atomic
def call_requisition(*, requisition: Requisition, by: Any) -> Assembly:
    """Make the assembly that was asked for: extraordinary, with what was asked as its first item."""
    row = Requisition.objects.select_for_update(of=("self",)).select_related("body").get(pk=requisition.pk)
    if row.state != RequestState.REACHED:
        raise ValidationError(_("Cette demande n’a pas réuni assez de membres, ou a déjà sa réponse."))
    assembly = call.make(body=row.body, kind=AssemblyKind.EXTRAORDINARY, values={"title": row.title}, by=by)
    agenda.add(assembly=assembly, by=by, values={"title": row.title, "text": row.text, "kind": "debate",
                                                 "requested_by": _("demande de membres")})  # fmt: skip
    row.state, row.assembly, row.decided_at = RequestState.ACCEPTED, assembly, now()
    row.save(update_fields=["state", "assembly", "decided_at"])
    journal.record("requisition.called", row, by=by)
    return assembly


@transaction.atomic
def refuse_requisition(*, requisition: Requisition, reason: str, by: Any) -> Requisition:
    """Refuse it, with a reason; once enough members asked, the law obliges: only a form that does not hold is refused."""
    row = Requisition.objects.select_for_update(of=("self",)).get(pk=requisition.pk)
    if not RequestState(row.state).is_waiting:
        raise ValidationError(_("Cette demande a déjà reçu sa réponse."))
    if not reason.strip():
        raise ValidationError({"reason": _("Dites pourquoi cette demande ne tient pas.")})
    row.state, row.reason, row.decided_at = RequestState.REFUSED, reason.strip()[:1000], now()
    row.save(update_fields=["state", "reason", "decided_at"])
    journal.record("requisition.refused", row, by=by, changes={"reason": [None, row.reason]})
    return row


def answers(assembly: Assembly, person: Person | None) -> list[str]:
    """What who cannot come may say of who takes their place; nothing for who carries no right, since nobody waits for
    their vote. A meeting without a roll is that of the people who sit there."""
    found = standing.of(assembly, person)
    if person is None or (assembly.roll_id and found.capacity not in (Capacity.VOTER, Capacity.SUBSTITUTE)):
        return []
    if assembly.roll is None or found.capacity == Capacity.SUBSTITUTE:
        return [ExcuseAnswer.NONE]
    stand_ins = Substitute.objects.filter(right__roll=assembly.roll, right__active=True, right__delegate=person)
    return [ExcuseAnswer.NONE, *([ExcuseAnswer.SUBSTITUTE] if stand_ins.exists() else []),
            *([ExcuseAnswer.PROXY] if assembly.roll.proxies_allowed else [])]  # fmt: skip


@transaction.atomic
def excuse(*, assembly: Assembly, person: Person, answer: str, note: str, by: Any) -> Excuse:
    """Someone cannot come; said again, the later word holds. Refused for who carries no right there."""
    row = before_opening(assembly)
    if row.ends and row.ends + timedelta(hours=1) < now():
        raise ValidationError(_("Cette assemblée a eu lieu."))
    if answer not in answers(row, person):
        raise ValidationError(
            _("Vous ne portez pas de voix à cette assemblée, ou personne ne peut vous y remplacer ainsi.")
        )
    member = standing.of(row, person).member
    Excuse.objects.filter(assembly=row, person=person, withdrawn_at=None).update(withdrawn_at=now())
    made = Excuse(assembly=row, person=person, member=member, name=str(person)[:200], answer=ExcuseAnswer(answer),
                  note=note.strip())  # fmt: skip
    made.full_clean(exclude=["person", "member"])
    made.save()
    journal.record("excuse.given", made, by=by)
    return made


@transaction.atomic
def withdraw_excuse(*, excuse: Excuse, by: Any) -> None:
    """They come after all."""
    if not Excuse.objects.filter(pk=excuse.pk, withdrawn_at=None).update(withdrawn_at=now()):
        raise ValidationError(_("Cette excuse est déjà retirée."))
    journal.record("excuse.withdrawn", excuse, by=by)
