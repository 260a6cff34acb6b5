"""What the ledger would say today of a frozen roll: a list to look at, that changes nothing by itself."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.ballots.enums import RollState
from maillage.ballots.models import Proxy, Right, Roll
from maillage.members.models import Member
from maillage.members.queries import voting_rights
from maillage.members.rights import Reason


@dataclass(frozen=True)
class Doubt:
    """A member whose votes on the roll are not those that the ledger gives on the day; `why` when it gives none."""

    member: int
    name: str
    on_roll: int
    now: int
    why: str = ""


def to_check(roll: Roll) -> list[Doubt]:
    """Members whose rights changed since the roll was frozen, in order of name; a few queries."""
    if roll.seated or roll.state == RollState.DRAFT:
        return []
    rows = list(roll.rights.active().exclude(member=None).values_list("member", "name"))
    counted, names = Counter(member for member, _name in rows), dict(rows)
    day = localdate()
    known = Member.objects.filter(Q(pk__in=Member.objects.current(day)) | Q(pk__in=roll.rights.values("member")))
    found = []
    for one in voting_rights(day, members=known):
        on_roll = counted.get(one.member, 0)
        if on_roll != one.votes:
            reason = one.refusals.get("vote")
            name = names.get(one.member, one.name)
            found.append(Doubt(one.member, name, on_roll, one.votes, str(reason.label) if reason else ""))
    return found


def check() -> Iterator[tuple[str, str]]:
    """`maillage check`: frozen rolls hold rights, of voting members, carried; proxies stand within their rule."""
    frozen = Roll.objects.exclude(state=RollState.DRAFT)
    for roll in frozen.annotate(n=Count("rights")).filter(n=0):
        yield "error", _("La liste « %(roll)s » est arrêtée sans aucun droit.") % {"roll": roll}
    wrong = Right.objects.filter(roll__in=frozen, active=True).exclude(corrections__kind="added")
    left = wrong.filter(roll__absences__reason=Reason.CATEGORY, roll__absences__member=F("member")).count()
    if left:
        yield "error", ngettext("%(n)s droit d’une catégorie sans vote.", "%(n)s droits de catégories sans vote.",
                                left) % {"n": left}  # fmt: skip
    yield from _proxies()
    count = frozen.count()
    said = ngettext("%(n)s liste électorale arrêtée.", "%(n)s listes électorales arrêtées.", count)
    yield "ok", said % {"n": count}


def _proxies() -> Iterator[tuple[str, str]]:
    live = Proxy.objects.live()
    lost = live.filter(Q(right__active=False) | Q(roll__proxies_allowed=False)).count()
    if lost:
        yield "error", ngettext("%(n)s procuration en vigueur que sa liste ne permet pas.",
                                "%(n)s procurations en vigueur que leur liste ne permet pas.", lost) % {"n": lost}  # fmt: skip
    over = (live.filter(roll__proxies_max__isnull=False).order_by().values("roll", "holder", "roll__proxies_max")
            .annotate(n=Count("pk")))  # fmt: skip
    beyond = sum(one["n"] > one["roll__proxies_max"] for one in over)
    if beyond:
        yield "error", ngettext("%(n)s personne porte plus de procurations que permis.",
                                "%(n)s personnes portent plus de procurations que permis.", beyond) % {"n": beyond}  # fmt: skip
