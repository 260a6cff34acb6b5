"""The points of a meeting to which a proxy may be limited: those offered, those that a vote belongs to, in words.

The rooms above say them (`house.vote_points`): an agenda's items, and the item of a motion or of an election.
"""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from maillage.ballots.models import Proxy, Roll
from maillage.core.registry import house


def offered(roll: Roll) -> list[tuple[str, str]]:
    """(source, title) of each point, in order; none where the roll serves no meeting."""
    return [(source, str(title)) for one in house.vote_points for source, title in one.of(roll)]


def around(source: str) -> frozenset[str]:
    """A vote's own source, and those of the points that hold it: « motion:5 », « item:12 », « item:3 »."""
    found: set[str] = set()
    waiting = [source] if source else []
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += [point for one in house.vote_points for point in one.around(here)]
    return frozenset(found)


def told(roll: Roll, proxies: Iterable[Proxy]) -> dict[int, list[str]]:
    """{proxy: the titles of its points}, of those that are limited; asks for the agenda once, if any is."""
    limited = [proxy for proxy in proxies if proxy.items]
    titles = dict(offered(roll)) if limited else {}
    return {
        proxy.pk: [titles.get(item, _("point retiré de l’ordre du jour")) for item in proxy.items] for proxy in limited
    }
