"""The log: what was asked of whom, what was answered, the step that follows from it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from maillage.advocacy.actions import common
from maillage.advocacy.actions.steps import add_step
from maillage.advocacy.models import Exchange, Step
from maillage.advocacy.models.exchanges import NOTE_DAYS
from maillage.files import actions as files


def _own(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "decision_makers"}


def _tied(exchange: Exchange, values: Mapping[str, Any], upload: Any, by: Any) -> Exchange:
    if "decision_makers" in values:
        exchange.decision_makers.set(values["decision_makers"])
    if upload:
        files.store(upload=upload, title=exchange.subject, access=common.TEAM, about=exchange, by=by)
    return exchange


@transaction.atomic
def create_exchange(*, values: Mapping[str, Any], by: Any, upload: Any = None) -> Exchange:
    exchange = common.create(Exchange, {**_own(values), "by": by}, by=by, verb="exchange.noted")
    return _tied(exchange, values, upload, by)


@transaction.atomic
def change_exchange(*, exchange: Exchange, values: Mapping[str, Any], by: Any, upload: Any = None) -> Exchange:
    exchange = common.change(exchange, _own(values), by=by, verb="exchange.changed")
    return _tied(exchange, values, upload, by)


@transaction.atomic
def step_from_exchange(*, exchange: Exchange, stage: str, by: Any) -> Step:
    """What the exchange led to, noted among the steps of the institution that it was about."""
    if exchange.commitment is None:
        raise common.refuse("no_commitment")
    note = exchange.answer or exchange.subject
    values = {"stage": stage, "on": exchange.answered_on or exchange.on, "note": note[:2000]}
    return add_step(commitment=exchange.commitment, values=values, by=by)


def forget_notes(*, on: date) -> int:
    """Five years after an exchange, the private note is erased; what was asked and answered stays."""
    old = Exchange.objects.filter(on__lt=on - timedelta(days=NOTE_DAYS)).exclude(note="", present="")
    return old.update(note="", present="")
