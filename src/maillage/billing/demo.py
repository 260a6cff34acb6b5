"""The demonstration's papers: this year's dues invoiced, some receipts, one invoice corrected."""

from datetime import date
from typing import Any

from maillage.billing import actions
from maillage.billing.models import Charge, Payment

INVOICED = 40  # payers: enough to look at, quick to write
RECEIPTS = 12


def write(context: Any) -> None:
    """Invoice the organisations' charges of the latest fiscal year, the eldest payer first."""
    latest = Charge.objects.order_by("-fiscal_year").values_list("fiscal_year", flat=True).first()
    if latest is None:
        return
    by_payer: dict[int, list[Charge]] = {}
    rows = Charge.objects.filter(
        fiscal_year=latest, cancelled_on=None, invoice=None, organisation__isnull=False, amount__gt=0
    )
    for row in rows.order_by("organisation_id", "due_on"):
        by_payer.setdefault(row.organisation_id or 0, []).append(row)
    issued = [
        actions.issue_invoice(charges=charges, on=max(charge.issued_on for charge in charges), by=None)
        for charges in list(by_payer.values())[:INVOICED]
    ]
    receipts = [actions.issue_receipt(payment=payment, on=day(payment, context), by=None) for payment in paid()]
    unpaid = [one for one in issued if not Charge.objects.filter(invoice=one, allocations__isnull=False).exists()]
    if len(unpaid) > 1:
        actions.credit(invoice=unpaid[-1], reason="Adressée à la mauvaise organisation", on=context.today, by=None)
    context.made["invoices"] = len(issued)
    context.say(f"{len(issued)} factures et {len(receipts)} reçus inventés")


def paid() -> list[Payment]:
    return list(Payment.objects.filter(refunds=None).order_by("-received_on", "pk")[:RECEIPTS])


def day(payment: Payment, context: Any) -> date:
    received: date = payment.received_on
    return min(received, context.today)
