import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from maillage.organisations.identifiers import (
    IdentifierError,
    IdentifierKind,
    IdentifierNote,
    check,
    explain,
    is_placeholder,
    recognise,
)


@pytest.mark.parametrize(
    ("kind", "text", "value", "display", "key"),
    [
        ("siren", "732 829 320", "732829320", "732 829 320", "siren:732829320"),
        ("siret", "732 829 320 00074", "73282932000074", "732 829 320 00074", "siren:732829320"),
        ("rna", "w 751 000 001", "W751000001", "W751000001", "rna:W751000001"),
        ("rna", "W9R4001234", "W9R4001234", "W9R4001234", "rna:W9R4001234"),
        ("bce", "BE 0407.562.029", "0407562029", "0407.562.029", "bce:0407562029"),
        ("bn", "123026635", "123026635", "12302 6635", "bn:123026635"),
        ("bn", "123026635 RC 0001", "123026635", "12302 6635", "bn:123026635"),
        ("charity", "123026635 rr0001", "123026635RR0001", "123026635 RR 0001", "bn:123026635"),
        ("neq", "1143 920 115", "1143920115", "1143 920 115", "neq:1143920115"),
        ("vat", "FR 44 732829320", "FR44732829320", "FR 44732829320", "siren:732829320"),
        ("vat", "BE0407562029", "BE0407562029", "BE 0407562029", "bce:0407562029"),
        ("other", " A  12 ", "A 12", "A 12", "other:A 12"),
    ],
)
def test_accepted(kind, text, value, display, key):
    found = check(kind, text)
    assert (found.kind, found.value, found.display, found.key) == (kind, value, display, key)
    assert check(kind, found.display).value == value


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("siren", "732829321", "checksum"),
        ("siren", "7328", "length"),
        ("siren", "abc", "format"),
        ("siren", "٧٣٢٨٢٩٣٢٠", "format"),
        ("siret", "73282932000075", "checksum"),
        ("rna", "751000001", "format"),
        ("bce", "0407562028", "checksum"),
        ("bn", "123026636", "checksum"),
        ("charity", "123026635RC0001", "format"),
        ("neq", "1243920115", "format"),
        ("vat", "FR00732829320", "checksum"),
        ("vat", "ZZ", "format"),
        ("iati", "–ORP0004240", "format"),
        ("iati", "QQ-GOV-1", "agency"),
        ("iati", "Government", "format"),
        ("siren", "N/A", "empty"),
        ("iati", "-", "empty"),
    ],
)
def test_refused(kind, text, code):
    with pytest.raises(IdentifierError) as caught:
        check(kind, text)
    assert caught.value.code == code


@pytest.mark.parametrize("text", ["N/A", "-", "néant", "0", "", "000", "n.c.", "Aucun", "s.o.", "?"])
def test_placeholders(text):
    assert is_placeholder(text)
    assert recognise(text) == []


@pytest.mark.parametrize("text", ["732829320", "NL-KVK-41160054", "AF", "Nord"])
def test_no_placeholders(text):
    assert not is_placeholder(text)


def test_lost_zeros_come_back_when_proven():
    found = check("bce", "407562029")
    assert found.value == "0407562029"
    assert found.notes == (IdentifierNote("zero-restored", {"value": "0407562029"}),)
    assert check("siren", "5480504").value == "005480504"
    with pytest.raises(IdentifierError):
        check("bce", "407562028")
    assert IdentifierKind.BCE not in dict(recognise("407562029"))


@pytest.mark.parametrize(
    ("text", "value", "key", "notes"),
    [
        ("BE-BCE_KBO-0407562029", "BE-BCE_KBO-0407562029", "bce:0407562029", []),
        ("be-bce_kbo-407562029", "BE-BCE_KBO-407562029", "bce:0407562029", []),
        ("FR-RCS-31899089200065", "FR-RCS-31899089200065", "siren:318990892", []),
        ("CH-FDJP-CHE106823242", "CH-FDJP-CHE106823242", "che:CHE106823242", []),
        ("CH-FDJP-CHE-106823242", "CH-FDJP-CHE-106823242", "che:CHE106823242", []),
        ("CH-UID-CHE-106.823.242", "CH-UID-CHE-106.823.242", "che:CHE106823242", []),
        ("GB-COH-6735120", "GB-COH-6735120", "gb-coh:06735120", []),
        ("GB-CHC-202918", "GB-CHC-202918", "gb-chc:202918", []),
        ("GB-CHC-1128267-8", "GB-CHC-1128267-8", "gb-chc:11282678", []),
        ("NL – KVK – 41160054", "NL-KVK-41160054", "kvk:41160054", []),
        ("DK-CVR-20699311", "DK-CVR-20699311", "iati:DK-CVR-20699311", ["tail-unproven"]),
        ("GB-1", "GB-1", "iati:GB-1", []),
        ("XM-DAC-41127", "XM-DAC-41127", "iati:XM-DAC-41127", []),
        ("41127", "41127", "iati:XM-DAC-41127", []),
        ("XI-IATI-EC_NEAR", "XI-IATI-EC_NEAR", "iati:XI-IATI-EC_NEAR", []),
        ("XM-DAC-41122-C22201", "XM-DAC-41122-C22201", "iati:XM-DAC-41122-C22201", []),
        ("22000", "22000", "", ["category"]),
        ("CO-12001", "CO-12001", "", ["category"]),
        ("LT-DAC-84-11001", "LT-DAC-84-11001", "", ["category"]),
        ("44000", "44000", "iati:XM-DAC-44000", []),
    ],
)
def test_iati(text, value, key, notes):
    found = check("iati", text)
    assert (found.value, found.key) == (value, key)
    assert [note.code for note in found.notes] == notes


def test_recognise():
    assert recognise("W751000001") == [(IdentifierKind.RNA, "W751000001")]
    assert recognise("123026635RR0001")[0] == (IdentifierKind.CHARITY, "123026635RR0001")
    assert [kind for kind, _ in recognise("732829320")] == ["siren", "bn"]
    assert recognise("732829320", country="CA") == [(IdentifierKind.BN, "732829320")]
    assert recognise("0407.562.029") == [(IdentifierKind.BCE, "0407562029")]
    assert recognise("GB-CHC-202918") == [(IdentifierKind.IATI, "GB-CHC-202918")]
    assert recognise("une phrase") == []


@given(st.sampled_from(IdentifierKind), st.text())
def test_a_check_accepts_or_refuses_and_is_stable(kind, text):
    recognise(text)
    try:
        found = check(kind, text)
    except IdentifierError:
        return
    assert check(kind, found.value).value == found.value
    assert check(kind, found.value).key == found.key


@given(st.integers(0, 99_999_999))
def test_one_wrong_digit_is_always_seen(number):
    body = f"{number:08d}"
    proven = [f"{body}{digit}" for digit in range(10) if recognise(f"{body}{digit}")]
    sirens = [text for text in proven if "siren" in dict(recognise(text))]
    assert len(sirens) == 1 or number == 0


def test_every_code_has_its_sentence(monkeypatch):
    monkeypatch.setitem(translation._trans.__dict__, "gettext", str)
    for code in IdentifierError.MESSAGES:
        params = {"text": "x", "expected": "y", "value": "z"}
        assert "%(" not in explain(IdentifierNote(code, params))
