"""Owed, received, settled: what is refused, what stays exact, what two at once cannot do."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.billing import actions
from maillage.billing.models import Allocation, Charge, Counter, Invoice, Payment
from maillage.core.money import Money
from maillage.organisations.models import Organisation
from tests import networks

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 1)


@pytest.fixture
def payer():
    networks.install("wsm")
    return Organisation.objects.create(name="Mutuelle des Lilas")


def owed(payer, minor, due=DAY, **more):
    return actions.charge(
        payer=payer, label="Cotisation", amount=Money(minor, "EUR"), issued_on=DAY, due_on=due, by=None, **more
    )


def came(payer, minor, **more):
    return actions.record_payment(payer=payer, amount=Money(minor, "EUR"), received_on=DAY, by=None, **more)


def balance(row):
    return type(row).objects.with_balance().get(pk=row.pk).balance


def code(caught):
    return caught.value.code


def test_a_source_charges_once_and_a_form_sent_twice_is_one_payment(payer):
    assert owed(payer, 100, source="dues:1:1") == owed(payer, 999, source="dues:1:1")
    assert came(payer, 100, key="form:x") == came(payer, 100, key="form:x")
    assert (Charge.objects.count(), Payment.objects.count()) == (1, 1)


def test_part_payments_and_one_payment_for_several_charges(payer):
    first, second = owed(payer, 5000), owed(payer, 3000, due=date(2026, 5, 1))
    actions.allocate_oldest(payment=came(payer, 2000), by=None)
    assert (balance(first), balance(second)) == (3000, 3000)
    actions.allocate_oldest(payment=came(payer, 7000), by=None)
    assert (balance(first), balance(second)) == (0, 0)
    assert balance(Payment.objects.latest("pk")) == 1000


def test_nothing_is_allocated_beyond_the_payment_nor_beyond_the_charge(payer):
    charge, payment = owed(payer, 1000), came(payer, 500)
    with pytest.raises(ValidationError) as caught:
        actions.allocate(payment=payment, amounts={charge.pk: Money(600, "EUR")}, by=None)
    assert code(caught) == "beyond_payment"
    big = came(payer, 5000)
    with pytest.raises(ValidationError) as caught:
        actions.allocate(payment=big, amounts={charge.pk: Money(1001, "EUR")}, by=None)
    assert code(caught) == "beyond_charge"
    assert not Allocation.objects.exists()


def test_a_payment_does_not_settle_what_another_owes(payer):
    other = Organisation.objects.create(name="Autre")
    charge = owed(other, 1000)
    with pytest.raises(ValidationError) as caught:
        actions.allocate(payment=came(payer, 1000), amounts={charge.pk: Money(1000, "EUR")}, by=None)
    assert code(caught) == "other_payer"


def test_a_refund_gives_back_only_what_is_free(payer):
    owed(payer, 800)
    payment = came(payer, 1000)
    actions.allocate_oldest(payment=payment, by=None)
    with pytest.raises(ValidationError) as caught:
        actions.refund(payment=payment, amount=Money(201, "EUR"), on=DAY, reason="Trop perçu", by=None)
    assert code(caught) == "refund_beyond"
    actions.refund(payment=payment, amount=Money(200, "EUR"), on=DAY, reason="Trop perçu", by=None)
    assert balance(payment) == 0


def test_an_invoice_number_leaves_no_gap_when_issuing_fails(payer):
    numbers = [actions.issue_invoice(charges=[owed(payer, 100)], on=DAY, by=None).number for _ in range(2)]
    with pytest.raises(ValidationError):
        actions.issue_invoice(charges=[], on=DAY, by=None)
    numbers.append(actions.issue_invoice(charges=[owed(payer, 100)], on=DAY, by=None).number)
    assert numbers == ["F-2026-0001", "F-2026-0002", "F-2026-0003"]
    assert Counter.objects.get(series="F-2026").last == 3


def test_an_invoice_is_frozen_and_corrected_by_a_credit_note(payer):
    charge = owed(payer, 2500)
    invoice = actions.issue_invoice(charges=[charge], on=DAY, by=None)
    payer.name = "Un autre nom"
    payer.save()
    assert Invoice.objects.get(pk=invoice.pk).addressee["name"] == "Mutuelle des Lilas"
    with pytest.raises(ValidationError) as caught:
        actions.cancel_charge(charge=charge, reason="erreur", on=DAY, by=None)
    assert code(caught) == "charge_invoiced"
    note = actions.credit(invoice=invoice, reason="erreur", on=DAY, by=None)
    assert (note.total, note.corrects) == (-2500, invoice)
    assert Charge.objects.get(pk=charge.pk).cancelled_on == DAY
    with pytest.raises(ValidationError) as caught:
        actions.credit(invoice=invoice, reason="encore", on=DAY, by=None)
    assert code(caught) == "already_corrected"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    charges=st.lists(st.integers(1, 5000), max_size=5),
    payments=st.lists(st.integers(1, 5000), max_size=5),
    undone=st.lists(st.integers(0, 30), max_size=4),
)
def test_whatever_is_done_no_cent_is_lost_nor_used_twice(payer, charges, payments, undone):
    Allocation.objects.all().delete()
    Payment.objects.all().delete()
    Charge.objects.all().delete()
    for minor in charges:
        owed(payer, minor)
    for minor in payments:
        actions.allocate_oldest(payment=came(payer, minor), by=None)
    for rank in undone:
        rows = list(Allocation.objects.order_by("pk"))
        if rows:
            actions.unallocate(allocation=rows[rank % len(rows)], by=None)
    settled = sum(row.amount for row in Allocation.objects.all())
    left_to_pay = sum(row.balance for row in Charge.objects.with_balance())
    free = sum(row.balance for row in Payment.objects.with_balance())
    assert left_to_pay == sum(charges) - settled
    assert free == sum(payments) - settled
    assert all(row.balance >= 0 for row in [*Charge.objects.with_balance(), *Payment.objects.with_balance()])
