"""The rules of an election as the count takes them, and what is worth saying before the vote."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.ballots.actions import refusals as votes
from maillage.ballots.counting import constraints
from maillage.ballots.counting.types import Candidate
from maillage.ballots.enums_votes import Secrecy
from maillage.ballots.rules import no_remote_secret
from maillage.elections.models import Candidacy, Election


def parity_of(election: Election) -> constraints.Parity | None:
    """Raises ValueError or CountError when it is not clear."""
    said = election.parity or {}
    if not said:
        return None
    return constraints.Parity(
        gap=int(said["gap"]) if said.get("gap") not in (None, "") else None,
        share=Fraction(said["share"]) if said.get("share") else None, undeclared=said.get("undeclared", "apart"),
    )  # fmt: skip


def breach(parity: constraints.Parity | None, genders: Sequence[str]) -> int:
    """The first place of a list where the parity does not hold, or 0. A gap holds down the list, so that it holds among its
    elected however many they are; a share holds over the whole list."""
    if parity is None:
        return 0
    counts, free = [0, 0], 0
    for place, gender in enumerate(genders, 1):
        if gender in parity.groups:
            counts[parity.groups.index(gender)] += 1
        elif parity.undeclared == "either":
            free += 1
        if parity.gap is not None and abs(counts[0] - counts[1]) - free > parity.gap:
            return place
    if parity.share is not None and min(counts) + free < parity.share * (sum(counts) + free):
        return len(genders)
    return 0


def points_around(source: str) -> Iterable[str]:
    """The item of the agenda where an election is held: see `ballots.points`."""
    kind, _colon, number = source.partition(":")
    if kind == "election" and number.isdecimal():
        items = Election.objects.filter(pk=int(number)).exclude(item=None).values_list("item", flat=True)
        yield from (f"item:{item}" for item in items)


def rules_of(election: Election, seats: Mapping[str, int]) -> constraints.Rules:
    """Each group has its seats, no more and no fewer; parity over all of those that are voted together."""
    return constraints.Rules(
        sum(seats.values()), dict(seats), dict(seats), parity_of(election), election.parity.get("short", "fill")
    )


def constraints_of(election: Election, seats: Mapping[str, int]) -> dict[str, Any]:
    """The same as a question keeps it (see `ballots.outcomes.constraint_rules`); nothing when nothing binds."""
    found: dict[str, Any] = {}
    if len(seats) > 1:
        found |= {"reserved": dict(seats), "maximum": dict(seats)}
    if election.parity:
        parity = {name: election.parity[name] for name in ("gap", "share", "undeclared") if election.parity.get(name)}
        if "share" not in parity:
            parity.setdefault("gap", election.parity.get("gap", 0))
        found |= {"parity": parity, "short": election.parity.get("short", "fill")}
    return found


def ballots_of(election: Election) -> list[dict[str, int]]:
    """The seats of each vote: one for all, or one for each group."""
    if election.by_group and election.groups:
        return [{group.college: election.seats_of(group)} for group in election.groups]
    return [dict(election.seats)]


def vote_title(election: Election, college: str = "", turn: int = 0) -> str:
    """« Élection au conseil – Groupe A – second tour »."""
    parts = [election.title]
    if election.by_group:
        parts += [str(group) for group in election.groups if group.college == college]
    if turn:
        parts.append({1: _("premier tour"), 2: _("second tour")}[turn])
    tail = "".join(f" – {part}" for part in parts[1:])
    return f"{parts[0][: 300 - len(tail)]}{tail}"


def remote_refusal(election: Election) -> str:
    """What the legal profile refuses, said long before the vote; the vote itself refuses it too."""
    if election.remote and election.secrecy == Secrecy.CONFIDENTIAL and (source := no_remote_secret()):
        return str(votes.refuse("remote_election", source=source).messages[0])
    return ""


def warnings(election: Election, standing: Iterable[Candidacy]) -> list[str]:
    """What the secretary should know now: a form of vote that will be refused, seats that stay empty, a parity that the
    candidates do not allow."""
    rows = list(standing)
    found = [said] if (said := remote_refusal(election)) else []
    if not election.groups and len(rows) < election.total:
        found.append(_short(election.body, len(rows), election.total))
    for group in election.groups:
        have, want = sum(one.group_id == group.pk for one in rows), election.seats_of(group)
        if have < want:
            found.append(_short(group, have, want))
    found += _short_lists(election, rows)
    bound = election.parity and not election.of_lists
    if bound and any(_uneven(election, rows, one) for one in ballots_of(election)):
        found.append(_("Avec ces candidatures, la parité ne pourra pas être atteinte : le résultat dira l’écart."))
    return found


def _short_lists(election: Election, rows: list[Candidacy]) -> Iterable[str]:
    """Lists with fewer names than there are seats: those that they may win beyond stay vacant."""
    for slate in election.slates.select_related("group") if election.of_lists else ():
        seats = election.seats_of(slate.group) if slate.group else election.total
        have = sum(one.slate_id == slate.pk for one in rows)
        if 0 < have < seats:
            said = ngettext(
                "Liste « %(list)s » : %(have)s nom pour %(want)s sièges ; ce qu’elle gagnerait au-delà resterait vacant.",
                "Liste « %(list)s » : %(have)s noms pour %(want)s sièges ; ce qu’elle gagnerait au-delà resterait vacant.",
                have,
            )
            yield said % {"list": slate, "have": have, "want": seats}


def _uneven(election: Election, rows: list[Candidacy], seats: dict[str, int]) -> bool:
    """Do these candidates not allow the parity, over these seats?"""
    asked = [one for one in rows if one.group is None or one.group.college in seats]
    order = [Candidate(one.pk, "", one.group.college if one.group else "", one.gender) for one in asked]
    return bool(order) and not constraints.apply(order, rules_of(election, seats)).obeyed


def _short(group: Any, have: int, want: int) -> str:
    said = ngettext(
        "« %(group)s » : %(have)s candidature pour %(want)s sièges ; le reste demeurera vacant.",
        "« %(group)s » : %(have)s candidatures pour %(want)s sièges ; le reste demeurera vacant.", have,
    )  # fmt: skip
    return said % {"group": group, "have": have, "want": want}
