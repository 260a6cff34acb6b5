"""Roles that follow from what is true here."""

from collections.abc import Iterable
from typing import Any

from maillage.organisations.enums import State
from maillage.organisations.models import Link, Person


def person_of(user: Any) -> int | None:
    """The person of the network that this account is; asked once for each request, since most who work in Gestion are
    none and then nothing else is asked."""
    if "person_pk" not in vars(user):
        found = Person.objects.filter(user=user).order_by().values_list("pk", flat=True)  # one at most
        vars(user)["person_pk"] = next(iter(found), None)
    return vars(user)["person_pk"]  # type: ignore[no-any-return]


def contributors(user: Any) -> Iterable[tuple[str, int]]:
    """Who keeps the page of an organisation that is no member: a person with an account, tied to it today by a link
    marked « tient la page de l’organisation ». The link ends, or the mark goes: the role ends with it. (The delegates
    of members keep theirs by their mandate, which the room members knows.)
    """
    if not (person := person_of(user)):
        return []
    links = Link.objects.current().filter(to_person=person, keeps_page=True, is_reverse=False)
    kept = links.exclude(from_organisation__state=State.MERGED).values_list("from_organisation", flat=True)
    return [("contributor", pk) for pk in kept]
