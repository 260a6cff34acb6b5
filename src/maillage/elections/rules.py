"""The rules of an election as the count takes them, and what is worth saying before the vote."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.ballots.actions import refusals as votes
from maillage.ballots.counting import constraints
from maillage.ballots.counting.types import Candidate
from maillage.ballots.enums_votes import Secrecy
from maillage.bodies.models import SeatGroup
from maillage.elections.models import Candidacy, Election
from maillage.network import current


def parity_of(election: Election) -> constraints.Parity | None:
    """Raises ValueError or CountError when it is not clear."""
    said = election.parity or {}
    if not said:
        return None
    return constraints.Parity(
        gap=int(said["gap"]) if said.get("gap") not in (None, "") else None,
        share=Fraction(said["share"]) if said.get("share") else None, undeclared=said.get("undeclared", "apart"),
    )  # fmt: skip


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


def remote_refusal(election: Election) -> str:
    """What the legal profile refuses, said long before the vote; the vote itself refuses it too."""
    if election.remote and election.secrecy == Secrecy.CONFIDENTIAL and current.profile().legal.code == "FR_1901":
        return str(votes.refuse("france").message)
    return ""


def warnings(election: Election, standing: Iterable[Candidacy]) -> list[str]:
    """What the secretary should know now: a form of vote that will be refused, seats that stay empty, a parity that the
    candidates do not allow."""
    rows = list(standing)
    found = [said] if (said := remote_refusal(election)) else []
    for group in election.groups:
        have, want = sum(one.group_id == group.pk for one in rows), election.seats_of(group)
        if have < want:
            found.append(_short(group, have, want))
    if rows and election.parity and not election.by_group:
        order = [Candidate(one.pk, "", one.group.college if one.group else "", one.gender) for one in rows]
        if not constraints.apply(order, rules_of(election, election.seats)).obeyed:
            found.append(_("Avec ces candidatures, la parité ne pourra pas être atteinte : le résultat dira l’écart."))
    return found


def _short(group: SeatGroup, have: int, want: int) -> str:
    said = ngettext(
        "« %(group)s » : %(have)s candidature pour %(want)s sièges ; le reste demeurera vacant.",
        "« %(group)s » : %(have)s candidatures pour %(want)s sièges ; le reste demeurera vacant.", have,
    )  # fmt: skip
    return said % {"group": group, "have": have, "want": want}
