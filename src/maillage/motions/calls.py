"""Until when an assembly receives motions and amendments: as its call says, else so many days before it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime, now

from maillage.assemblies.enums import AssemblyState
from maillage.assemblies.models import Assembly
from maillage.motions.models import MotionCall
from maillage.motions.models.motion import GENERAL, OF_MEMBERS

# When a network calls for motions without saying until when: late enough to write, early enough to be read.
MOTION_DAYS = 14
AMENDMENT_DAYS = 2


@dataclass(frozen=True, slots=True)
class Deadlines:
    """`said`: by the call of this assembly; else the usual days."""

    until: datetime | None
    amend_until: datetime | None
    seconders: int = 0
    note: str = ""
    said: bool = False

    def late(self, at: datetime | None = None) -> bool:
        return self.until is not None and (at or now()) > self.until

    def late_to_amend(self, at: datetime | None = None) -> bool:
        return self.amend_until is not None and (at or now()) > self.amend_until


def usual(assembly: Assembly) -> Deadlines:
    """Meetings of a body have no delay: one proposes until it meets."""
    if assembly.starts_at is None:
        return Deadlines(None, None)
    start = localtime(assembly.starts_at)  # so many days before, at the same hour, summer or winter
    if not assembly.is_general:
        return Deadlines(start, start)
    return Deadlines(start - timedelta(days=MOTION_DAYS), start - timedelta(days=AMENDMENT_DAYS))


def deadlines(assembly: Assembly) -> Deadlines:
    call = MotionCall.objects.filter(assembly=assembly).first()
    if call is None:
        return usual(assembly)
    amend = call.amend_until or usual(assembly).amend_until
    return Deadlines(call.until, max(amend, call.until) if amend else None, call.seconders_needed, call.note, said=True)


def open_to(user: Any) -> QuerySet[Assembly]:
    """Coming assemblies to which this person may think of proposing: those they see, and the general ones that call for
    motions before they are called."""
    coming = Assembly.objects.coming()
    seen = Q(pk__in=Assembly.objects.visible_to(user).exclude(state=AssemblyState.DRAFT).values("pk"))
    if any(user.holds(role) for role in OF_MEMBERS):
        seen |= Q(motion_call__isnull=False, kind__in=GENERAL)
    return coming.filter(seen).select_related("body").order_by("starts_at", "pk")
