"""What this room knows of a person: reports they sent or settled, links that bear their address."""

from typing import Any

from django.utils.translation import gettext as _

from maillage.fieldwork.models import PartnerReport, ReportCopy, ReportLink, ReportSending


def export(user: Any) -> dict[str, Any]:
    """In plain data, for the person themselves."""
    sent = PartnerReport.objects.filter(submitted_by=user).select_related("project")
    return {
        _("Rapports que vous avez envoyés"): [
            {_("Projet"): row.project.title, _("Période"): str(row), _("Envoyé"): row.submitted_at, _("Ce qui a été fait"): row.done,
             _("Difficultés et besoins"): row.needs, _("Récit"): row.story}
            for row in sent
        ],
        _("Liens faits pour vous"): [
            {_("Rapport"): str(row.report), _("Pour qui"): row.label, _("Sert jusqu’au"): row.ends_at}
            for row in ReportLink.objects.filter(email__iexact=user.email).select_related("report")
        ],
    }  # fmt: skip


def erase(user: Any, *, by: Any) -> list[str]:
    """Their name leaves what they sent; the reports stay, they are their organisation's."""
    ReportLink.objects.filter(email__iexact=user.email).update(email="", label="")
    ReportLink.objects.filter(made_by=user).update(made_by=None)
    ReportSending.objects.filter(by=user).update(by=None)
    ReportCopy.objects.filter(by=user).update(by=None)
    PartnerReport.objects.filter(returned_by=user).update(returned_by=None)
    PartnerReport.objects.filter(approved_by=user).update(approved_by=None)
    sent = PartnerReport.objects.filter(submitted_by=user).update(submitted_by=None)
    return [_("Les rapports que vous avez envoyés restent à votre organisation, sans votre nom.")] if sent else []
