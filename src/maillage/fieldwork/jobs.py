"""What comes back each day: reports open, partners are told once, old traces go."""

from datetime import timedelta

from django.utils.timezone import localdate, now

from maillage.fieldwork import actions, emails
from maillage.fieldwork.models import PartnerReport, ReportCopy, ReportSending
from maillage.network import current

LATE_BY = 21  # a reminder that is older than this would only surprise
KEPT_DAYS = 400  # as said in `models.sendings.SENT_BY`


def open_due() -> int:
    """Open the reports whose period has begun; returns how many."""
    return actions.open_reports() if current.exists() else 0


def remind() -> int:
    """Once when the period is over, once when the report is late; of projects that are still at work."""
    if not current.exists():
        return 0
    today, sent = localdate(), 0
    rows = PartnerReport.objects.to_write().select_related("project", "organisation")
    rows = rows.filter(project__state__in=actions.RUNNING)
    for row in rows.filter(
        state="draft", ends_on__lt=today, ends_on__gte=today - timedelta(days=LATE_BY), due_on__gte=today
    ):
        sent += emails.to_write(row)
    for row in rows.filter(due_on__lt=today, due_on__gte=today - timedelta(days=LATE_BY)):
        sent += emails.late(row)
    return sent


def purge() -> int:
    """Forget which phone sent what, copies that were settled, and who held a link."""
    old = now() - timedelta(days=KEPT_DAYS)
    gone = ReportSending.objects.filter(at__lt=old).delete()[0]
    gone += ReportCopy.objects.filter(at__lt=old).exclude(settled_at=None).delete()[0]
    return gone + actions.forget_links(now())
