"""What results give the house: menus, panels, what waits, the search, personal data, checks, the demonstration, verbs."""

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.core.registry import Check, DemoChapter, MenuEntry, Panel, PersonalData, Waiting, Withheld, house
from maillage.projects.models import Project
from maillage.results import found, panels, personal, receivers  # noqa: F401 (receivers connect)
from maillage.results.models import Measurement
from maillage.search.sources import PUBLIC, Source

P = Permission
RESULTS = _("Résultats et changements")

for key, label, url, count, order in (
    ("measurements", _("Mesures"), "results:measurements", panels.to_approve, 66),
    ("transformations", _("Transformations"), "results:transformations", None, 67),
    ("lessons", _("Scores et leçons"), "results:lessons", None, 68),
    ("notes", _("Notes de capitalisation"), "results:notes", None, 69),
):
    house.menu.add(f"results.{key}", MenuEntry("manage", RESULTS, label, url, P.RESULTS_VIEW, count, order))
house.menu.add("results.changes", MenuEntry("foot", _("Comprendre"), _("Ce qui a changé"), "site:changes", order=46))
house.menu.add(
    "results.public_notes", MenuEntry("foot", _("Comprendre"), _("Ce que nous apprenons"), "site:notes", order=47)
)

house.panels.add("results.project", Panel("project", "manage", panels.project, 40))
house.panels.add("results.public_project", Panel("project", "public", panels.public_project, 40))
house.panels.add("results.member_project", Panel("project", "member", panels.member_project, 40))
house.panels.add("results.home", Panel("home", "member", panels.member_home, 55))

house.waiting.add("results", Waiting(P.RESULTS_VIEW, panels.waiting, 36))
house.checks.add("results", Check(_("Résultats"), panels.check, 72, whole=panels.check_all))
house.personal_data.add("results", PersonalData(_("Résultats et transformations"), personal.export, personal.erase, 62))
house.demo.add("results", DemoChapter("maillage.results.demo.write", order=75))
house.withheld.add("results.measurement", Withheld(
    "results.measurement", lambda: Measurement.objects.filter(period__project__in=Project.objects.hidden().values("pk"))
))  # fmt: skip
house.search_sources.add("results.result", Source(
    "results.result", found.results, found.result_ids, _("Résultats"), accesses=(found.TEAM, found.HIDDEN),
    permission=found.TEAM, order=52,
))  # fmt: skip
house.search_sources.add("results.transformation", Source(
    "results.transformation", found.transformations, found.transformation_ids, _("Transformations"),
    accesses=(PUBLIC, found.TEAM, found.HIDDEN), permission=found.TEAM, order=53,
))  # fmt: skip
house.search_sources.add("results.capitalisationnote", Source(
    "results.capitalisationnote", found.notes, found.note_ids, _("Notes de capitalisation"), accesses=(PUBLIC, found.TEAM),
    permission=found.TEAM, order=54,
))  # fmt: skip

for verb, label in {
    "result.created": _("Résultat défini"),
    "result.changed": _("Résultat modifié"),
    "result.assumptions_set": _("Hypothèses changées"),
    "result.used": _("Résultat utilisé par un autre projet"),
    "result.left": _("Résultat abandonné par un projet"),
    "result.removed": _("Résultat retiré"),
    "result.moved": _("Ordre des résultats changé"),
    "indicator.created": _("Indicateur défini"),
    "indicator.changed": _("Indicateur modifié"),
    "indicator.removed": _("Indicateur retiré"),
    "indicator.baselines_set": _("Situation de départ notée"),
    "indicator.periods_added": _("Périodes ajoutées"),
    "period.changed": _("Cibles ou valeurs d’une période changées"),
    "period.removed": _("Période retirée"),
    "period.locked": _("Période verrouillée"),
    "period.unlocked": _("Période déverrouillée"),
    "measurement.written": _("Mesure écrite"),
    "measurement.changed": _("Mesure corrigée"),
    "measurement.submitted": _("Mesure envoyée"),
    "measurement.returned": _("Mesure renvoyée avec une note"),
    "measurement.approved": _("Mesure approuvée"),
    "measurement.removed": _("Mesure retirée"),
    "measurement.evidence_added": _("Preuve jointe"),
    "measurement.evidence_removed": _("Preuve retirée"),
    "transformation.created": _("Transformation racontée"),
    "transformation.changed": _("Transformation modifiée"),
    "transformation.proposed": _("Transformation soumise au partenaire"),
    "transformation.validated": _("Transformation reconnue par le partenaire"),
    "transformation.refused": _("Transformation non reconnue par le partenaire"),
    "transformation.reopened": _("Transformation reprise en brouillon"),
    "transformation.observed": _("Transformation observée de nouveau"),
    "transformation.observation_removed": _("Observation retirée"),
    "cause.created": _("Cause structurelle nommée"),
    "cause.changed": _("Cause structurelle modifiée"),
    "cause.removed": _("Cause structurelle retirée"),
    "score.given": _("Score et leçon donnés"),
    "score.changed": _("Score et leçon modifiés"),
    "note.created": _("Note de capitalisation écrite"),
    "note.changed": _("Note de capitalisation modifiée"),
    "note.reviewed": _("Note de capitalisation relue"),
    "note.published": _("Note de capitalisation publiée"),
    "note.withdrawn": _("Note de capitalisation reprise en brouillon"),
    "results.demo": _("Résultats inventés pour la démonstration"),
}.items():
    house.verbs.add(verb, label)
