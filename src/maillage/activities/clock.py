"""What the clock on the wall says, and the instant it is: changes of clock included. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def exists(day: date, hour: time, zone: ZoneInfo) -> bool:
    """Is this hour ever on the wall? In spring, an hour is not."""
    wall = datetime.combine(day, hour)
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall


def happens_twice(day: date, hour: time, zone: ZoneInfo) -> bool:
    """Is this hour on the wall twice? In autumn, an hour is."""
    wall = datetime.combine(day, hour)
    first, second = (wall.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    return first != second and exists(day, hour, zone)


def instant(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """The instant (UTC) at which the wall says this hour: the first, when it says so twice; as long after the change
    as it would have been, when it never does (2:30 becomes 3:30)."""
    return datetime.combine(day, hour).replace(tzinfo=zone, fold=0).astimezone(UTC)


def span(day: date, starts: time, ends: time, zone: ZoneInfo, *, days: int = 0) -> tuple[datetime, datetime]:
    """From an hour to another, the next day when it is not later; `days` further for what lasts."""
    after = days or (1 if ends <= starts else 0)
    first, last = instant(day, starts, zone), instant(day + timedelta(days=after), ends, zone)
    if last <= first:  # the change of clock swallowed it
        last = first + timedelta(minutes=1)
    return first, last


def moved(moment: datetime, days: int, zone: ZoneInfo) -> datetime:
    """So many days later, at the same hour on the wall."""
    wall = moment.astimezone(zone)
    return instant(wall.date() + timedelta(days=days), wall.time().replace(tzinfo=None), zone)
