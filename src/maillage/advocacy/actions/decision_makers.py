"""People who decide and their mandates: written by hand; forgotten two years after the last mandate."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils.timezone import now

from maillage.advocacy.actions import common
from maillage.advocacy.models import DecisionMaker, Mandate
from maillage.advocacy.models.decision_makers import KEPT_AFTER_DAYS
from maillage.audit import journal
from maillage.search import outbox

KIND = "advocacy.decisionmaker"


@transaction.atomic
def create_decision_maker(*, values: Mapping[str, Any], by: Any) -> DecisionMaker:
    return common.create(DecisionMaker, values, by=by, verb="decision_maker.created")


@transaction.atomic
def change_decision_maker(*, decision_maker: DecisionMaker, values: Mapping[str, Any], by: Any) -> DecisionMaker:
    return common.change(decision_maker, values, by=by, verb="decision_maker.changed")


@transaction.atomic
def add_mandate(*, decision_maker: DecisionMaker, values: Mapping[str, Any], by: Any) -> Mandate:
    _verify(values)
    data = {**values, "decision_maker": common.locked(decision_maker)}
    return common.create(Mandate, data, by=by, verb="decision_maker.mandate_added", on=decision_maker)


@transaction.atomic
def change_mandate(*, mandate: Mandate, values: Mapping[str, Any], by: Any) -> Mandate:
    _verify(values)
    verb = "decision_maker.mandate_changed"
    return common.change(mandate, values, by=by, verb=verb, on=mandate.decision_maker)


def _verify(values: Mapping[str, Any]) -> None:
    start, end = values.get("started_on"), values.get("ended_on")
    if start and end and end < start:
        raise common.refuse("days")


@transaction.atomic
def forget_decision_makers(*, on: date) -> int:
    """Two years after the last mandate ended: who is in no exchange is erased, of the others the name and the notes are."""
    limit = on - timedelta(days=KEPT_AFTER_DAYS)
    still = Mandate.objects.filter(Q(ended_on=None) | Q(ended_on__gte=limit)).values("decision_maker")
    over = DecisionMaker.objects.filter(forgotten_at=None).exclude(pk__in=still)
    over = over.annotate(last=Max("mandates__ended_on")).filter(Q(last__isnull=False) | Q(created_at__date__lt=limit))
    ids = list(over.values_list("pk", flat=True))
    if not ids:
        return 0
    kept = set(DecisionMaker.objects.filter(pk__in=ids, exchanges__isnull=False).values_list("pk", flat=True))
    DecisionMaker.objects.filter(pk__in=kept).update(
        first_name="", last_name="", sort_name="", email="", phone="", note="", person=None, source_key="",
        forgotten_at=now(),
    )  # fmt: skip
    journal.record_many([journal.Note("decision_maker.forgotten", KIND, pk) for pk in ids], by=None)
    outbox.forget(KIND, ids)
    DecisionMaker.objects.filter(pk__in=set(ids) - kept).delete()
    return len(ids)
