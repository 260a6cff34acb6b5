"""What money gives the house: menus, panels, what waits, the search, personal data, checks, jobs, the demonstration."""

from django.utils.translation import gettext_lazy as _

from maillage.accounts.access import fact
from maillage.accounts.roles import Permission
from maillage.core.registry import (
    Check,
    DemoChapter,
    Job,
    MenuEntry,
    Panel,
    PersonalData,
    Waiting,
    Withheld,
    house,
)
from maillage.funding import found, panels, personal, receivers  # noqa: F401 (receivers connect)
from maillage.funding.models import Expense
from maillage.search.sources import Source

P = Permission
MONEY = _("Argent des projets")

for key, label, url, order in (
    ("grants", _("Subventions"), "funding:grants", 60),
    ("transfers", _("Versements"), "funding:transfers", 61),
    ("expenses", _("Dépenses"), "funding:expenses", 62),
    ("funders", _("Bailleurs"), "funding:funders", 63),
    ("rates", _("Taux de change"), "funding:rates", 64),
    ("accountant", _("Export comptable"), "funding:accountant", 65),
):
    house.menu.add(f"funding.{key}", MenuEntry("manage", MONEY, label, url, P.FUNDING_VIEW, order=order))
house.menu.add(
    "funding.mine", MenuEntry("member", "", _("Notre argent"), "funding:mine", fact("contributor"), order=45)
)
house.menu.add("funding.public", MenuEntry("foot", _("Ce site"), _("L’argent"), "site:money", order=77))

house.panels.add("funding.project", Panel("project", "manage", panels.project_manage, 20))
house.panels.add("funding.project_public", Panel("project", "public", panels.project_public, 40))
house.panels.add("funding.project_member", Panel("project", "member", panels.project_member, 20))
house.panels.add("funding.partnership", Panel("partnership", "manage", panels.partnership_manage, 45))
house.panels.add("funding.organisation", Panel("organisation", "manage", panels.organisation_manage, 45))

house.waiting.add("funding.approve", Waiting(P.FUNDING_APPROVE, panels.transfers_waiting, 25))
house.waiting.add("funding", Waiting(P.FUNDING_EDIT, panels.waiting, 26))
house.withheld.add("funding.expense", Withheld("funding.expense", Expense.objects.hidden))
house.checks.add("funding", Check(_("Argent des projets"), panels.check, 70))
house.personal_data.add("funding", PersonalData(_("Argent des projets"), personal.export, personal.erase, 60))
house.schedules.add("funding.purge", Job("maillage.funding.jobs.purge", hour=3))
house.demo.add("funding", DemoChapter("maillage.funding.demo.write", order=80))

TEAM = (found.TEAM, found.WITHHELD)
for kind, load, ids, name, order in (
    ("grant", found.grants, found.grant_ids, _("Subventions"), 70),
    ("transfer", found.transfers, found.transfer_ids, _("Versements"), 71),
    ("expense", found.expenses, found.expense_ids, _("Dépenses"), 72),
):
    house.search_sources.add(f"funding.{kind}", Source(f"funding.{kind}", load, ids, name, accesses=TEAM,
                                                       permission=found.TEAM, order=order))  # fmt: skip

for verb, label in {
    "funder.created": _("Bailleur noté"),
    "funder.changed": _("Règles du bailleur modifiées"),
    "grant.created": _("Subvention notée"),
    "grant.changed": _("Subvention modifiée"),
    "grant.granted": _("Subvention accordée"),
    "grant.refused": _("Subvention refusée"),
    "grant.closed": _("Subvention soldée"),
    "grant.asked_again": _("Subvention redemandée"),
    "grant.deleted": _("Subvention effacée"),
    "grant.condition_added": _("Condition ajoutée"),
    "grant.condition_met": _("Condition remplie"),
    "grant.condition_removed": _("Condition retirée"),
    "grant.instalments_planned": _("Tranches prévues"),
    "grant.instalment_added": _("Tranche prévue"),
    "grant.instalment_changed": _("Tranche modifiée"),
    "grant.instalment_removed": _("Tranche retirée"),
    "grant.instalment_claimed": _("Tranche demandée"),
    "grant.instalment_received": _("Tranche reçue"),
    "grant.instalment_corrected": _("Montant reçu d’une tranche corrigé"),
    "grant.reports_planned": _("Rapports prévus"),
    "grant.report_sent": _("Rapport envoyé au bailleur"),
    "grant.report_accepted": _("Rapport accepté par le bailleur"),
    "budget.drafted": _("Version du budget préparée"),
    "budget.dropped": _("Version du budget effacée"),
    "budget.adopted": _("Budget adopté"),
    "budget.line_added": _("Ligne de budget ajoutée"),
    "budget.line_changed": _("Ligne de budget modifiée"),
    "budget.line_removed": _("Ligne de budget retirée"),
    "budget.amounts_set": _("Montants d’une ligne écrits"),
    "transfer.planned": _("Versement prévu"),
    "transfer.changed": _("Versement modifié"),
    "transfer.asked": _("Versement demandé"),
    "transfer.approved": _("Versement approuvé"),
    "transfer.returned": _("Versement rendu à qui le demandait"),
    "transfer.sent": _("Versement envoyé"),
    "transfer.received": _("Versement reçu"),
    "transfer.corrected": _("Arrivée d’un versement corrigée"),
    "transfer.cancelled": _("Versement annulé"),
    "expense.written": _("Dépense saisie"),
    "expense.changed": _("Dépense modifiée"),
    "expense.split": _("Dépense répartie"),
    "expense.piece_added": _("Pièce jointe à la dépense"),
    "expense.submitted": _("Dépense envoyée à l’approbation"),
    "expense.returned": _("Dépense rendue à compléter"),
    "expense.approved": _("Dépense approuvée"),
    "expense.cancelled": _("Dépense annulée"),
    "rates.imported": _("Taux importés"),
    "rate.typed": _("Taux saisi"),
    "movement.added": _("Mouvement d’argent noté"),
    "movement.changed": _("Mouvement d’argent modifié"),
    "movement.removed": _("Mouvement d’argent retiré"),
    "period_budget.added": _("Budget annoncé"),
    "period_budget.changed": _("Budget annoncé modifié"),
    "period_budget.removed": _("Budget annoncé retiré"),
    "planned_payment.added": _("Paiement prévu"),
    "planned_payment.changed": _("Paiement prévu modifié"),
    "planned_payment.removed": _("Paiement prévu retiré"),
    "autonomy.year_written": _("Ressources d’une année écrites"),
    "autonomy.support_added": _("Soutien noté"),
    "autonomy.support_changed": _("Soutien modifié"),
    "autonomy.support_removed": _("Soutien retiré"),
    "funding.demo": _("Argent de projets inventé pour la démonstration"),
}.items():
    house.verbs.add(verb, label)
