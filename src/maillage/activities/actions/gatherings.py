"""What a tour, a dinner and a placement have of their own; and the venues that come back."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.timezone import now

from maillage.activities import emails
from maillage.activities.actions.common import indexed, locked, record, refuse
from maillage.activities.enums import ActivityState, NomineeState
from maillage.activities.models import Activity, DinnerTable, Guest, Nominee, Session, Stop, TourCost, Venue
from maillage.audit import journal
from maillage.organisations.models import Organisation

# Venues


@transaction.atomic
def save_venue(*, values: Mapping[str, Any], by: Any, venue: Venue | None = None) -> Venue:
    """Write a venue, once for all the activities held there."""
    row = Venue.objects.select_for_update(of=("self",)).get(pk=venue.pk) if venue else Venue()
    before = journal.snapshot(row) if venue else {}
    for name, value in values.items():
        setattr(row, name, value)
    row.version += bool(venue)
    row.full_clean()
    row.save()
    journal.record("venue.updated" if venue else "venue.created", row, by=by,
                   changes=journal.difference(before, journal.snapshot(row)))  # fmt: skip
    indexed(Activity.objects.filter(sessions__venue=row).values_list("pk", flat=True).distinct())
    return row


@transaction.atomic
def delete_venue(*, venue: Venue, by: Any) -> None:
    """Take out a venue where nothing was ever held."""
    if venue.sessions.exists():
        raise refuse("venue_used")
    journal.record("venue.deleted", venue, by=by)
    try:
        venue.delete()
    except ProtectedError as held:
        raise refuse("venue_used") from held


# Tours


@transaction.atomic
def save_guest(*, activity: Activity, values: Mapping[str, Any], by: Any, guest: Guest | None = None) -> Guest:
    """Someone who travels with the tour. The journal says that they changed, not who they are."""
    activity = locked(activity)
    row = guest or Guest(activity=activity)
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    record("activity.guest_written", activity, by=by, changes={"guest": [None, row.pk]})
    indexed([activity.pk])
    return row


@transaction.atomic
def remove_guest(*, guest: Guest, by: Any) -> None:
    activity = locked(guest.activity)
    record("activity.guest_removed", activity, by=by, changes={"guest": [guest.pk, None]})
    guest.delete()


@transaction.atomic
def save_stop(*, session: Session, values: Mapping[str, Any], by: Any) -> Stop:
    """Who hosts this date of a tour, how one comes to it, where one sleeps."""
    activity = locked(session.activity)
    row = Stop.objects.filter(session=session).first() or Stop(session=session)
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    record("activity.stop_written", activity, by=by, changes={"date": [None, session.pk], "host": [None, row.host_id]})
    return row


@transaction.atomic
def save_costs(*, activity: Activity, rows: Sequence[Mapping[str, Any]], by: Any) -> None:
    """The whole table of costs, planned and actual, in minor units."""
    activity = locked(activity)
    before = [plain_cost(row) for row in activity.costs.all()]
    activity.costs.all().delete()
    made = [TourCost(activity=activity, **row) for row in rows]
    for row in made:
        row.full_clean(exclude=["activity"], validate_constraints=False)
    TourCost.objects.bulk_create(made)
    after = [plain_cost(row) for row in made]
    if before != after:
        record("activity.costs_written", activity, by=by, changes={"costs": [before, after]})


def plain_cost(row: TourCost) -> dict[str, Any]:
    return {
        "kind": str(row.kind),
        "label": row.label,
        "planned": row.planned,
        "actual": row.actual,
        "currency": row.currency,
    }


# Dinners


@transaction.atomic
def save_tables(*, session: Session, rows: Sequence[Mapping[str, Any]], by: Any) -> None:
    """The tables of a dinner, by their names; one that stays keeps who is seated at it."""
    activity = locked(session.activity)
    known = {row.label: row for row in session.tables.all()}
    before = {label: row.seats for label, row in known.items()}
    wanted: dict[str, DinnerTable] = {}
    for values in rows:
        row = known.get(values["label"]) or DinnerTable(session=session, label=values["label"])
        row.seats, row.host = values["seats"], values.get("host")
        wanted[row.label] = row
    for label, row in known.items():
        if label not in wanted:
            row.delete()
    for row in wanted.values():
        row.full_clean(exclude=["session"])
        row.save()
    after = {label: row.seats for label, row in wanted.items()}
    if before != after:
        record("activity.tables_written", activity, by=by, changes={"tables": [before, after]})


# Placements


@transaction.atomic
def nominate(*, activity: Activity, organisation: Organisation, values: Mapping[str, Any], by: Any) -> Nominee:
    """A member organisation names someone for a placement. The name stays out of the journal."""
    activity = locked(activity)
    open_now = activity.state in (ActivityState.ANNOUNCED, ActivityState.DRAFT)
    if activity.structure != "placement" or not open_now or (activity.starts_at and activity.starts_at < now()):
        raise refuse("nominations_closed")
    row = Nominee(activity=activity, organisation=organisation, **values)
    known = activity.nominees.filter(organisation=organisation).exclude(state=NomineeState.WITHDRAWN)
    if (row.person_id and activity.nominees.filter(person=row.person_id).exists()) or (
        row.name and known.filter(name__iexact=row.name).exists()
    ):
        raise refuse("already_named")
    row.full_clean()
    row.save()
    record(
        "activity.nominated",
        activity,
        by=by,
        changes={"nominee": [None, row.pk], "organisation": [None, organisation.pk]},
    )
    return row


@transaction.atomic
def edit_nominee(*, nominee: Nominee, values: Mapping[str, Any], by: Any) -> Nominee:
    """Their release, their address, the team's note."""
    nominee = Nominee.objects.select_for_update(of=("self",)).get(pk=nominee.pk)
    for name, value in values.items():
        setattr(nominee, name, value)
    nominee.full_clean()
    nominee.save()
    record("activity.nominee_changed", nominee.activity, by=by, changes={"nominee": [nominee.pk, nominee.pk]})
    return nominee


@transaction.atomic
def decide_nominee(*, nominee: Nominee, state: str, by: Any) -> Nominee:
    """Choose, keep in reserve, not choose; or note that they withdraw."""
    nominee = Nominee.objects.select_for_update(of=("self",)).get(pk=nominee.pk)
    if nominee.state == NomineeState.WITHDRAWN and state != NomineeState.PROPOSED:
        raise refuse("nominee_state", state=nominee.get_state_display(), other=NomineeState(state).label)
    was = nominee.state
    if was == state:
        return nominee
    nominee.state, nominee.decided_at = state, None if state == NomineeState.PROPOSED else now()
    nominee.save(update_fields=["state", "decided_at"])
    record("activity.nominee_decided", nominee.activity, by=by, changes={"nominee": [nominee.pk, nominee.pk],
                                                                          "state": [was, state]})  # fmt: skip
    if state in (NomineeState.CHOSEN, NomineeState.RESERVE, NomineeState.NOT_CHOSEN):
        emails.nominee_decided(nominee)
    return nominee


@transaction.atomic
def purge_gatherings(*, days: int = 365) -> int:
    """A year after the end: who was named and not chosen is forgotten; what was practical about guests too."""
    over = Activity.objects.filter(ends_at__lt=now() - timedelta(days=days)).values("pk")
    gone, _by_model = Nominee.objects.filter(activity__in=over).exclude(state=NomineeState.CHOSEN).delete()
    kept = Nominee.objects.filter(activity__in=over).exclude(email="", motivation="", note="")
    gone += kept.update(email="", motivation="", note="")
    gone += Guest.objects.filter(activity__in=over).exclude(practical="").update(practical="")
    gone += (
        Stop.objects.filter(session__activity__in=over).exclude(contact="", lodging="").update(contact="", lodging="")
    )
    return gone
