"""What members ask: an item on the agenda, an assembly; and those who cannot come."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from maillage.assemblies import delays, law, standing, words
from maillage.assemblies.actions import agenda, call
from maillage.assemblies.actions.common import before_opening
from maillage.assemblies.enums import AssemblyKind, ExcuseAnswer, RequestState
from maillage.assemblies.models import AgendaItem, Assembly, Excuse, ItemRequest, Requisition
from maillage.assemblies.models.requests import Asked
from maillage.assemblies.session_enums import Capacity
from maillage.audit import journal
from maillage.ballots.models.roll import Substitute
from maillage.bodies.models import Body
from maillage.members.models import Member
from maillage.members.queries import voting_rights
from maillage.members.words import DOORS
from maillage.organisations.models import Person

R = TypeVar("R", ItemRequest, Requisition)


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
    asked = ItemRequest(assembly=row, member=member, asked_by=person, title=title, text=text, kind=kind, needed=count,
                        law=source[:400])  # fmt: skip
    return _asked(asked, member, person, by)


@transaction.atomic
def ask_assembly(*, body: Body, member: Member, person: Person | None, title: str, text: str, by: Any) -> Requisition:
    """A member asks for an assembly; with enough of them the board has its days to call it."""
    may_propose(member)
    count, days, source = law.requisition_rule()
    if not count:
        raise ValidationError(_("Votre profil légal ne dit pas combien de membres obtiennent une assemblée."))
    asked = Requisition(body=body, member=member, asked_by=person, title=title, text=text, needed=count, law=source[:400],
                        board_days=days)  # fmt: skip
    return _asked(asked, member, person, by)


def _asked(row: R, member: Member, person: Person | None, by: Any) -> R:
    row.full_clean(exclude=["asked_by", "member"])
    row.save()
    journal.record(f"{row.VERB}.asked", row, by=by)
    return support(asked=row, member=member, person=person, by=by)


def _waiting(asked: R) -> R:
    """The row itself, held. Raises ValidationError once it has its answer."""
    row = type(asked)._default_manager.select_for_update(of=("self",)).get(pk=asked.pk)
    if not row.is_waiting:
        raise ValidationError(_("Cette demande a déjà reçu sa réponse."))
    return row


@transaction.atomic
def support(*, asked: R, member: Member, person: Person | None, by: Any) -> R:
    """A member supports it. With enough of them an item waits for the secretary's answer, and for an assembly the board's
    days begin to run."""
    row = _waiting(asked)
    if isinstance(row, ItemRequest):
        before_opening(row.assembly)
    may_propose(member)
    supports: Any = row.supports  # type: ignore[attr-defined]
    if supports.filter(member=member).exists():
        raise ValidationError(_("Ce membre soutient déjà cette demande."))
    supports.create(member=member, person=person)
    if row.state == RequestState.OPEN and supports.count() >= row.needed:
        row.state, row.reached_at = RequestState.REACHED, now()
        if isinstance(row, Requisition) and row.board_days is not None:
            row.board_due = delays.board_due(localdate(), row.board_days)
        row.save()
        due = row.board_due if isinstance(row, Requisition) else None
        journal.record(f"{row.VERB}.reached", row, by=by, changes={"board_due": [None, due]} if due else None)
    return row


@transaction.atomic
def refuse(*, asked: R, reason: str, by: Any) -> R:
    """Refuse it, with the reason that its supporters will read. Once enough members asked for an assembly the law obliges:
    only a request that does not hold is refused."""
    row = _waiting(asked)
    if not reason.strip():
        raise ValidationError({"reason": _("Dites pourquoi : les membres qui l’ont demandé le liront.")})
    row.reason = reason.strip()[:1000]
    _answered(row, RequestState.REFUSED, "refused", by, changes={"reason": [None, row.reason]})
    return row


def _answered(row: Asked, state: str, verb: str, by: Any, changes: Any = None) -> None:
    row.state, row.decided_at = state, now()
    row.save()
    journal.record(f"{row.VERB}.{verb}", row, by=by, changes=changes)


@transaction.atomic
def accept_item(*, request: ItemRequest, by: Any, parent: AgendaItem | None = None) -> AgendaItem:
    """Put it on the agenda, with who asked for it."""
    row = _waiting(request)
    supports = row.supports.select_related("member__organisation", "member__person")[:5]
    names = ", ".join(words.member_name(one.member) for one in supports)  # everyone reads the agenda
    row.item = agenda.add(assembly=row.assembly, parent=parent, by=by, values={
        "title": row.title, "text": row.text, "kind": row.kind, "requested_by": names[:300]})  # fmt: skip
    _answered(row, RequestState.ACCEPTED, "accepted", by)
    return row.item


@transaction.atomic
def call_requisition(*, requisition: Requisition, by: Any) -> Assembly:
    """Make the assembly that was asked for: extraordinary, with what was asked as its first item."""
    row = _waiting(requisition)
    if row.state != RequestState.REACHED:
        raise ValidationError(_("Cette demande n’a pas réuni assez de membres, ou a déjà sa réponse."))
    row.assembly = call.make(body=row.body, kind=AssemblyKind.EXTRAORDINARY, values={"title": row.title}, by=by)
    agenda.add(assembly=row.assembly, by=by, values={"title": row.title, "text": row.text, "kind": "debate",
                                                     "requested_by": _("demande de membres")})  # fmt: skip
    _answered(row, RequestState.ACCEPTED, "called", by)
    return row.assembly


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
