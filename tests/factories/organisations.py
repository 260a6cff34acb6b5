"""Organisations, people and links for tests: plain functions, rows written as the verbs would leave them."""

import itertools
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from maillage.accounts.models import User
from maillage.organisations.actions import links
from maillage.organisations.enums import Relation
from maillage.organisations.importing import files
from maillage.organisations.models import (
    ActionCountry,
    Description,
    Identifier,
    Import,
    Link,
    Organisation,
    OrganisationTheme,
    Person,
    Place,
    ProposedEdit,
)

_numbers = itertools.count(1)


def organisation(name: str = "", *, city: str = "", region: str = "", country: str = "CA", countries: tuple[str, ...] = (),
                 themes: tuple[str, ...] = (), description: str = "", identifier: tuple[str, str] | None = None,
                 **values: Any) -> Organisation:  # fmt: skip
    """An organisation with its seat; pass `withheld=True`, `is_public=False`, `kind="oci"`…"""
    row = Organisation.objects.create(name=name or f"Organisation {next(_numbers)}", **values)
    Place.objects.create(organisation=row, city=city, region=region, country=country)
    ActionCountry.objects.bulk_create(ActionCountry(organisation=row, country=code) for code in countries)
    OrganisationTheme.objects.bulk_create(OrganisationTheme(organisation=row, theme=code) for code in themes)
    if description:
        Description.objects.create(organisation=row, language="fr", text=description)
    if identifier:
        Identifier.objects.create(organisation=row, kind=identifier[0], value=identifier[1])
    return row


def person(last_name: str = "", first_name: str = "Camille", *, user: User | None = None, **values: Any) -> Person:
    """A person, with an account or not."""
    return Person.objects.create(
        first_name=first_name, last_name=last_name or f"Roy{next(_numbers)}", user=user, **values
    )


def link(origin: Organisation, target: Organisation | Person, relation: str = "", **values: Any) -> Link:
    """A link from both ends: « emploie » a person, « est affiliée à » an organisation, unless said otherwise."""
    default = Relation.EMPLOYS if isinstance(target, Person) else Relation.AFFILIATED_TO
    return links.link(origin=origin, target=target, relation=relation or default, by=None, **values)


def contributor(user: User, organisation_: Organisation) -> Person:
    """This account keeps the page of this organisation."""
    someone = Person.objects.filter(user=user).first() or person(user.name, user=user)
    link(organisation_, someone, keeps_page=True)
    return someone


def proposal(organisation_: Organisation, by: User | None = None, **values: Any) -> ProposedEdit:
    """A change that waits: the phone, unless said otherwise."""
    data = {"phone": [organisation_.phone, "819 555-0142"]}
    return ProposedEdit.objects.create(
        organisation=organisation_, base_version=organisation_.version, proposed_by=by, **{"data": data, **values}
    )


def brought(text: str | bytes, name: str = "fichier.csv", by: User | None = None) -> Import:
    """A file as the first page of an import leaves it."""
    content = text.encode() if isinstance(text, str) else text
    return files.receive(upload=SimpleUploadedFile(name, content), by=by)
