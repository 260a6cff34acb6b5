"""What the verbs share: rows locked before they change, the index told, labels that must not outlive what is withheld."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from maillage.audit import journal
from maillage.organisations import signals
from maillage.organisations.models import Organisation, Person
from maillage.search import outbox

ORGANISATION = "organisations.organisation"
PERSON = "organisations.person"


def locked(organisation: Organisation) -> Organisation:
    """The row as it is now, kept from others until the end of the verb."""
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)


def locked_person(person: Person) -> Person:
    """The person as they are now. Raises ValidationError when they were erased."""
    row = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if row.erased_at:
        raise ValidationError(_("Cette personne a été effacée : il n’y a plus rien à changer."))
    return row


def label_of(organisation: Organisation) -> str | None:
    """The name of what is withheld stays out of the journal's labels, which more people read."""
    return "" if organisation.withheld else None


def record(verb: str, organisation: Organisation, *, by: Any, changes: Mapping[str, Any] | None = None) -> None:
    journal.record(verb, organisation, by=by, changes=changes, label=label_of(organisation))


def record_person(verb: str, person: Person, *, by: Any, changes: Mapping[str, Any] | None = None) -> None:
    """People's names stay out of labels: erasing a person erases their values and leaves nothing beside."""
    journal.record(verb, person, by=by, changes=changes, label="")


def indexed(organisations: Iterable[int]) -> None:
    ids = list(organisations)
    outbox.queue(ORGANISATION, ids)
    signals.organisations_seen_differently.send(sender=Organisation, ids=ids, withheld=False)


def indexed_people(people: Iterable[int]) -> None:
    outbox.queue(PERSON, people)


def forgotten(organisations: Iterable[int]) -> None:
    """Nobody finds them from this commit on; what those who may still see them find is written again after."""
    ids = list(organisations)
    outbox.forget(ORGANISATION, ids)
    signals.organisations_seen_differently.send(sender=Organisation, ids=ids, withheld=True)


def forgotten_people(people: Iterable[int]) -> None:
    outbox.forget(PERSON, people)
