"""What this room knows of a person by their address: enrolments and what they said; erased on request."""

from typing import Any

from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.activities.models import Activity
from maillage.enrolments import actions
from maillage.enrolments.actions.purging import erase as erase_rows
from maillage.enrolments.forms.asked import answer_words
from maillage.enrolments.models import Enrolment, Question


def export(user: Any) -> list[dict[str, Any]]:
    rows = list(
        Enrolment.objects.filter(email__iexact=user.email).select_related("activity").prefetch_related("places")
    )
    about = Question.objects.filter(opening__activity__in={row.activity_id for row in rows})
    asked = {one.key: one.label for one in about}
    return [
        {
            _("Activité"): row.activity.title, _("État"): row.get_state_display(), _("Inscrite le"): row.created_at,
            _("Nom"): row.name, _("Téléphone"): row.phone, _("Organisation"): row.organisation_name,
            _("Places"): [place.name for place in row.places.all()], _("Première fois"): row.first_time,
            _("Besoins"): [text for text in (row.needs, row.childcare, row.interpretation, row.diet) if text],
            _("Réponses"): {asked.get(key, key): answer_words(value) for key, value in row.answers.items()},
            _("Note d’équipe"): row.note,
        }
        for row in rows
    ]  # fmt: skip


def erase(user: Any, *, by: Any) -> list[str]:
    """Enrolments to come are given up, so that the places serve; then what names the person is erased everywhere."""
    rows = Enrolment.objects.filter(email__iexact=user.email)
    coming = Activity.objects.filter(ends_at__gt=now()).values("pk")
    for row in rows.standing().filter(activity__in=coming):
        actions.cancel(enrolment=row, by=by, tell=False)
    kept = rows.exists()
    erase_rows(rows, now())
    return [_("Vos inscriptions restent comptées dans les chiffres des activités, sans votre nom.")] if kept else []
