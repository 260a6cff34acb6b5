"""What elections give the house: menus, panels, steps of an assembly, what waits, personal data, the demonstration."""

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.core.deciding import VotePoints
from maillage.core.registry import (
    AssemblySteps,
    DemoChapter,
    Job,
    MenuEntry,
    Panel,
    PersonalData,
    Waiting,
    Withheld,
    house,
)
from maillage.elections import panels, personal, receivers, rules  # noqa: F401 (receivers connect)
from maillage.elections.models import Candidacy

P = Permission
SECTION = _("Vie démocratique")

house.menu.add(
    "elections.list", MenuEntry("manage", SECTION, _("Élections"), "elections:list", P.ASSEMBLIES_VIEW, order=34)
)
house.menu.add("elections.own", MenuEntry("member", "", _("Candidatures"), "elections:own", order=27))
house.panels.add("elections.item", Panel("agenda_item", "member", panels.of_item, 30))
house.panels.add("elections.item_manage", Panel("agenda_item", "manage", panels.of_item_manage, 30))
house.panels.add("elections.assembly", Panel("assembly", "member", panels.of_assembly, 30))
house.panels.add("elections.assembly_manage", Panel("assembly", "manage", panels.of_assembly_manage, 40))
house.panels.add("elections.assembly_public", Panel("assembly", "public", panels.of_assembly_public, 30))
house.panels.add("elections.chair", Panel("chair", "manage", panels.chair, 30))
house.panels.add("elections.home", Panel("home", "member", panels.member_home, 26))
house.vote_points.add("elections", VotePoints(rules.points_around))
house.assembly_steps.add("elections", AssemblySteps(panels.steps, 40))
house.waiting.add("elections", Waiting(P.ASSEMBLIES_EDIT, panels.waiting, 32))
house.withheld.add(
    "elections", Withheld("elections.candidacy", lambda: Candidacy.objects.filter(Candidacy.objects.hidden_rule()))
)
house.personal_data.add("elections", PersonalData(_("Candidatures"), personal.export, personal.erase, 47))
house.schedules.add("elections.wipe", Job("maillage.elections.jobs.wipe_past", hour=4))
house.demo.add("elections", DemoChapter("maillage.elections.demo.write", order=80))

for verb, label in {
    "election.prepared": _("Élection préparée"),
    "election.changed": _("Élection modifiée"),
    "election.candidatures_opened": _("Candidatures ouvertes"),
    "election.candidatures_closed": _("Candidatures closes"),
    "election.followed": _("Élection remise à la seconde réunion"),
    "election.cancelled": _("Élection annulée"),
    "election.put_to_vote": _("Élection mise aux voix"),
    "election.second_round": _("Second tour préparé"),
    "election.ended_here": _("Élection arrêtée aux votes proclamés"),
    "election.list_composed": _("Liste de candidatures ordonnée"),
    "election.vote_cancelled": _("Vote d’une élection annulé"),
    "election.declared": _("Élection proclamée"),
    "election.declined": _("Renoncement à un siège"),
    "election.installed": _("Mandats commencés"),
    "election.demo": _("Élections inventées pour la démonstration"),
    "candidacy.submitted": _("Candidature déposée"),
    "candidacy.changed": _("Candidature récrite"),
    "candidacy.accepted": _("Candidature recevable"),
    "candidacy.refused": _("Candidature refusée"),
    "candidacy.withdrawn": _("Candidature retirée"),
    "candidacy.wiped": _("Présentation d’une candidature effacée"),
}.items():
    house.verbs.add(verb, label)
