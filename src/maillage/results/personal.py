"""What this room knows of a person: what they measured, approved, wrote; what is erased, what is kept."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from maillage.results.models import CapitalisationNote, Measurement, Observation, Period, Score, Transformation


def export(user: Any) -> dict[str, Any]:
    """In plain data, for the person themselves."""
    mine = Measurement.objects.filter(Q(written_by=user) | Q(submitted_by=user) | Q(approved_by=user))
    told = Transformation.objects.filter(Q(written_by=user) | Q(answered_by=user))
    return {
        _("Mesures écrites, envoyées ou approuvées"): [
            {_("Indicateur"): str(row.period.indicator), _("Relevée le"): row.measured_on, _("État"): row.get_state_display()}
            for row in mine.select_related("period__indicator")
        ],
        _("Transformations racontées ou reconnues"): [
            {_("Ce qui a changé"): str(row), _("Depuis"): row.since, _("Réponse"): row.answer} for row in told
        ],
        _("Notes de capitalisation écrites ou relues"): [
            str(row) for row in CapitalisationNote.objects.filter(Q(written_by=user) | Q(reviewed_by=user))
        ],
        _("Scores et leçons écrits"): Score.objects.filter(written_by=user).count(),
        _("Observations notées"): Observation.objects.filter(written_by=user).count(),
    }  # fmt: skip


def erase(user: Any, *, by: Any) -> list[str]:
    """The person's name leaves what they wrote; values, changes and lessons are the project's and stay."""
    kept = 0
    for model, names in ((Measurement, ("written_by", "submitted_by", "approved_by")), (Transformation, ("written_by", "answered_by")),
                         (CapitalisationNote, ("written_by", "reviewed_by")), (Score, ("written_by",)),
                         (Observation, ("written_by",)), (Period, ("locked_by",))):  # fmt: skip
        for name in names:
            kept += model._default_manager.filter(**{name: user}).update(**{name: None})
    return (
        [_("Les mesures, les transformations et les leçons que vous avez écrites restent au projet, sans votre nom.")]
        if kept
        else []
    )
