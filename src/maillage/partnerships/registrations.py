"""What partnerships give the house: menus, panels, what waits, the search, personal data, checks, jobs."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maillage.accounts.access import fact
from maillage.accounts.roles import Permission
from maillage.core.registry import (
    Check,
    DemoChapter,
    Job,
    MenuEntry,
    MergeGuard,
    Panel,
    PersonalData,
    ProfileGuard,
    PublicBlock,
    Waiting,
    Withheld,
    house,
)
from maillage.partnerships import found, panels, personal, receivers  # noqa: F401 (receivers connect)
from maillage.partnerships.models import Agreement, Assessment, DuePiece, Partnership, PartnerVisit
from maillage.search.sources import PUBLIC, Source

P = Permission
PARTNERS = pgettext_lazy("menu", "Partenaires")

for key, label, url, count, order in (
    ("list", _("Partenariats"), "partnerships:list", None, 60),
    ("networks", _("Réseaux de partenaires"), "partnerships:networks", None, 61),
    ("agreements", _("Accords"), "partnerships:agreements", None, 62),
    ("pieces", _("Dossiers"), "partnerships:pieces", panels.count_wanting, 63),
    ("assessments", _("Évaluations réciproques"), "partnerships:assessments", None, 64),
    ("visits", _("Visites et appuis"), "partnerships:visits", None, 65),
):
    house.menu.add(f"partnerships.{key}", MenuEntry("manage", PARTNERS, label, url, P.PARTNERSHIPS_VIEW, count, order))
house.menu.add(
    "partnerships.mine",
    MenuEntry("member", "", _("Nos partenariats"), "partnerships:mine", fact("contributor"), order=25),
)
house.menu.add("partnerships.public", MenuEntry("foot", _("Ce site"), _("Nos partenaires"), "site:partners", order=77))

house.panels.add("partnerships.organisation", Panel("organisation", "manage", panels.manage_panel, 25))
house.panels.add("partnerships.public", Panel("organisation", "public", panels.public_panel, 25))
house.panels.add("partnerships.home", Panel("home", "member", panels.member_home, 25))
house.public_blocks.add("partnerships.figures", PublicBlock(panels.public_figures, 22))
house.waiting.add("partnerships", Waiting(P.PARTNERSHIPS_EDIT, panels.waiting, 35))
house.profile_guards.add("partnerships", ProfileGuard(panels.guard))
house.merge_guards.add("partnerships", MergeGuard(panels.refuse_merge, 40))
house.checks.add("partnerships", Check(_("Partenariats"), panels.check, 62))
house.personal_data.add("partnerships", PersonalData(_("Partenariats"), personal.export, personal.erase, 42))
house.schedules.add("partnerships.remind", Job("maillage.partnerships.jobs.remind", hour=7))
house.schedules.add("partnerships.purge", Job("maillage.partnerships.jobs.purge", hour=4))
house.demo.add("partnerships", DemoChapter("maillage.partnerships.demo.write", order=48))
house.search_sources.add("partnerships.partnership", Source(
    "partnerships.partnership", found.partnerships, found.partnership_ids, _("Partenariats"),
    accesses=(found.TEAM, found.HIDDEN), permission=found.TEAM, order=35,
))  # fmt: skip
house.search_sources.add("partnerships.partnernetwork", Source(
    "partnerships.partnernetwork", found.networks, found.network_ids, _("Réseaux de partenaires"),
    accesses=(PUBLIC, found.TEAM), permission=found.TEAM, order=36,
))  # fmt: skip

for model in (Partnership, Agreement, Assessment, DuePiece, PartnerVisit):
    house.withheld.add(model._meta.label_lower, Withheld(model._meta.label_lower, model.objects.hidden))

for verb, label in {
    "partnership.begun": _("Partenariat noté"),
    "partnership.changed": _("Partenariat modifié"),
    "partnership.activated": _("Partenariat en cours"),
    "partnership.suspended": _("Partenariat suspendu"),
    "partnership.ended": _("Partenariat terminé"),
    "partnership.contact_added": _("Contact ajouté"),
    "partnership.contact_removed": _("Contact retiré"),
    "partnership.learned": _("Apprentissage noté"),
    "partnership.piece_added": _("Pièce ajoutée au dossier"),
    "partnership.piece_asked": _("Pièce demandée au partenaire"),
    "partnership.piece_received": _("Pièce reçue"),
    "partnership.piece_seen": _("Pièce regardée"),
    "partnership.piece_waived": _("Pièce dispensée"),
    "agreement.prepared": _("Accord préparé"),
    "agreement.changed": _("Accord modifié"),
    "agreement.text_added": _("Texte de l’accord ajouté"),
    "agreement.signed": _("Signature notée"),
    "agreement.in_force": _("Accord en vigueur"),
    "agreement.renewed": _("Accord renouvelé"),
    "agreement.ended": _("Accord terminé"),
    "agreement.commitment_settled": _("Engagement constaté"),
    "visit.noted": _("Visite notée"),
    "visit.changed": _("Visite modifiée"),
    "visit.followed": _("Suite donnée à une visite"),
    "assessment.asked": _("Évaluation demandée au partenaire"),
    "assessment.opened": _("Évaluation ouverte"),
    "assessment.received": _("Évaluation reçue"),
    "assessment.given_up": _("Évaluation restée sans réponse"),
    "capacity.asked": _("Auto-évaluation des capacités demandée"),
    "capacity.received": _("Auto-évaluation des capacités reçue"),
    "grid.prepared": _("Grille d’évaluation préparée"),
    "grid.changed": _("Grille d’évaluation modifiée"),
    "grid.adopted": _("Grille d’évaluation adoptée"),
    "partner_network.created": _("Réseau de partenaires créé"),
    "partner_network.changed": _("Réseau de partenaires modifié"),
    "partner_network.action_settled": _("Action d’un plan partagé constatée"),
    "partnership.demo": _("Partenariats inventés pour la démonstration"),
}.items():
    house.verbs.add(verb, label)
