"""Owed, received, settled: each verb locks what it counts, so that no cent is used twice."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from maillage.audit import journal
from maillage.billing import allocation as rules
from maillage.billing.enums import Method
from maillage.billing.models import Allocation, Charge, Payment, Refund
from maillage.core.errors import Refusal
from maillage.core.money import Money
from maillage.network import current
from maillage.organisations.models import Organisation, Person

Payer = Organisation | Person
Row = TypeVar("Row", Charge, Payment)


class BillingRefusal(Refusal):
    """The books say no."""

    MESSAGES: ClassVar = {
        "charge_cancelled": _("Cette somme est annulée."),
        "charge_settled": _("Cette somme est déjà payée, en tout ou en partie : défaites d’abord l’imputation."),
        "charge_invoiced": _("Cette somme est facturée : faites une note de crédit."),
        "other_payer": _("Ce paiement vient de « %(payer)s » : il ne règle pas la somme d’une autre."),
        "refund_beyond": _("Il ne reste que %(left)s à rembourser sur ce paiement."),
        "nothing_to_invoice": _("Il n’y a rien à facturer."),
        "one_payer": _("Une facture s’adresse à une seule organisation ou personne."),
        "one_currency": _("Une facture n’a qu’une monnaie."),
        "already_corrected": _("Cette facture a déjà sa note de crédit."),
        "line_decided": _("Cette ligne est déjà rapprochée ou mise de côté."),
        "line_outgoing": _("Cette ligne est une sortie d’argent : elle ne règle aucune somme due."),
    }


def refuse(code: str, **params: Any) -> ValidationError:
    return ValidationError(BillingRefusal(code, **params).message(), code=code)


def as_validation(refusal: Refusal) -> ValidationError:
    return ValidationError(refusal.message(), code=refusal.code)


def payer_fields(payer: Payer) -> dict[str, Payer]:
    return {"organisation" if isinstance(payer, Organisation) else "person": payer}


def same_payer(left: Any, right: Any) -> bool:
    return (left.organisation_id, left.person_id) == (right.organisation_id, right.person_id)


def written_once(made: Row, unique: str) -> Row:
    """Write it, or give back the one that another wrote with the same key at the same instant."""
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        given = getattr(made, unique)
        known = type(made)._default_manager.filter(**{unique: given}).first() if given else None
        if known is None:
            raise
        return known
    return made


@transaction.atomic
def charge(
    *,
    payer: Payer,
    label: str,
    amount: Money,
    issued_on: date,
    due_on: date,
    by: Any,
    source: str | None = None,
    lines: Iterable[Mapping[str, Any]] = (),
) -> Charge:
    """Note a sum owed. With a `source` already known, gives back what it made: never twice."""
    if source and (known := Charge.objects.filter(source=source).first()):
        return known
    made = Charge(
        **payer_fields(payer), label=label[:200], amount=amount.minor, currency=amount.currency, issued_on=issued_on,
        due_on=max(due_on, issued_on), fiscal_year=current.profile().fiscal_year_of(issued_on).label, source=source,
        lines=list(lines) or [{"label": label[:200], "amount": amount.minor}],
    )  # fmt: skip
    made.full_clean(exclude=["organisation", "person", "invoice", "source"])
    if (written := written_once(made, "source")) is not made:
        return written
    journal.record("charge.made", made, by=by, changes={"amount": [None, str(amount)], "payer": [None, str(payer)]})
    return made


@transaction.atomic
def cancel_charge(*, charge: Charge, reason: str, on: date, by: Any) -> Charge:
    """Cancel a sum that nobody paid and no invoice names."""
    charge = Charge.objects.select_for_update(of=("self",)).get(pk=charge.pk)
    if charge.cancelled_on:
        raise refuse("charge_cancelled")
    if charge.allocations.exists():
        raise refuse("charge_settled")
    if charge.invoice_id:
        raise refuse("charge_invoiced")
    charge.cancelled_on, charge.cancel_reason = on, reason[:300]
    charge.save()
    journal.record("charge.cancelled", charge, by=by, changes={"reason": [None, reason]})
    return charge


@transaction.atomic
def record_payment(
    *,
    payer: Payer,
    amount: Money,
    received_on: date,
    by: Any,
    method: str = Method.TRANSFER,
    reference: str = "",
    payer_name: str = "",
    note: str = "",
    key: str | None = None,
) -> Payment:
    """Note money received. With a `key` already known (a form sent twice), gives back the first."""
    if key and (known := Payment.objects.filter(key=key).first()):
        return known
    made = Payment(
        **payer_fields(payer), amount=amount.minor, currency=amount.currency, received_on=received_on, method=method,
        reference=reference[:200], payer_name=payer_name[:200], note=note[:300], key=key, recorded_by=by,
    )  # fmt: skip
    made.full_clean(exclude=["organisation", "person", "recorded_by", "key"])
    if (written := written_once(made, "key")) is not made:
        return written
    journal.record(
        "payment.recorded", made, by=by, changes={"amount": [None, str(amount)], "payer": [None, str(payer)]}
    )
    return made


def locked_payment(payment: Payment) -> Payment:
    """The payment, locked until the verb ends, with its free balance."""
    Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
    found: Payment = Payment.objects.with_balance().get(pk=payment.pk)
    return found


def locked_charges(ids: Iterable[int]) -> list[Charge]:
    """Charges, locked in one order (two verbs never wait for each other), with their balances."""
    list(Charge.objects.select_for_update(of=("self",)).filter(pk__in=list(ids)).order_by("pk").values_list("pk"))
    return list(Charge.objects.filter(pk__in=list(ids)).with_balance().order_by("due_on", "pk"))


def open_charge(charge: Any) -> rules.OpenCharge:
    return rules.OpenCharge(charge.pk, charge.due_on, Money(charge.balance, charge.currency))


def open_payment(payment: Any) -> rules.OpenPayment:
    return rules.OpenPayment(payment.pk, payment.received_on, Money(payment.balance, payment.currency))


@transaction.atomic
def allocate(*, payment: Payment, amounts: Mapping[int, Money], by: Any) -> list[Allocation]:
    """Settle charges with parts of a payment. Refused beyond what is free of it, or owed of one of them."""
    payment = locked_payment(payment)
    charges = locked_charges(amounts)
    for item in charges:
        if item.cancelled_on:
            raise refuse("charge_cancelled")
        if not same_payer(item, payment):
            raise refuse("other_payer", payer=payment.payer)
    wanted: dict[rules.Id, Money] = {pk: amount for pk, amount in amounts.items()}  # noqa: C416 (another kind of key)
    try:
        chosen = rules.choose(open_payment(payment), [open_charge(item) for item in charges], wanted)
    except Refusal as refusal:
        raise as_validation(refusal) from refusal
    return write_allocations(payment, chosen, by)


@transaction.atomic
def allocate_oldest(*, payment: Payment, by: Any) -> list[Allocation]:
    """Settle the payer's oldest charges first; what finds no use stays free."""
    payment = locked_payment(payment)
    ids = (
        Charge.objects.of(payment.payer)
        .filter(cancelled_on=None, currency=payment.currency)
        .values_list("pk", flat=True)
    )
    charges = [open_charge(item) for item in locked_charges(ids) if item.balance > 0]
    return write_allocations(payment, rules.propose([open_payment(payment)], charges), by)


def write_allocations(payment: Payment, chosen: Iterable[rules.Allocation], by: Any) -> list[Allocation]:
    made = []
    for part in chosen:
        row, new = Allocation.objects.get_or_create(
            payment=payment, charge_id=part.charge, defaults={"amount": part.amount.minor}
        )
        if not new:
            row.amount += part.amount.minor
            row.save()
        made.append(row)
        journal.record(
            "payment.allocated",
            payment,
            by=by,
            changes={"charge": [None, part.charge], "amount": [None, str(part.amount)]},
        )
    return made


@transaction.atomic
def unallocate(*, allocation: Allocation, by: Any) -> None:
    """Take an allocation back: the payment is free again, the charge is owed again."""
    payment = locked_payment(allocation.payment)
    amount = Money(allocation.amount, payment.currency)
    journal.record(
        "payment.unallocated",
        payment,
        by=by,
        changes={"charge": [allocation.charge_id, None], "amount": [str(amount), None]},
    )
    allocation.delete()


@transaction.atomic
def refund(*, payment: Payment, amount: Money, on: date, reason: str, by: Any) -> Refund:
    """Give back what is free of a payment."""
    payment = locked_payment(payment)
    left = Money(payment.balance, payment.currency)
    if amount.currency != left.currency or amount > left:
        raise refuse("refund_beyond", left=left.format(current.profile().language.locale))
    made = Refund(payment=payment, amount=amount.minor, refunded_on=on, reason=reason[:300], recorded_by=by)
    made.full_clean(exclude=["payment", "recorded_by"])
    made.save()
    journal.record(
        "payment.refunded", payment, by=by, changes={"amount": [None, str(amount)], "reason": [None, reason]}
    )
    return made
