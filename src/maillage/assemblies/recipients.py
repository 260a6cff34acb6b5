"""Who is called to an assembly: those who carry a right, who stand in for them, members whose vote is suspended, and the
supporting members when they are invited. Each person once, in the highest capacity they have."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from maillage.assemblies.enums import DeliveryRoute, Standing
from maillage.assemblies.models import Assembly
from maillage.ballots.models import RightAbsence, Substitute
from maillage.bodies.composition import mandates_on
from maillage.members.enums import DelegateKind
from maillage.members.models import Delegation, Member
from maillage.members.rights import Reason
from maillage.messages.outbox import is_address
from maillage.organisations.enums import PlaceKind
from maillage.organisations.models import Person, Place

RANK = [Standing.VOTER, Standing.SUBSTITUTE, Standing.NO_VOTE, Standing.SUPPORTER]


@dataclass(slots=True)
class Recipient:
    """One to be called: a person, or a member that nobody speaks for (written to at its own address)."""

    name: str
    standing: str
    email: str = ""
    postal: str = ""
    language: str = "fr"
    person: Person | None = None
    member: Member | None = None

    @property
    def key(self) -> tuple[str, int]:
        if self.person is not None:
            return "person", self.person.pk
        assert self.member is not None
        return "member", self.member.pk

    @property
    def shown(self) -> str:
        """Its name on a page that the whole team reads."""
        hidden = self.person.withheld if self.person else bool(self.member and self.member.holder.withheld)
        return _("Membre dont le nom est retenu") if hidden else self.name

    @property
    def route(self) -> str:
        return DeliveryRoute.MAIL if is_address(self.email) else DeliveryRoute.LETTER

    @property
    def is_lost(self) -> bool:
        """Neither an e-mail nor a postal address: somebody must find one."""
        return self.route == DeliveryRoute.LETTER and not self.postal


def postal_of(row: Any) -> str:
    """The lines of an envelope, under the name."""
    town = " ".join(part for part in (row.postal_code, row.city) if part)
    return "\n".join(part for part in (row.street, town) if part) if row.street or row.city else ""


def of_person(person: Person, standing: str, member: Member | None = None) -> Recipient:
    """A person at their own address."""
    return Recipient(str(person), standing, person.email, postal_of(person), person.language, person, member)


def of_member(member: Member, standing: str) -> Recipient:
    """A member that nobody speaks for."""
    holder = member.holder
    if isinstance(holder, Person):
        return of_person(holder, standing, member)
    return Recipient(str(holder), standing, holder.email, "", "fr", None, member)


def _at_the_seat(people: Iterable[Recipient]) -> None:
    """Who has no address of their own is written to at the seat of the organisation: one query."""
    lost = [(one, one.member.organisation) for one in people if one.is_lost and one.member is not None]
    seats = Place.objects.filter(kind=PlaceKind.SEAT, organisation__in=[row.pk for _one, row in lost if row])
    found = {place.organisation_id: postal_of(place) for place in seats} if lost else {}
    for one, organisation in lost:
        if organisation is not None and (postal := found.get(organisation.pk, "")):
            one.postal = f"{organisation}\n{postal}" if one.person is not None else postal


def _of_roll(assembly: Assembly) -> Iterable[Recipient]:
    assert assembly.roll is not None
    rights = assembly.roll.rights.active().select_related(
        "delegate", "person", "member__organisation", "member__person"
    )
    for right in rights:
        carrier = right.delegate or right.person
        if carrier is not None:
            yield of_person(carrier, Standing.VOTER, right.member)
        elif right.member is not None:
            yield of_member(right.member, Standing.VOTER)
    stand_ins = Substitute.objects.filter(right__roll=assembly.roll, right__active=True)
    for one in stand_ins.select_related("person", "right__member__organisation"):
        yield of_person(one.person, Standing.SUBSTITUTE, one.right.member)


def _off_roll(assembly: Assembly) -> Iterable[Recipient]:
    """Members without a vote: a suspended one is called all the same, a supporting one when it is invited."""
    rows = RightAbsence.objects.filter(roll=assembly.roll).exclude(member=None)
    if not assembly.supporters_invited:
        rows = rows.exclude(reason=Reason.CATEGORY)
    rows = rows.exclude(reason=Reason.NOT_MEMBER).select_related("member__organisation", "member__person")
    absences = list(rows)
    day = assembly.rights_on
    speaking = Delegation.objects.on(day).filter(member__in=[one.member_id for one in absences])
    voices: dict[int, list[Person]] = {}
    for row in speaking.filter(kind=DelegateKind.DELEGATE).select_related("person"):
        voices.setdefault(row.member_id, []).append(row.person)
    for one in absences:
        assert one.member is not None
        standing = Standing.SUPPORTER if one.reason == Reason.CATEGORY else Standing.NO_VOTE
        people = voices.get(one.member.pk, [])
        for person in people:
            yield of_person(person, standing, one.member)
        if not people:
            yield of_member(one.member, standing)


def of(assembly: Assembly) -> list[Recipient]:
    """Everyone to call, in order of name, in a fixed number of queries."""
    if assembly.roll is not None:
        found = [*_of_roll(assembly), *_off_roll(assembly)]
    elif not assembly.is_general:
        found = [of_person(one.person, Standing.VOTER) for one in mandates_on(assembly.body, assembly.day)]
    else:
        found = []
    kept: dict[tuple[str, int], Recipient] = {}
    for one in sorted(found, key=lambda one: RANK.index(Standing(one.standing))):
        kept.setdefault(one.key, one)
    gone = set(
        Person.objects.filter(pk__in=[key[1] for key in kept if key[0] == "person"])
        .exclude(Q(erased_at=None) & Q(merged_into=None)).values_list("pk", flat=True)
    )  # fmt: skip
    there = [one for key, one in kept.items() if not (key[0] == "person" and key[1] in gone)]
    _at_the_seat(there)
    return sorted(there, key=lambda one: one.name.casefold())
