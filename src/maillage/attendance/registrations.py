"""What the room gives the house."""

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.attendance import panels, words
from maillage.attendance.enums import Origin
from maillage.core.registry import Check, DemoChapter, Job, MenuEntry, Panel, PublicBlock, Waiting, house

P = Permission
ACTIVITIES = _("Activités")

house.menu.add("attendance.dates", MenuEntry("manage", ACTIVITIES, _("Présences"), "attendance:dates", P.ACTIVITIES_VIEW,
                                             panels.count_waiting, 60))  # fmt: skip
house.panels.add("attendance.activity", Panel("activity", "manage", panels.activity_panel, 40))
house.menu.add("attendance.figures", MenuEntry("manage", ACTIVITIES, _("Chiffres des activités"), "attendance:figures",
                                               P.FIGURES_VIEW, order=61))  # fmt: skip
house.codes.add("activities.session.breakdown", words.told)
house.codes.add("activities.session.origin", lambda code: dict(Origin.choices).get(code, code))
house.demo.add("attendance", DemoChapter("maillage.attendance.demo.write", order=85))
house.schedules.add("attendance.account", Job("maillage.attendance.jobs.account_counted", hour=5))
house.panels.add("attendance.campaign", Panel("campaign", "manage", panels.campaign_panel, 60))
house.panels.add("attendance.organisation", Panel("organisation", "manage", panels.organisation_panel, 70))
house.public_blocks.add("attendance.figures", PublicBlock(panels.public_figures, 25))
house.menu.add("attendance.public", MenuEntry("foot", _("Ce site"), _("Nos activités en chiffres"), "site:activities_in_figures",
                                              order=60))  # fmt: skip
house.checks.add("attendance", Check(_("Présences et chiffres"), panels.check, 75))
house.waiting.add("attendance", Waiting(P.ACTIVITIES_EDIT, panels.waiting, 40))

for verb, label in {
    "attendance.recorded": _("Présence comptée"),
    "attendance.corrected": _("Présence corrigée"),
    "attendance.taken_back": _("Compte retiré"),
    "attendance.demo": _("Présences inventées pour la démonstration"),
    "figures.frozen": _("Bilan figé"),
    "attendance.people_given": _("Personnes différentes notées"),
}.items():
    house.verbs.add(verb, label)
