"""Counting without an account: a signed link for the one date of its facilitator or host. Nothing is kept of it."""

from datetime import timedelta

from django.core import signing
from django.urls import reverse
from django.utils.timezone import now

from maillage.activities.models import Session
from maillage.core.public import absolute

SALT = "attendance.count"
LASTS = timedelta(days=30)  # after the end of the date


def token(session: Session) -> str:
    return signing.dumps(session.pk, salt=SALT)


def url(session: Session) -> str:
    """The whole address, to be sent to whoever counts."""
    return absolute(reverse("attendance:by_link", args=[token(session)]))


def find(token: str) -> Session | None:
    """The date of a link; None when the link is nobody's."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return Session.objects.filter(pk=pk).select_related("activity", "venue").first()


def is_over(session: Session) -> bool:
    return now() > session.ends_at + LASTS
