"""What happens to an activity happens to those who are enrolled: cancelled, another date, another hour or place.

Run by the queue once the activity's own change is committed, whatever their number; again, it changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import F
from django.utils.timezone import now

from maillage.activities.enums import ActivityState
from maillage.activities.models import Activity, Session
from maillage.audit import journal
from maillage.enrolments import news, places
from maillage.enrolments.actions.calling import call_next
from maillage.enrolments.enums import EnrolmentState
from maillage.enrolments.models import Enrolment, Opening, Place, Quota

E = EnrolmentState


def end(rows: Sequence[Enrolment], reason: str) -> None:
    """Cancelled with the activity or its date, all at once; the journal has a line for each."""
    at = now()
    Enrolment.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=E.CANCELLED, cancelled_at=at, offered_until=None, reason=reason[:300], version=F("version") + 1
    )
    journal.record_many(
        [journal.Note("enrolment.cancelled", "enrolments.enrolment", row.pk, "", {"state": [row.state, str(E.CANCELLED)]})
         for row in rows], by=None,
    )  # fmt: skip
    for row in rows:
        row.state, row.reason, row.version = E.CANCELLED, reason[:300], row.version + 1


def standing(activity: Activity) -> list[Enrolment]:
    rows = Enrolment.objects.standing().filter(activity=activity).select_for_update(of=("self",)).order_by("pk")
    return list(rows)


@transaction.atomic
def activity_cancelled(*, activity: Activity) -> int:
    """Everyone's enrolment ends with the activity, and everyone is told. Returns how many were."""
    opening = Opening.objects.filter(activity=activity).first()
    if opening is None:
        return 0
    opening = places.hold_still(opening)
    activity = opening.activity
    if activity.state != ActivityState.CANCELLED:  # taken up again in the meantime
        return 0
    rows = standing(activity)
    Place.objects.filter(enrolment__in=[row.pk for row in rows]).update(holds=False)
    Quota.objects.filter(opening=opening).update(taken=0)
    end(rows, activity.cancel_reason)
    news.tell_all(activity, rows, "cancelled", key=f"cancelled:{activity.version}", reason=activity.cancel_reason)
    return len(rows)


@transaction.atomic
def dates_cancelled(*, activity: Activity) -> int:
    """Places at cancelled dates are given back; who had only those is cancelled; all of them are told."""
    opening = Opening.objects.filter(activity=activity).first()
    if opening is None:
        return 0
    opening = places.hold_still(opening)
    gone = {one.pk: one for one in Session.objects.filter(activity=activity).exclude(cancelled_at=None)}
    rows = {row.pk: row for row in standing(activity)}
    held: dict[int, list[Place]] = defaultdict(list)
    for place in Place.objects.filter(enrolment__in=list(rows)).order_by("pk"):
        held[place.enrolment_id].append(place)
    touched = {number: mine for number, mine in held.items() if any(one.session_id in gone for one in mine)}
    lost = [place for mine in touched.values() for place in mine if place.session_id in gone]
    if not lost:
        return 0
    places.give_back(lost)
    over = [rows[number] for number, mine in touched.items() if all(one.session_id in gone for one in mine)]
    last = max(gone[one.session_id].cancelled_at for one in lost)  # type: ignore[index,type-var]
    reason = next((one.cancel_reason for one in gone.values() if one.cancelled_at == last), "")
    end(over, reason)
    told = [rows[number] for number in touched]
    sent = news.tell_all(activity, told, "dates", key=f"dates:{last:%Y%m%d%H%M%S%f}", reason=reason,
                         sessions={number: [gone[one.session_id] for one in mine if one.session_id in gone]
                                   for number, mine in touched.items()})  # fmt: skip
    call_next(opening)
    return sent


@transaction.atomic
def dates_changed(*, activity: Activity, sessions: Iterable[int]) -> int:
    """Those who come at these dates (or at all) are told the new ones, with the file for their calendar; a date held
    after all gets back the places it had, as far as there are some."""
    opening = Opening.objects.filter(activity=activity).first()
    if opening is None:
        return 0
    opening = places.hold_still(opening)
    changed = {one.pk: one for one in Session.objects.filter(pk__in=list(sessions), activity=activity, cancelled_at=None)
               .select_related("venue")}  # fmt: skip
    rows = {row.pk: row for row in standing(activity)}
    mine: dict[int, list[Session]] = {}
    for place in Place.objects.filter(enrolment__in=list(rows)).order_by("pk"):
        if place.session_id in changed and not place.holds and rows[place.enrolment_id].standing.holds:
            take_back(place)
        if place.session_id is None:
            mine[place.enrolment_id] = list(changed.values())
        elif place.session_id in changed:
            found = mine.setdefault(place.enrolment_id, [])
            if changed[place.session_id] not in found:
                found.append(changed[place.session_id])
    stamp = "-".join(f"{one.pk}.{one.sequence}" for one in changed.values())[:120]
    return news.tell_all(activity, [rows[number] for number in mine], "changed", key=f"changed:{stamp}", sessions=mine)


def take_back(place: Place) -> None:
    try:
        with transaction.atomic():
            places.take([place])
    except places.Full:
        place.delete()


@transaction.atomic
def activity_changed(*, activity: Activity) -> int:
    """What people were told is no longer so: they are told what it is now."""
    rows = list(Enrolment.objects.standing().filter(activity=activity).order_by("pk"))
    return news.tell_all(activity, rows, "activity", key=f"activity:{activity.version}")
