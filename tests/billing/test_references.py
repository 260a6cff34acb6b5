import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iso11649

from maillage.billing.epc import EpcError, epc_payload, qr_svg
from maillage.billing.references import (
    BadReference,
    ReferenceKind,
    belgian_communication,
    creditor_reference,
    find_references,
    read_reference,
)
from maillage.core.money import Money

IBAN = "BE68 5390 0754 7034"


def test_the_published_examples_are_read():
    assert read_reference("RF18 5390 0754 7034").kind is ReferenceKind.RF
    assert read_reference("+++010/8068/17183+++").value == "010806817183"
    assert read_reference("***090/9337/55493***").value == "090933755493"
    assert read_reference("+++090/9337/55494+++") is None
    assert read_reference("RF19 5390 0754 7034") is None
    assert read_reference("") is None


@given(st.from_regex(r"\A[A-Z]{1,3}-[0-9]{4}-[0-9]{1,6}\Z"))
def test_an_rf_reference_is_valid_and_comes_back(number):
    reference = creditor_reference(number)
    assert iso11649.is_valid(reference.value)
    assert read_reference(reference.format()) == reference
    assert reference in find_references(f"Cotisation {reference.format()} merci beaucoup")


@given(st.integers(1900, 2999), st.integers(1, 99_999), st.integers(0, 9))
def test_a_belgian_communication_is_valid_and_comes_back(year, number, series):
    reference = belgian_communication(year=year, number=number, series=series)
    assert re.fullmatch(r"\+\+\+\d{3}/\d{4}/\d{5}\+\+\+", reference.format())
    assert read_reference(reference.format()) == reference
    assert find_references(f"paiement {reference.format()} merci") == (reference,)
    assert reference in find_references(reference.value)


@given(st.integers(1, 99_999), st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_caught(number, position, change):
    value = belgian_communication(year=2025, number=number).value
    wrong = str((int(value[position]) + change) % 10)
    assert read_reference(value[:position] + wrong + value[position + 1 :]) is None


@given(st.text(max_size=300))
def test_any_text_is_searched(text):
    for reference in find_references(text):
        assert read_reference(reference.value) == reference


def test_a_number_that_does_not_fit_is_refused():
    for number in ("", "---", "A" * 22):
        with pytest.raises(BadReference):
            creditor_reference(number)
    for parts in ({"year": 2025, "number": 100_000}, {"year": 25, "number": 1}):
        with pytest.raises(BadReference):
            belgian_communication(**parts)


def test_the_payload_follows_the_standard_line_by_line():
    payload = epc_payload(
        name="Réseau Solidarité ASBL",
        iban=IBAN,
        bic="BBRUBEBB",
        amount=Money(12550, "EUR"),
        reference=creditor_reference("F-2025-0042"),
    )
    lines = payload.split("\n")
    assert lines[:8] == [
        "BCD", "002", "1", "SCT", "BBRUBEBB", "Réseau Solidarité ASBL", "BE68539007547034",
        "EUR125.50",
    ]  # fmt: skip
    assert iso11649.is_valid(lines[9])
    assert len(lines) == 10


def test_a_belgian_communication_travels_as_free_text():
    reference = belgian_communication(year=2025, number=42)
    payload = epc_payload(name="A", iban=IBAN, amount=Money(1, "EUR"), reference=reference)
    assert payload.split("\n")[9:] == ["", reference.format()]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"amount": Money(100, "CAD")}, "euro_only"),
        ({"amount": Money(0, "EUR")}, "amount"),
        ({"amount": Money(100_000_000_000, "EUR")}, "amount"),
        ({"iban": "BE68 5390 0754 7035"}, "iban"),
        ({"bic": "ABC"}, "bic"),
        ({"name": " "}, "name"),
        ({"name": "a" * 71}, "name"),
        ({"purpose": "toolong"}, "purpose"),
        ({"text": "a" * 141}, "text"),
        ({"information": "a" * 71}, "information"),
        ({"text": "x", "reference": creditor_reference("F1")}, "two_remittances"),
        ({"name": "ɛ" * 70, "text": "ɔ" * 140}, "too_long"),
    ],
)
def test_what_the_code_cannot_carry_is_refused(change, code):
    parts = {"name": "A", "iban": IBAN, "amount": Money(100, "EUR"), **change}
    with pytest.raises(EpcError) as refusal:
        epc_payload(**parts)
    assert refusal.value.code == code


@given(st.text(max_size=70), st.text(max_size=140), st.integers(1, 99_999_999_999))
def test_no_text_adds_a_line_and_the_size_holds(name, text, minor):
    try:
        payload = epc_payload(name=name, iban=IBAN, amount=Money(minor, "EUR"), text=text)
    except EpcError:
        return
    lines = payload.split("\n")
    assert lines[6:8] == ["BE68539007547034", f"EUR{minor // 100}.{minor % 100:02d}"]
    assert len(lines) <= 12
    assert len(payload.encode()) <= 331


def test_the_drawing_has_a_title_and_no_inline_style():
    payload = epc_payload(name="A", iban=IBAN, amount=Money(100, "EUR"), text="x" * 140)
    svg = qr_svg(payload, title="Payer <1 €> & merci")
    assert "<title>Payer &lt;1 €&gt; &amp; merci</title>" in svg
    assert "style" not in svg
    assert svg.startswith("<svg")
