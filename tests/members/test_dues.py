"""Dues: every kind of rule, reductions, pro-rata, instalments, a year established twice, what is waived."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from maillage.billing.actions import allocate_oldest, issue_invoice, record_payment
from maillage.billing.models import Charge
from maillage.core.money import Money
from maillage.members import actions
from maillage.members.models import Dues
from tests import networks
from tests.factories import members as make

pytestmark = pytest.mark.django_db
IN_2025 = date(2025, 6, 1)


def dues_of(member, on=IN_2025, **options):
    return actions.assess_dues(member=member, day=on, issued_on=on, by=None, **options)


@pytest.mark.parametrize(
    ("network", "category", "sizes", "amount"),
    [
        ("csi", "associee", {}, 75_00),  # flat
        ("csi", "oci", {"budget": 99_999_99}, 75_00),  # brackets of a budget, kept in cents
        ("csi", "oci", {"budget": 100_000_00}, 150_00),
        ("csi", "oci", {"budget": 500_000_00}, 300_00),
        ("ciso", "groupe-a", {"represented_members": 60_000}, 5000_00),  # brackets of people
        ("ciso", "groupe-b", {"represented_members": 499}, 150_00),
        ("wsm", "effectif-mouvement", {"budget": 2_000_000_00}, 400_00),  # 0,02 %
        ("wsm", "effectif-mouvement", {"budget": 100_000_00}, 250_00),  # its floor
        ("wsm", "effectif-mouvement", {"budget": 90_000_000_00}, 2500_00),  # its cap
        ("wsm", "adherent", {}, 20_00),  # free: what is suggested
    ],
)
def test_rules(network, category, sizes, amount):
    networks.install(network)
    dues = dues_of(make.member(category, sizes=sizes))
    assert dues.amount == amount
    assert sum(line["amount"] for line in dues.lines) == amount
    assert sum(dues.charges.values_list("amount", flat=True)) == amount


def test_nothing_owed_makes_no_charge():
    networks.install("wsm")
    dues = dues_of(make.member("effectif-personne"), date(2024, 6, 1))
    assert (dues.amount, dues.charges.count()) == (0, 0)


def test_free_amount_between_its_minimum_and_the_sky():
    networks.install("csi")
    assert dues_of(make.member("solidaire", holder=make.person()), chosen=Money(500_00, "CAD")).amount == 500_00
    with pytest.raises(ValidationError, match="minimum"):
        dues_of(make.member("solidaire", holder=make.person()), chosen=Money(4_99, "CAD"))


def test_a_size_that_nobody_gave():
    networks.install("csi")
    with pytest.raises(ValidationError, match="budget"):
        dues_of(make.member("oci"))


def test_reductions_are_for_their_categories():
    networks.install("csi")
    assert dues_of(make.member("individu"), reductions=["etudiant"]).amount == 7_50
    with pytest.raises(ValidationError, match="réduction"):
        dues_of(make.member("associee"), reductions=["etudiant"])


@pytest.mark.parametrize(("joined", "amount"), [(date(2025, 4, 1), 75_00), (date(2025, 9, 30), 75_00),
                                                (date(2025, 10, 1), 37_50), (date(2024, 10, 1), 75_00)])  # fmt: skip
def test_pro_rata_by_halves_of_a_fiscal_year_in_april(joined, amount):
    networks.install("csi")
    assert dues_of(make.member("associee", start=joined), on=date(2025, 12, 1)).amount == amount


def test_instalments_no_more_than_the_schedule_permits():
    networks.install("ciso")
    dues = dues_of(make.member("groupe-a", sizes={"represented_members": 40_000}), instalments=12)
    parts = dues.charges.order_by("due_on")
    assert [part.amount for part in parts] == [750_00] * 4
    assert len({part.due_on for part in parts}) == 4


def test_established_twice_it_changes_nothing():
    networks.install("csi")
    for _n in range(3):
        make.member("associee")
    refused = make.member("oci")
    first = actions.assess_year(day=IN_2025, issued_on=IN_2025, by=None)
    assert (len(first.made), first.known) == (3, 0)
    assert [member for member, _why in first.refused] == [refused]
    before = list(Charge.objects.values())
    second = actions.assess_year(day=IN_2025, issued_on=date(2025, 7, 1), by=None)
    assert (len(second.made), second.known, len(second.refused)) == (0, 3, 1)
    assert list(Charge.objects.values()) == before
    with pytest.raises(ValidationError, match="déjà établie"):
        dues_of(first.made[0].member)


def test_no_schedule_for_that_year():
    networks.install("csi")
    member = make.member("associee", start=date(2019, 1, 1))
    with pytest.raises(ValidationError, match="2020-2021"):
        dues_of(member, date(2020, 6, 1))


def test_waived_stays_written_and_cancels_what_is_owed():
    networks.install("csi")
    dues = actions.waive_dues(dues=dues_of(make.member("associee")), reason="Inondation", on=IN_2025, by=None)
    assert (dues.waived, dues.amount) == (True, 75_00)
    assert not Charge.objects.open().exists()
    with pytest.raises(ValidationError, match="déjà exonérée"):
        actions.waive_dues(dues=dues, reason="Encore", on=IN_2025, by=None)


def test_what_is_paid_or_invoiced_is_not_waived():
    networks.install("csi")
    paid = dues_of(make.member("associee"))
    payment = record_payment(payer=paid.member.holder, amount=Money(10_00, "CAD"), received_on=IN_2025, by=None)
    allocate_oldest(payment=payment, by=None)
    with pytest.raises(ValidationError, match="payée"):
        actions.waive_dues(dues=paid, reason="Non", on=IN_2025, by=None)
    invoiced = dues_of(make.member("associee"))
    issue_invoice(charges=invoiced.charges, on=IN_2025, by=None)
    with pytest.raises(ValidationError, match="note de crédit"):
        actions.waive_dues(dues=invoiced, reason="Non", on=IN_2025, by=None)
    assert not Dues.objects.filter(waived=True).exists()
