"""What the room gives the house."""

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
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
from maillage.minutes import checks, panels, personal, receivers  # noqa: F401 (receivers connect)
from maillage.minutes.models import Resolution
from maillage.search.sources import PUBLIC, Source

P = Permission
SECTION = _("Vie démocratique")

house.menu.add(
    "minutes.list", MenuEntry("manage", SECTION, _("Procès-verbaux"), "minutes:list", P.ASSEMBLIES_VIEW, order=60)
)
house.menu.add("minutes.resolutions", MenuEntry("manage", SECTION, _("Résolutions"), "minutes:resolutions",
                                                P.ASSEMBLIES_VIEW, order=70))  # fmt: skip
house.menu.add("minutes.own", MenuEntry("member", "", _("Décisions"), "minutes:own", order=45))
house.menu.add("minutes.public", MenuEntry("foot", _("Ce site"), _("Décisions"), "site:decisions", order=75))
house.panels.add("minutes.assembly", Panel("assembly", "manage", panels.assembly_manage, 80))
house.panels.add("minutes.assembly_member", Panel("assembly", "member", panels.assembly_member, 80))
house.panels.add("minutes.assembly_public", Panel("assembly", "public", panels.assembly_public, 80))
house.panels.add("minutes.body", Panel("body", "manage", panels.body_manage, 70))
house.panels.add("minutes.home", Panel("home", "member", panels.member_home, 26))
house.assembly_steps.add("minutes", AssemblySteps(panels.steps, 90))
house.waiting.add("minutes", Waiting(P.ASSEMBLIES_EDIT, panels.waiting, 32))
house.checks.add("minutes", Check(_("Registre des résolutions"), checks.check, 67))
house.personal_data.add(
    "minutes", PersonalData(_("Procès-verbaux et résolutions"), personal.export, personal.erase, 48)
)
house.schedules.add("minutes.remind", Job("maillage.minutes.jobs.remind", hour=7))
house.demo.add("minutes", DemoChapter("maillage.minutes.demo.write", order=99))
house.search_sources.add("minutes.resolution", Source(
    "minutes.resolution", panels.documents, lambda: Resolution.objects.values_list("pk", flat=True), _("Résolutions"),
    accesses=(PUBLIC, str(P.ASSEMBLIES_VIEW)), permission=str(P.ASSEMBLIES_VIEW), order=64,
))  # fmt: skip

for verb, label in {
    "resolution.entered": _("Résolution inscrite"),
    "resolution.affected": _("Résolution modifiée ou abrogée par une autre"),
    "resolution.arranged": _("Suite ou lecture d’une résolution réglée"),
    "resolution.followed": _("Suite donnée à une résolution"),
    "minutes.drafted": _("Procès-verbal dressé"),
    "minutes.refreshed": _("Faits du procès-verbal repris"),
    "minutes.written": _("Procès-verbal écrit"),
    "minutes.sent_to_review": _("Procès-verbal envoyé en relecture"),
    "minutes.taken_back": _("Procès-verbal repris en brouillon"),
    "minutes.remarked": _("Remarque sur un procès-verbal"),
    "minutes.remark_settled": _("Remarque sur un procès-verbal traitée"),
    "minutes.adopted": _("Procès-verbal adopté"),
    "minutes.signed": _("Procès-verbal signé"),
    "minutes.opened": _("Lecture du procès-verbal réglée"),
}.items():
    house.verbs.add(verb, label)
