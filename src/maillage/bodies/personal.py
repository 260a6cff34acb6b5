"""What this room knows of a person: the mandates they held; kept when they are erased, and why."""

from typing import Any

from django.utils.translation import gettext as _

from maillage.bodies.models import Mandate


def export(user: Any) -> dict[str, Any]:
    """In plain data, for the person themselves."""
    rows = Mandate.objects.filter(person__user=user).select_related("body", "group", "organisation")
    return {
        _("Mandats"): [
            {_("Instance"): str(m.body), _("Fonction"): m.get_office_display(), _("Groupe de sièges"): str(m.group or ""),
             _("Organisation"): str(m.organisation or ""), _("Depuis le"): m.started_on, _("Jusqu’au"): m.ended_on,
             _("Fin"): m.get_end_reason_display(), _("Précision"): m.note}
            for m in rows
        ],
    }  # fmt: skip


def erase(user: Any, *, by: Any) -> list[str]:
    """What was written about an end goes; the mandates stay: the association must tell who directed it, and when."""
    rows = Mandate.objects.filter(person__user=user)
    rows.update(note="")
    if not rows.exists():
        return []
    return [
        _("Le registre des instances garde les dates de vos mandats, sans votre nom : l’association doit pouvoir dire qui"
          " la dirigeait, et quand.")
    ]  # fmt: skip
