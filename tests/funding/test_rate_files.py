"""The banks' files: those of the European Central Bank and of the Bank of Canada; and the ones that must be refused."""

from datetime import date
from decimal import Decimal

import pytest

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
    for content in (BOC_CSV, BOC_JSON):
        feed, rates = told(content)
        assert feed == "boc"
        assert rates == {
            ("USD", "CAD", "2026-11-20"): Decimal("1.3650"),
            ("EUR", "CAD", "2026-11-20"): Decimal("1.4760"),
        }


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><a xmlns="http://www.ecb.int/eurofxref">&c;</a>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a xmlns="http://www.ecb.int/eurofxref">&b;</a>'


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "unknown"), (b"\x00\x01", "damaged"), (b"\xff\xfe", "damaged"), (b"nom;ville\n", "unknown"), (BOMB, "forbidden"),
     (OUTSIDE, "forbidden"), (b"<html></html>", "unknown"), (b'{"observations": 3}', "damaged"), (b'{"a":1}', "damaged"),
     (b"Date,USD\n2026-11-20,beaucoup\n", "rate"), (b"Date,USD\n2026-11-20,-1\n", "rate"), (b"Date,USD\n31 Brumaire 2026,1\n", "damaged"),
     (b"Date,USD\n", "empty"), (ECB_XML[:200], "damaged"), (b"Date,USD\n2026-11-20,NaN\n", "rate")],
)  # fmt: skip
def test_what_is_no_file_of_rates_is_refused(content, code):
    with pytest.raises(RatesError) as refused:
        ratefiles.read(content)
    assert refused.value.code == code
    assert refused.value.message()


def test_a_quote_says_its_bank():
    quote = ratefiles.read(ECB_DAILY)[1][0]
    assert (quote.source, quote.on) == (ratefiles.ECB, date(2026, 11, 20))
