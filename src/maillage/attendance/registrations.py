"""What the room gives the house."""

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.attendance import panels
from maillage.core.registry import Job, MenuEntry, Panel, Waiting, house

P = Permission
ACTIVITIES = _("Activités")

house.menu.add("attendance.dates", MenuEntry("manage", ACTIVITIES, _("Présences"), "attendance:dates", P.ACTIVITIES_VIEW,
                                             panels.count_waiting, 60))  # fmt: skip
house.panels.add("attendance.activity", Panel("activity", "manage", panels.activity_panel, 40))
house.schedules.add("attendance.account", Job("maillage.attendance.jobs.account_counted", hour=5))
house.waiting.add("attendance", Waiting(P.ACTIVITIES_EDIT, panels.waiting, 40))

for verb, label in {
    "attendance.recorded": _("Présence comptée"),
    "attendance.corrected": _("Présence corrigée"),
    "attendance.taken_back": _("Compte retiré"),
    "attendance.people_given": _("Personnes différentes notées"),
}.items():
    house.verbs.add(verb, label)
