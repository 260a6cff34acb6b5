"""What the session knows of a person: when they were there, when they spoke; without their name once they ask."""

from typing import Any

from django.utils.translation import gettext as _

from maillage.assemblies.models import Attendance, Speech


def export(user: Any) -> dict[str, Any]:
    rows = Attendance.objects.filter(person__user=user).select_related("assembly").prefetch_related("stays")
    said = Speech.objects.filter(person__user=user).select_related("assembly", "item")
    return {
        _("Présences"): [
            {_("Assemblée"): str(row.assembly), _("À quel titre"): row.get_capacity_display(),
             _("Organisation"): row.organisation, _("Carton de vote"): row.card,
             _("Heures"): [[stay.came_at, stay.left_at, stay.get_how_display()] for stay in row.stays.all()]}
            for row in rows
        ],
        _("Prises de parole"): [
            {_("Assemblée"): str(row.assembly), _("Point"): str(row.item or ""), _("Pour"): row.get_kind_display(),
             _("Déclaré pour l’alternance"): row.group, _("Demandée"): row.asked_at, _("Durée en secondes"): row.seconds}
            for row in said
        ],
    }  # fmt: skip


def erase(user: Any, *, by: Any) -> list[str]:
    """The number of those who were there proves the quorum and stays; the names go."""
    rows = Attendance.objects.filter(person__user=user)
    kept = rows.exists()
    rows.update(name=_("Personne effacée"), organisation="", card="")
    Speech.objects.filter(person__user=user).update(name=_("Personne effacée"), group="")
    if not kept:
        return []
    return [
        _("Votre présence aux assemblées reste comptée, sans votre nom ; un procès-verbal déjà signé ne change pas.")
    ]
