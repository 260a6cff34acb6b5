"""What this room knows of a person: what they asked for, approved and typed; what is erased, what the accounts keep."""

from typing import Any

from django.utils.translation import gettext as _

from maillage.funding import words
from maillage.funding.models import Expense, Grant, Transfer, TransferStep

MOST = 2_000


def export(user: Any) -> dict[str, Any]:
    """In plain data, for the person themselves."""
    typed = Expense.objects.filter(author=user).order_by("-pk")[:MOST]
    steps = TransferStep.objects.filter(by=user).select_related("transfer")[:MOST]
    return {
        _("Dépenses saisies"): [
            {_("Dépensé le"): row.spent_on, _("Pour quoi"): row.label, _("À qui"): row.supplier, _("Note"): row.note,
             _("Montant"): words.show(row.amount, row.currency), _("État"): row.get_state_display()} for row in typed
        ],
        _("Dépenses approuvées"): Expense.objects.filter(approved_by=user).count(),
        _("Étapes de versements"): [
            {_("Étape"): step.get_kind_display(), _("Le"): step.at, _("Note"): step.note} for step in steps
        ],
    }  # fmt: skip


def erase(user: Any, *, by: Any) -> list[str]:
    """The name goes from what they asked, approved and typed; pieces stay as long as the accounts must."""
    typed = Expense.objects.filter(author=user).update(author=None)
    approved = Expense.objects.filter(approved_by=user).update(approved_by=None)
    steps = TransferStep.objects.filter(by=user).update(by=None)
    Transfer.objects.filter(asked_by=user).update(asked_by=None)
    Grant.objects.filter(decided_by=user).update(decided_by=None)
    if typed or approved or steps:
        return [_("Les dépenses et les versements restent dans les comptes des projets, sans votre nom.")]
    return []
