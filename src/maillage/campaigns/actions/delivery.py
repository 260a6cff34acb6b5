"""Delivering a petition, telling what was answered, and forgetting who signed on the day that was promised."""

from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models.functions import Cast
from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django_q.tasks import async_task

from maillage.audit import journal
from maillage.campaigns import figures
from maillage.campaigns.actions.common import counting, refuse
from maillage.campaigns.actions.petitions import move
from maillage.campaigns.actions.signatures import GONE
from maillage.campaigns.enums import NamesGiven, PetitionState, SignatureState
from maillage.campaigns.models import AddressBlock, Delivery, PaperName, Petition, Signature
from maillage.files.actions import remove
from maillage.files.models import Document
from maillage.messages.models import Message


@transaction.atomic
def note_dossier(*, petition: Petition, names: NamesGiven, by: Any) -> None:
    """Who took the dossier, and with which names, is written."""
    journal.record("petition.dossier_made", petition, by=by, changes={"names": [None, names.value]})


@transaction.atomic
def deliver(*, petition: Petition, on: date, to: str, by_whom: str, names: NamesGiven, by: Any) -> Delivery:
    """Note that it was given: the count of that day is kept, and nobody signs any more."""
    petition = counting(petition.pk)
    if NamesGiven(names).width > NamesGiven(petition.names_given).width:
        raise refuse("names_wider", given=NamesGiven(petition.names_given).label)
    if not petition.opens_on <= on <= localdate():
        raise refuse("not_signed_then")
    move(petition, PetitionState.DELIVERED, "petition.delivered", by)
    return Delivery.objects.create(
        petition=petition, on=on, to=to, by_whom=by_whom, names=names, online=petition.tally.online,
        paper=petition.tally.paper, figures=figures.frozen(petition),
    )  # fmt: skip


@transaction.atomic
def record_answer(*, delivery: Delivery, answer: str, on: date, by: Any) -> Delivery:
    """What the addressee answered, shown on the page of the petition."""
    delivery = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    before, delivery.answer, delivery.answered_on = delivery.answer, answer, on
    delivery.full_clean()
    delivery.save()
    journal.record("petition.answered", delivery.petition, by=by, changes={"answer": [before, answer]})
    return delivery


@transaction.atomic
def tell_answer(*, delivery: Delivery, by: Any) -> Delivery:
    """Write it, once, to those who agreed to receive news."""
    delivery = Delivery.objects.select_for_update(of=("self",)).get(pk=delivery.pk)
    if not delivery.answer:
        raise refuse("nothing_to_tell")
    if delivery.told_at:
        raise refuse("already_told")
    delivery.told_at = now()
    delivery.save(update_fields=["told_at"])
    journal.record("petition.answer_told", delivery.petition, by=by)
    transaction.on_commit(lambda: async_task("maillage.campaigns.jobs.tell_signatories", delivery.pk))
    return delivery


@transaction.atomic
def purge_petition(*, petition: Petition, by: Any) -> int:
    """Forget who signed: names, addresses, postal codes, words, sheets, letters. Figures and fingerprints stay.

    Before the promised day, only once delivered.
    """
    petition = counting(petition.pk)
    if petition.purged_at:
        return 0
    if petition.state != PetitionState.DELIVERED and localdate() < petition.purge_on:
        raise refuse("purge_not_yet", day=date_format(petition.purge_on))
    rows = Signature.objects.filter(petition=petition)
    numbers = rows.values_list(Cast("pk", models.CharField()), flat=True)
    Message.objects.filter(about_kind="campaigns.signature", about_id__in=numbers).update(
        to="", subject="", text="", html="", reply_to="", headers={}, error="", purged_at=now()
    )
    rows.filter(state__in=(SignatureState.PENDING, SignatureState.BOUNCED)).delete()
    purged = rows.filter(purged_at=None).update(**GONE, news_wording="", block=None, purged_at=now())
    AddressBlock.objects.filter(petition=petition).update(fingerprint="")
    PaperName.objects.filter(batch__petition=petition).delete()
    scans = Document.objects.filter(pk__in=petition.batches.exclude(scan=None).values("scan"), removed_at=None)
    for document in scans:
        remove(document=document, by=by)
    petition.purged_at = now()
    if petition.state == PetitionState.OPEN:
        petition.state = PetitionState.CLOSED
    petition.save(update_fields=["purged_at", "state"])
    journal.record("petition.purged", petition, by=by, changes={"signatures": [None, purged]})
    return purged
