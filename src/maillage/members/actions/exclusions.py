"""Excluding a member: notice, right to be heard, decision, appeal. No step can be skipped."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.formats import date_format

from maillage.members.actions.common import record, refuse
from maillage.members.actions.memberships import end_membership, locked, open_period, start_membership
from maillage.members.enums import EndReason, ExclusionState
from maillage.members.models import Exclusion, Member
from maillage.network import current


@transaction.atomic
def open_exclusion(*, member: Member, grounds: str, notified_on: date, hearing_on: date, by: Any) -> Exclusion:
    """Send the notice, with its grounds and the day of the hearing."""
    member = locked(member)
    open_period(member, notified_on)
    if hearing_on <= notified_on:
        raise refuse("hearing_too_soon")
    if member.exclusions.filter(closed_on=None).exists():
        raise refuse("exclusion_open")
    made = Exclusion(member=member, grounds=grounds, notified_on=notified_on, hearing_on=hearing_on)
    made.full_clean(exclude=["member"])
    made.save()
    record("exclusion.notified", member, by=by, changes={"hearing_on": [None, hearing_on]})
    return made


def fresh(exclusion: Exclusion) -> Exclusion:
    """The row as it is now, locked until the verb ends."""
    return Exclusion.objects.select_for_update(of=("self",)).get(pk=exclusion.pk)


def moved(exclusion: Exclusion, state: ExclusionState, by: Any) -> Exclusion:
    """The procedure, locked, moved to a state that its own allows."""
    exclusion = fresh(exclusion)
    if not ExclusionState(exclusion.state).can_become(state):
        raise refuse("exclusion_state", state=exclusion.get_state_display())
    record(f"exclusion.{state.value}", exclusion.member, by=by, changes={"state": [exclusion.state, state.value]})
    exclusion.state = state
    return exclusion


def not_before(earlier: date | None, on: date) -> None:
    """A step never stands before the one it follows."""
    if earlier and on < earlier:
        raise refuse("before_step", start=date_format(earlier, "SHORT_DATE_FORMAT"))


@transaction.atomic
def hear_member(*, exclusion: Exclusion, defence: str, on: date, by: Any) -> Exclusion:
    """Write what the member said, or that it declined to be heard."""
    exclusion = moved(exclusion, ExclusionState.HEARD, by)
    not_before(exclusion.notified_on, on)
    exclusion.defence, exclusion.hearing_on = defence, on
    exclusion.save()
    return exclusion


@transaction.atomic
def decide_exclusion(*, exclusion: Exclusion, decision: str, body: str, on: date, by: Any) -> Exclusion:
    """The competent body excludes: the membership ends that day."""
    exclusion = moved(exclusion, ExclusionState.EXCLUDED, by)
    not_before(exclusion.hearing_on, on)
    if current.profile().legal.exclusion_body.value == "assembly" and body != "assembly":
        raise refuse("competent_body")
    exclusion.decision, exclusion.decided_by_body, exclusion.decided_on = decision, body, on
    exclusion.save()
    end_membership(member=exclusion.member, on=on, reason=EndReason.EXCLUDED, by=by)
    return exclusion


@transaction.atomic
def appeal_exclusion(*, exclusion: Exclusion, on: date, by: Any) -> Exclusion:
    """The member appeals; the exclusion stands meanwhile."""
    exclusion = fresh(exclusion)
    if exclusion.closed_on:
        raise refuse("exclusion_state", state=exclusion.get_state_display())
    exclusion = moved(exclusion, ExclusionState.APPEALED, by)
    not_before(exclusion.decided_on, on)
    exclusion.appealed_on = on
    exclusion.save()
    return exclusion


@transaction.atomic
def close_appeal(*, exclusion: Exclusion, upheld: bool, on: date, by: Any) -> Exclusion:
    """The appeal confirms the exclusion, or the member comes back from that day in its category."""
    exclusion = fresh(exclusion)
    if exclusion.state != ExclusionState.APPEALED:
        raise refuse("exclusion_state", state=exclusion.get_state_display())
    exclusion = moved(exclusion, ExclusionState.UPHELD if upheld else ExclusionState.DROPPED, by)
    not_before(exclusion.appealed_on, on)
    exclusion.closed_on = on
    exclusion.save()
    if not upheld:
        last = exclusion.member.periods.order_by("-started_on").first()
        assert last is not None
        start_membership(holder=exclusion.member.holder, category=last.category, group=last.group, start=on, by=by)
    return exclusion


@transaction.atomic
def settle_exclusion(*, exclusion: Exclusion, on: date, by: Any) -> Exclusion:
    """Nobody appealed in time: the procedure is over, the exclusion stands."""
    exclusion = fresh(exclusion)
    if exclusion.state != ExclusionState.EXCLUDED or exclusion.closed_on:
        raise refuse("exclusion_state", state=exclusion.get_state_display())
    not_before(exclusion.decided_on, on)
    exclusion.closed_on = on
    exclusion.save()
    record("exclusion.settled", exclusion.member, by=by, changes={"closed_on": [None, on]})
    return exclusion


@transaction.atomic
def drop_exclusion(*, exclusion: Exclusion, on: date, by: Any) -> Exclusion:
    """Give the procedure up before any decision."""
    exclusion = fresh(exclusion)
    if exclusion.state == ExclusionState.APPEALED:
        raise refuse("exclusion_state", state=exclusion.get_state_display())
    exclusion = moved(exclusion, ExclusionState.DROPPED, by)
    exclusion.closed_on = on
    exclusion.save()
    return exclusion
