"""The member's own invoices and receipts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from maillage.accounts.access import SIGNED_IN, access
from maillage.billing import papers
from maillage.billing.models import Charge, Invoice, Payment, Receipt
from maillage.billing.models.ledger import of_their_own
from maillage.billing.views.shared import as_pdf, standing
from maillage.billing.words import show


@access(SIGNED_IN)
def mine(request: HttpRequest) -> HttpResponse:
    """What this person and their organisations owe, paid, and were sent."""
    own = of_their_own(request.user)
    charges = Charge.objects.filter(own).select_related("organisation", "person", "invoice").with_balance()
    payments = Payment.objects.filter(own).select_related("organisation", "person").prefetch_related("receipts")
    return render(request, "billing/mine.html", {
        "title": _("Cotisations et factures"),
        "charges": [(c, show(c.amount, c.currency), show(c.balance, c.currency), standing(c)) for c in charges[:100]],
        "payments": [(p, show(p.amount, p.currency), [r for r in p.receipts.all() if not r.cancelled_on]) for p in payments[:100]],
    })  # fmt: skip


@access(SIGNED_IN)
def invoice_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    invoice = get_object_or_404(Invoice.objects.filter(of_their_own(request.user)), pk=pk)
    return as_pdf(invoice.number, papers.invoice_pdf(invoice))


@access(SIGNED_IN)
def receipt_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    payments = Payment.objects.filter(of_their_own(request.user)).values("pk")
    receipt = get_object_or_404(Receipt.objects.filter(payment__in=payments).select_related("payment"), pk=pk)
    return as_pdf(receipt.number, papers.receipt_pdf(receipt))
