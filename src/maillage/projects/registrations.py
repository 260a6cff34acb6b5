"""What projects give the house: menus, panels, what waits, the search, personal data, checks, the demonstration."""

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission as P
from maillage.core.registry import (
    Check,
    DemoChapter,
    MenuEntry,
    Panel,
    PersonalData,
    PublicBlock,
    Waiting,
    Withheld,
    house,
)
from maillage.projects import found, panels, personal, receivers  # noqa: F401 (receivers connect)
from maillage.projects.models import Project
from maillage.search.sources import PUBLIC, Source

PROJECTS = _("Projets")
BONDS = _("D’ici et d’ailleurs")

house.menu.add("projects.list", MenuEntry("manage", PROJECTS, PROJECTS, "projects:list", P.PROJECTS_VIEW, order=45))
house.menu.add(
    "projects.risks", MenuEntry("manage", PROJECTS, _("Risques"), "projects:risks", P.PROJECTS_VIEW, order=46)
)
house.menu.add("projects.bonds", MenuEntry("manage", PROJECTS, BONDS, "projects:bonds", P.PROJECTS_VIEW, order=47))
house.menu.add("projects.public", MenuEntry("public", "", PROJECTS, "site:projects", order=20))
house.menu.add("projects.ties", MenuEntry("foot", _("Ce site"), BONDS, "site:bonds", order=60))

house.panels.add("projects.organisation", Panel("organisation", "manage", panels.organisation_manage, 35))
house.panels.add("projects.organisation_public", Panel("organisation", "public", panels.organisation_public, 35))
house.panels.add("projects.organisation_member", Panel("organisation", "member", panels.organisation_member, 35))
house.panels.add("projects.partnership", Panel("partnership", "manage", panels.partnership_manage, 35))
house.panels.add("projects.partnership_member", Panel("partnership", "member", panels.partnership_member, 35))
house.public_blocks.add("projects", PublicBlock(panels.home, 30))
house.waiting.add("projects", Waiting(P.PROJECTS_EDIT, panels.waiting, 35))
house.checks.add("projects", Check(PROJECTS, panels.check, 67))
house.personal_data.add("projects", PersonalData(PROJECTS, personal.export, personal.erase, 55))
house.demo.add("projects", DemoChapter("maillage.projects.demo.write", order=62))
house.withheld.add("projects.project", Withheld("projects.project", Project.objects.hidden))
house.search_sources.add("projects.project", Source(
    "projects.project", found.projects, found.project_ids, PROJECTS, accesses=(PUBLIC, found.TEAM, found.WITHHELD),
    permission=found.TEAM, order=35,
))  # fmt: skip

for verb, label in {
    "project.created": _("Projet créé"),
    "project.changed": _("Projet modifié"),
    "project.moved": _("Projet déplacé dans l’arbre"),
    "project.published": _("Projet montré à tout le monde"),
    "project.unpublished": _("Projet gardé à l’équipe"),
    "project.state_changed": _("État du projet changé"),
    "project.withheld": _("Projet retenu"),
    "project.given_back": _("Projet qui n’est plus retenu"),
    "project.copied": _("Projet repris d’un autre"),
    "project.deleted": _("Projet en préparation effacé"),
    "project.image_set": _("Image changée"),
    "project.milestone_added": _("Étape du calendrier ajoutée"),
    "project.milestone_changed": _("Étape du calendrier modifiée"),
    "project.milestone_removed": _("Étape du calendrier retirée"),
    "project.risk_added": _("Risque ajouté"),
    "project.risk_changed": _("Risque modifié"),
    "project.risk_removed": _("Risque retiré"),
    "project.authority_added": _("Part d’une collectivité ajoutée"),
    "project.authority_changed": _("Part d’une collectivité modifiée"),
    "project.authority_removed": _("Part d’une collectivité retirée"),
    "project.note_added": _("Note écrite"),
    "project.note_removed": _("Note retirée"),
    "project.document_added": _("Document ajouté au projet"),
    "project.document_removed": _("Document retiré du projet"),
    "bond.created": _("Lien d’ici et d’ailleurs créé"),
    "bond.changed": _("Lien d’ici et d’ailleurs modifié"),
    "bond.deleted": _("Lien d’ici et d’ailleurs effacé"),
    "project.demo": _("Projets inventés pour la démonstration"),
}.items():
    house.verbs.add(verb, label)
