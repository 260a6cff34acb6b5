"""The room's rows."""

from maillage.organisations.models.changes import Import, ImportRow, Merge, NotDuplicate, ProposedEdit
from maillage.organisations.models.duplicates import DuplicateGroup
from maillage.organisations.models.organisation import (
    ActionCountry,
    Description,
    Identifier,
    Organisation,
    OrganisationTheme,
    Place,
    Size,
)
from maillage.organisations.models.person import Link, Person

__all__ = [
    "ActionCountry",
    "Description",
    "DuplicateGroup",
    "Identifier",
    "Import",
    "ImportRow",
    "Link",
    "Merge",
    "NotDuplicate",
    "Organisation",
    "OrganisationTheme",
    "Person",
    "Place",
    "ProposedEdit",
    "Size",
]
