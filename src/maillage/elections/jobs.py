"""What elections do by themselves: what candidates wrote is erased on the day that was said."""

from django.db.models import Q
from django.utils.timezone import localdate

from maillage.elections import actions
from maillage.elections.models import Candidacy


def wipe_past() -> int:
    """Erase the statements, pictures, interests and genders that are past their day. Returns how many."""
    written = ~Q(statement="", interests="", gender="") | Q(photo__isnull=False)
    rows = list(Candidacy.objects.filter(written, kept_until__lt=localdate()))
    for row in rows:
        actions.candidacies.wipe(candidacy=row)
    return len(rows)
