"""Create, change and erase a person of the directory."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.audit import journal
from maillage.core.text import clean
from maillage.organisations.actions import shared
from maillage.organisations.models import Link, Person

FIELDS = ("first_name", "last_name", "email", "phone", "language", "birth_year", "street", "postal_code", "city",
          "country", "note")  # fmt: skip
JOURNALLED = (*FIELDS, "user_id")


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: clean(value, multiline=name == "note") if isinstance(value, str) else value
        for name, value in values.items()
        if name in FIELDS or name == "user"
    }


@transaction.atomic
def create(*, values: Mapping[str, Any], by: Any, withheld: bool = False, reason: str = "") -> Person:
    """Write a new person. Raises ValidationError when a value cannot be."""
    person = Person(**_given(values), withheld=withheld, withheld_reason=reason[:300])
    person.full_clean()
    person.save()
    told = {
        name: [None, value] for name, value in journal.snapshot(person, JOURNALLED).items() if value not in ("", None)
    }
    shared.record_person("person.created", person, by=by, changes=told)
    shared.indexed_people([person.pk])
    return person


@transaction.atomic
def update(*, person: Person, values: Mapping[str, Any], by: Any) -> Person:
    """Change the fields given; raises the version."""
    person = shared.locked_person(person)
    before = journal.snapshot(person, JOURNALLED)
    for name, value in _given(values).items():
        setattr(person, name, value)
    changes = journal.difference(before, journal.snapshot(person, JOURNALLED))
    if not changes:
        return person
    person.version += 1
    person.full_clean()
    person.save()
    shared.record_person("person.updated", person, by=by, changes=changes)
    shared.indexed_people([person.pk])
    return person


@transaction.atomic
def erase(*, person: Person, by: Any) -> list[str]:
    """Erase what is personal, here and in the journal; a record without a name stays. Says what is kept, and why."""
    person = shared.locked_person(person)
    for name in (*FIELDS, "withheld_reason"):
        setattr(person, name, None if name == "birth_year" else "")
    person.language, person.user, person.erased_at = "fr", None, now()
    person.version += 1
    person.save()
    pairs = Link.objects.filter(from_person=person).values_list("pair", flat=True)
    Link.objects.filter(pair__in=list(pairs)).delete()
    journal.record("person.erased", person, by=by, label="")
    journal.erase_values(shared.PERSON, person.pk, {*JOURNALLED, "withheld_reason", "role", "relation", "organisation"})
    shared.forgotten_people([person.pk])
    return [
        _(
            "Une fiche sans nom reste, avec son numéro : les comptes et le registre des membres, que la loi demande de "
            "garder, y renvoient."
        )
    ]
