"""Which zone a calendar means: by its name, by that of Windows, by the place it writes itself, by its own rules."""

import re
from datetime import tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar import Timezone
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

MOST_LINES = 400
RULE = re.compile(r"^RRULE[^:]*:(.*)$", re.IGNORECASE)
OTHERS = {"utc": "UTC", "gmt": "UTC", "z": "UTC", "greenwich mean time": "UTC", "heure normale d’europe centrale": "Europe/Paris",
          "romance": "Europe/Paris", "eastern": "America/Toronto", "est": "America/Toronto", "edt": "America/Toronto",
          "cet": "Europe/Paris", "cest": "Europe/Paris"}  # fmt: skip


@lru_cache(maxsize=1)
def known() -> dict[str, str]:
    """Each zone by its name without capitals."""
    return {name.casefold(): name for name in available_timezones()}


def windows() -> dict[str, str]:
    return {name.casefold(): place for name, place in WINDOWS_TO_OLSON.items()}


@lru_cache(maxsize=512)
def named(name: str) -> ZoneInfo | None:
    """The zone that a name says: « Europe/Paris », « Romance Standard Time », « /vendor/20210101/Europe/Paris »."""
    said = name.strip().strip('"').strip("/").strip().casefold()
    if not said or len(said) > 120:
        return None
    found = known().get(said) or windows().get(said) or OTHERS.get(said)
    parts = said.split("/")
    for start in range(1, len(parts)):
        found = found or known().get("/".join(parts[start:]))
    return ZoneInfo(found) if found else None


def own(lines: list[str]) -> tzinfo | None:
    """The zone that a calendar describes itself: the place it names besides, else its rules; None when they are broken.

    Rules other than yearly are not followed: they could turn for ever.
    """
    for line in lines:
        if line.upper().startswith("X-LIC-LOCATION:") and (zone := named(line.partition(":")[2])):
            return zone
    rules = [found[1].upper() for line in lines if (found := RULE.match(line))]
    if len(lines) > MOST_LINES or any("FREQ=YEARLY" not in rule for rule in rules):
        return None
    try:
        component = Timezone.from_ical("\r\n".join(lines) + "\r\n")
        zone = component.to_tz(lookup_tzid=False)
    except Exception:
        return None
    return zone if isinstance(zone, tzinfo) else None
