"""May this person stand, for which member, to which seats? Each refusal with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.bodies.models import Mandate, SeatGroup
from maillage.bodies.served import limit
from maillage.bodies.terms import limit_reached
from maillage.elections.models import Election
from maillage.members import words
from maillage.members.models import Delegation, Member
from maillage.members.queries import voting_rights
from maillage.members.rights import Right
from maillage.organisations.models import Organisation, Person


@dataclass(frozen=True)
class Standing:
    """One way to stand: as oneself, or for an organisation. `why` is empty when it is open."""

    organisation: Organisation | None
    category: str
    why: str = ""
    groups: tuple[SeatGroup, ...] = field(default=())


def rights_on(election: Election, members: Any) -> dict[int, Right]:
    return {right.member: right for right in voting_rights(election.rights_day, members=members)}


def members_of(person: Person, day: Any) -> list[Member]:
    """Oneself, and those for whom one is a delegate or a substitute that day."""
    named = Delegation.objects.on(day).filter(person=person).values("member")
    found = Member.objects.filter(person=person) | Member.objects.filter(pk__in=named)
    return list(found.select_related("organisation", "person").order_by("organisation__name", "pk"))


def ways(election: Election, person: Person) -> list[Standing]:
    """Every way in which this person could stand, the closed ones with their reason."""
    members = members_of(person, election.rights_day)
    rights = rights_on(election, Member.objects.filter(pk__in=[member.pk for member in members]))
    return [_way(election, member, rights[member.pk]) for member in members]


def _way(election: Election, member: Member, right: Right) -> Standing:
    category = right.category or ""
    if not right.stand:
        return Standing(member.organisation, category, str(right.refusals["stand"].label))
    groups = tuple(group for group in election.groups if not group.category or group.category == category)
    if not groups and election.groups:
        why = _("Aucun siège n’est à pourvoir pour la catégorie « %(category)s ».") % {
            "category": words.category(category)
        }
        return Standing(member.organisation, category, why)
    return Standing(member.organisation, category, "", groups)


def refusals(
    election: Election, person: Person, organisation: Organisation | None, group: SeatGroup | None
) -> Iterable[str]:
    """Why this person may not stand for this seat, a sentence each; nothing when they may."""
    member = Member.objects.filter(organisation=organisation).first() if organisation else None
    member = member or (None if organisation else Member.objects.filter(person=person).first())
    if member is None:
        yield _("Pour se présenter, il faut être membre, ou l’être par une organisation membre.")
        return
    way = _way(election, member, rights_on(election, Member.objects.filter(pk=member.pk))[member.pk])
    if way.why:
        yield way.why
    elif group is not None and group not in way.groups:
        yield _("Les sièges « %(group)s » sont réservés à la catégorie « %(category)s ».") % {
            "group": group, "category": words.category(group.category)}  # fmt: skip
    yield from _limits(election, person, group)


def _limits(election: Election, person: Person, group: SeatGroup | None) -> Iterable[str]:
    """The by-laws' limit on terms in a row, and a mandate that goes on beyond this election."""
    served, most = limit(election.body, group, person, election.begins)
    if limit_reached(served, most):
        yield ngettext(
            "A déjà accompli %(n)s mandat de suite : les statuts n’en permettent pas davantage (%(most)s).",
            "A déjà accompli %(n)s mandats de suite : les statuts n’en permettent pas davantage (%(most)s).", served,
        ) % {"n": served, "most": most}  # fmt: skip
    running = Mandate.objects.on(election.begins).filter(body=election.body, person=person).first()
    if running and running.due_on and running.due_on > election.begins and not _renewed(election, running):
        yield _("Siège déjà dans cette instance jusqu’au %(day)s.") % {
            "day": date_format(running.due_on, "DATE_FORMAT")
        }


def _renewed(election: Election, mandate: Mandate) -> bool:
    """Is this mandate one of those that this election renews: due within three months of it?"""
    return mandate.due_on is None or (mandate.due_on - election.begins).days <= GRACE


GRACE = 92  # days: an assembly held a little before the terms end renews them
