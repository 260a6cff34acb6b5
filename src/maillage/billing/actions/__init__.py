"""The verbs of money: charge, receive, allocate, give back; number and issue papers; match statements."""

from maillage.billing.actions.ledger import (
    BillingRefusal,
    allocate,
    allocate_oldest,
    cancel_charge,
    charge,
    record_payment,
    refund,
    unallocate,
)
from maillage.billing.actions.papers import credit, issue_invoice, issue_receipt
from maillage.billing.actions.statements import bring_statement, ignore_line, match_line, unmatch_line

__all__ = [
    "BillingRefusal",
    "allocate",
    "allocate_oldest",
    "bring_statement",
    "cancel_charge",
    "charge",
    "credit",
    "ignore_line",
    "issue_invoice",
    "issue_receipt",
    "match_line",
    "record_payment",
    "refund",
    "unallocate",
    "unmatch_line",
]
