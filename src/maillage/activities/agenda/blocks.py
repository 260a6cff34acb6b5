"""What the calendar shows elsewhere: the public home, the members' home, the gestures open to anyone."""

from collections.abc import Iterator
from typing import Any

from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from maillage.activities.agenda import entries, markup
from maillage.activities.enums import Mode
from maillage.activities.models import Session
from maillage.core.registry import OpenGesture
from maillage.network import current

Block = tuple[str, dict[str, Any]]
AT_HOME, FOR_MEMBERS, GESTURES = 4, 5, 12


def coming() -> Any:
    """Public dates to come that stand."""
    return Session.objects.public().standing().filter(ends_at__gte=now()).order_by("starts_at", "pk")


def home(request: Any) -> Block | None:
    """The next dates on the public home."""
    if not current.exists():
        return None
    found = entries.entries(coming()[:AT_HOME])
    if not found:
        return None
    return "activities/home_agenda.html", {"slot": "agenda", "days": dated(found)}


def dated(found: list[entries.Entry]) -> Any:
    """Drawn by day, each month said: there is no heading above."""
    return markup.days(entries.by_day(found, localdate()), months=True)


def member_home(request: Any, user: Any) -> Block | None:
    """The next dates on the members' home."""
    if not current.exists():
        return None
    found = entries.entries(coming()[:FOR_MEMBERS])
    return ("activities/member_next.html", {"days": dated(found)}) if found else None


def gestures(campaign: int | None) -> Iterator[OpenGesture]:
    """« Come »: the activities to come, of a campaign or of all; each once, by its next date."""
    rows = coming() if campaign is None else coming().filter(activity__campaign=campaign)
    first: dict[int, dict[str, Any]] = {}
    for row in rows.values(*entries.FIELDS)[: GESTURES * 4]:
        first.setdefault(row["activity_id"], row)
    for one in entries.told(list(first.values())[:GESTURES], tags=False):
        where = one.place[:1].lower() + one.place[1:] if one.mode == Mode.ONLINE else one.place
        detail = _("%(when)s, %(where)s") % {"when": one.span.words, "where": where} if where else one.span.words
        yield OpenGesture(one.title, detail, one.url, one.span.last_day)
