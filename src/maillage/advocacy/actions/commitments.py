"""Institutions followed: begun in one go for many, given to someone, counted, joined when two are one."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate, now

from maillage.advocacy.actions import common
from maillage.advocacy.actions.restanding import restand
from maillage.advocacy.enums import AskState, Stage
from maillage.advocacy.models import Ask, Commitment, CriterionCount, Exchange, Step
from maillage.advocacy.models.commitments import KEPT_DAYS
from maillage.audit import journal
from maillage.organisations.models import Organisation
from maillage.search import outbox

KIND = "advocacy.commitment"
MOST = 2000  # institutions begun in one go


@transaction.atomic
def follow(*, ask: Ask, organisations: QuerySet[Organisation], by: Any, owner: Any = None) -> int:
    """Begin to follow these institutions on an ask; those that are followed already stay as they are. Returns how many began."""
    ask = common.locked(ask)
    if ask.state == AskState.CLOSED:
        raise common.refuse("closed_ask")
    known = ask.commitments.values("organisation")
    chosen = list(organisations.filter(Organisation.living()).exclude(pk__in=known)[:MOST])
    rows = Commitment.objects.bulk_create(
        [Commitment(ask=ask, organisation=one, owner=owner) for one in chosen], batch_size=500
    )
    journal.record_many(
        [journal.Note("commitment.opened", KIND, row.pk, str(row) if common.label_of(row) is None else "",
                      {"ask": [None, ask.pk], "organisation": [None, row.organisation_id]}) for row in rows],
        by=by,
    )  # fmt: skip
    outbox.queue(KIND, [row.pk for row in rows])
    return len(rows)


@transaction.atomic
def change_commitment(*, commitment: Commitment, values: Mapping[str, Any], by: Any) -> Commitment:
    """Who follows it, the next step and its day, the scope, whom one speaks to."""
    return common.change(commitment, values, by=by, verb="commitment.changed")


@transaction.atomic
def assign(*, commitments: QuerySet[Commitment], owner: Any, by: Any) -> int:
    """Give these to someone (None: to nobody). Returns how many changed hands."""
    theirs = Commitment.objects.select_for_update(of=("self",)).filter(pk__in=commitments.values("pk"))
    others = theirs.exclude(owner=owner) if owner else theirs.exclude(owner=None)
    rows = list(others.select_related("organisation", "ask"))
    notes = [journal.Note("commitment.assigned", KIND, row.pk, "" if row.organisation.withheld else str(row),
                          {"owner": [None, str(owner) if owner else ""]}) for row in rows]  # fmt: skip
    for row in rows:
        row.owner, row.version = owner, row.version + 1
    Commitment.objects.bulk_update(rows, ["owner", "version"], batch_size=500)
    journal.record_many(notes, by=by)
    return len(rows)


@transaction.atomic
def drop(*, commitment: Commitment, by: Any) -> None:
    """No longer follow one that was begun by mistake: only while nothing was noted of it."""
    commitment = common.locked(commitment)
    if commitment.steps.exists() or commitment.texts.exists() or commitment.exchanges.exists():
        raise common.refuse("has_steps")
    outbox.forget(KIND, [commitment.pk])
    journal.record("commitment.dropped", commitment, by=by, label=common.label_of(commitment))
    commitment.delete()


@transaction.atomic
def count_criteria(*, commitment: Commitment, values: Mapping[Any, int | None], on: date, source: str, by: Any) -> int:
    """What was counted on a day, {criterion: how many}; a second count of the same day replaces the first."""
    if on > localdate():
        raise common.refuse("future")
    commitment = common.locked(commitment)
    source = common.cleaned(CriterionCount, {"source": source})["source"][:200]
    changes = {}
    for criterion, value in values.items():
        if value is None or criterion.ask_id != commitment.ask_id:
            continue
        CriterionCount.objects.update_or_create(
            commitment=commitment, criterion=criterion, on=on, defaults={"value": value, "source": source}
        )
        changes[criterion.label] = [None, value]
    if changes:
        common.record("commitment.counted", commitment, by=by, changes={**changes, "jour": [None, on]})
    return len(changes)


@transaction.atomic
def join(*, kept: Commitment, absorbed: Commitment, by: Any) -> Commitment:
    """Two that are one: steps, texts, counts and exchanges of the second pass to the first; nothing of them is lost."""
    if kept.pk == absorbed.pk:
        raise common.refuse("same")
    if kept.ask_id != absorbed.ask_id:
        raise common.refuse("other_ask")
    rows = {
        row.pk: row for row in Commitment.objects.select_for_update(of=("self",)).filter(pk__in=[kept.pk, absorbed.pk])
    }
    kept, absorbed = rows[kept.pk], rows[absorbed.pk]
    have = {(step.stage, step.on) for step in kept.steps.filter(corrected_at=None)}
    for step in absorbed.steps.filter(corrected_at=None):
        if (step.stage, step.on) in have:
            step.corrected_at, step.corrected_by = now(), by
            step.correction = "Deux suivis réunis : la même étape était notée deux fois."
            step.save()
    Step.objects.filter(commitment=absorbed).update(commitment=kept)
    first = common.next_number(kept.texts.all())
    for at, text in enumerate(absorbed.texts.order_by("number")):
        text.commitment, text.number = kept, first + at
        text.save()
    counted = set(kept.counts.values_list("criterion", "on"))
    for count in absorbed.counts.all():
        if (count.criterion_id, count.on) not in counted:
            count.commitment = kept
            count.save()
    Exchange.objects.filter(commitment=absorbed).update(commitment=kept)
    for name in ("owner", "next_step", "next_on", "contact", "contact_email", "population", "scope_note", "return_on"):
        if not getattr(kept, name):
            setattr(kept, name, getattr(absorbed, name))
    kept.version += 1
    kept.save()
    common.record("commitment.joined", kept, by=by)
    outbox.forget(KIND, [absorbed.pk])
    absorbed.delete()
    restand(Commitment.objects.filter(pk=kept.pk))
    return Commitment.objects.get(pk=kept.pk)


def forget_contacts(*, on: date) -> int:
    """Two years after a refusal or a lapse, whom one spoke to there is forgotten; the dates stay."""
    limit = on - timedelta(days=KEPT_DAYS)
    ended = Commitment.objects.filter(stage__in=(Stage.REFUSED, Stage.LAPSED), stage_on__lt=limit)
    said = Step.objects.filter(commitment__in=ended.values("pk")).exclude(contact="")
    count = said.update(contact="")
    return count + ended.exclude(contact="", contact_email="").update(contact="", contact_email="")
