"""The role that follows from a running mandate."""

from collections.abc import Iterable
from typing import Any

from maillage.bodies.models import Mandate
from maillage.organisations.facts import person_of


def seated(user: Any) -> Iterable[tuple[str, int]]:
    """("seated", body) for each body where this person sits today."""
    if not (person := person_of(user)):
        return []
    return [("seated", pk) for pk in Mandate.objects.on().filter(person=person).values_list("body", flat=True)]
