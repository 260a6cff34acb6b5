"""In whose name one proposes, supports or amends; the reason when the door is closed."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.accounts.roles import Permission
from maillage.assemblies.models import Assembly
from maillage.bodies.models import Mandate
from maillage.members.models import Member
from maillage.members.queries import voting_rights
from maillage.motions.enums import BackerRole, Origin
from maillage.motions.models import Motion
from maillage.motions.words import backer
from maillage.organisations.facts import person_of
from maillage.organisations.models import Person


@dataclass(frozen=True, slots=True)
class Mover:
    """Who proposes: a member by whoever speaks for it, a person who sits, or the board. `refusal`: why it may not."""

    origin: Origin
    member: Member | None = None
    person: Person | None = None
    refusal: str = ""

    @property
    def key(self) -> str:
        """Its value in a form."""
        return f"m{self.member.pk}" if self.member else f"p{self.person.pk}" if self.person else "board"

    @property
    def label(self) -> str:
        return str(self.member or self.person or Origin(self.origin).label)


BOARD = Mover(Origin.BOARD)


def own_members(user: Any) -> Any:
    """The memberships of this person, and those for which they speak today."""
    spoken = user.facts.get("delegate", frozenset())
    return Member.objects.filter(Q(organisation__in=spoken) | Q(person__user=user)).select_related(
        "organisation", "person"
    )


def movers_of_members(members: Any, assembly: Assembly) -> list[Mover]:
    """Members as movers, each with its right of today: a fixed number of queries."""
    rows = list(members)
    if not assembly.is_general:
        return [
            Mover(Origin.MEMBER, row, refusal=_("Seules les personnes qui siègent proposent à cette instance."))
            for row in rows
        ]
    rights = {right.member: right for right in voting_rights(localdate(), members=members)}
    return [Mover(Origin.MEMBER, row, refusal=_refusal(rights[row.pk])) for row in rows]


def _refusal(right: Any) -> str:
    reason = right.refusals.get("propose")
    return str(reason.label) if reason else ""


def movers(user: Any, assembly: Assembly) -> list[Mover]:
    """In whose name this person may think of proposing to this assembly; those refused are told why."""
    if assembly.is_general:
        return movers_of_members(own_members(user), assembly)
    person = person_of(user)
    seat = Mandate.objects.on().filter(body=assembly.body_id, person=person).select_related("person").first()
    return [Mover(Origin.SEAT, person=seat.person)] if person and seat else []


def refusal(mover: Mover, assembly: Assembly) -> str:
    """Why this mover may not propose to this assembly today, or nothing: asked again by the verb."""
    if mover.origin == Origin.BOARD:
        return ""
    if mover.member:
        return movers_of_members(Member.objects.filter(pk=mover.member.pk), assembly)[0].refusal
    seated = Mandate.objects.on().filter(body=assembly.body_id, person=mover.person).exists()
    return "" if seated else _("Cette personne ne siège pas à cette instance.")


def closed_doors(motion: Motion, reader: Any) -> list[tuple[str, str]]:
    """(name, why) of those who propose it and may not propose today: suspended, out of their seat, in arrears."""
    rows = motion.backers.filter(role=BackerRole.MOVER).select_related(
        "member__organisation", "member__person", "person"
    )
    found = [(row, refusal(Mover(Origin(motion.origin), row.member, row.person), motion.assembly)) for row in rows]
    return [(backer(row, reader), why) for row, why in found if why]


def chosen(key: str, found: list[Mover]) -> Mover | None:
    return next((mover for mover in found if mover.key == key), None)


def all_movers(assembly: Assembly, reader: Any = None) -> list[Mover]:
    """All in whose name the team may write: the board, then the members that may propose, or those who sit. Withheld
    ones are named to whom may read them; the house itself (None) reads all."""
    blind = reader is not None and not reader.can(Permission.WITHHELD_VIEW)
    if assembly.is_general:
        members = Member.objects.current().select_related("organisation", "person")
        found = movers_of_members(members.exclude(Member.objects.hidden_rule()) if blind else members, assembly)
        return [
            BOARD,
            *sorted((mover for mover in found if not mover.refusal), key=lambda mover: mover.label.casefold()),
        ]
    seats = Mandate.objects.on().filter(body=assembly.body_id).select_related("person").ranked()
    seats = seats.exclude(Mandate.objects.hidden_rule()) if blind else seats
    return [BOARD, *(Mover(Origin.SEAT, person=seat.person) for seat in seats)]
