"""What several verbs ask of an assembly before they touch it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from maillage.assemblies.enums import AssemblyState
from maillage.assemblies.models import Assembly


def locked(assembly: Assembly) -> Assembly:
    """The row itself, held until the end of the transaction."""
    return Assembly.objects.select_for_update(of=("self",)).select_related("body", "roll").get(pk=assembly.pk)


def unfinished(assembly: Assembly) -> Assembly:
    """Locked, and neither over nor cancelled."""
    row = locked(assembly)
    if row.state == AssemblyState.CANCELLED:
        raise ValidationError(_("Cette assemblée est annulée."))
    if row.state == AssemblyState.CLOSED:
        raise ValidationError(_("Cette assemblée est levée : elle ne change plus."))
    return row


def before_opening(assembly: Assembly) -> Assembly:
    """Locked, and not yet open."""
    row = unfinished(assembly)
    if row.is_running:
        raise ValidationError(_("La séance est ouverte : ceci se fait avant son ouverture."))
    return row


def written(row: Any, values: dict[str, Any], fields: tuple[str, ...]) -> None:
    """Give a row those values that are asked, cleaned by its model."""
    for name in fields:
        if name in values:
            setattr(row, name, values[name])
    row.full_clean()
