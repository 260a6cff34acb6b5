"""Opening a questionnaire for an activity, closing it, writing to those who came."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.activities.models import Activity
from maillage.audit import journal
from maillage.enrolments.models import CheckIn
from maillage.evaluations import emails
from maillage.evaluations.models import Poll, Questionnaire
from maillage.evaluations.signals import poll_asked


@transaction.atomic
def open_poll(*, activity: Activity, questionnaire: Questionnaire, values: dict[str, Any], by: Any) -> Poll:
    """Open an evaluation of an activity. Refused when the same one is open already, or nothing is asked."""
    if not questionnaire.items.filter(withdrawn=False).exists():
        raise ValidationError(_("Ce questionnaire n’a pas encore de question."))
    if activity.cancelled_at is not None:
        raise ValidationError(_("Cette activité est annulée."))
    if Poll.objects.filter(activity=activity, questionnaire=questionnaire, moment=values["moment"]).exists():
        raise ValidationError(_("Ce questionnaire est déjà ouvert pour cette activité, à ce moment-là."))
    row = Poll(activity=activity, questionnaire=questionnaire, **values)
    row.full_clean()
    row.save()
    journal.record("poll.opened", row, by=by)
    return row


@transaction.atomic
def write_poll(*, poll: Poll, values: dict[str, Any], by: Any) -> Poll:
    """Change its days, or whether people are written to."""
    row = Poll.objects.select_for_update(of=("self",)).get(pk=poll.pk)
    before = journal.snapshot(row)
    for name in ("opens_on", "closes_on", "invite"):
        setattr(row, name, values[name])
    row.version += 1
    row.full_clean()
    row.save()
    journal.record("poll.changed", row, by=by, changes=journal.difference(before, journal.snapshot(row)))
    return row


@transaction.atomic
def close_poll(*, poll: Poll, by: Any) -> Poll:
    """No more answers come in."""
    if not Poll.objects.filter(pk=poll.pk, closed_at=None).update(closed_at=now(), version=F("version") + 1):
        raise ValidationError(_("Cette évaluation est déjà close."))
    poll.refresh_from_db()
    journal.record("poll.closed", poll, by=by)
    return poll


@transaction.atomic
def reopen_poll(*, poll: Poll, by: Any) -> Poll:
    """Answers come in again."""
    if not Poll.objects.filter(pk=poll.pk).exclude(closed_at=None).update(closed_at=None, version=F("version") + 1):
        raise ValidationError(_("Cette évaluation est déjà ouverte."))
    poll.refresh_from_db()
    journal.record("poll.reopened", poll, by=by)
    return poll


@transaction.atomic
def invite(*, poll: Poll, by: Any) -> int:
    """Write once to each address of those who came, and of the teacher of a class when a room above knows them.

    Everyone gets the same link, so nobody is followed.

    Returns how many letters leave. Refused when the evaluation is closed.
    """
    poll = Poll.objects.select_for_update(of=("self",)).select_related("activity", "questionnaire").get(pk=poll.pk)
    if not poll.is_open:
        raise ValidationError(_("Ouvrez d’abord l’évaluation."))
    came = CheckIn.objects.filter(session__activity=poll.activity_id, undone_at=None)
    people = came.exclude(place__enrolment__email="").values_list(
        "place__enrolment__email", "place__enrolment__language"
    )
    found = {address.lower(): language for address, language in people.order_by("place__enrolment__email").distinct()}
    told: Any = poll_asked.send(Poll, poll=poll)
    for _receiver, more in told:
        found |= more or {}
    sent = sum(emails.invitation(poll, address, language) for address, language in found.items())
    poll.invited_at = now()
    poll.save(update_fields=["invited_at"])
    journal.record("poll.invited", poll, by=by, changes={"letters": [None, sent]})
    return sent
