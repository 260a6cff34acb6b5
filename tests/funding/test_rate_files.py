"""The banks' files: those of the European Central Bank and of the Bank of Canada; and the ones that must be refused."""

import contextlib
import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.funding import ratefiles
from maillage.funding.ratefiles import RatesError

ECB_XML = b"""<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
<gesmes:subject>Reference rates</gesmes:subject><Cube><Cube time='2026-11-20'><Cube currency='USD' rate='1.0812'/>
<Cube currency='CAD' rate='1.4755'/></Cube><Cube time='2026-11-19'><Cube currency='USD' rate='1.08'/></Cube></Cube></gesmes:Envelope>"""
ECB_CSV = b"Date,USD,JPY,BGN,CAD,\n2026-11-20,1.0812,163.2,N/A,1.4755,\n2026-11-19,1.08,162.9,1.9558,1.47,\n"
ECB_DAILY = b"Date, USD, JPY, CAD, \n20 November 2026, 1.0812, 163.2, 1.4755, \n"
BOC_CSV = (
    b'"TERMS AND CONDITIONS"\n"https://www.bankofcanada.ca/terms/"\n\n"NAME","DESCRIPTION"\n"FX_RATES_DAILY","Daily"\n\n'
    b'"SERIES"\n"id","label","description"\n"FXUSDCAD","USD/CAD","US dollar"\n\n"OBSERVATIONS"\n'
    b'"date","FXUSDCAD","FXEURCAD"\n"2026-11-20","1.3650","1.4760"\n"2026-11-21","",""\n'
)
BOC_JSON = b'{"terms":{},"seriesDetail":{},"observations":[{"d":"2026-11-20","FXUSDCAD":{"v":"1.3650"},"FXEURCAD":{"v":"1.4760"}}]}'
BOC_XML = (
    b'<?xml version="1.0" encoding="UTF-8"?><data xmlns="https://www.bankofcanada.ca/valet/observations_group"><terms/>'
    b'<seriesDetail><series id="FXUSDCAD"><label>USD/CAD</label></series></seriesDetail><observations>'
    b'<o d="2026-11-20"><v s="FXUSDCAD">1.3650</v><v s="FXEURCAD">1.4760</v></o><o d="2026-11-21"><v s="FXUSDCAD"/></o>'
    b"</observations></data>"
)


def zipped(*files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def told(content):
    feed, quotes = ratefiles.read(content)
    return feed, {(q.base, q.quote, q.on.isoformat()): q.value for q in quotes}


def test_the_files_of_the_two_banks_are_read():
    feed, rates = told(ECB_XML)
    assert feed == "ecb"
    assert len(rates) == 3
    assert rates["EUR", "USD", "2026-11-20"] == Decimal("1.0812")
    feed, rates = told(ECB_CSV)
    assert feed == "ecb"
    assert len(rates) == 7
    assert ("EUR", "BGN", "2026-11-20") not in rates
    assert told(ECB_DAILY)[1]["EUR", "CAD", "2026-11-20"] == Decimal("1.4755")
    for content in (BOC_CSV, BOC_JSON, BOC_XML):
        feed, rates = told(content)
        assert feed == "boc"
        assert rates == {
            ("USD", "CAD", "2026-11-20"): Decimal("1.3650"),
            ("EUR", "CAD", "2026-11-20"): Decimal("1.4760"),
        }


def test_the_archive_that_the_bank_gives_is_opened():
    assert told(zipped(("eurofxref-hist.csv", ECB_CSV))) == told(ECB_CSV)
    for content, code in (
        (zipped(("a.csv", ECB_CSV), ("b.csv", ECB_CSV)), "zip"), (zipped(), "damaged"), (zipped(("a.txt", b"rien")), "unknown"),
        (zipped(("a.csv", ECB_CSV))[:60], "damaged"), (zipped(("a.csv", b"0" * (ratefiles.MAX_BYTES + 5))), "too_large"),
    ):  # fmt: skip
        with pytest.raises(RatesError) as refused:
            ratefiles.read(content)
        assert refused.value.code == code


def test_a_rate_is_never_read_as_another():
    """« 1_08 » is no 108, « 1e5 » no rate; more figures than are kept are rounded here, the same for each database."""
    for text in ("1_08", "1e5", "1,08", "Infinity", "0x1", "١.٠", "+1", "0", "1" * 14):
        with pytest.raises(RatesError) as refused:
            ratefiles.read(f'Date,USD\n2026-11-20,"{text}"\n'.encode())
        assert refused.value.code == "rate"
    assert told(b"Date,USD\n2026-11-20,1.12345678915\n")[1]["EUR", "USD", "2026-11-20"] == Decimal("1.1234567892")


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([ECB_XML, ECB_CSV, ECB_DAILY, BOC_CSV, BOC_JSON, BOC_XML, zipped(("a.csv", ECB_CSV))]),
    st.lists(st.tuples(st.integers(0, 700), st.integers(0, 12), st.binary(max_size=8)), min_size=1, max_size=4),
)
def test_a_dirty_file_is_read_or_refused_in_words(content, cuts):
    for at, length, put in cuts:
        content = content[:at] + put + content[at + length :]
    with contextlib.suppress(RatesError):
        _feed, quotes = ratefiles.read(content)
        assert all(quote.value > 0 and quote.base != quote.quote for quote in quotes)


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><a xmlns="http://www.ecb.int/eurofxref">&c;</a>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a xmlns="http://www.ecb.int/eurofxref">&b;</a>'


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "unknown"), (b"\x00\x01", "damaged"), (b"\xff\xfe", "damaged"), (b"nom;ville\n", "unknown"), (BOMB, "forbidden"),
     (OUTSIDE, "forbidden"), (b"<html></html>", "unknown"), (b'{"observations": 3}', "damaged"), (b'{"a":1}', "damaged"),
     (b"Date,USD\n2026-11-20,beaucoup\n", "rate"), (b"Date,USD\n2026-11-20,-1\n", "rate"), (b"Date,USD\n31 Brumaire 2026,1\n", "damaged"),
     (b"Date,USD\n", "empty"), (ECB_XML[:200], "damaged"), (b"Date,USD\n2026-11-20,NaN\n", "rate"),
     (ECB_XML.replace(b"UTF-8", b"FOO-8"), "damaged")],
)  # fmt: skip
def test_what_is_no_file_of_rates_is_refused(content, code):
    with pytest.raises(RatesError) as refused:
        ratefiles.read(content)
    assert refused.value.code == code
    assert refused.value.message()


def test_a_quote_says_its_bank():
    quote = ratefiles.read(ECB_DAILY)[1][0]
    assert (quote.source, quote.on) == (ratefiles.ECB, date(2026, 11, 20))
