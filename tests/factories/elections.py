"""Elections and candidacies for a test, by the verbs themselves."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import now

from maillage.assemblies.actions import call
from maillage.bodies.models import Body, SeatGroup
from maillage.elections import actions
from maillage.elections.models import Candidacy, Election
from tests.factories import assemblies, bodies
from tests.factories import members as make

SEATS = {"oci": 2, "associee": 1, "individu": 1}


def board(**options: Any) -> Body:
    """A board with seats kept for three categories of CSI."""
    return bodies.board(*({"category": code, "seats": seats, **options} for code, seats in SEATS.items()))


def election(body: Body | None = None, **values: Any) -> Election:
    """An election of all the seats of the board, at an assembly that begins in an hour."""
    body = body or board()
    base = {"title": "Élection au conseil", "seats": {one.college: one.seats for one in body.groups.all()},
            "method": "approval", "secrecy": "nominal"}  # fmt: skip
    assembly = values.pop("assembly", None) or assemblies.assembly(starts_at=now() + timedelta(hours=1))
    return actions.elections.prepare(assembly=assembly, body=body, values=base | values, by=None)


def opened(**values: Any) -> Election:
    return actions.elections.open_candidatures(election=election(**values), until=None, by=None)


def group(election: Election, category: str) -> SeatGroup:
    return election.body.groups.get(college=category)


def candidacy(
    election: Election, category: str = "oci", *, user: Any = None, accepted: bool = True, **values: Any
) -> Candidacy:
    """Someone who may stand, delegate of a member of this category or a member themselves."""
    member = make.member(category, start=assemblies.LONG_AGO)
    if member.person is not None:
        person, organisation = member.person, None
        if user is not None:
            person.user = user
            person.save()
    else:
        person, organisation = make.delegate(member, user, start=assemblies.LONG_AGO).person, member.organisation
    made = actions.candidacies.stand(
        election=election, person=person, organisation=organisation, group=group(election, category), values=values,
        office=True, by=None,
    )  # fmt: skip
    return actions.candidacies.accept(candidacy=made, by=None) if accepted else made


def with_roll(election: Election) -> Election:
    """Its assembly has a frozen roll."""
    call.make_roll(assembly=election.assembly, by=None)
    election.assembly.refresh_from_db()
    call.freeze_roll(assembly=election.assembly, by=None)
    return Election.objects.get(pk=election.pk)


def ready(election: Election) -> Election:
    return actions.elections.close_candidatures(election=with_roll(election), by=None)
