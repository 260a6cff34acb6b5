"""What this room knows of a person: minutes that name them, signatures, remarks, decisions they see to."""

from typing import Any

from django.utils.translation import gettext as _

from maillage.minutes.models import MinutesRemark, MinutesSignature, MinutesVersion, Resolution, ResolutionFollowUp


def export(user: Any) -> dict[str, Any]:
    """In plain data, for the person themselves."""
    signed = MinutesSignature.objects.filter(person__user=user).select_related("minutes__assembly")
    return {
        _("Procès-verbaux signés"): [
            {_("Séance"): str(one.minutes), _("En qualité de"): one.get_office_display(), _("Le"): one.at} for one in signed
        ],
        _("Remarques sur des procès-verbaux"): [
            {_("Remarque"): one.text, _("Le"): one.at, _("Réponse"): one.answer} for one in MinutesRemark.objects.filter(by=user)
        ],
        _("Résolutions dont vous vous chargez"): [str(one) for one in Resolution.objects.filter(owner=user)],
        _("Suites que vous avez notées"): [
            {_("Date"): one.on, _("Suite"): one.text} for one in ResolutionFollowUp.objects.filter(by=user)
        ],
    }  # fmt: skip


def erase(user: Any, *, by: Any) -> list[str]:
    """One's account leaves what one wrote; adopted minutes are the proof of what was decided, and stay."""
    kept = []
    if MinutesSignature.objects.filter(person__user=user).exists():
        kept.append(
            _("Votre signature reste au bas des procès-verbaux : sans elle, les décisions ne seraient plus prouvées.")
        )
    for model in (MinutesRemark, MinutesVersion, ResolutionFollowUp, MinutesSignature):
        model.objects.filter(by=user).update(by=None)
    Resolution.objects.filter(owner=user).update(owner=None)
    return kept
