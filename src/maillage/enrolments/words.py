"""How an enrolment is said: its dates and places in sentences, in the language in force."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.activities.models import Session
from maillage.enrolments.models import Place, PlaceKind
from maillage.ui.templatetags.ui import full_day


def clock(at: datetime) -> str:
    return str(date_format(localtime(at), "TIME_FORMAT"))


def day(at: datetime) -> str:
    """« mercredi 17 mars 2027 », « vendredi 1er janvier 2027 »"""
    return str(full_day(at))


def moment(at: datetime) -> str:
    """« mercredi 17 mars 2027 à 18 h 00 »"""
    return _("%(day)s à %(time)s") % {"day": day(at), "time": clock(at)}


def when(session: Session) -> str:
    """From when to when, in the network's zone."""
    if localtime(session.starts_at).date() == localtime(session.ends_at).date():
        return _("%(day)s, de %(start)s à %(end)s") % {
            "day": day(session.starts_at), "start": clock(session.starts_at), "end": clock(session.ends_at)}  # fmt: skip
    return _("du %(start)s au %(end)s") % {"start": moment(session.starts_at), "end": moment(session.ends_at)}


def where(session: Session, *, own: bool = False) -> str:
    """The place; a private address for those who are enrolled alone."""
    venue = session.venue
    parts = [session.room] if session.room else []
    if venue is not None:
        city = " ".join(part for part in (venue.postal_code, venue.city) if part)
        parts = [venue.name, *parts, *([venue.street, city] if own or not venue.is_private else [venue.city])]
    if not parts and session.mode == "online":
        return _("En ligne")
    return ", ".join(part for part in parts if part)


def where_short(session: Session) -> str:
    """The venue's name alone, for a list of dates to choose from."""
    parts = [session.venue.name if session.venue else "", session.room]
    return ", ".join(part for part in parts if part) or (_("En ligne") if session.mode == "online" else "")


def online(session: Session, kinds: Iterable[PlaceKind]) -> bool:
    """Is the link for this enrolment? For who comes on line, or where everyone is."""
    return bool(session.online_link) and any(kind.mode == "online" for kind in kinds)


def lines(sessions: Sequence[Session], kinds: Sequence[PlaceKind], *, own: bool) -> list[dict[str, Any]]:
    """Each date with its hour and its place; for who is confirmed (`own`), the private address and the link too."""
    return [
        {"session": one, "when": when(one), "label": one.label, "where": where(one, own=own),
         "link": one.online_link if own and online(one, kinds) else "",
         "note": one.online_note if own and online(one, kinds) else ""}
        for one in sessions
    ]  # fmt: skip


def people(places: Sequence[Place]) -> list[Place]:
    """One place for each person: those of the first date."""
    first = places[0].session_id if places else None
    return [one for one in places if one.session_id == first]


def summary(places: Sequence[Place], kinds: dict[int, PlaceKind]) -> str:
    """« 2 places : Adulte, 1 place : Enfant »"""
    count = Counter(one.kind_id for one in people(places))
    if len(count) == 1 and len(kinds) <= 1:
        (n,) = count.values()
        return ngettext("%(n)s place", "%(n)s places", n) % {"n": n}
    return ", ".join(
        ngettext("%(n)s place « %(kind)s »", "%(n)s places « %(kind)s »", n) % {"n": n, "kind": kinds[kind].name}
        for kind, n in count.items() if kind in kinds
    )  # fmt: skip
