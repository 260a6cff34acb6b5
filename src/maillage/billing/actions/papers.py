"""Numbered papers. A number is taken in the transaction that writes the paper: no gap, whatever fails."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from maillage.audit import journal
from maillage.billing.actions.ledger import Payer, payer_fields, refuse
from maillage.billing.enums import InvoiceKind
from maillage.billing.models import Charge, Counter, Invoice, Payment, Receipt
from maillage.billing.numbering import Number
from maillage.billing.references import belgian_communication, creditor_reference
from maillage.core.territories import country_name
from maillage.network import current
from maillage.organisations.enums import PlaceKind
from maillage.organisations.models import Organisation

SERIES = {InvoiceKind.INVOICE: "F", InvoiceKind.CREDIT_NOTE: "NC", "receipt": "R"}


def take_number(series: str, year: str) -> Number:
    """The next number of a series; the row stays locked until the paper is written."""
    name = f"{series}-{year}"
    Counter.objects.get_or_create(series=name)
    Counter.objects.filter(series=name).update(last=F("last") + 1)
    return Number(series, year, Counter.objects.values_list("last", flat=True).get(series=name))


def addressee(payer: Payer, language: str) -> dict[str, Any]:
    """Name and postal lines of a payer on this day."""
    if isinstance(payer, Organisation):
        place = payer.places.filter(kind=PlaceKind.SEAT).first()
        street, postal_code, city, country = (
            (place.street, place.postal_code, place.city, place.country) if place else ("", "", "", "")
        )
    else:
        street, postal_code, city, country = payer.street, payer.postal_code, payer.city, payer.country
    abroad = country and country != current.profile().country
    lines = [street, f"{postal_code} {city}".strip(), country_name(country, language) if abroad else ""]
    return {"name": str(payer), "lines": [line for line in lines if line]}


def structured_reference(number: Number) -> str:
    """Belgian structured communication in Belgium, RF creditor reference in the other euro countries."""
    profile = current.profile()
    if profile.country == "BE":
        return belgian_communication(year=number.first_year, number=number.n).value
    return creditor_reference(number.format()).value if profile.currency == "EUR" else ""


def language_of(payer: Payer) -> str:
    return getattr(payer, "language", "") or current.profile().language.code


@transaction.atomic
def issue_invoice(*, charges: Iterable[Charge], on: date, by: Any) -> Invoice:
    """Invoice charges of one payer that no invoice names yet. What is written is frozen."""
    ids = [item.pk for item in charges]
    rows = list(
        Charge.objects.select_for_update(of=("self",))
        .filter(pk__in=ids, invoice=None, cancelled_on=None)
        .order_by("due_on", "pk")
    )
    if not rows:
        raise refuse("nothing_to_invoice")
    if len({(row.organisation_id, row.person_id) for row in rows}) > 1:
        raise refuse("one_payer")
    if len({row.currency for row in rows}) > 1:
        raise refuse("one_currency")
    payer, language = rows[0].payer, language_of(rows[0].payer)
    year = current.profile().fiscal_year_of(on).label
    number = take_number(SERIES[InvoiceKind.INVOICE], year)
    lines = [{**line, "due_on": row.due_on.isoformat()} for row in rows for line in row.lines]
    invoice = Invoice.objects.create(
        **payer_fields(payer), kind=InvoiceKind.INVOICE, number=number.format(), fiscal_year=year, issued_on=on,
        due_on=max(row.due_on for row in rows), addressee=addressee(payer, language), lines=lines,
        total=sum(row.amount for row in rows), currency=rows[0].currency, reference=structured_reference(number),
        language=language,
    )  # fmt: skip
    Charge.objects.filter(pk__in=[row.pk for row in rows]).update(invoice=invoice)
    journal.record(
        "invoice.issued", invoice, by=by, changes={"total": [None, str(invoice.money)], "payer": [None, str(payer)]}
    )
    return invoice


@transaction.atomic
def credit(*, invoice: Invoice, reason: str, on: date, by: Any) -> Invoice:
    """Correct a whole invoice by a credit note; its unpaid charges are cancelled."""
    invoice = Invoice.objects.select_for_update(of=("self",)).get(pk=invoice.pk)
    if invoice.kind != InvoiceKind.INVOICE or invoice.corrections.exists():
        raise refuse("already_corrected")
    charges = list(invoice.charges.select_for_update(of=("self",)))
    if any(row.allocations.exists() for row in charges):
        raise refuse("charge_settled")
    year = current.profile().fiscal_year_of(on).label
    note = Invoice.objects.create(
        **payer_fields(invoice.payer), kind=InvoiceKind.CREDIT_NOTE, corrects=invoice, fiscal_year=year, issued_on=on,
        number=take_number(SERIES[InvoiceKind.CREDIT_NOTE], year).format(), due_on=on, addressee=invoice.addressee,
        lines=[{"label": line["label"], "amount": -line["amount"]} for line in invoice.lines], total=-invoice.total,
        currency=invoice.currency, language=invoice.language,
    )  # fmt: skip
    Charge.objects.filter(pk__in=[row.pk for row in charges]).update(cancelled_on=on, cancel_reason=reason[:300])
    journal.record(
        "invoice.credited", invoice, by=by, changes={"credit_note": [None, note.number], "reason": [None, reason]}
    )
    return note


@transaction.atomic
def issue_receipt(*, payment: Payment, on: date, by: Any) -> Receipt:
    """A receipt of a payment; asked again, the one that stands is given."""
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
    if standing := payment.receipts.filter(cancelled_on=None).first():
        return standing
    year = current.profile().fiscal_year_of(on).label
    language = language_of(payment.payer)
    receipt = Receipt.objects.create(
        number=take_number(SERIES["receipt"], year).format(), payment=payment, fiscal_year=year, issued_on=on,
        addressee=addressee(payment.payer, language), language=language,
    )  # fmt: skip
    journal.record("receipt.issued", receipt, by=by, changes={"amount": [None, str(payment.money)]})
    return receipt
