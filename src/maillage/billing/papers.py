"""Invoices, credit notes and receipts as PDF: what was frozen when they were issued, laid out."""

from typing import Any

from django.db.models import Sum
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maillage.billing.enums import InvoiceKind
from maillage.billing.epc import EpcError, epc_payload, qr_svg
from maillage.billing.models import Allocation, Invoice, Receipt
from maillage.billing.pdf import words
from maillage.billing.references import read_reference
from maillage.billing.words import locale, show
from maillage.core import pdf
from maillage.core.money import Money
from maillage.network import current
from maillage.network.letterhead import letterhead


def issuer() -> dict[str, Any]:
    profile = current.profile()
    lines = [profile.contact.address, profile.contact.email, profile.contact.phone or ""]
    return {
        "heading": words()["issuer"],
        "name": profile.names.name.text(translation.get_language() or "fr"),
        "lines": [line for line in lines if line],
    }


def common(paper: Invoice | Receipt, kind: str, heading: str) -> dict[str, Any]:
    return {
        "title": f"{kind} {paper.number}",
        "kind": kind,
        "number": paper.number,
        "issuer": issuer(),
        "recipient": {"heading": heading, "name": paper.addressee["name"], "lines": paper.addressee.get("lines", [])},
    } | letterhead(translation.get_language() or "fr")


def paid_of(invoice: Invoice) -> int:
    """What allocations have settled of an invoice's charges, in minor units."""
    return Allocation.objects.filter(charge__invoice=invoice).aggregate(total=Sum("amount"))["total"] or 0


def pay_block(invoice: Invoice, left: int) -> dict[str, Any] | None:
    """How to pay what is left: account and communication, and the EPC code in euros."""
    bank = current.profile().bank
    if bank is None or left <= 0:
        return None
    said = words()
    facts = [{"label": said["beneficiary"], "value": bank.holder}]
    if bank.iban:
        facts.append(
            {"label": said["account"], "value": " ".join(bank.iban[i : i + 4] for i in range(0, len(bank.iban), 4))}
        )
    facts.append({"label": said["communication"], "value": invoice.reference or invoice.number})
    block: dict[str, Any] = {"heading": said["pay"], "facts": facts}
    if bank.iban and invoice.currency == "EUR":
        reference = read_reference(invoice.reference) if invoice.reference else None
        try:
            payload = epc_payload(
                name=bank.holder, iban=bank.iban, bic=bank.bic or "", amount=Money(left, "EUR"), reference=reference,
                text="" if reference else invoice.number,
            )  # fmt: skip
        except EpcError:
            return block
        alt = _("Code à lire avec l’application de votre banque : %(amount)s") % {"amount": show(left, "EUR")}
        block["qr"] = {"svg": qr_svg(payload, title=alt), "alt": alt, "caption": said["qr_caption"]}
    return block


def invoice_data(invoice: Invoice) -> dict[str, Any]:
    said, currency = words(), invoice.currency
    is_invoice = invoice.kind == InvoiceKind.INVOICE
    data = common(invoice, said["invoice" if is_invoice else "credit_note"], said["recipient"])
    data["table"] = {
        "columns": [said["columns"][0], said["columns"][3]],
        "lines": [{"label": line["label"], "amount": show(line["amount"], currency)} for line in invoice.lines],
    }
    data["totals"] = [{"label": said["total"], "amount": show(invoice.total, currency), "strong": True}]
    facts = [{"label": said["date"], "value": date_format(invoice.issued_on)}]
    if not is_invoice:
        assert invoice.corrects is not None
        data["corrects"] = invoice.corrects.number
        data["facts"] = facts
        return data
    paid = paid_of(invoice)
    left = invoice.total - paid if not invoice.corrections.exists() else 0
    facts += [
        {"label": said["due"], "value": date_format(invoice.due_on)},
        {"label": said["year"], "value": invoice.fiscal_year},
    ]
    data["facts"] = facts
    if paid:
        data["payments"] = [{"label": said["paid"], "amount": show(paid, currency)}]
    data["due"] = {"label": said["left"], "amount": show(left, currency), "strong": True}
    data["pay"] = pay_block(invoice, left)
    if invoice.corrections.exists():
        data["status"] = said["cancelled"]
    elif left <= 0:
        data["status"] = said["settled"]
    bank = current.profile().bank
    if bank and bank.instructions and left > 0:
        data["terms"] = [bank.instructions.text(translation.get_language() or "fr")]
    return data


def receipt_data(receipt: Receipt) -> dict[str, Any]:
    said, payment = words(), receipt.payment
    data = common(receipt, said["receipt"], said["payer"])
    data["amount"] = {"label": said["total"], "amount": show(payment.amount, payment.currency), "strong": True}
    data["facts"] = [
        {"label": said["date"], "value": date_format(payment.received_on)},
        {"label": _("Moyen de paiement"), "value": str(payment.get_method_display())},
        {"label": said["year"], "value": receipt.fiscal_year},
    ]
    if payment.reference:
        data["facts"].append({"label": said["communication"], "value": payment.reference})
    if receipt.cancelled_on:
        data["status"] = said["cancelled"]
    return data


def invoice_pdf(invoice: Invoice) -> bytes:
    """The PDF of an invoice or a credit note, in the language of whom it was issued to."""
    with translation.override(invoice.language):
        template = "billing/invoice" if invoice.kind == InvoiceKind.INVOICE else "billing/credit_note"
        return pdf.render(template, invoice_data(invoice), lang=locale(), at=invoice.created_at)


def receipt_pdf(receipt: Receipt) -> bytes:
    with translation.override(receipt.language):
        return pdf.render("billing/receipt", receipt_data(receipt), lang=locale(), at=receipt.created_at)
