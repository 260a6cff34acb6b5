"""What votes know of a person: those given by name. What a confidential vote holds is nobody's."""

from typing import Any

from django.utils.translation import gettext as _

from maillage.ballots.ballot_forms import said
from maillage.ballots.models import NominalVote, TellerSheet


def export(user: Any) -> list[dict[str, Any]]:
    """In plain data, for the person themselves."""
    rows = NominalVote.objects.filter(by__user=user).select_related("use__right", "use__question").order_by("at")
    return [
        {_("Question"): str(row.use.question), _("Titulaire"): row.use.right.name, _("Choix"): said(row.use.question, row.choice),
         _("Le"): row.at}
        for row in rows.prefetch_related("use__question__options")
    ]  # fmt: skip


def erase(user: Any, *, by: Any) -> list[str]:
    """The vote of a right stays, since the result rests on it; who pressed the button does not."""
    kept = []
    if NominalVote.objects.filter(by__user=user).update(by=None):
        kept.append(_("Les votes nominaux restent au nom de qui a le droit, sans le vôtre."))
    if TellerSheet.objects.filter(teller=user, sheet=3).update(teller=None):
        kept.append(_("Les feuilles de dépouillement restent, sans votre nom."))
    return kept
