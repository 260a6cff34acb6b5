"""What the verbs of reports share: refusals, the report held."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.core.errors import Refusal
from maillage.fieldwork.models import PartnerReport


class FieldworkRefusal(Refusal):
    """A report says no."""

    MESSAGES: ClassVar = {
        "state": _("Ce rapport est maintenant « %(state)s » : ce n’est plus possible."),
        "not_writable": _("Ce rapport est « %(state)s » : il ne s’écrit plus. Demandez à l’équipe de vous le rendre."),
        "empty": _("Ce rapport est encore vide : dites au moins ce que vous avez fait."),
        "copies": _("Deux téléphones ont écrit ce rapport : choisissez d’abord ce qui reste, puis envoyez-le."),
        "too_many_copies": _("Trop de copies attendent que l’on choisisse : réglez-les d’abord."),
        "expense_day": _("Dépense « %(what)s » : donnez la date."),
        "expense_future": _("Dépense « %(what)s » : la date est à venir."),
        "expense_label": _("Une dépense n’a pas de nom : dites pour quoi elle fut faite."),
        "expense_amount": _("Dépense « %(what)s » : donnez le montant."),
        "too_many": _("Un rapport porte au plus %(most)s dépenses : mettez ensemble les plus petites."),
        "too_many_photos": _("Un rapport porte au plus %(most)s photos : retirez-en une d’abord."),
        "no_expense": _("Cette dépense n’est plus dans le rapport : rechargez la page."),
        "not_a_photo": _("Ce fichier n’est pas une photo : envoyez un JPEG, un PNG ou un WebP."),
        "not_a_piece": _("Une pièce est une photo ou un PDF : ce fichier n’est ni l’une ni l’autre."),
        "note_needed": _("Dites ce qui est à reprendre."),
        "author": _("Vous avez écrit ou envoyé ce rapport : une autre personne doit l’approuver."),
        "no_piece": _("Dépense « %(what)s » : la pièce manque. Joignez-la, ou laissez cette dépense pour plus tard."),
        "language_needed": _("Dites en quelle langue."),
        "no_story": _("Ce rapport n’a pas de récit."),
        "not_carrying": _("%(who)s ne prend pas part à ce projet : ajoutez-la d’abord aux organisations qui le portent."),
        "plan_once": _("Des rapports sont déjà demandés à cette organisation pour ce projet."),
        "plan_ended": _("Ces rapports ne sont plus demandés."),
        "too_many_links": _("Ce rapport a déjà %(most)s liens : retirez-en un."),
    }  # fmt: skip


def refuse(code: str, **params: Any) -> ValidationError:
    return ValidationError(FieldworkRefusal(code, **params).message(), code=code)


def held(report: PartnerReport) -> PartnerReport:
    """The report as it is now, held until the transaction ends."""
    rows = PartnerReport.objects.select_for_update(of=("self",)).select_related("project", "organisation")
    return rows.get(pk=report.pk)


def writable(report: PartnerReport) -> PartnerReport:
    report = held(report)
    if not report.stage.writable:
        raise refuse("not_writable", state=report.get_state_display())
    return report
