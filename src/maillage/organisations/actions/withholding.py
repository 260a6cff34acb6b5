"""Withhold at once, release knowingly: organisations and people whose safety asks that nothing be shown."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.organisations.actions import shared
from maillage.organisations.models import Organisation, Person


def _asked(reason: str) -> str:
    if not reason.strip():
        raise ValidationError(_("Dites pourquoi : la personne qui relira cette décision doit la comprendre."))
    return reason.strip()[:300]


@transaction.atomic
def withhold(*, organisation: Organisation, reason: str, by: Any) -> Organisation:
    """Keep it out of public pages, of the search and of caches, from this commit on."""
    reason = _asked(reason)
    organisation = shared.locked(organisation)
    before = [organisation.withheld, organisation.withheld_reason]
    organisation.withheld, organisation.withheld_reason = True, reason
    organisation.version += 1
    organisation.save()
    shared.forgotten([organisation.pk])
    shared.record("organisation.withheld", organisation, by=by,
                  changes={"withheld": [before[0], True], "withheld_reason": [before[1], reason]})  # fmt: skip
    return organisation


@transaction.atomic
def release(*, organisation: Organisation, reason: str, by: Any) -> Organisation:
    """Let it be seen again, by those who may, as its other settings say."""
    reason = _asked(reason)
    organisation = shared.locked(organisation)
    if not organisation.withheld:
        raise ValidationError(_("Cette organisation n’est pas retenue."))
    before = organisation.withheld_reason
    organisation.withheld, organisation.withheld_reason = False, ""
    organisation.version += 1
    organisation.save()
    shared.indexed([organisation.pk])
    shared.record("organisation.released", organisation, by=by,
                  changes={"withheld": [True, False], "withheld_reason": [before, ""], "reason": [None, reason]})  # fmt: skip
    return organisation


@transaction.atomic
def withhold_person(*, person: Person, reason: str, by: Any) -> Person:
    """Keep a person out of every page but of those who may see what is withheld."""
    reason = _asked(reason)
    person = shared.locked_person(person)
    before = [person.withheld, person.withheld_reason]
    person.withheld, person.withheld_reason, person.version = True, reason, person.version + 1
    person.save()
    person.links.update(is_public=False)
    person.links_in.update(is_public=False)
    shared.forgotten_people([person.pk])
    shared.record_person("person.withheld", person, by=by,
                         changes={"withheld": [before[0], True], "withheld_reason": [before[1], reason]})  # fmt: skip
    return person


@transaction.atomic
def release_person(*, person: Person, reason: str, by: Any) -> Person:
    """Show a person again to the team; what the public sees of them stays to be said, link by link."""
    _asked(reason)
    person = shared.locked_person(person)
    if not person.withheld:
        raise ValidationError(_("Cette personne n’est pas retenue."))
    before = person.withheld_reason
    person.withheld, person.withheld_reason, person.version = False, "", person.version + 1
    person.save()
    shared.indexed_people([person.pk])
    shared.record_person("person.released", person, by=by,
                         changes={"withheld": [True, False], "withheld_reason": [before, ""]})  # fmt: skip
    return person
