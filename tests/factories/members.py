"""Members for a test, by the verbs themselves."""

from datetime import date
from itertools import count

from maillage.accounts.models import User
from maillage.members import actions
from maillage.members.models import Application, Member
from maillage.network import current
from maillage.organisations.models import Organisation, Person, Size

_numbers = count(1)
START = date(2024, 1, 15)


def organisation(category: str = "oci", name: str = "", **fields) -> Organisation:
    """An organisation that fits a category."""
    kind = current.profile().category(category)
    fields.setdefault("family", kind.family or "")
    return Organisation.objects.create(name=name or f"Organisme {next(_numbers)}", **fields)


def person(name: str = "", **fields) -> Person:
    first, _space, last = (name or f"Personne {next(_numbers)}").partition(" ")
    fields.setdefault("email", f"personne{next(_numbers)}@exemple.org")
    return Person.objects.create(first_name=first, last_name=last, **fields)


def size(organisation: Organisation, measure: str, value: int, year: int = 2023) -> Size:
    return Size.objects.create(organisation=organisation, measure=measure, year=year, value=value)


def member(category: str = "oci", start: date = START, holder=None, name: str = "", sizes=(), **options) -> Member:
    kind = current.profile().category(category)
    if holder is None:
        holder = person(name) if kind.who == "individual" else organisation(category, name)
    for measure, value in dict(sizes).items():
        size(holder, measure, value, min(start.year, 2023))
    return actions.start_membership(holder=holder, category=category, start=start, by=None, **options).member


def delegate(member: Member, user: User | None = None, start: date = START, **options):
    """A delegation; with `user`, that person signs in."""
    known = Person.objects.filter(user=user).first() if user else None
    one = options.pop("person", None) or known or person(user.name if user else "", user=user)
    return actions.name_delegate(member=member, person=one, start=start, by=None, **options)


def application(category: str = "associee", **values) -> Application:
    """A draft of an application."""
    values = {"name": f"Candidate {next(_numbers)}", "contact_name": "Ana Lopez",
              "contact_email": f"ana{next(_numbers)}@exemple.org", "language": "fr", **values}  # fmt: skip
    return actions.begin_application(category=category, values=values, key=f"essai-{next(_numbers)}")
