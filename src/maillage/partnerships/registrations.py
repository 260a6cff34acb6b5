"""What partnerships give the house: menus, panels, what waits, the search, personal data, checks, jobs."""

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.core.registry import Withheld, house
from maillage.partnerships.models import (
    Agreement,
    Assessment,
    DuePiece,
    Partnership,
    PartnerVisit,
)

P = Permission

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
