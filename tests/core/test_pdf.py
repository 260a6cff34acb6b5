import re
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.billing.epc import epc_payload, qr_svg
from maillage.billing.references import belgian_communication
from maillage.core import pdf
from maillage.core.money import Money

AT = datetime(2025, 3, 4, tzinfo=UTC)
REFERENCE = belgian_communication(year=2025, number=42)
EUROS = Money.of("1125.50", "EUR").format("fr-BE")
NASTY = [
    '#panic("evaluated")',
    '#import "/billing/pdf/invoice.typ"',
    '#read("/settings.py")',
    "$x$ @missing <label> *a* _b_ `c` [d] {e} // f /* g */ \\ #",
    '"); #panic(1) //',
    "= Heading",
    "~ ---  --- ...",
    "Kɔrɔnfɛ Ɛbɛ Ɔ ŋ Ɲ ɓ ɗ ƴ",
]


def invoice(lines=3, name="Amis du Mali", **more):
    payload = epc_payload(name="Réseau", iban="BE68539007547034", amount=Money(12550, "EUR"), reference=REFERENCE)
    return {
        "title": "Facture F-2025-0042",
        "kind": "Facture",
        "number": "F-2025-0042",
        "identity": {"name": name},
        "issuer": {"heading": "Émise par", "name": name, "lines": [name], "ids": [name]},
        "recipient": {"heading": "Adressée à", "name": name, "lines": [name]},
        "facts": [{"label": "Date", "value": name}],
        "table": {
            "columns": ["Désignation", "Quantité", "Prix unitaire", "Montant"],
            "lines": [
                {"label": name, "note": name, "quantity": "1", "unit": EUROS, "amount": EUROS} for _ in range(lines)
            ],
        },
        "totals": [{"label": "Total", "amount": EUROS, "strong": True}],
        "payments_heading": "Déjà payé",
        "payments": [{"label": name, "amount": EUROS}],
        "due": {"label": "Reste à payer", "amount": EUROS},
        "pay": {
            "heading": "Payer par virement",
            "facts": [{"label": "Communication", "value": REFERENCE.format()}],
            "qr": {"svg": qr_svg(payload, title="Virement"), "alt": "Code QR de virement"},
        },
        "terms": [name],
        "legal": [name],
        **more,
    }


def receipt():
    return {
        **{key: invoice()[key] for key in ("title", "identity", "issuer", "recipient", "facts")},
        "kind": "Reçu",
        "number": "R-2025-0001",
        "status": "Annulé",
        "statement": "Reçu officiel aux fins de l’impôt sur le revenu",
        "replaces": "Remplace le reçu R-2025-0000.",
        "amount": {"label": "Montant admissible", "amount": EUROS},
        "paper": "us-letter",
        "signature": {"name": "Awa", "role": "Trésorière", "place_and_date": "Sherbrooke"},
    }


def credit_note():
    made = invoice()
    del made["pay"], made["due"]
    return {**made, "corrects": "Corrige la facture F-2025-0041", "reason": "Erreur"}


def cards(layout, count=12):
    one = {
        "name": "Kɔrɔnfɛ",
        "kind": "Membre",
        "role": "Association",
        "facts": [{"label": "Numéro", "value": "M-1"}],
        "qr": {"svg": qr_svg("https://exemple.test/m/1", title="x"), "alt": "Vérifier la carte"},
    }
    return {
        "title": "Cartes de membre",
        "identity": {"name": "Réseau", "colours": {"primary": "#1c6444"}},
        "layout": layout,
        "cards": [one] * count,
    }


ALL = [
    ("billing/invoice", invoice()),
    ("billing/credit_note", credit_note()),
    ("billing/receipt", receipt()),
    ("members/card", cards("card")),
    ("members/card", cards("sheet")),
]


def inside(made):
    """The objects of a PDF, its compressed streams opened."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)
    opened = [made]
    for stream in streams:
        try:
            opened.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(opened)


@pytest.mark.parametrize(("name", "data"), ALL, ids=[f"{n}{i}" for i, (n, _d) in enumerate(ALL)])
def test_every_template_is_accessible_and_archival(name, data):
    made = pdf.render(name, data, lang="fr-BE", at=AT)
    assert made.startswith(b"%PDF-1.7")
    objects = inside(made)
    assert b"pdfuaid" in objects
    assert b"pdfaid" in objects
    assert re.search(rb"/Lang ?\(fr-BE\)", objects)
    assert b"/StructTreeRoot" in objects
    assert re.search(rb"/Marked true", objects)
    if "qr" in str(data):
        assert b"/Figure" in objects
        assert b"/Alt" in objects
    if "table" in data:
        assert b"/TH" in objects


@pytest.mark.parametrize("name", NASTY)
def test_a_name_is_never_code(name):
    assert pdf.render("billing/invoice", invoice(name=name), lang="fr-BE").startswith(b"%PDF")


def test_the_signs_of_a_name_are_drawn_as_they_are():
    # Drawn as text, stars take room; read as markup, they would vanish into bold letters.
    [plain] = pdf.preview("billing/receipt", {**receipt(), "replaces": "a b"}, lang="fr")
    [stars] = pdf.preview("billing/receipt", {**receipt(), "replaces": "*a* b"}, lang="fr")
    [code] = pdf.preview("billing/receipt", {**receipt(), "replaces": "#sym.star"}, lang="fr")
    assert len({plain, stars, code}) == 3


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_any_name_gives_a_document(name):
    assert pdf.render("billing/receipt", {**receipt(), "replaces": name}, lang="fr").startswith(b"%PDF")


def test_signs_that_no_font_draws_become_squares():
    for name in ("王小明", "😀 Awa", "\ue000\x07x", "a\nb", "ولد"):
        assert pdf.render("billing/invoice", invoice(name=name), lang="fr").startswith(b"%PDF")


def test_the_header_of_a_long_table_comes_back_on_each_page():
    pages = pdf.preview("billing/invoice", invoice(lines=70), lang="fr-BE", ppi=20)
    assert len(pages) >= 4
    made = pdf.render("billing/invoice", invoice(lines=70), lang="fr-BE")
    assert len(re.findall(rb"/Type ?/Page\b", inside(made))) == len(pages)


def test_the_same_data_and_date_give_the_same_bytes():
    assert pdf.render("billing/invoice", invoice(), lang="fr", at=AT) == pdf.render(
        "billing/invoice", invoice(), lang="fr", at=AT
    )


def test_cards_are_one_by_page_or_ten_by_sheet():
    assert len(pdf.preview("members/card", cards("card", 3), lang="fr")) == 3
    assert len(pdf.preview("members/card", cards("sheet", 11), lang="fr")) == 2
    letter = {**cards("sheet", 9), "paper": "us-letter"}
    assert len(pdf.preview("members/card", letter, lang="fr-CA")) == 2


def test_a_drawing_without_words_is_refused():
    data = invoice()
    data["pay"]["qr"]["alt"] = None
    with pytest.raises(pdf.PdfError, match="alt"):
        pdf.render("billing/invoice", data, lang="fr")


@pytest.mark.parametrize("name", ["../x", "billing/../x", "/etc/passwd", "billing", "billing/a.b"])
def test_only_the_templates_of_the_package_are_opened(name):
    with pytest.raises(ValueError, match="template"):
        pdf.render(name, {}, lang="fr")


def test_threads_share_the_fonts():
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _n: pdf.render("billing/invoice", invoice(), lang="fr", at=AT), range(12)))
    assert len(set(made)) == 1


def test_a_hundred_invoices_take_seconds_not_minutes():
    start = time.perf_counter()
    for number in range(100):
        pdf.render("billing/invoice", invoice(name=f"Membre {number}"), lang="fr-BE")
    assert time.perf_counter() - start < 30
