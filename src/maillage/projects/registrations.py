"""What projects give the house: menus, panels, what waits, the search, personal data, checks, the demonstration."""

from django.utils.translation import gettext_lazy as _

from maillage.core.registry import DemoChapter, Withheld, house
from maillage.projects import demo, receivers  # noqa: F401 (receivers connect)
from maillage.projects.models import Project

house.demo.add("projects", DemoChapter(demo.write, order=62))
house.withheld.add("projects.project", Withheld("projects.project", Project.objects.hidden))

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
