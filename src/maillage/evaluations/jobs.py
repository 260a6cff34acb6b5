"""What is done each day: asking those who came yesterday."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.timezone import now

from maillage.evaluations import actions
from maillage.evaluations.enums import Moment
from maillage.evaluations.models import Poll

LATEST = timedelta(days=10)  # an evaluation opened long after its activity is not sent by itself


def invite_yesterdays() -> int:
    """Write to those who came, once the last date of the activity is over. Returns how many letters left."""
    over = Poll.objects.open().filter(
        invite=True, invited_at=None, moment=Moment.AFTER, activity__ends_at__lte=now() - timedelta(hours=8),
        activity__ends_at__gte=now() - LATEST,
    )  # fmt: skip
    sent = 0
    for poll in over:
        try:
            sent += actions.invite(poll=poll, by=None)
        except ValidationError:  # closed in between
            continue
    return sent
