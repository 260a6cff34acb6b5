"""From the rights of members on a day to the rows of a roll: a right for each vote, the reason of each absence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.ballots.colleges import college_of
from maillage.ballots.models import Right, RightAbsence, Roll
from maillage.members import words
from maillage.members.enums import DelegateKind
from maillage.members.models import Delegation, Member
from maillage.members.queries import voting_rights
from maillage.members.rights import Reason
from maillage.members.rights import Right as Standing
from maillage.network import current
from maillage.network.profile import Profile


@dataclass
class Drawn:
    """What will be written. `substitutes` are persons by rank, at the place of their right."""

    rights: list[Right] = field(default_factory=list)
    substitutes: list[Sequence[int]] = field(default_factory=list)
    absences: list[RightAbsence] = field(default_factory=list)


def drawn(roll: Roll) -> Drawn:
    """The roll as the ledger gives it on its day, unsaved, in a number of queries that does not grow."""
    profile, made = current.profile(), Drawn()
    table = voting_rights(roll.rights_on)
    voices = _substitutes(roll.rights_on, table)
    persons = dict(Member.objects.exclude(person=None).values_list("pk", "person"))
    for one in table:
        if one.vote:
            _rights(made, roll, profile, one, persons, voices.get(one.member, ()))
        if not one.vote or one.seats > one.votes:
            made.absences.append(absence(roll, one))
    return made


def _substitutes(on: date, table: list[Standing]) -> dict[int, list[int]]:
    """{member: substitutes that carry no vote yet, in order}."""
    carrying = {one.member: {voice.person for voice in one.delegates} for one in table if one.vote}
    spare: dict[int, list[int]] = {}
    rows = Delegation.objects.on(on).filter(kind=DelegateKind.SUBSTITUTE).order_by("rank", "person")
    for member, person in rows.values_list("member", "person"):
        if member in carrying and person not in carrying[member]:
            spare.setdefault(member, []).append(person)
    return spare


def _rights(
    made: Drawn, roll: Roll, profile: Profile, one: Standing, persons: Mapping[int, int], spare: Sequence[int]
) -> None:
    college = college_of(profile, one.category, one.group)
    for seat in range(1, one.votes + 1):
        made.rights.append(Right(
            roll=roll, member_id=one.member, person_id=persons.get(one.member), name=one.name[:300],
            category=one.category or "", college=college, seat=seat, delegate_id=one.delegates[seat - 1].person,
        ))  # fmt: skip
        made.substitutes.append(spare)


def absence(roll: Roll, one: Standing) -> RightAbsence:
    """Why a member, or some of its votes, is off the roll, as it is read."""
    reason = one.refusals.get("vote", Reason.NO_DELEGATE)
    lost = one.seats - one.votes
    return RightAbsence(
        roll=roll, member_id=one.member, name=one.name[:300], category=one.category or "", reason=reason.value,
        explanation=explained(one, reason, lost)[:300], votes=lost,
    )  # fmt: skip


def explained(one: Standing, reason: Reason, lost: int) -> str:
    if reason == Reason.CATEGORY:
        return _("La catégorie « %(category)s » n’a pas le droit de vote.") % {"category": words.category(one.category)}
    if reason == Reason.NO_DELEGATE:
        return ngettext("%(n)s voix sans personne déléguée.", "%(n)s voix sans personne déléguée.", lost) % {"n": lost}
    return str(reason.label)
