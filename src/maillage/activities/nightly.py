"""Each night, the agendas that are followed are read again; files left at hand are forgotten after a week."""

import time
from datetime import timedelta

from maillage.accounts.models import User
from maillage.activities import following
from maillage.activities.actions import sources as verbs
from maillage.activities.models import CalendarSource
from maillage.core.errors import Refusal
from maillage.network import current

KEPT = timedelta(days=7)


def read_all() -> int:
    """Read each agenda that has an address. Returns how many were read; one that fails says why on its page."""
    if not current.exists():
        return 0
    return sum(read_one(number) for number in active())


def active() -> list[int]:
    forget_files()
    rows = CalendarSource.objects.filter(is_active=True).exclude(url="")
    return list(rows.order_by("read_at", "pk").values_list("pk", flat=True))


def read_one(number: int) -> bool:
    """One agenda, if it is still followed."""
    source = CalendarSource.objects.filter(pk=number, is_active=True).first()
    if source is None:
        return False
    try:
        verbs.read_source(source=source, data=following.fetch(source), by=None)
    except Refusal as refusal:
        verbs.not_read(source=source, reason=refusal.message())
        return False
    return True


def read_kept(number: int, chosen: list[str], user: int | None) -> bool:
    """What someone looked at and agreed to, when it is too long for a page to wait."""
    source = CalendarSource.objects.filter(pk=number).first()
    path = following.file_of(source) if source else None
    if source is None or path is None or not path.is_file():
        return False
    try:
        verbs.read_source(source=source, data=path.read_bytes(), chosen=chosen, by=User.objects.filter(pk=user).first())
    except Refusal as refusal:
        verbs.not_read(source=source, reason=refusal.message())
    following.forget(source)
    return True


def forget_files() -> None:
    """What was looked at and never read."""
    before = time.time() - KEPT.total_seconds()
    for source in CalendarSource.objects.only("pk").iterator():
        path = following.file_of(source)
        if path.is_file() and path.stat().st_mtime < before:
            following.forget(source)
