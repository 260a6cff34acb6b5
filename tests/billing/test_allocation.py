from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.billing.allocation import (
    Allocation,
    AllocationError,
    OpenCharge,
    OpenPayment,
    charge_left,
    check,
    choose,
    payment_left,
    propose,
    refund,
    release,
)
from maillage.core.money import CurrencyMismatch, Money

days = st.dates(date(2025, 1, 1), date(2025, 12, 31))
moneys = st.builds(Money, st.integers(0, 500), st.sampled_from(["CAD", "EUR"]))


@st.composite
def open_items(draw, kind):
    return [kind(n, draw(days), draw(moneys)) for n in range(draw(st.integers(0, 7)))]


def charge(n, minor, due="2025-01-31", currency="CAD"):
    return OpenCharge(n, date.fromisoformat(due), Money(minor, currency))


def payment(n, minor, currency="CAD"):
    return OpenPayment(n, date(2025, 2, 1), Money(minor, currency))


def given_to(allocations, name, key, currency):
    return sum(a.amount.minor for a in allocations if getattr(a, name) == key and a.amount.currency == currency)


@given(open_items(OpenPayment), open_items(OpenCharge))
def test_a_proposal_fits_and_leaves_nothing_usable(payments, charges):
    found = propose(payments, charges)
    check(found, payments, charges)
    assert propose(payments[::-1], charges[::-1]) == found
    for currency in ("CAD", "EUR"):
        money = sum(p.balance.minor for p in payments if p.balance.currency == currency)
        owed = sum(c.balance.minor for c in charges if c.balance.currency == currency)
        used = sum(a.amount.minor for a in found if a.amount.currency == currency)
        assert used == min(money, owed)
        ours = sorted((c for c in charges if c.balance.currency == currency), key=lambda c: c.due)
        open_since = None
        for each in ours:
            paid = given_to(found, "charge", each.id, currency)
            if open_since is not None and each.due > open_since:
                assert paid == 0
            if paid < each.balance.minor:
                open_since = open_since or each.due


def test_the_oldest_charge_is_settled_first():
    charges = [charge(1, 500, "2025-03-31"), charge(2, 300, "2025-01-31")]
    assert propose([payment(9, 400)], charges) == [
        Allocation(9, 2, Money(300, "CAD")),
        Allocation(9, 1, Money(100, "CAD")),
    ]


@pytest.mark.parametrize(
    ("amounts", "code"),
    [
        ({1: 501}, "beyond_charge"),
        ({1: 400, 2: 201}, "beyond_payment"),
        ({1: 0}, "not_positive"),
        ({1: -5}, "not_positive"),
        ({7: 5}, "unknown_charge"),
    ],
)
def test_a_choice_beyond_the_books_is_refused(amounts, code):
    chosen = {key: Money(minor, "CAD") for key, minor in amounts.items()}
    with pytest.raises(AllocationError) as refusal:
        choose(payment(9, 600), [charge(1, 500), charge(2, 500)], chosen)
    assert refusal.value.code == code


def test_currencies_do_not_meet():
    euros = charge(1, 500, currency="EUR")
    assert propose([payment(9, 600)], [euros]) == []
    for amount in (Money(5, "CAD"), Money(5, "EUR")):
        with pytest.raises(CurrencyMismatch):
            choose(payment(9, 600), [euros], {1: amount})
    with pytest.raises(CurrencyMismatch):
        choose(payment(9, 600), [charge(1, 5)], {1: Money(5, "EUR")})
    with pytest.raises(CurrencyMismatch):
        refund(payment(9, 600), Money(5, "EUR"))


def test_refunds_and_releases_give_back_what_was_there():
    assert refund(payment(9, 600), Money(600, "CAD")).balance == Money(0, "CAD")
    for minor in (601, 0, -1):
        with pytest.raises(AllocationError):
            refund(payment(9, 600), Money(minor, "CAD"))
    allocation = Allocation(9, 1, Money(500, "CAD"))
    assert release(allocation) is None
    assert release(allocation, Money(200, "CAD")).amount == Money(300, "CAD")
    with pytest.raises(AllocationError):
        release(allocation, Money(501, "CAD"))
    with pytest.raises(AllocationError):
        check([], [payment(1, 1), payment(1, 1)], [])


@given(open_items(OpenPayment), open_items(OpenCharge))
def test_balances_are_derived_from_what_happened(payments, charges):
    found = propose(payments, charges)
    for each in payments:
        mine = [a for a in found if a.payment == each.id]
        left = payment_left(each.balance, mine)
        assert left.minor >= 0
        assert payment_left(each.balance, mine, [left]).minor == 0
    for each in charges:
        mine = [a for a in found if a.charge == each.id]
        assert charge_left(each.balance, mine).minor >= 0
        assert charge_left(each.balance, mine, [each.balance]) == -(each.balance - charge_left(each.balance, mine))
