"""What comes back each day: reminders of renewals, and what is forgotten in its time.

No text lapses by itself: a council that did not answer has not repealed anything. When the day to renew is past, the
institution is shown as « à renouveler » and waits on the home of Gestion, where someone notes the renewal or the lapse.
"""

from datetime import timedelta

from django.utils.timezone import localdate

from maillage.advocacy import actions, emails
from maillage.advocacy.models import Commitment
from maillage.network import current

BEFORE = (60, 0)  # days before the one to renew
LATE_BY = 7  # a job that did not run for a week still sends; an older reminder would only surprise


def remind_renewals() -> int:
    """Tell whoever follows an institution that its text is to be renewed; each reminder leaves once. How many left."""
    if not current.exists():
        return 0
    today, count = localdate(), 0
    for days in BEFORE:
        day = today + timedelta(days=days)
        rows = Commitment.objects.exclude(owner=None).filter(due_on__lte=day, due_on__gt=day - timedelta(days=LATE_BY))
        for row in rows.select_related("owner", "organisation", "ask"):
            count += emails.renewal(row, days)
    return count


def forget() -> int:
    """Names, contacts, notes and lists whose time is over."""
    today = localdate()
    return (actions.forget_decision_makers(on=today) + actions.forget_contacts(on=today)
            + actions.forget_notes(on=today) + actions.forget_rosters(on=today))  # fmt: skip
