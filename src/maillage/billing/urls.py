"""Addresses of the room: money in Gestion, and the member's own."""

from typing import Any

from django.urls import path

from maillage.billing.views import charges, invoices, member, payments, statements

app_name = "billing"

public: list[Any] = []
G = "gestion/finances/"
urlpatterns = [
    path(f"{G}sommes-dues/", charges.Charges.as_view(), name="charges"),
    path(f"{G}sommes-dues/nouvelle/", charges.ChargeNew.as_view(), name="charge_new"),
    path(f"{G}sommes-dues/<int:pk>/", charges.ChargePage.as_view(), name="charge"),
    path(f"{G}sommes-dues/<int:pk>/annuler/", charges.ChargeCancel.as_view(), name="charge_cancel"),
    path(f"{G}paiements/", payments.Payments.as_view(), name="payments"),
    path(f"{G}paiements/nouveau/", payments.PaymentNew.as_view(), name="payment_new"),
    path(f"{G}paiements/<int:pk>/", payments.PaymentPage.as_view(), name="payment"),
    path(f"{G}paiements/<int:pk>/imputer/", payments.PaymentAllocate.as_view(), name="payment_allocate"),
    path(f"{G}paiements/<int:pk>/rembourser/", payments.PaymentRefund.as_view(), name="payment_refund"),
    path(f"{G}paiements/<int:pk>/recu/", payments.ReceiptNew.as_view(), name="receipt_new"),
    path(f"{G}imputations/<int:pk>/defaire/", payments.AllocationUndo.as_view(), name="allocation_undo"),
    path(f"{G}factures/", invoices.Invoices.as_view(), name="invoices"),
    path(f"{G}factures/<int:pk>/", invoices.InvoicePage.as_view(), name="invoice"),
    path(f"{G}factures/<int:pk>/facture.pdf", invoices.invoice_pdf, name="invoice_pdf"),
    path(f"{G}factures/<int:pk>/note-de-credit/", invoices.InvoiceCredit.as_view(), name="invoice_credit"),
    path(f"{G}recus/<int:pk>/recu.pdf", payments.receipt_pdf, name="receipt_pdf"),
    path(f"{G}releves/", statements.Statements.as_view(), name="statements"),
    path(f"{G}releves/nouveau/", statements.StatementNew.as_view(), name="statement_new"),
    path(f"{G}releves/<int:pk>/", statements.StatementPage.as_view(), name="statement"),
    path(f"{G}releves/lignes/<int:pk>/", statements.LineVerb.as_view(), name="statement_line"),
    path("espace/cotisations/", member.mine, name="mine"),
    path("espace/factures/<int:pk>/facture.pdf", member.invoice_pdf, name="my_invoice_pdf"),
    path("espace/recus/<int:pk>/recu.pdf", member.receipt_pdf, name="my_receipt_pdf"),
]
