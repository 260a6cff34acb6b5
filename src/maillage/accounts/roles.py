"""Who may do what, on one page that a president can read.

A role is given to a person by the director or the administrator, and written in the journal.
Roles from facts (last part) are never given: they follow from what is true, and end with it.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Permission(StrEnum):
    """What can be allowed. The words are those of the screens."""

    GESTION = "gestion.enter"  # enter the back office
    NETWORK_EDIT = "network.edit"  # edit the network's profile
    ROLES_GIVE = "roles.give"  # give and take back roles
    USERS_VIEW = "users.view"
    JOURNAL_VIEW = "journal.view"
    JOURNAL_EXPORT = "journal.export"
    ORGANISATIONS_VIEW = "organisations.view"
    ORGANISATIONS_EDIT = "organisations.edit"
    ORGANISATIONS_IMPORT = "organisations.import"
    ORGANISATIONS_MERGE = "organisations.merge"
    WITHHELD_VIEW = "withheld.view"  # see what is withheld, and withhold
    PEOPLE_VIEW = "people.view"
    PEOPLE_EDIT = "people.edit"
    MEMBERS_VIEW = "members.view"
    MEMBERS_EDIT = "members.edit"
    MEMBERS_DECIDE = "members.decide"  # record a decision on an application or an exclusion
    BILLING_VIEW = "billing.view"
    BILLING_EDIT = "billing.edit"
    FILES_VIEW = "files.view"
    FILES_EDIT = "files.edit"  # put documents in, change who may open them, take them out
    MESSAGES_VIEW = "messages.view"
    MESSAGES_SEND = "messages.send"
    API_TOKENS = "api.tokens"
    FIGURES_VIEW = "figures.view"
    ACTIVITIES_VIEW = "activities.view"
    ACTIVITIES_EDIT = "activities.edit"  # prepare, announce, cancel, account; schools, facilitators, kits
    ENROLMENTS_VIEW = "enrolments.view"  # who comes, with what they said of themselves
    ENROLMENTS_EDIT = "enrolments.edit"  # enrol, call from the waiting list, hold the desk at the door
    CAMPAIGNS_VIEW = "campaigns.view"
    CAMPAIGNS_EDIT = "campaigns.edit"
    SIGNATURES_VIEW = "signatures.view"  # the names of those who signed a petition
    ADVOCACY_VIEW = "advocacy.view"
    ADVOCACY_EDIT = "advocacy.edit"
    PARTNERSHIPS_VIEW = "partnerships.view"
    PARTNERSHIPS_EDIT = "partnerships.edit"  # partnerships, agreements, assessments, due diligence
    PROJECTS_VIEW = "projects.view"
    PROJECTS_EDIT = "projects.edit"
    FUNDING_VIEW = "funding.view"
    FUNDING_EDIT = "funding.edit"  # grants, budgets, expenses, rates; ask for a transfer
    FUNDING_APPROVE = "funding.approve"  # approve a transfer asked by someone else
    RESULTS_VIEW = "results.view"
    RESULTS_EDIT = "results.edit"
    RESULTS_APPROVE = "results.approve"  # approve a measurement written by someone else
    IATI_PUBLISH = "iati.publish"
    ASSEMBLIES_VIEW = "assemblies.view"  # bodies, rolls, assemblies, votes and minutes that are not public
    ASSEMBLIES_EDIT = "assemblies.edit"  # convene, hold the session, open and close votes, write the minutes
    SYSTEM = "system.keep"  # jobs, backups, health of the install


P = Permission

READ_ALL = frozenset(
    {P.GESTION, P.USERS_VIEW, P.JOURNAL_VIEW, P.JOURNAL_EXPORT, P.ORGANISATIONS_VIEW, P.WITHHELD_VIEW, P.PEOPLE_VIEW,
     P.MEMBERS_VIEW, P.BILLING_VIEW, P.FILES_VIEW, P.MESSAGES_VIEW, P.FIGURES_VIEW, P.ACTIVITIES_VIEW,
     P.ENROLMENTS_VIEW, P.CAMPAIGNS_VIEW, P.SIGNATURES_VIEW, P.ADVOCACY_VIEW, P.PARTNERSHIPS_VIEW, P.PROJECTS_VIEW,
     P.FUNDING_VIEW, P.RESULTS_VIEW, P.ASSEMBLIES_VIEW}
)  # fmt: skip


@dataclass(frozen=True)
class Role:
    """A role: its name, one sentence that says what it is for, and what it allows."""

    code: str
    name: Promise
    sentence: Promise
    permissions: frozenset[Permission]


DIRECTOR = Role(
    "director", _("Direction"),
    _("Conduit le réseau : règle son profil, donne les rôles, voit et fait tout, sauf tenir l’installation."),
    frozenset(P) - {P.SYSTEM},
)  # fmt: skip
MEMBERSHIP_OFFICER = Role(
    "membership_officer", _("Responsable des adhésions"),
    _("Tient l’annuaire et les adhésions, de la demande au départ ; importe, fusionne, écrit aux membres."),
    frozenset({P.GESTION, P.ORGANISATIONS_VIEW, P.ORGANISATIONS_EDIT, P.ORGANISATIONS_IMPORT, P.ORGANISATIONS_MERGE,
               P.ACTIVITIES_VIEW, P.CAMPAIGNS_VIEW,
               P.WITHHELD_VIEW, P.PEOPLE_VIEW, P.PEOPLE_EDIT, P.MEMBERS_VIEW, P.MEMBERS_EDIT, P.BILLING_VIEW,
               P.FILES_VIEW, P.FILES_EDIT, P.MESSAGES_VIEW, P.MESSAGES_SEND, P.FIGURES_VIEW, P.ASSEMBLIES_VIEW}),
)  # fmt: skip
TREASURER = Role(
    "treasurer", _("Trésorerie"),
    _("Facture, encaisse, rapproche les relevés, rembourse ; voit les membres pour cela, et le nom de qui doit ou paie,"
      " même retenu."),
    frozenset({P.GESTION, P.ORGANISATIONS_VIEW, P.PEOPLE_VIEW, P.MEMBERS_VIEW, P.BILLING_VIEW, P.BILLING_EDIT,
               P.FILES_VIEW, P.MESSAGES_VIEW, P.FIGURES_VIEW, P.PROJECTS_VIEW, P.PARTNERSHIPS_VIEW,
               P.FUNDING_VIEW, P.FUNDING_EDIT, P.FUNDING_APPROVE}),
)  # fmt: skip
PROJECT_OFFICER = Role(
    "project_officer", _("Responsable de projets"),
    _("Suit les partenaires, les projets, leur argent et leurs résultats, même retenus hors des pages publiques."),
    frozenset({P.GESTION, P.ORGANISATIONS_VIEW, P.ORGANISATIONS_EDIT, P.WITHHELD_VIEW, P.PEOPLE_VIEW, P.PEOPLE_EDIT,
               P.ACTIVITIES_VIEW, P.CAMPAIGNS_VIEW, P.ADVOCACY_VIEW, P.ADVOCACY_EDIT,
               P.FILES_VIEW, P.FILES_EDIT, P.FIGURES_VIEW, P.PARTNERSHIPS_VIEW, P.PARTNERSHIPS_EDIT, P.PROJECTS_VIEW,
               P.PROJECTS_EDIT, P.FUNDING_VIEW, P.FUNDING_EDIT, P.RESULTS_VIEW, P.RESULTS_EDIT, P.RESULTS_APPROVE,
               P.IATI_PUBLISH}),
)  # fmt: skip
ACTIVITIES_OFFICER = Role(
    "activities_officer", _("Responsable des activités"),
    _("Prépare les activités et les campagnes, accueille le public, compte ; voit l’annuaire, sans les fiches retenues."),
    frozenset({P.GESTION, P.ORGANISATIONS_VIEW, P.PEOPLE_VIEW, P.FIGURES_VIEW, P.FILES_VIEW, P.FILES_EDIT,
               P.MESSAGES_SEND, P.ACTIVITIES_VIEW, P.ACTIVITIES_EDIT, P.ENROLMENTS_VIEW, P.ENROLMENTS_EDIT,
               P.CAMPAIGNS_VIEW, P.CAMPAIGNS_EDIT, P.SIGNATURES_VIEW, P.ADVOCACY_VIEW, P.ADVOCACY_EDIT}),
)  # fmt: skip
SECRETARY = Role(
    "secretary", _("Secrétariat d’assemblée"),
    _("Convoque, tient la liste des personnes déléguées et des droits, consigne les décisions."),
    frozenset({P.GESTION, P.ORGANISATIONS_VIEW, P.PEOPLE_VIEW, P.MEMBERS_VIEW, P.MEMBERS_DECIDE, P.FILES_VIEW,
               P.FILES_EDIT, P.ASSEMBLIES_VIEW, P.ASSEMBLIES_EDIT}),
)  # fmt: skip
EDITOR = Role(
    "editor", _("Rédaction"),
    _("Écrit le site, les activités et les campagnes, et corrige les fiches publiques."),
    frozenset({P.GESTION, P.ORGANISATIONS_VIEW, P.ORGANISATIONS_EDIT, P.FIGURES_VIEW, P.ACTIVITIES_VIEW,
               P.ACTIVITIES_EDIT, P.CAMPAIGNS_VIEW, P.CAMPAIGNS_EDIT}),
)  # fmt: skip
AUDITOR = Role(
    "auditor", pgettext_lazy("rôle", "Vérification"),
    _("Lit tout, ne change rien."),
    READ_ALL,
)  # fmt: skip
ADMINISTRATOR = Role(
    "administrator", _("Administration technique"),
    _("Tient l’installation : comptes, rôles, travaux, sauvegardes ; ne lit ni l’argent ni les fiches retenues."),
    frozenset({P.GESTION, P.USERS_VIEW, P.ROLES_GIVE, P.JOURNAL_VIEW, P.API_TOKENS, P.SYSTEM}),
)  # fmt: skip

ROLES: dict[str, Role] = {
    role.code: role
    for role in (DIRECTOR, MEMBERSHIP_OFFICER, TREASURER, PROJECT_OFFICER, ACTIVITIES_OFFICER, SECRETARY, EDITOR,
                 AUDITOR, ADMINISTRATOR)
}  # fmt: skip


@dataclass(frozen=True)
class FactRole:
    """A role that follows from a fact, held on an object (an organisation, a project…)."""

    code: str
    name: Promise
    sentence: Promise


FACT_ROLES: dict[str, FactRole] = {
    role.code: role
    for role in (
        FactRole(
            "delegate",
            _("Personne déléguée d’un membre"),
            _("Tient la page, les cotisations et les délégations de son organisation."),
        ),
        FactRole(
            "contributor",
            _("Personne contributrice d’un partenaire"),
            _("Tient la page et les rapports de son organisation."),
        ),
        FactRole("individual_member", _("Membre à titre individuel"), _("Suit son adhésion et ses cotisations.")),
        FactRole(
            "facilitator",
            _("Animatrice ou animateur"),
            _("Voit les animations qui l’attendent, dit ses disponibilités."),
        ),
        FactRole("seated", _("Personne élue ou nommée"), _("Siège dans une instance du réseau, et y vote.")),
        FactRole("volunteer", _("Bénévole ou volontaire"), _("Suit ses propres engagements.")),
    )
}
