"""Ties « d’ici et d’ailleurs » between an organisation here and an organisation there."""

from typing import Any

from django.db import transaction

from maillage.audit import journal
from maillage.organisations.models import Organisation
from maillage.projects.actions.around import check_organisations
from maillage.projects.actions.common import set_values
from maillage.projects.models import Bond


def _record(verb: str, bond: Bond, by: Any, changes: dict[str, Any] | None = None) -> None:
    """The names of what is withheld stay out of the journal's labels."""
    hidden = Organisation.objects.hidden().filter(pk__in=[bond.here_id, bond.there_id]).exists()
    journal.record(verb, bond, by=by, changes=changes, label="" if hidden else None)


@transaction.atomic
def create_bond(*, values: dict[str, Any], by: Any) -> Bond:
    """Write a tie between an organisation here and one there."""
    check_organisations(by, values.get("here"), values.get("there"))
    bond = Bond()
    set_values(bond, values)
    bond.save()
    _record("bond.created", bond, by)
    return bond


@transaction.atomic
def change_bond(*, bond: Bond, values: dict[str, Any], by: Any) -> Bond:
    """Change what a tie says, or say since when it is over."""
    check_organisations(by, values.get("here"), values.get("there"))
    bond = Bond.objects.select_for_update(of=("self",)).get(pk=bond.pk)
    before = set_values(bond, values)
    bond.save()
    if changes := journal.difference(before, journal.snapshot(bond)):
        _record("bond.changed", bond, by, changes)
    return bond


@transaction.atomic
def delete_bond(*, bond: Bond, by: Any) -> None:
    """Take a tie out: it was written by mistake."""
    _record("bond.deleted", bond, by)
    bond.delete()
