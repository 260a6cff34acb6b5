"""What a permission allows, said to the person who has it; the page « Qui peut quoi » is made of these."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import ROLES, Permission

P = Permission
ALLOWED: dict[Permission, Any] = {
    P.GESTION: _("entrer dans Gestion"),
    P.NETWORK_EDIT: _("régler le profil du réseau"),
    P.ROLES_GIVE: _("inviter, donner et retirer des rôles, fermer des comptes"),
    P.USERS_VIEW: _("voir les comptes et leurs rôles"),
    P.JOURNAL_VIEW: _("lire le journal"),
    P.JOURNAL_EXPORT: _("exporter le journal"),
    P.ORGANISATIONS_VIEW: _("voir l’annuaire des organisations"),
    P.ORGANISATIONS_EDIT: _("écrire dans l’annuaire des organisations"),
    P.ORGANISATIONS_IMPORT: _("importer un fichier d’organisations"),
    P.ORGANISATIONS_MERGE: _("fusionner des doublons"),
    P.WITHHELD_VIEW: _("voir les fiches retenues, et en retenir"),
    P.PEOPLE_VIEW: _("voir les personnes"),
    P.PEOPLE_EDIT: _("écrire les fiches des personnes"),
    P.MEMBERS_VIEW: _("voir les adhésions"),
    P.MEMBERS_EDIT: _("tenir les adhésions"),
    P.MEMBERS_DECIDE: _("consigner une décision sur une adhésion"),
    P.BILLING_VIEW: _("voir les factures et les paiements"),
    P.BILLING_EDIT: _("facturer, encaisser, rapprocher, rembourser"),
    P.FILES_VIEW: _("voir les documents internes"),
    P.MESSAGES_VIEW: _("voir les messages envoyés"),
    P.MESSAGES_SEND: _("écrire aux membres"),
    P.ACTIVITIES_VIEW: _("voir les activités en préparation"),
    P.ACTIVITIES_EDIT: _("préparer, annoncer, annuler et compter les activités ; animations scolaires et malles"),
    P.ENROLMENTS_VIEW: _("voir qui s’est inscrit, et ce que chaque personne a dit d’elle"),
    P.ENROLMENTS_EDIT: _("inscrire, appeler la liste d’attente, tenir l’accueil"),
    P.CAMPAIGNS_VIEW: _("voir les campagnes en préparation"),
    P.CAMPAIGNS_EDIT: _("mener les campagnes et les pétitions"),
    P.SIGNATURES_VIEW: _("voir le nom de qui a signé une pétition"),
    P.ADVOCACY_VIEW: _("voir le plaidoyer : institutions suivies, rencontres, demandes"),
    P.ADVOCACY_EDIT: _("tenir le plaidoyer"),
    P.API_TOKENS: _("donner des clés de l’interface de programmation"),
    P.FIGURES_VIEW: _("voir les chiffres du réseau"),
    P.SYSTEM: _("tenir l’installation : travaux, sauvegardes, santé"),
}


def allowed(permissions: Iterable[Permission]) -> list[Any]:
    """What these permissions allow, in the order of the page."""
    held = set(permissions)
    return [sentence for permission, sentence in ALLOWED.items() if permission in held]


@dataclass(frozen=True)
class Line:
    """A line of the table: what is allowed, and to which roles, in their order."""

    sentence: Any
    cells: list[tuple[Any, bool]]


def table() -> list[Line]:
    return [
        Line(sentence, [(role.name, p in role.permissions) for role in ROLES.values()])
        for p, sentence in ALLOWED.items()
    ]
