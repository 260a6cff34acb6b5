"""Fixing an assembly: making it, changing it, cancelling it, its roll, a second meeting."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from maillage.assemblies import law, quorum
from maillage.assemblies.actions import notices
from maillage.assemblies.actions.common import before_opening, locked, unfinished, written
from maillage.assemblies.enums import AssemblyKind, AssemblyState, ItemState, NoticeKind
from maillage.assemblies.models import AgendaItem, Assembly, Paper
from maillage.assemblies.signals import second_made
from maillage.audit import journal
from maillage.ballots.actions import rolls
from maillage.ballots.enums import RollState
from maillage.bodies.composition import mandates_on
from maillage.bodies.enums import BodyKind
from maillage.bodies.models import Body

FIELDS = ("title", "starts_at", "ends_at", "mode", "place", "address", "remote_url", "languages", "childcare",
          "interpretation", "access_notes", "supporters_invited", "supporters_speak", "chair", "secretary", "public")  # fmt: skip
KINDS = {
    BodyKind.ASSEMBLY: (AssemblyKind.ANNUAL, AssemblyKind.EXTRAORDINARY, AssemblyKind.FOUNDING),
    BodyKind.BOARD: (AssemblyKind.BOARD,),
    BodyKind.TABLE: (AssemblyKind.TABLE,),
    BodyKind.COMMITTEE: (AssemblyKind.COMMITTEE,),
}
send_notice = notices.send


def _checked(values: dict[str, Any]) -> None:
    if refused := law.remote_refusal(values.get("mode", "on_site")):
        raise ValidationError({"mode": refused})
    if values.get("mode") == "remote":
        values["place"] = values["address"] = ""


@transaction.atomic
def make(*, body: Body, kind: str, values: dict[str, Any], by: Any) -> Assembly:
    """Prepare an assembly of a body. Raises ValidationError when this body does not meet so, when the profile forbids to
    meet at a distance, or when the hours make no sense."""
    if kind not in KINDS[BodyKind(body.kind)]:
        raise ValidationError({"kind": _("Cette instance ne se réunit pas ainsi.")})
    _checked(values)
    row = Assembly(body=body, kind=kind)
    row.public = row.is_general
    written(row, values, FIELDS)
    row.save()
    journal.record("assembly.made", row, by=by)
    return row


@transaction.atomic
def change(*, assembly: Assembly, values: dict[str, Any], by: Any) -> Assembly:
    """Change it. What people were told is told again, by a notice of the change (`notices.tell`): once they were called,
    a new day that no longer leaves them the delay of the law is refused."""
    row = unfinished(assembly)
    _checked(values)
    before, day = journal.snapshot(row), row.day
    written(row, values, FIELDS)
    if row.called_at and row.day != day and not row.is_running and (refused := law.delay_refusal(row)):
        raise ValidationError({"starts_at": refused})
    row.version += 1
    row.save()
    changes = journal.difference(before, journal.snapshot(row))
    if changes:
        journal.record("assembly.changed", row, by=by, changes=changes)
    return row


def must_be_told(assembly: Assembly) -> bool:
    """Has the day or the place changed since the last notice?"""
    last = assembly.notices.order_by("-number").first()
    if last is None or assembly.is_over:
        return False
    return bool(last.facts and last.facts != notices.facts_of(assembly))


@transaction.atomic
def cancel(*, assembly: Assembly, reason: str, by: Any) -> Assembly:
    """Cancel it, with the reason; those who were called are told."""
    row = before_opening(assembly)
    if not reason.strip():
        raise ValidationError({"reason": _("Dites pourquoi l’assemblée est annulée.")})
    row.state, row.cancel_reason, row.cancelled_at = AssemblyState.CANCELLED, reason.strip()[:500], now()
    row.version += 1
    row.save()
    journal.record("assembly.cancelled", row, by=by, changes={"cancel_reason": [None, row.cancel_reason]})
    if row.called_at:
        notices.tell(assembly=row, kind=NoticeKind.CANCELLATION, text=row.cancel_reason, by=by)
    return row


@transaction.atomic
def make_roll(*, assembly: Assembly, rights_on: date | None = None, challenges_until: date | None = None, source: str = "",
              by: Any) -> Assembly:  # fmt: skip
    """Make its roll: members' rights on a day for a general assembly, seats for a body's meeting.

    Without a day, that of usage (`law.rights_day`), with its source.
    """
    row = before_opening(assembly)
    if row.roll_id:
        raise ValidationError(_("La liste électorale de cette assemblée est déjà faite."))
    usual, why = law.rights_day(row)
    row.rights_on = rights_on or usual
    if row.rights_on is None:
        raise ValidationError(_("Fixez d’abord la date de l’assemblée, ou le jour des droits."))
    row.rights_source = (source or (why if row.rights_on == usual else _("Jour fixé pour cette assemblée.")))[:300]
    row.roll = rolls.make(
        title=row.title, rights_on=row.rights_on, by=by, challenges_until=challenges_until or law.challenges_until(row),
        seats=None if row.is_general else seats_of(row),
    )  # fmt: skip
    row.version += 1
    row.save()
    journal.record("assembly.roll_made", row, by=by, changes={"rights_on": [None, row.rights_on]})
    return row


def seats_of(assembly: Assembly) -> list[tuple[Any, str, str, int]]:
    """Who sits that day, as a roll of seats takes them."""
    return [
        (one.person, str(one.person), one.group.college if one.group else "", 1)
        for one in mandates_on(assembly.body, assembly.rights_on or assembly.day)
    ]


@transaction.atomic
def freeze_roll(*, assembly: Assembly, by: Any) -> Assembly:
    """Freeze its roll: from now on it changes by a written decision alone."""
    row = unfinished(assembly)
    if row.roll is None:
        raise ValidationError(_("Faites d’abord la liste électorale."))
    if row.roll.state == RollState.DRAFT:
        rolls.freeze(roll=row.roll, by=by)
    return row


@transaction.atomic
def second_notice(*, assembly: Assembly, starts_at: datetime, by: Any) -> Assembly:
    """A second meeting when the quorum failed: same agenda, same papers, as the rule of the profile lets it.

    Raises ValidationError when no second meeting is possible, when nothing lacked the quorum, or when the day comes too
    soon.
    """
    first = locked(assembly)
    rule = law.legal().second_meeting
    if not rule.value.possible:
        raise ValidationError(_("Votre profil légal ne prévoit pas de seconde réunion : %(source)s") % {
            "source": rule.source})  # fmt: skip
    if first.seconds.exclude(state=AssemblyState.CANCELLED).exists():
        raise ValidationError(_("La seconde réunion est déjà fixée."))
    if first.state not in (AssemblyState.OPEN, AssemblyState.SUSPENDED, AssemblyState.CLOSED):
        raise ValidationError(_("La première réunion n’a pas encore eu lieu."))
    if first.quorum and not quorum.awaits_second(first):
        raise ValidationError(
            _("Le quorum y était : ce qui reste va à une nouvelle assemblée, pas à une seconde réunion.")
        )
    soonest, _again, source = law.second_rule(first, localdate())
    if localdate(starts_at) < soonest:
        raise ValidationError({"starts_at": _("La seconde réunion peut se tenir au plus tôt le %(day)s : %(source)s") % {
            "day": date_format(soonest), "source": source}})  # fmt: skip
    length = (first.ends_at - first.starts_at) if first.ends_at and first.starts_at else timedelta(hours=3)
    values = {name: getattr(first, name) for name in FIELDS} | {
        "title": second_title(first),
        "starts_at": starts_at, "ends_at": starts_at + length,
    }  # fmt: skip
    second = Assembly(body=first.body, kind=first.kind, second_of=first)
    written(second, values, FIELDS)
    second.save()
    items = _copy_agenda(first, second)
    journal.record("assembly.second_made", second, by=by, changes={"second_of": [None, first.pk]})
    second_made.send(Assembly, assembly=second, items=items, by=by)
    return second


def second_title(first: Assembly) -> str:
    return _("%(title)s – seconde réunion") % {"title": first.title[:170]}


def _copy_agenda(first: Assembly, second: Assembly) -> dict[int, AgendaItem]:
    """What was not done at the first meeting, in the same order, with the same papers: {former pk: the new item}."""
    copies: dict[int, AgendaItem] = {}
    waiting = list(first.items.exclude(state=ItemState.DONE).order_by("position", "pk"))
    while waiting:
        ready = [one for one in waiting if one.parent_id is None or one.parent_id in copies]
        if not ready:  # parts of an item that was done stand by themselves
            ready, waiting[0].parent_id = waiting[:1], None
        for one in ready:
            old = one.pk
            copies[old] = AgendaItem.objects.create(
                assembly=second, parent=copies.get(one.parent_id or 0), position=one.position, title=one.title,
                text=one.text, kind=one.kind, minutes_planned=one.minutes_planned, presenter=one.presenter,
                consent=one.consent, decision_kind=one.decision_kind, requested_by=one.requested_by,
            )  # fmt: skip
        waiting = [one for one in waiting if one.pk not in copies]
    for paper in Paper.objects.current().filter(assembly=first):
        Paper.objects.create(assembly=second, item=copies.get(paper.item_id or 0), document=paper.document,
                             title=paper.title, position=paper.position)  # fmt: skip
    return copies
