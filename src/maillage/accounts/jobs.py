"""What the room does each night."""

from maillage.accounts.models import LoginLink


def forget_links() -> int:
    """Links that ended a week ago are forgotten; returns how many."""
    return LoginLink.objects.stale().delete()[0]
