"""What the room gives the house."""

from django.utils.translation import gettext_lazy as _

from maillage.accounts.access import fact
from maillage.accounts.roles import Permission
from maillage.core.registry import Check, DemoChapter, Job, MenuEntry, Panel, PersonalData, Waiting, Withheld, house
from maillage.fieldwork import panels, personal, receivers  # noqa: F401 (receivers connect)
from maillage.fieldwork.models import PartnerReport

P = Permission
REPORTS = _("Rapports des partenaires")

house.menu.add("fieldwork.reports", MenuEntry("manage", _("Projets"), REPORTS, "fieldwork:reports", P.PROJECTS_VIEW,
                                              panels.count_to_read, 49))  # fmt: skip
house.menu.add(
    "fieldwork.home", MenuEntry("member", "", _("Mon terrain"), "fieldwork:home", fact("contributor"), order=12)
)
house.panels.add("fieldwork.project", Panel("project", "manage", panels.project_manage, 40))
house.panels.add("fieldwork.project_member", Panel("project", "member", panels.project_member, 20))
house.panels.add("fieldwork.project_public", Panel("project", "public", panels.project_public, 60))
house.panels.add("fieldwork.home", Panel("home", "member", panels.home_member, 12))
house.waiting.add("fieldwork", Waiting(P.PROJECTS_EDIT, panels.waiting, 20))
house.checks.add("fieldwork", Check(REPORTS, panels.check, 75))
house.personal_data.add("fieldwork", PersonalData(REPORTS, personal.export, personal.erase, 58))
house.demo.add("fieldwork", DemoChapter("maillage.fieldwork.demo.write", order=86))
house.withheld.add("fieldwork.partnerreport", Withheld("fieldwork.partnerreport", PartnerReport.objects.hidden))
house.schedules.add("fieldwork.open", Job("maillage.fieldwork.jobs.open_due", hour=2))
house.schedules.add("fieldwork.remind", Job("maillage.fieldwork.jobs.remind", hour=7))
house.schedules.add("fieldwork.purge", Job("maillage.fieldwork.jobs.purge", hour=4))

for verb, label in {
    "partner_report.written": _("Rapport écrit"),
    "partner_report.set_aside": _("Rapport écrit sur deux téléphones"),
    "partner_report.settled": _("Choix entre deux versions d’un rapport"),
    "partner_report.photo_added": _("Photo jointe au rapport"),
    "partner_report.photo_removed": _("Photo retirée du rapport"),
    "partner_report.piece_added": _("Pièce jointe au rapport"),
    "partner_report.submitted": _("Rapport envoyé"),
    "partner_report.returned": _("Rapport rendu"),
    "partner_report.approved": _("Rapport approuvé"),
    "partner_report.translated": _("Rapport traduit"),
    "partner_report.story_shown": _("Récit montré à tout le monde"),
    "partner_report.story_hidden": _("Récit retiré du site"),
    "partner_report.demo": _("Rapports inventés pour la démonstration"),
    "report_plan.made": _("Rapports demandés à un partenaire"),
    "report_plan.changed": _("Demande de rapports modifiée"),
    "report_plan.ended": _("Rapports qui ne sont plus demandés"),
    "report_link.made": _("Rapport confié par un lien"),
    "report_link.revoked": _("Lien vers un rapport retiré"),
}.items():
    house.verbs.add(verb, label)
