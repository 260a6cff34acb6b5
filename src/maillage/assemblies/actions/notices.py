"""The notice: what is checked before it leaves, sending it, sending it to those added, telling a change, the proof."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_q.tasks import async_task

from maillage.assemblies import agenda, checking, delays, law, letters, recipients
from maillage.assemblies.actions.common import before_opening, locked
from maillage.assemblies.enums import AssemblyState, DeliveryRoute, DeliveryState, NoticeKind
from maillage.assemblies.models import Assembly, Notice, NoticeDelivery, Paper
from maillage.assemblies.recipients import Recipient
from maillage.assemblies.signals import notice_sent
from maillage.audit import journal
from maillage.ballots.actions import rolls
from maillage.ballots.enums import RollState


def facts_of(assembly: Assembly) -> dict[str, Any]:
    """The day and the place as people are told of them."""
    return {
        "starts_at": assembly.starts_at.isoformat() if assembly.starts_at else "", "mode": assembly.mode,
        "place": assembly.place, "address": assembly.address,
    }  # fmt: skip


def papers_of(assembly: Assembly) -> list[dict[str, Any]]:
    """The papers as the notice joins them: title, version, size, fingerprint."""
    found = Paper.objects.current().filter(assembly=assembly).select_related("document").prefetch_related(
        "document__versions"
    )  # fmt: skip
    return [
        {"paper": one.pk, "title": one.title, "version": one.latest.number, "size": one.latest.size,
         "sha256": one.latest.sha256}
        for one in found if one.latest
    ]  # fmt: skip


def _new(assembly: Assembly, kind: str, text: str, by: Any, **values: Any) -> Notice:
    last = assembly.notices.aggregate(n=Max("number"))["n"] or 0
    return Notice.objects.create(
        assembly=assembly, kind=kind, number=last + 1, text=text.strip(), agenda=agenda.frozen(agenda.tree(assembly)),
        papers=papers_of(assembly), facts=facts_of(assembly), sent_by=by, sent_at=now(), **values,
    )  # fmt: skip


def _deliver(notice: Notice, people: Iterable[Recipient]) -> int:
    """Rows for those who have none yet; their letters leave by the job, once this is committed."""
    known = set(notice.deliveries.values_list("person", "member"))
    known_people = {person for person, _member in known if person}
    known_members = {member for person, member in known if not person}
    rows = []
    for one in people:
        fresh = one.person.pk not in known_people if one.person else one.member.pk not in known_members  # type: ignore[union-attr]
        if fresh:
            rows.append(NoticeDelivery(
                notice=notice, person=one.person, member=one.member, name=one.name[:300], standing=one.standing,
                email=one.email if one.route == DeliveryRoute.MAIL else "", postal=one.postal[:600],
                language=one.language[:2] or "fr", route=one.route,
            ))  # fmt: skip
    NoticeDelivery.objects.bulk_create(rows, batch_size=500)
    transaction.on_commit(partial(async_task, "maillage.assemblies.jobs.send_notice", notice.pk))
    return len(rows)


@transaction.atomic
def send(*, assembly: Assembly, by: Any, text: str = "", short_reason: str = "", confirmed: bool = False) -> Notice:
    """Send the notice to everyone who is called, once; the roll is frozen with it.

    Raises ValidationError with every reason that forbids it; when the delay is only shorter than usage, or something is
    missing that no law asks, `confirmed` and a reason are needed.
    """
    row = before_opening(assembly)
    if row.called_at:
        raise ValidationError(_("La convocation est déjà partie : envoyez-la aux personnes ajoutées depuis."))
    if row.roll is not None and row.roll.state == RollState.DRAFT:
        rolls.freeze(roll=row.roll, by=by)
        row.roll.refresh_from_db()
    found = checking.findings(row)
    if refused := [one.text for one in found if one.level == "error"]:
        raise ValidationError(refused)
    standing = law.standing(row, localdate())
    assert standing is not None
    if standing.state == "short" and not short_reason.strip():
        raise ValidationError({"short_reason": _("Dites pourquoi le délai est plus court : ce motif est consigné.")})
    if any(one.level == "warning" for one in found) and not confirmed:
        raise ValidationError({"confirmed": _("Confirmez que vous convoquez malgré ce qui est signalé.")})
    asked = law.notice_delay(row)
    row.state, row.called_at, row.short_notice = AssemblyState.CALLED, now(), short_reason.strip()[:500]
    row.version += 1
    row.save()
    notice = _new(
        row, NoticeKind.NOTICE, text, by, due_on=standing.last_day, days_given=standing.given, days_asked=asked.days,
        law=asked.source[:400], short_reason=row.short_notice,
        proxy_form=bool(row.roll and row.roll.proxies_allowed),
    )  # fmt: skip
    count = _deliver(notice, recipients.of(row))
    journal.record("assembly.called", row, by=by, changes={
        "people": [None, count],
        **({"short_notice": [None, row.short_notice]} if row.short_notice else {}),
    })  # fmt: skip
    notice_sent.send(Assembly, assembly=row, by=by)
    return notice


@transaction.atomic
def complete(*, assembly: Assembly, by: Any) -> int:
    """Send the same notice to those who are to be called and were not. Returns how many; 0 changes nothing."""
    row = before_opening(assembly)
    notice = row.notices.filter(kind=NoticeKind.NOTICE).first()
    if notice is None:
        raise ValidationError(_("La convocation n’est pas encore partie."))
    count = _deliver(notice, recipients.of(row))
    if count:
        journal.record("assembly.called_more", row, by=by, changes={"people": [None, count]})
    return count


def missing(assembly: Assembly) -> int:
    """How many are to be called and were not."""
    notice = assembly.notices.filter(kind=NoticeKind.NOTICE).first()
    if notice is None:
        return 0
    people = set(notice.deliveries.exclude(person=None).values_list("person", flat=True))
    members = set(notice.deliveries.filter(person=None).values_list("member", flat=True))
    return sum(
        one.person.pk not in people if one.person else one.member.pk not in members  # type: ignore[union-attr]
        for one in recipients.of(assembly)
    )


def new_day(assembly: Assembly) -> delays.Given | None:
    """How the delay stands when the day is no longer that of the last notice: it runs again from today."""
    last = assembly.notices.order_by("-number").first()
    told = datetime.fromisoformat(last.facts["starts_at"]) if last and last.facts.get("starts_at") else None
    moved = told is not None and assembly.day is not None and localdate(told) != assembly.day
    return law.standing(assembly, localdate()) if moved else None


def _delay_again(assembly: Assembly, short_reason: str) -> dict[str, Any]:
    """What the notice of a new day keeps of its delay. Raises ValidationError when the law asks more days, and without a
    reason when the by-laws do."""
    given = new_day(assembly)
    if given is None:
        return {}
    if refused := law.delay_refusal(assembly):
        raise ValidationError(refused)
    if given.state == delays.Delay.SHORT and not short_reason.strip():
        raise ValidationError({"short_reason": _("Dites pourquoi le délai est plus court : ce motif est consigné.")})
    return {"due_on": given.last_day, "days_given": given.given, "days_asked": given.asked,
            "law": law.notice_delay(assembly).source[:400], "short_reason": short_reason.strip()[:500]}  # fmt: skip


@transaction.atomic
def tell(*, assembly: Assembly, kind: str, text: str, by: Any, short_reason: str = "") -> Notice:
    """Tell everyone who was called that the day or the place changed, or that the assembly is cancelled. A new day leaves
    them the delay again."""
    row = locked(assembly)
    first = row.notices.filter(kind=NoticeKind.NOTICE).first()
    if first is None:
        raise ValidationError(_("Personne n’a été convoqué : il n’y a rien à annoncer."))
    if kind == NoticeKind.CHANGE and row.is_over:
        raise ValidationError(_("Cette assemblée est finie ou annulée."))
    notice = _new(row, kind, text, by, **(_delay_again(row, short_reason) if kind == NoticeKind.CHANGE else {}))
    earlier = [
        Recipient(one.name, one.standing, one.email, one.postal, one.language, one.person, one.member)
        for one in first.deliveries.select_related("person", "member")
    ]
    current = {one.key: one for one in recipients.of(row)}
    count = _deliver(notice, [*current.values(), *(one for one in earlier if one.key not in current)])
    journal.record("assembly.told", row, by=by, changes={"kind": [None, str(kind)], "people": [None, count]})
    return notice


@transaction.atomic
def posted(*, notice: Notice, content: bytes, by: Any) -> int:
    """The letters were posted: the file is kept as proof, each of them is marked as gone. Returns how many."""
    row = Notice.objects.select_for_update(of=("self",)).select_related("assembly").get(pk=notice.pk)
    waiting = row.deliveries.filter(route=DeliveryRoute.LETTER, state=DeliveryState.QUEUED)
    count = waiting.count()
    if not count:
        raise ValidationError(_("Aucune lettre n’attend d’être postée."))
    row.letters = letters.keep(row, content, by)
    row.save(update_fields=["letters"])
    waiting.update(state=DeliveryState.SENT, sent_at=now())
    journal.record("notice.posted", row, by=by, changes={"letters": [None, count]})
    return count


@transaction.atomic
def by_letter(*, delivery: NoticeDelivery, by: Any) -> NoticeDelivery:
    """An e-mail came back: the notice goes by letter."""
    row = NoticeDelivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    if row.state != DeliveryState.BOUNCED:
        raise ValidationError(_("Ce courriel n’est pas revenu."))
    row.route, row.state, row.bounced_at = DeliveryRoute.LETTER, DeliveryState.QUEUED, row.bounced_at or now()
    row.save(update_fields=["route", "state", "bounced_at"])
    journal.record("notice.by_letter", row, by=by)
    return row


def opened(delivery: NoticeDelivery) -> None:
    """Its link was opened: a proof, written once."""
    if delivery.opened_at is None:
        NoticeDelivery.objects.filter(pk=delivery.pk, opened_at=None).update(
            opened_at=now(), state=DeliveryState.OPENED
        )


def said(count: int) -> str:
    return ngettext("%(n)s personne est convoquée.", "%(n)s personnes sont convoquées.", count) % {"n": count}
