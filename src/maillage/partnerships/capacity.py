"""The domains in which a partner says what it can do, and the words of each level. Codes never change."""

from django.utils.translation import gettext_lazy as _

DOMAINS = {
    "governance": _("Gouvernance : instances qui se réunissent, décisions écrites"),
    "strategy": _("Orientation : un plan partagé, revu chaque année"),
    "membership": _("Base : membres consultés, cotisations, renouvellement"),
    "finance": _("Finances : budget suivi, comptes tenus, pièces classées"),
    "autonomy": _("Autonomie : ressources propres et appuis variés"),
    "people": _("Équipe : rôles clairs, formation, bénévoles"),
    "gender": _("Égalité : femmes et hommes décident ensemble"),
    "monitoring": _("Suivi : résultats mesurés, leçons tirées"),
    "advocacy": _("Plaidoyer : proposer, convaincre, suivre une politique"),
    "networking": _("Alliances : agir avec d’autres"),
    "safety": _("Protection : sécurité des personnes et des données"),
}
LEVELS = {
    1: _("1 – À construire"),
    2: _("2 – Commencé"),
    3: _("3 – En place en partie"),
    4: _("4 – En place"),
    5: _("5 – Solide, nous pouvons l’apprendre à d’autres"),
}
