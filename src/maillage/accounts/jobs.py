"""What the room does each night."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils.timezone import now

from maillage.accounts.models import LoginLink


def forget_links() -> int:
    """Links that ended a week ago are forgotten; returns how many."""
    return LoginLink.objects.stale().delete()[0]


def forget_sessions() -> int:
    """Sessions that ended, with the address and the browser of each; returns how many."""
    ended = Session.objects.filter(expire_date__lte=now()).delete()[0]
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return ended
