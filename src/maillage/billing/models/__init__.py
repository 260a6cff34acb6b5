"""The room's rows: charges, payments, allocations; invoices and receipts; bank statements."""

from maillage.billing.models.ledger import Allocation, Charge, Payment, Refund
from maillage.billing.models.papers import Counter, Invoice, Receipt
from maillage.billing.models.statements import Statement, StatementLine

__all__ = [
    "Allocation",
    "Charge",
    "Counter",
    "Invoice",
    "Payment",
    "Receipt",
    "Refund",
    "Statement",
    "StatementLine",
]
