import contextlib
import tracemalloc
from datetime import date
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.billing.references import ReferenceKind, belgian_communication, creditor_reference
from maillage.billing.statements import (
    Columns,
    StatementError,
    camt,
    lines,
    read_camt,
    read_statements,
    read_table,
)
from maillage.core.money import Money
from maillage.core.sheets import write_csv

BELGIAN = belgian_communication(year=2025, number=42)
RF = creditor_reference("F-2025-0043")
NS = "urn:iso:std:iso:20022:tech:xsd:camt.053.001."


def party(name, version):
    inside = f"<Nm>{escape(name)}</Nm>"
    return f"<Dbtr><Pty>{inside}</Pty></Dbtr>" if version >= 8 else f"<Dbtr>{inside}</Dbtr>"


def detail(amount, version, *, name="Amis du Mali", remittance="", sense=""):
    where = f"<AmtDtls><TxAmt><Amt Ccy='EUR'>{amount}</Amt></TxAmt></AmtDtls>"
    if version >= 4:
        where = f"<Amt Ccy='EUR'>{amount}</Amt>"
    sense = f"<CdtDbtInd>{sense}</CdtDbtInd>" if sense else ""
    return (
        f"<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>{where}{sense}<RltdPties>"
        f"{party(name, version)}<DbtrAcct><Id><IBAN>BE71096123456769</IBAN></Id></DbtrAcct>"
        f"</RltdPties><RmtInf>{remittance}</RmtInf></TxDtls>"
    )


def entry(amount, details="", *, version=8, sense="CRDT", status="BOOK", extra="", ref="A1"):
    status = f"<Sts><Cd>{status}</Cd></Sts>" if version >= 8 else f"<Sts>{status}</Sts>"
    group = f"<NtryDtls>{details}</NtryDtls>" if details else ""
    return (
        f"<Ntry><Amt Ccy='EUR'>{amount}</Amt><CdtDbtInd>{sense}</CdtDbtInd>{extra}{status}"
        f"<BookgDt><Dt>2025-03-04</Dt></BookgDt><ValDt><Dt>2025-03-05</Dt></ValDt>"
        f"<AcctSvcrRef>{ref}</AcctSvcrRef>{group}</Ntry>"
    )


def document(*entries, version=8, closing=None, head=""):
    balance = ""
    for code, value in (("OPBD", "100.00"), ("CLBD", closing)):
        if value is not None:
            balance += (
                f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>{value}</Amt>"
                "<CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2025-03-04</Dt></Dt></Bal>"
            )
    return (
        f"<?xml version='1.0' encoding='UTF-8'?>{head}<Document xmlns='{NS}{version:02d}'>"
        "<BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>1</Id><Acct><Id>"
        f"<IBAN>BE68 5390 0754 7034</IBAN></Id><Ccy>EUR</Ccy></Acct>{balance}{''.join(entries)}"
        "</Stmt></BkToCstmrStmt></Document>"
    )


@pytest.fixture
def written(tmp_path):
    def write(content, name="releve.xml"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def scor(reference):
    return f"<Strd><CdtrRefInf><Ref>{reference}</Ref></CdtrRefInf></Strd>"


@pytest.mark.parametrize("version", [2, 4, 8])
def test_the_three_versions_say_the_same(written, version):
    content = document(
        entry(
            "50.00",
            detail("50.00", version, remittance=scor(BELGIAN.value)),
            version=version,
        ),
        entry("12.34", version=version, sense="DBIT"),
        entry("7.00", version=version, status="PDNG"),
        version=version,
        closing="137.66",
    )
    [statement] = read_statements(written(content))
    assert statement.account == "BE68539007547034"
    assert statement.balanced is True
    assert statement.pending == 1
    first, second = statement.lines
    assert first.amount == Money(5000, "EUR")
    assert first.counterparty == "Amis du Mali"
    assert first.counterparty_account == "BE71096123456769"
    assert first.references == (BELGIAN,)
    assert (first.booked_on, first.value_on) == (date(2025, 3, 4), date(2025, 3, 5))
    assert first.end_to_end == ""
    assert second.amount == Money(-1234, "EUR")


def test_references_are_found_in_free_text_and_bad_ones_are_shown(written):
    free = f"<Ustrd>Cotisation {RF.format()}</Ustrd><Ustrd>{BELGIAN.format()}</Ustrd>"
    wrong = scor("090933755494") + "<Ustrd>merci</Ustrd>"
    content = document(
        entry("1.00", detail("1.00", 8, remittance=free)),
        entry("2.00", detail("2.00", 8, remittance=wrong), ref="A2"),
    )
    first, second = read_camt(written(content))[0].lines
    assert set(first.references) == {RF, BELGIAN}
    assert {r.kind for r in first.references} == {ReferenceKind.RF, ReferenceKind.BELGIAN}
    assert second.references == ()
    assert second.message == "090933755494 merci"


def test_a_batch_is_split_only_when_its_parts_add_up(written):
    parts = detail("30.00", 8, name="Un") + detail("20.00", 8, name="Deux")
    returned = detail("70.00", 8) + detail("20.00", 8, sense="DBIT")
    content = document(
        entry("50.00", parts),
        entry("51.00", parts, ref="A2"),
        entry("50.00", returned, ref="A3"),
        entry("9.00", "<Btch><NbOfTxs>3</NbOfTxs></Btch>", ref="A4"),
        closing="260.00",
    )
    [statement] = read_camt(written(content))
    assert [line.amount.minor for line in statement.lines] == [3000, 2000, 5100, 7000, -2000, 900]
    assert [line.grouped for line in statement.lines] == [1, 1, 2, 1, 1, 3]
    assert [line.counterparty for line in statement.lines[:2]] == ["Un", "Deux"]
    assert statement.balanced is True


def test_a_reversal_says_so_and_keeps_its_direction(written):
    content = document(entry("50.00", detail("50.00", 8), sense="DBIT", extra="<RvslInd>true</RvslInd>"))
    [line] = read_camt(written(content))[0].lines
    assert line.reversal
    assert line.amount == Money(-5000, "EUR")
    assert line.counterparty == "Amis du Mali"


def test_the_same_file_twice_gives_the_same_fingerprints(written):
    same = entry("5.00", detail("5.00", 8))
    content = document(same, same, entry("6.00"))
    once = [line.fingerprint for line in read_camt(written(content))[0].lines]
    again = [line.fingerprint for line in read_camt(written(content, "b.xml"))[0].lines]
    assert once == again
    assert len(set(once)) == 3
    longer = document(entry("1.00", ref="A0"), same, same, entry("6.00"))
    assert set(once) < {line.fingerprint for line in read_camt(written(longer))[0].lines}


BOMB = "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{('&' + chr(97 + n) + ';') * 10}'>" for n in range(9)
)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (document(head=BOMB + "]>"), "forbidden_xml"),
        (document(head="<!DOCTYPE d SYSTEM 'file:///etc/passwd'>"), "forbidden_xml"),
        ("<Document xmlns='urn:x'><a/></Document>", "wrong_root"),
        ("<html><body/></html>", "wrong_root"),
        (document().replace("camt.053", "camt.054"), "wrong_root"),
        (document().replace("BkToCstmrStmt", "BkToCstmrAcctRpt"), "wrong_root"),
        (document()[:-20], "damaged"),
        (document(entry("50.00", "<a>" * 60 + "</a>" * 60)), "damaged"),
        (document().replace("UTF-8", "nimporte"), "damaged"),
        (document(entry("-5.00")), "bad_amount"),
        (document(entry("5.001")), "bad_amount"),
        (document(entry("5e3")), "bad_amount"),
        (document(entry("5.00").replace("Ccy='EUR'", "Ccy='ZZZ'")), "bad_amount"),
        (document(entry("5.00").replace("Ccy='EUR'", "Ccy='USD'")), "wrong_currency"),
        (document(entry("5.00").replace("2025-03-04", "2025-02-31")), "bad_date"),
        (document(entry("5.00", sense="")), "missing"),
        (document(entry("5.00")).replace("<IBAN>BE68 5390 0754 7034</IBAN>", ""), "no_account"),
    ],
)
def test_a_bad_file_is_refused_by_name(written, content, code):
    with pytest.raises(StatementError) as refusal:
        read_camt(written(content))
    assert refusal.value.code == code
    assert code in StatementError.MESSAGES


def test_limits_hold(written, monkeypatch):
    path = written(document(*[entry("1.00", ref=str(n)) for n in range(5)]))
    monkeypatch.setattr(camt, "MAX_LINES", 4)
    with pytest.raises(StatementError) as refusal:
        read_camt(path)
    assert refusal.value.code == "too_many_lines"
    monkeypatch.setattr(lines, "MAX_BYTES", 10)
    with pytest.raises(StatementError) as refusal:
        read_statements(path)
    assert refusal.value.code == "too_big"


def test_a_long_statement_stays_small_in_memory(written):
    path = written(document(*[entry("1.00", detail("1.00", 8), ref=str(n)) for n in range(5000)]))
    tracemalloc.start()
    [statement] = read_camt(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(statement.lines) == 5000
    assert peak < 40_000_000


QUEBEC = (
    "Compte;Date;Description;Retraits;Dépôts;Solde\n"
    "815-30;2025-03-04;Cotisation CISO;;1 250,50;9 000,00\n"
    "815-30;2025-03-05;Loyer;800,00;;8 200,00\n"
    ";;Total;;;\n"
)
BELGE = (
    "Compte : BE68 5390 0754 7034;Relevé\n"
    "Titulaire;Réseau\n"
    "Numéro de séquence;Date d'exécution;Date valeur;Montant;Devise du compte;"
    "Nom de la contrepartie;Communication\n"
    f'2025-1;31/03/2025;01/04/2025;125,00;EUR;"Amis; du Mali";{BELGIAN.format()}\n'
    "2025-2;01/04/2025;01/04/2025;-12,40;EUR;Banque;Frais\n"
)


def test_a_table_of_quebec_is_read(written):
    statement = read_table(written(QUEBEC, "a.csv"), currency="CAD")
    assert [line.amount.minor for line in statement.lines] == [125050, -80000]
    assert statement.account == "815-30"
    assert statement.lines[0].message == "Cotisation CISO"
    assert statement.skipped == (4,)


def test_a_belgian_table_is_read_under_its_title(written):
    path = written(BELGE.encode("cp1252"), "a.csv")
    [statement] = read_statements(path, currency="EUR", account="BE68")
    first, second = statement.lines
    assert first.references == (BELGIAN,)
    assert first.counterparty == "Amis; du Mali"
    assert (first.booked_on, first.value_on) == (date(2025, 3, 31), date(2025, 4, 1))
    assert second.amount == Money(-1240, "EUR")
    again = read_statements(written(BELGE, "b.csv"), currency="EUR", account="BE68")[0]
    assert [x.fingerprint for x in again.lines] == [x.fingerprint for x in statement.lines]


def test_a_table_without_headers_is_read_by_position(written):
    path = written("04/13/2025,Depot,100.00\n04/14/2025,Retrait,-20.00\n", "a.csv")
    columns = Columns(date=0, amount=2, labels=(1,), has_header=False)
    statement = read_table(path, currency="CAD", columns=columns)
    assert [line.booked_on.day for line in statement.lines] == [13, 14]
    assert [line.amount.minor for line in statement.lines] == [10000, -2000]


def test_the_direction_may_be_in_its_own_column(written):
    path = written("Date;Montant (EUR);Sens\n2025-01-02;5,00;D\n2025-01-02;7,00;Crédit\n", "a.csv")
    lines = read_table(path, currency="EUR").lines
    assert [line.amount.minor for line in lines] == [-500, 700]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("a;b\n1;2\n", "no_columns"),
        ("Date;Montant\n2025-01-01;douze\n", "bad_amount"),
        ("Date;Montant\n32/01/2025;12\n", "bad_date"),
        ("Date;Montant\n;12\n", "bad_date"),
        ("Date;Montant\n13/01/2025;12\n01/13/2025;12\n", "mixed_dates"),
        ("Date;Montant;Devise\n2025-01-01;12;USD\n", "wrong_currency"),
        ("Date;Montant\n2025-01-01;12 $\n", "wrong_currency"),
        ("Date;Débit;Crédit\n2025-01-01;1;2\n", "two_amounts"),
        ("Date;Montant;Sens\n2025-01-01;1;X\n", "unknown_sign"),
        (b"%PDF-1.7 xxxxxxxxxxxxxx", "table"),
    ],
)
def test_a_bad_table_is_refused_by_name(written, content, code):
    with pytest.raises(StatementError) as refusal:
        read_table(written(content, "a.csv"), currency="EUR")
    assert refusal.value.code == code


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.lists(
        st.tuples(st.dates(), st.integers(-(10**9), 10**9), st.text("aé;\"'=€ \n", max_size=12)),
        min_size=1,
        max_size=8,
    )
)
def test_what_is_written_is_read(written, rows):
    path = written(b"", "p.csv")
    table = [(day, str(Money(minor, "EUR").decimal), text) for day, minor, text in rows]
    with path.open("wb") as file:
        write_csv(table, ["Date", "Montant", "Libellé"], file)
    statement = read_table(path, currency="EUR")
    assert [line.amount.minor for line in statement.lines] == [minor for _d, minor, _t in rows]
    assert len({line.fingerprint for line in statement.lines}) == len(rows)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(st.binary(max_size=400), st.integers(0, 1200))
def test_any_damage_is_an_error_of_ours(written, noise, where):
    good = document(entry("50.00", detail("50.00", 8))).encode()
    path = written(good[:where] + noise + good[where + len(noise) :])
    with contextlib.suppress(StatementError):
        read_statements(path, currency="EUR")
