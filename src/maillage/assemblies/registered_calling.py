"""What the calling gives the house: menus, what waits, the check-list, the search, the journal's words."""

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission as P
from maillage.assemblies import found, panels_calling, personal_calling, steps
from maillage.core.registry import (
    AssemblySteps,
    Check,
    DemoChapter,
    Job,
    MenuEntry,
    Panel,
    PersonalData,
    Waiting,
    house,
)

house.menu.add("assemblies.list", MenuEntry("manage", _("Vie démocratique"), _("Assemblées"), "assemblies:list",
                                            P.ASSEMBLIES_VIEW, order=10))  # fmt: skip
house.menu.add("assemblies.mine", MenuEntry("member", "", _("Assemblées"), "assemblies:mine", order=25))
house.menu.add("assemblies.public", MenuEntry("foot", _("Ce site"), _("Assemblées"), "site:assemblies", order=69))
house.panels.add("assemblies.home", Panel("home", "member", panels_calling.member_home, 22))
house.panels.add("assemblies.body", Panel("body", "manage", panels_calling.body_panel, 30))
house.waiting.add("assemblies", Waiting(P.ASSEMBLIES_EDIT, panels_calling.waiting, 28))
house.assembly_steps.add("assemblies.calling", AssemblySteps(steps.calling, 10))
house.search_sources.add(found.KIND, found.SOURCE)
house.personal_data.add(
    "assemblies", PersonalData(_("Assemblées"), personal_calling.export, personal_calling.erase, 45)
)
house.checks.add("assemblies", Check(_("Assemblées"), panels_calling.check, 75))
house.schedules.add("assemblies.follow", Job("maillage.assemblies.jobs.follow", minutes=15))
house.demo.add("assemblies", DemoChapter("maillage.assemblies.demo.write", order=78))

for verb, label in {
    "assembly.made": _("Assemblée préparée"),
    "assembly.changed": _("Assemblée changée"),
    "assembly.cancelled": _("Assemblée annulée"),
    "assembly.roll_made": _("Liste électorale de l’assemblée faite"),
    "assembly.called": _("Assemblée convoquée"),
    "assembly.called_more": _("Convocation envoyée aux personnes ajoutées"),
    "assembly.told": _("Changement annoncé aux personnes convoquées"),
    "assembly.second_made": _("Seconde réunion fixée"),
    "assembly.demo": _("Assemblées inventées pour la démonstration"),
    "agenda_item.added": _("Point mis à l’ordre du jour"),
    "agenda_item.changed": _("Point de l’ordre du jour changé"),
    "agenda_item.moved": _("Point de l’ordre du jour déplacé"),
    "agenda_item.removed": _("Point retiré de l’ordre du jour"),
    "agenda_item.taken_out": _("Point sorti du lot adopté sans débat"),
    "paper.joined": _("Document joint à une assemblée"),
    "paper.replaced": _("Document d’assemblée remplacé"),
    "paper.removed": _("Document retiré d’une assemblée"),
    "notice.posted": _("Lettres de convocation postées"),
    "notice.by_letter": _("Lettre à la place d’un courriel revenu"),
    "item_request.asked": _("Point demandé par un membre"),
    "item_request.reached": _("Appuis réunis pour un point"),
    "item_request.accepted": _("Point demandé mis à l’ordre du jour"),
    "item_request.refused": _("Point demandé refusé"),
    "requisition.asked": _("Assemblée demandée par un membre"),
    "requisition.reached": _("Appuis réunis pour une assemblée"),
    "requisition.called": _("Assemblée demandée mise en préparation"),
    "requisition.refused": _("Demande d’assemblée refusée"),
    "excuse.given": _("Excuse donnée"),
    "excuse.withdrawn": _("Excuse retirée"),
}.items():
    house.verbs.add(verb, label)
