"""What the room does each night."""

from maillage.desk.models import KeptForm


def forget_kept() -> int:
    """Texts kept for a session that ended are gone after a day, whether or not another is kept; returns how many."""
    return KeptForm.objects.stale().delete()[0]
