"""Which payment settles which charge: proposals and refusals, without a database.

What is owed and what is left of a payment are always derived from allocations and refunds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, TypeVar

from django.utils.translation import gettext_lazy as _

from maillage.core.errors import Refusal
from maillage.core.money import CurrencyMismatch, Money

Id = int | str
_Open = TypeVar("_Open", "OpenCharge", "OpenPayment")


class AllocationError(Refusal):
    """An allocation or a refund that the books refuse."""

    MESSAGES: ClassVar = {
        "not_positive": _("Le montant à imputer doit être supérieur à zéro."),
        "beyond_payment": _("Il ne reste que %(left)s de ce paiement."),
        "beyond_charge": _("Il ne reste que %(left)s à payer sur cette facture."),
        "beyond_allocation": _("Cette imputation n’est que de %(left)s."),
        "unknown_charge": _("Cette facture n’est pas ouverte."),
        "unknown_payment": _("Ce paiement n’est pas ouvert."),
        "same_id": _("Le même identifiant est donné deux fois."),
    }


@dataclass(frozen=True, slots=True)
class OpenCharge:
    """What is still owed of a charge."""

    id: Id
    due: date
    balance: Money


@dataclass(frozen=True, slots=True)
class OpenPayment:
    """What is still free of a payment."""

    id: Id
    received: date
    balance: Money


@dataclass(frozen=True, slots=True)
class Allocation:
    """A part of a payment that settles a part of a charge; always positive."""

    payment: Id
    charge: Id
    amount: Money


def propose(payments: Iterable[OpenPayment], charges: Iterable[OpenCharge]) -> list[Allocation]:
    """Settle the oldest due charges first with the first received payments.

    A payment never serves a charge of another currency; what finds no use stays free.
    """
    owed = _balances(charges)
    found: list[Allocation] = []
    by_currency: dict[str, list[OpenCharge]] = {}
    for charge in sorted(owed.values(), key=lambda charge: (charge.due, str(charge.id))):
        by_currency.setdefault(charge.balance.currency, []).append(charge)
    left = {charge.id: charge.balance for charge in owed.values()}
    for payment in sorted(payments, key=lambda payment: (payment.received, str(payment.id))):
        free = payment.balance
        queue = by_currency.get(free.currency, [])
        while queue and free.minor > 0:
            charge = queue[0]
            amount = min(free, left[charge.id])
            if amount.minor > 0:
                found.append(Allocation(payment.id, charge.id, amount))
                free -= amount
                left[charge.id] -= amount
            if left[charge.id].minor <= 0:
                queue.pop(0)
    return found


def choose(payment: OpenPayment, charges: Iterable[OpenCharge], amounts: Mapping[Id, Money]) -> list[Allocation]:
    """Allocate one payment as someone chose (charge id to amount), or refuse the whole choice."""
    found = [Allocation(payment.id, charge, amount) for charge, amount in amounts.items()]
    check(found, [payment], charges)
    return found


def check(
    allocations: Sequence[Allocation],
    payments: Iterable[OpenPayment],
    charges: Iterable[OpenCharge],
) -> None:
    """Raise unless the allocations, taken together, fit what is free and what is owed."""
    free = {key: payment.balance for key, payment in _balances(payments).items()}
    owed = {key: charge.balance for key, charge in _balances(charges).items()}
    for allocation in allocations:
        amount = allocation.amount
        if allocation.payment not in free:
            raise AllocationError("unknown_payment", id=allocation.payment)
        if allocation.charge not in owed:
            raise AllocationError("unknown_charge", id=allocation.charge)
        if amount.minor <= 0:
            raise AllocationError("not_positive", amount=amount)
        left, due = free[allocation.payment], owed[allocation.charge]
        if left.currency != due.currency:
            raise CurrencyMismatch(left.currency, due.currency)
        if amount > left:
            raise AllocationError("beyond_payment", left=left, id=allocation.payment)
        if amount > due:
            raise AllocationError("beyond_charge", left=due, id=allocation.charge)
        free[allocation.payment] = left - amount
        owed[allocation.charge] = due - amount


def payment_left(received: Money, allocations: Iterable[Allocation], refunds: Iterable[Money] = ()) -> Money:
    """What is free of a payment once its allocations and refunds are taken away."""
    left = received
    for allocation in allocations:
        left -= allocation.amount
    for refund in refunds:
        left -= refund
    return left


def charge_left(charged: Money, allocations: Iterable[Allocation], credited: Iterable[Money] = ()) -> Money:
    """What is owed of a charge once payments and credit notes are taken away.

    Negative when a credit note came after the payment: release allocations, then refund.
    """
    left = charged
    for allocation in allocations:
        left -= allocation.amount
    for credit in credited:
        left -= credit
    return left


def refund(payment: OpenPayment, amount: Money) -> OpenPayment:
    """Give back a free part of a payment; what is allocated must be released before."""
    if amount.minor <= 0:
        raise AllocationError("not_positive", amount=amount)
    if amount > payment.balance:
        raise AllocationError("beyond_payment", left=payment.balance, id=payment.id)
    return OpenPayment(payment.id, payment.received, payment.balance - amount)


def release(allocation: Allocation, amount: Money | None = None) -> Allocation | None:
    """Undo an allocation, or a part of it; return what remains, None when nothing does."""
    undone = allocation.amount if amount is None else amount
    if undone.minor <= 0:
        raise AllocationError("not_positive", amount=undone)
    if undone > allocation.amount:
        raise AllocationError("beyond_allocation", left=allocation.amount)
    rest = allocation.amount - undone
    return Allocation(allocation.payment, allocation.charge, rest) if rest else None


def _balances(things: Iterable[_Open]) -> dict[Id, _Open]:
    found: dict[Id, _Open] = {}
    for thing in things:
        if thing.id in found:
            raise AllocationError("same_id", id=thing.id)
        found[thing.id] = thing
    return found
