"""How bodies and mandates read."""

from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.accounts.roles import Permission
from maillage.bodies.models import Mandate
from maillage.members.words import person_name
from maillage.organisations.models import Organisation


def organisation_name(organisation: Organisation | None, reader: Any) -> str:
    """For which organisation they sit, as this reader may read it."""
    if organisation is None:
        return ""
    if organisation.withheld and not (reader and reader.can(Permission.WITHHELD_VIEW)):
        return _("Organisation retenue")
    return str(organisation)


def line(mandate: Mandate, reader: Any) -> dict[str, Any]:
    """A mandate as a reader who is signed in may read it."""
    today = localdate()
    return {
        "mandate": mandate, "name": person_name(mandate.person, reader), "office": mandate.get_office_display(),
        "organisation": organisation_name(mandate.organisation, reader),
        "late": mandate.ended_on is None and mandate.due_on is not None and mandate.due_on < today,
        "unconfirmed": mandate.to_confirm and mandate.confirmed_on is None and mandate.ended_on is None,
    }  # fmt: skip


def public_line(mandate: Mandate) -> dict[str, Any]:
    """As anyone may read it: an organisation that is not shown in the directory is not named."""
    organisation = mandate.organisation if mandate.organisation and mandate.organisation.shows_publicly else None
    return {"name": str(mandate.person), "office": mandate.get_office_display() if mandate.office != "member" else "",
            "organisation": str(organisation or ""), "until": mandate.due_on}  # fmt: skip
