"""What this room knows of a person: where they stood, and what they wrote then."""

from typing import Any

from django.utils.translation import gettext as _

from maillage.elections import actions
from maillage.elections.models import Candidacy


def export(user: Any) -> dict[str, Any]:
    """In plain data, for the person themselves."""
    rows = Candidacy.objects.filter(person__user=user).select_related("election", "group", "organisation", "slate")
    return {
        _("Candidatures"): [
            {_("Élection"): row.election.title, _("Au nom de"): str(row.organisation or ""), _("Sièges"): str(row.group or ""),
             _("Liste"): str(row.slate or ""),
             _("État"): row.get_state_display(), _("Motif du refus"): row.refusal, _("Présentation"): row.statement,
             _("Intérêts déclarés"): row.interests, _("Genre déclaré"): row.get_gender_display() if row.gender else "",
             _("Photo"): row.photo.url(320) if row.photo else "", _("Gardée jusqu’au"): row.kept_until,
             _("Résultat"): row.get_fate_display() if row.fate else ""}
            for row in rows.select_related("photo")
        ],
    }  # fmt: skip


def erase(user: Any, *, by: Any) -> list[str]:
    """What they wrote and their picture go; that they stood stays in the result, which others may count again."""
    rows = list(Candidacy.objects.filter(person__user=user))
    for row in rows:
        actions.candidacies.wipe(candidacy=row, by=by)
    Candidacy.objects.filter(pk__in=[row.pk for row in rows]).exclude(refusal="").update(refusal=_("Effacé"))
    if not rows:
        return []
    return [_("Les élections gardent votre candidature dans leur résultat, que chacune et chacun peut recompter.")]
