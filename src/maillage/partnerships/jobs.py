"""What comes back each day: pieces that lapse, assessments that are awaited, names that the law no longer asks to keep."""

from datetime import date, timedelta

from django.utils.timezone import localdate

from maillage.network import current
from maillage.partnerships import actions, emails
from maillage.partnerships.diligence import REMINDERS, reminder
from maillage.partnerships.enums import AskedState, PieceState
from maillage.partnerships.models import Assessment, DuePiece

BEFORE, AFTER = 7, (7, 21)  # days around the day by which an assessment is due


def remind() -> int:
    """Each reminder leaves once, whatever runs twice. Returns how many left."""
    return remind_pieces() + remind_assessments() if current.exists() else 0


def remind_pieces() -> int:
    today, count, told = localdate(), 0, []
    rows = DuePiece.objects.filter(partnership__state="active", state__in=[PieceState.ACCEPTED, PieceState.RECEIVED],
                                   lapses_on__range=(today - timedelta(days=30), today + timedelta(days=max(REMINDERS))))  # fmt: skip
    for row in rows.select_related("partnership__organisation"):
        assert row.lapses_on is not None
        step = reminder(row.lapses_on, today)
        if step is not None and (sent := emails.piece_reminder(row, step)):
            count += sent
            told.append(row)
    return count + emails.team_pieces(told, f"partnerships:pieces:{today}")


def remind_assessments() -> int:
    """A week before the day, then one and three weeks after."""
    today, count = localdate(), 0
    rows = Assessment.objects.filter(state=AskedState.ASKED, direction="by_partner", partnership__state="active",
                                     due_on__range=(today - timedelta(days=60), today + timedelta(days=BEFORE)))  # fmt: skip
    for row in rows.exclude(asked_on__gte=today - timedelta(days=3)).select_related("partnership__organisation"):
        assert row.due_on is not None
        late = (today - row.due_on).days
        step = max((days for days in AFTER if days <= late), default=None)
        if late <= 0:
            count += emails.assessment_reminder(row, "before")
        elif step is not None:
            count += emails.assessment_reminder(row, f"after{step}")
    return count


def purge() -> int:
    """Names older than the accounting years of the network's law."""
    if not current.exists():
        return 0
    years, today = current.profile().legal.retention.accounting_years.value, localdate()
    return actions.purge(before=date(today.year - years, 1, 1))
