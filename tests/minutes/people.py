"""The members of a network who walk an assembly by its pages: each delegate has an account."""

from datetime import date
from typing import Any

from maillage.members import actions as membership
from maillage.members.models import Member
from maillage.organisations.models import Person
from tests import cast
from tests.factories import members as make

SINCE = date(2024, 1, 15)
OWED_SINCE = date(2025, 2, 1)  # beyond every grace on the days of these walks


def account(name: str, person: Person) -> Person:
    """This person signs in."""
    Person.objects.filter(pk=person.pk).update(user=cast.user(name))
    person.refresh_from_db()
    return person


def organisation(category: str, name: str, *delegates: str, substitute: str = "", **options: Any) -> Member:
    """A member whose delegates (and substitute) have their own accounts."""
    member = make.member(category, start=SINCE, holder=make.organisation(category, name), **options)
    for one in delegates:
        make.delegate(member, start=SINCE, person=account(one, make.person(one)))
    if substitute:
        make.delegate(member, start=SINCE, person=account(substitute, make.person(substitute)), kind="substitute")
    return member


def individual(category: str, name: str, **options: Any) -> Member:
    return make.member(category, start=SINCE, holder=account(name, make.person(name)), **options)


def unpaid(member: Member) -> Member:
    """Its dues of last year were never paid."""
    membership.assess_dues(member=member, day=OWED_SINCE, issued_on=OWED_SINCE, by=None)
    return member


def person(name: str) -> Person:
    first, _space, last = name.partition(" ")
    return Person.objects.get(first_name=first, last_name=last)
