"""Rolls for a test, by the verbs themselves."""

from datetime import date
from typing import Any

from maillage.ballots.actions import rolls
from maillage.ballots.models import Right, Roll
from maillage.members.models import Member
from maillage.organisations.models import Person
from tests.factories import members as make

ON = date(2025, 3, 1)


def person(**fields: Any) -> Person:
    return make.person(**fields)


def voter(category: str = "associee", user: Any = None, **options: Any) -> tuple[Member, Person]:
    """A member with its delegate."""
    member = make.member(category, **options)
    if member.person is not None:
        if user is not None:
            Person.objects.filter(pk=member.person.pk).update(user=user)
        return member, member.person
    return member, make.delegate(member, user).person


def frozen(on: date = ON, **options: Any) -> Roll:
    """A roll of everyone who may vote that day."""
    roll = rolls.make(title="Assemblée annuelle", rights_on=on, by=None, **options)
    return rolls.freeze(roll=roll, by=None)


def seated(*persons: Person, weight: int = 1, **options: Any) -> Roll:
    """A frozen roll of the seats of a body."""
    seats = [(one, str(one), "", weight) for one in persons]
    return rolls.freeze(roll=rolls.make(title="Conseil", rights_on=ON, by=None, seats=seats, **options), by=None)


def right_of(roll: Roll, holder: Any) -> Right:
    """The first right of a member or of a person."""
    rows = roll.rights.filter(member=holder) if isinstance(holder, Member) else roll.rights.filter(delegate=holder)
    return rows.select_related("roll").earliest("pk")


def opened_to_proxies(roll: Roll, maximum: int | None = None, **rule: bool) -> Roll:
    """The same roll under another rule of proxies (of the by-laws of a test)."""
    Roll.objects.filter(pk=roll.pk).update(
        proxies_allowed=True, proxies_max=maximum, **{f"proxies_{name}": value for name, value in rule.items()}
    )
    roll.refresh_from_db()
    return roll
