"""Dates as iCalendar (RFC 5545), in UTC: nothing but what the pages show; the same bytes while nothing changes."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from maillage.activities.agenda.entries import Entry
from maillage.core import ics
from maillage.core.ics import moment, text
from maillage.core.public import absolute
from maillage.network import current
from maillage.organisations import words


def host() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"


def description(one: Entry) -> str:
    parts = [one.summary, one.label if one.label != one.title else ""]
    if one.cancelled and one.cancel_reason:
        parts.append(_("Annulée : %(reason)s") % {"reason": one.cancel_reason})
    if one.is_online:
        parts.append(_("En ligne : le lien est donné aux personnes inscrites."))
    if one.where and one.where.kept:
        parts.append(_("L’adresse est donnée aux personnes inscrites."))
    return "\n".join(part for part in (*parts, absolute(one.url)) if part)


def title(one: Entry) -> str:
    """The title; that of the date after it, where there is one."""
    return f"{one.title} – {one.label}" if one.label and one.label != one.title else one.title


def event(one: Entry, domain: str) -> Iterator[tuple[str, str]]:
    """The properties of one event."""
    stamp = moment(one.updated_at)
    yield "UID", f"{one.uid}@{domain}"
    yield "DTSTAMP", stamp
    yield "LAST-MODIFIED", stamp
    yield "SEQUENCE", str(one.sequence)
    if one.span.whole_days:
        yield "DTSTART;VALUE=DATE", one.span.start.strftime("%Y%m%d")
        yield "DTEND;VALUE=DATE", one.span.end.strftime("%Y%m%d")
    else:
        yield "DTSTART", moment(one.starts_at)
        yield "DTEND", moment(one.ends_at)
    yield "SUMMARY", text(" – ".join([_("Annulée"), title(one)]) if one.cancelled else title(one))
    yield "STATUS", "CANCELLED" if one.cancelled else "CONFIRMED"
    yield "DESCRIPTION", text(description(one))
    if one.where and one.where.address:
        yield "LOCATION", text(one.where.address)
        if one.where.latitude is not None and one.where.longitude is not None:
            yield "GEO", f"{one.where.latitude:.6f};{one.where.longitude:.6f}"
    elif one.is_online:
        yield "LOCATION", text(_("En ligne"))
    if one.form:
        yield "CATEGORIES", text(one.form)
    yield "URL", absolute(one.url)
    yield "CLASS", "PUBLIC"


def calendar(found: Iterable[Entry], name: str = "") -> str:
    """The whole file."""
    network, domain = current.profile(), host()
    lang = words.language()
    title = name or _("Agenda – %(network)s") % {"network": network.names.short_name.text(lang)}
    head = [
        ("VERSION", "2.0"), ("PRODID", f"-//Maillage//Agenda//{lang.upper()}"), ("CALSCALE", "GREGORIAN"),
        ("NAME", text(title)), ("X-WR-CALNAME", text(title)), ("X-WR-TIMEZONE", network.timezone),
        ("REFRESH-INTERVAL;VALUE=DURATION", "PT4H"), ("X-PUBLISHED-TTL", "PT4H"),
    ]  # fmt: skip
    return ics.calendar(head, (event(one, domain) for one in found))
