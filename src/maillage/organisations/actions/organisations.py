"""Create and change an organisation, its state, its verification, its logo."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from maillage.audit import journal
from maillage.network.current import profile
from maillage.organisations import record, validation, words
from maillage.organisations.actions import shared
from maillage.organisations.enums import State
from maillage.organisations.models import Organisation
from maillage.organisations.withholding import default_hidden, is_withheld_by_default


@transaction.atomic
def create(*, values: Mapping[str, Any], by: Any, withheld: bool | None = None, reason: str = "") -> Organisation:
    """Write a new organisation from a record (`record.FIELDS`). Raises ValidationError with every reason.

    `withheld=None` leaves it to the network's rule: partners abroad are withheld from birth where it says so.
    """
    network = profile()
    values = record.normal(validation.verify({"name": "", **values}))
    values.setdefault("hidden_fields", default_hidden(network, words.SHOWABLE))
    organisation = Organisation(**{name: values[name] for name in record.COLUMNS if name in values})
    organisation.withheld = is_withheld_by_default(network, values) if withheld is None else withheld
    if organisation.withheld:
        organisation.withheld_reason = reason[:300] or (
            _("Partenaire à l’étranger, selon la règle du réseau") if withheld is None else ""
        )
    organisation.full_clean()
    organisation.save()
    record.write(organisation, values)
    shared.record("organisation.created", organisation, by=by,
                  changes=record.difference(record.EMPTY, values))  # fmt: skip
    shared.indexed([organisation.pk])
    return organisation


@transaction.atomic
def update(*, organisation: Organisation, values: Mapping[str, Any], by: Any,
           verb: str = "organisation.updated") -> Organisation:  # fmt: skip
    """Change the fields given, in the organisation and beside it; raises its version. What did not change is not told."""
    organisation = shared.locked(organisation)
    if organisation.state == State.MERGED:
        raise ValidationError(_("Cette fiche est fusionnée dans une autre : changez celle qui reste."))
    before = record.read(organisation)
    changes = record.difference(before, record.normal(validation.verify(values, organisation)))
    if not changes:
        return organisation
    for name in record.COLUMNS:
        if name in changes:
            setattr(organisation, name, changes[name][1])
    organisation.version += 1
    organisation.full_clean()
    organisation.save()
    record.write(organisation, {name: after for name, (_before, after) in changes.items()})
    shared.record(verb, organisation, by=by, changes=changes)
    if "is_public" in changes and not organisation.is_public:
        shared.forgotten([organisation.pk])
    else:
        shared.indexed([organisation.pk])
    return organisation


@transaction.atomic
def set_state(*, organisation: Organisation, state: str, by: Any, reason: str = "") -> Organisation:
    """Say that it is active, dormant or closed. Raises ValidationError when it cannot become so."""
    organisation = shared.locked(organisation)
    if not State(organisation.state).can_become(State(state)):
        raise ValidationError(
            _("Cette organisation est « %(state)s » : elle ne peut pas devenir « %(other)s ».")
            % {"state": State(organisation.state).label, "other": State(state).label}
        )
    before = organisation.state
    organisation.state, organisation.version = state, organisation.version + 1
    organisation.save()
    changes: dict[str, Any] = {"state": [before, state]}
    if reason:
        changes["reason"] = [None, reason]
    shared.record("organisation.state_changed", organisation, by=by, changes=changes)
    shared.indexed([organisation.pk])
    return organisation


@transaction.atomic
def verify(*, organisation: Organisation, by: Any) -> Organisation:
    """Say that the page was checked today, and by whom."""
    organisation = shared.locked(organisation)
    before = journal.snapshot(organisation, ["verified_on"])
    organisation.verified_on, organisation.verified_by = localdate(), by
    organisation.save(update_fields=["verified_on", "verified_by", "updated_at"])
    shared.record("organisation.verified", organisation, by=by,
                  changes=journal.difference(before, journal.snapshot(organisation, ["verified_on"])))  # fmt: skip
    return organisation


@transaction.atomic
def set_logo(*, organisation: Organisation, logo: str, by: Any) -> Organisation:
    """Give it a logo (public id of an image of the room files), or none."""
    organisation = shared.locked(organisation)
    before = organisation.logo
    if before == logo:
        return organisation
    organisation.logo, organisation.version = logo, organisation.version + 1
    organisation.full_clean()
    organisation.save()
    shared.record("organisation.logo_changed", organisation, by=by, changes={"logo": [before, logo]})
    return organisation


def is_to_verify(organisation: Organisation) -> bool:
    """Has nobody checked this page for a year?"""
    return organisation.verified_on is None or (now().date() - organisation.verified_on).days > 365
