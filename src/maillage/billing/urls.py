"""Addresses of the room: money in Gestion, and the member's own."""

from typing import Any

from django.urls import path

from maillage.billing.views import manage, member, statements

app_name = "billing"

public: list[Any] = []
G = "gestion/finances/"
urlpatterns = [
    path(f"{G}sommes-dues/", manage.Charges.as_view(), name="charges"),
    path(f"{G}sommes-dues/nouvelle/", manage.ChargeNew.as_view(), name="charge_new"),
    path(f"{G}sommes-dues/<int:pk>/", manage.ChargePage.as_view(), name="charge"),
    path(f"{G}sommes-dues/<int:pk>/annuler/", manage.ChargeCancel.as_view(), name="charge_cancel"),
    path(f"{G}paiements/", manage.Payments.as_view(), name="payments"),
    path(f"{G}paiements/nouveau/", manage.PaymentNew.as_view(), name="payment_new"),
    path(f"{G}paiements/<int:pk>/", manage.PaymentPage.as_view(), name="payment"),
    path(f"{G}paiements/<int:pk>/imputer/", manage.PaymentAllocate.as_view(), name="payment_allocate"),
    path(f"{G}paiements/<int:pk>/rembourser/", manage.PaymentRefund.as_view(), name="payment_refund"),
    path(f"{G}paiements/<int:pk>/recu/", manage.ReceiptNew.as_view(), name="receipt_new"),
    path(f"{G}imputations/<int:pk>/defaire/", manage.AllocationUndo.as_view(), name="allocation_undo"),
    path(f"{G}factures/", manage.Invoices.as_view(), name="invoices"),
    path(f"{G}factures/<int:pk>/", manage.InvoicePage.as_view(), name="invoice"),
    path(f"{G}factures/<int:pk>/facture.pdf", manage.invoice_pdf, name="invoice_pdf"),
    path(f"{G}factures/<int:pk>/note-de-credit/", manage.InvoiceCredit.as_view(), name="invoice_credit"),
    path(f"{G}recus/<int:pk>/recu.pdf", manage.receipt_pdf, name="receipt_pdf"),
    path(f"{G}releves/", statements.Statements.as_view(), name="statements"),
    path(f"{G}releves/nouveau/", statements.StatementNew.as_view(), name="statement_new"),
    path(f"{G}releves/<int:pk>/", statements.StatementPage.as_view(), name="statement"),
    path(f"{G}releves/lignes/<int:pk>/", statements.LineVerb.as_view(), name="statement_line"),
    path("espace/cotisations/", member.mine, name="mine"),
    path("espace/factures/<int:pk>/facture.pdf", member.invoice_pdf, name="my_invoice_pdf"),
    path("espace/recus/<int:pk>/recu.pdf", member.receipt_pdf, name="my_receipt_pdf"),
]
