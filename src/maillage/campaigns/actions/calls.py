"""Calls for help: opened, closed; answered by people, then forgotten on the day promised."""

from typing import Any

from django.db import transaction
from django.utils.timezone import localdate, now

from maillage.audit import journal
from maillage.campaigns import emails
from maillage.campaigns.actions.common import refuse, same
from maillage.campaigns.enums import CallState, CampaignState
from maillage.campaigns.models import Call, CallAnswer, Campaign
from maillage.core import text as texts
from maillage.messages import outbox

MOVES = {CallState.DRAFT: {CallState.OPEN}, CallState.OPEN: {CallState.CLOSED}, CallState.CLOSED: {CallState.OPEN}}


def locked(call: Call) -> Call:
    return Call.objects.select_for_update(of=("self",)).select_related("campaign").get(pk=call.pk)


def check_days(call: Call) -> None:
    if call.purge_on <= call.until:
        raise refuse("purge_first")


@transaction.atomic
def create_call(*, campaign: Campaign, values: dict[str, Any], by: Any) -> Call:
    """Prepare a call; nobody sees it before it is opened."""
    call = Call(campaign=campaign, **values)
    check_days(call)
    call.full_clean()
    call.save()
    journal.record("call.created", call, by=by)
    return call


@transaction.atomic
def change_call(*, call: Call, values: dict[str, Any], by: Any) -> Call:
    """Change what it asks; the day of the purge, once someone answered, never comes later."""
    call = locked(call)
    promised = call.purge_on
    before = same(call, values)
    check_days(call)
    if call.purge_on > promised and call.answers.exists():
        raise refuse("purge_later", day=promised)
    call.version += 1
    call.save()
    journal.record("call.changed", call, by=by, changes=journal.difference(before, journal.snapshot(call)))
    return call


def move(call: Call, state: CallState, verb: str, by: Any) -> Call:
    call = locked(call)
    if state not in MOVES[CallState(call.state)]:
        raise refuse("state", state=call.get_state_display())
    before, call.state = call.state, state
    call.version += 1
    call.save()
    journal.record(verb, call, by=by, changes={"state": [before, state.value]})
    return call


@transaction.atomic
def open_call(*, call: Call, by: Any) -> Call:
    """Everyone may answer it from now on."""
    if call.campaign.state != CampaignState.OPEN:
        raise refuse("campaign_not_open")
    return move(call, CallState.OPEN, "call.opened", by)


@transaction.atomic
def close_call(*, call: Call, by: Any) -> Call:
    """Enough people answered, or it is over."""
    return move(call, CallState.CLOSED, "call.closed", by)


@transaction.atomic
def answer_call(*, call: Call, key: str, values: dict[str, Any], language: str) -> CallAnswer:
    """Someone offers help. The same form sent twice is one answer, and one letter."""
    call = locked(call)
    if not call.is_open():
        raise refuse("call_not_open")
    if not outbox.is_address(values["email"]):
        raise refuse("bad_address")
    answer, created = CallAnswer.objects.get_or_create(call=call, key=key, defaults={**values, "language": language})
    if created:
        emails.call_answered(answer)
    return answer


@transaction.atomic
def handle_answer(*, answer: CallAnswer, note: str, by: Any) -> CallAnswer:
    """Someone called back: it waits no more."""
    answer = CallAnswer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    answer.handled_at, answer.note = answer.handled_at or now(), texts.clean(note)[:300]
    answer.save(update_fields=["handled_at", "note"])
    journal.record("call.answer_handled", answer, by=by)
    return answer


@transaction.atomic
def purge_call(*, call: Call, by: Any) -> int:
    """Forget who answered; how many they were stays in the journal."""
    call = locked(call)
    if call.purged_at or localdate() < call.purge_on:
        return 0
    purged, _kinds = call.answers.all().delete()
    call.purged_at, call.state = now(), CallState.CLOSED
    call.save(update_fields=["purged_at", "state"])
    journal.record("call.purged", call, by=by, changes={"answers": [purged, 0]})
    return purged
