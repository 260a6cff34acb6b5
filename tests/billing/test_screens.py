"""The treasurer's paths from beginning to end, and every door that stays closed."""

from datetime import date

import pytest
from django.urls import reverse

from maillage.billing import actions
from maillage.billing.enums import LineState
from maillage.billing.models import Charge, Invoice, Payment, Statement, StatementLine
from maillage.core.money import Money
from maillage.organisations.models import Organisation, Person
from tests import cast, networks

pytestmark = pytest.mark.django_db
DAY = date(2026, 4, 1)
CSV = "Date;Libellé;Montant;Contrepartie\n02/04/2026;cotisation 2026;150,00;Mutuelle des Lilas\n03/04/2026;loyer;-700,00;Immo\n"


@pytest.fixture
def house():
    networks.install("wsm")
    return Organisation.objects.create(name="Mutuelle des Lilas")


@pytest.fixture
def treasurer(house):
    return cast.browser(cast.user("Tina", "treasurer"))


def owed(payer, minor=15000):
    return actions.charge(
        payer=payer, label="Cotisation 2026", amount=Money(minor, "EUR"), issued_on=DAY, due_on=DAY, by=None
    )


def text(response):
    return response.content.decode()


def test_a_payment_is_typed_and_settles_the_oldest_charge(treasurer, house):
    charge = owed(house)
    form = {"payer": "mutuelle des lilas", "amount": "150,00", "received_on": "2026-04-02", "method": "transfer",
            "allocate": "on", "key": "k1"}  # fmt: skip
    for _ in range(2):
        response = treasurer.post(reverse("billing:payment_new"), form, follow=True)
        assert response.status_code == 200
    assert Payment.objects.count() == 1
    assert Charge.objects.with_balance().get(pk=charge.pk).balance == 0
    assert "Paiement : Mutuelle des Lilas" in text(response)


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("payer", "Personne ici", "Personne de ce nom"),
        ("amount", "abc", ""),
        ("amount", "-5", ""),
        ("amount", "0", "supérieur à zéro"),
        ("received_on", "2026-02-31", "n’existe pas"),
    ],
)
def test_what_cannot_be_is_refused_with_a_word_and_the_rest_is_kept(treasurer, house, field, value, word):
    form = {
        "payer": house.name,
        "amount": "150",
        "received_on": "2026-04-02",
        "method": "transfer",
        "key": "k",
        "note": "gardez-moi",
    }
    response = treasurer.post(reverse("billing:payment_new"), form | {field: value})
    assert response.status_code == 422
    assert word in text(response)
    assert "gardez-moi" in text(response)
    assert not Payment.objects.exists()


def test_ticked_charges_are_invoiced_and_the_pdf_opens(treasurer, house):
    charge = owed(house)
    page = reverse("billing:charges")
    asked = treasurer.post(page, {"verb": "invoice", "ids": [charge.pk]})
    assert "1 ligne sera touchée" in text(asked)
    treasurer.post(page, {"verb": "invoice", "ids": [charge.pk], "confirmed": "1"})
    invoice = Invoice.objects.get()
    pdf = treasurer.get(reverse("billing:invoice_pdf", args=[invoice.pk]))
    assert pdf.content.startswith(b"%PDF-")
    assert pdf["Cache-Control"] == "private, no-store"
    shown = text(treasurer.get(invoice.get_absolute_url()))
    assert "F-2026-0001" in shown
    assert "150,00" in shown


def test_a_statement_is_brought_twice_matched_and_reopened(treasurer, house, tmp_path):
    charge = owed(house)
    path = tmp_path / "releve.csv"
    path.write_text(CSV, encoding="utf-8")
    for _ in range(2):
        with path.open("rb") as file:
            assert treasurer.post(reverse("billing:statement_new"), {"file": file}, follow=True).status_code == 200
    assert StatementLine.objects.count() == 2
    page = reverse("billing:statement", args=[Statement.objects.order_by("pk").first().pk])
    assert "même nom et même montant" in text(treasurer.get(page))
    line = StatementLine.objects.get(amount=15000)
    treasurer.post(reverse("billing:statement_line", args=[line.pk]), {"charges": f"{charge.pk},"})
    assert Charge.objects.with_balance().get(pk=charge.pk).balance == 0
    treasurer.post(reverse("billing:statement_line", args=[line.pk]), {"reopen": "1"})
    line.refresh_from_db()
    assert (line.state, Payment.objects.count()) == (LineState.NEW, 0)
    assert Charge.objects.with_balance().get(pk=charge.pk).balance == 15000


@pytest.mark.parametrize("content", [b"\x89PNG\r\n", b"", b"a;b\n1;2\n", b'<?xml version="1.0"?><Autre/>'])
def test_a_file_that_is_no_statement_is_refused_with_a_word(treasurer, house, tmp_path, content):
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with path.open("rb") as file:
        response = treasurer.post(reverse("billing:statement_new"), {"file": file})
    assert response.status_code == 422
    assert not Statement.objects.exists()


def test_a_payment_is_allocated_undone_and_refunded(treasurer, house):
    charge, payment = (
        owed(house),
        actions.record_payment(payer=house, amount=Money(20000, "EUR"), received_on=DAY, by=None),
    )
    too_much = treasurer.post(reverse("billing:payment_allocate", args=[payment.pk]), {f"charge_{charge.pk}": "151"})
    assert too_much.status_code == 422
    treasurer.post(reverse("billing:payment_allocate", args=[payment.pk]), {f"charge_{charge.pk}": "150"})
    part = payment.allocations.get()
    treasurer.post(reverse("billing:allocation_undo", args=[part.pk]))
    assert not payment.allocations.exists()
    refund = {"amount": "200", "on": "2026-04-05", "reason": "Erreur de virement"}
    assert treasurer.post(reverse("billing:payment_refund", args=[payment.pk]), refund).status_code == 302
    assert "Rien n’est libre" in text(treasurer.get(reverse("billing:payment_refund", args=[payment.pk])))


def test_one_sees_only_ones_own_invoices(house):
    bruno, chloe = cast.user("Bruno"), cast.user("Chloé")
    mine = Person.objects.create(last_name="Bruno", user=bruno)
    Person.objects.create(last_name="Chloé", user=chloe)
    invoice = actions.issue_invoice(charges=[owed(mine)], on=DAY, by=None)
    address = reverse("billing:my_invoice_pdf", args=[invoice.pk])
    assert cast.browser(bruno).get(address).content.startswith(b"%PDF-")
    assert cast.browser(chloe).get(address).status_code == 404
    assert cast.browser(None).get(address).status_code == 302
    assert cast.browser(bruno).get(reverse("billing:invoice", args=[invoice.pk])).status_code == 403
    assert "Cotisation 2026" in text(cast.browser(bruno).get(reverse("billing:mine")))
    assert "Cotisation 2026" not in text(cast.browser(chloe).get(reverse("billing:mine")))


def test_the_auditor_reads_and_changes_nothing(house):
    charge = owed(house)
    auditor = cast.browser(cast.user("Vera", "auditor"))
    assert auditor.get(reverse("billing:charges")).status_code == 200
    assert auditor.post(
        reverse("billing:charges"), {"verb": "invoice", "ids": [charge.pk], "confirmed": "1"}
    ).status_code in (302, 404)
    assert auditor.get(reverse("billing:payment_new")).status_code == 403
    assert not Invoice.objects.exists()


def test_lists_ask_the_same_number_of_questions_for_ten_rows_and_for_hundreds(
    treasurer, house, django_assert_max_num_queries
):
    for number in range(120):
        owed(house, 100 + number)
    with django_assert_max_num_queries(9 + cast.menu_counts("treasurer")):
        assert treasurer.get(reverse("billing:charges")).status_code == 200
