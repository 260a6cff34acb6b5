"""Activities as schema.org says them: what anyone may read, and nothing else."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from maillage.activities.agenda.entries import Entry, Where
from maillage.activities.agenda.times import Span
from maillage.activities.enums import Mode
from maillage.core.public import absolute
from maillage.network import current
from maillage.organisations import words
from maillage.ui.linked_data import filled, written

SCHEMA = "https://schema.org"
MODES = {
    Mode.ONSITE.value: "OfflineEventAttendanceMode", Mode.ONLINE.value: "OnlineEventAttendanceMode",
    Mode.BOTH.value: "MixedEventAttendanceMode",
}  # fmt: skip


def instant(span: Span) -> dict[str, str]:
    """Its start and end, with the offset of the zone on that day; days alone when it takes whole days."""
    if span.whole_days:
        return {"startDate": span.first_day.isoformat(), "endDate": span.last_day.isoformat()}
    return {"startDate": span.start.isoformat(), "endDate": span.end.isoformat()}


def place(where: Where | None) -> dict[str, Any]:
    if where is None or not (where.city or where.name):
        return {}
    address = filled({
        "@type": "PostalAddress", "streetAddress": where.street, "postalCode": where.postal_code,
        "addressLocality": where.city, "addressRegion": words.region_label(where.region),
        "addressCountry": where.country,
    })  # fmt: skip
    geo = {}
    if where.latitude is not None and where.longitude is not None:
        geo = {"@type": "GeoCoordinates", "latitude": where.latitude, "longitude": where.longitude}
    return filled({"@type": "Place", "name": where.name or where.city, "address": address, "geo": geo})


def organiser(one: Entry) -> dict[str, Any]:
    if one.organiser:
        return {"@type": "Organization", "name": one.organiser}
    return {"@type": "Organization", "name": current.profile().names.name.text(words.language()),
            "url": absolute(reverse("site:home"))}  # fmt: skip


def short(one: Entry, url: str, there: dict[str, Any]) -> dict[str, Any]:
    """When, where (`there` is its place), and whether it stands."""
    locations = [there] if one.mode != Mode.ONLINE else []
    if one.is_online:  # the link itself is given to those enrolled alone
        locations.append({"@type": "VirtualLocation", "url": url})
    locations = [found for found in locations if found]
    return filled({
        "@type": "Event", "@id": f"{url}#{one.uid}", "name": one.label or one.title, **instant(one.span),
        "eventStatus": f"{SCHEMA}/{'EventCancelled' if one.cancelled else 'EventScheduled'}",
        "eventAttendanceMode": f"{SCHEMA}/{MODES[one.mode]}",
        "location": locations[0] if len(locations) == 1 else locations,
    })  # fmt: skip


def date(one: Entry) -> dict[str, Any]:
    """One date, as an event."""
    url = absolute(one.url)
    return filled({
        **short(one, url, place(one.where)), "name": one.title, "url": url, "description": one.summary, "organizer": organiser(one),
        "isAccessibleForFree": one.is_free,
        "image": absolute(reverse("site:activity_card", args=[one.activity])), "inLanguage": one.language,
    })  # fmt: skip


def listed(found: Iterable[Entry]) -> dict[str, Any]:
    """A list of dates."""
    items = [{"@type": "ListItem", "position": rank, "item": date(one)} for rank, one in enumerate(found, 1)]
    return {"@context": SCHEMA, "@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}


def activity(dates: list[Entry], **more: Any) -> SafeString:
    """An activity: its only date, or the whole with each of its dates."""
    if not dates:
        return SafeString("")
    first = date(dates[0])
    if len(dates) > 1:
        places: dict[str, dict[str, Any]] = {"": {}}  # most dates share one
        first["subEvent"] = []
        for one in dates:
            key = one.where.address if one.where else ""
            if key not in places:
                places[key] = place(one.where)
            first["subEvent"].append(short(one, first["url"], places[key]))
        standing = [one for one in dates if not one.cancelled] or dates
        first |= instant(Span.of(min(one.starts_at for one in standing), max(one.ends_at for one in standing)))
        first["@id"] = first["url"]
    return written({"@context": SCHEMA, **first, **filled(more)})
