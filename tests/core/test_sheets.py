import datetime
import io
import struct
import time
import tracemalloc
import zipfile
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.core import sheet_guards
from maillage.core.sheet_guards import explain
from maillage.core.sheets import (
    Note,
    SheetError,
    escaped,
    open_sheet,
    unescaped,
    write_csv,
    write_ods,
    write_xlsx,
)
from tests.effort import cpu

WRITERS = {"csv": write_csv, "xlsx": write_xlsx, "ods": write_ods}


@pytest.fixture
def written(tmp_path):
    def write(content, name="a.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def read(path, **options):
    with open_sheet(path, **options) as sheet:
        return sheet.headers, list(sheet.rows)


def refusal(path, **options):
    with pytest.raises(SheetError) as caught:
        read(path, **options)
    return caught.value


# --- CSV ---------------------------------------------------------------------------------------

TABLE = "Nom;Ville\r\nÉcole d’été;Orléans\r\nAmis;Québec\r\n"
ROWS = [(2, ["École d’été", "Orléans"]), (3, ["Amis", "Québec"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman"])
def test_encodings(written, encoding):
    assert read(written(TABLE.encode(encoding))) == (["Nom", "Ville"], ROWS)


def test_the_first_accent_may_be_in_the_last_row(written):
    text = "Nom;Ville\n" + "Amis;Lyon\n" * 200_000 + "Été;Orléans\n"
    _, rows = read(written(text.encode("cp1252")))
    assert rows[-1] == (200_002, ["Été", "Orléans"])


def test_a_file_pasted_together_from_two_encodings(written):
    content = ("Nom;Ville\n" + "Été;Orléans\n" * 20).encode() + "Été;Orléans\n".encode("cp1252")
    with open_sheet(written(content)) as sheet:
        assert [row for _, row in sheet.rows] == [["Été", "Orléans"]] * 21
        assert sheet.notes == [Note("mixed-encoding")]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(written, delimiter, end):
    lines = [
        ["Nom", "Note", "Pays"],
        ["A", '"a;b,c\td|e ""x"""', "FR"],
        ["B", '"une\ndeux"', ""],
    ]
    path = written(end.join(delimiter.join(line) for line in lines) + end)
    assert read(path) == (
        ["Nom", "Note", "Pays"],
        [(2, ["A", 'a;b,c\td|e "x"', "FR"]), (3, ["B", "une\ndeux", ""])],
    )


def test_commas_in_every_cell_do_not_make_a_delimiter(written):
    path = written("Nom;Pays d'action\n" + "Amis;FR, BE, ML, SN\n" * 300)
    with open_sheet(path) as sheet:
        assert sheet.delimiter == ";"
        assert next(sheet.rows) == (2, ["Amis", "FR, BE, ML, SN"])


def test_one_column(written):
    assert read(written("Nom\nDupont, Jean\nDurand, Zoé\n")) == (
        ["Nom"],
        [(2, ["Dupont, Jean"]), (3, ["Durand, Zoé"])],
    )


def test_excel_separator_line_is_no_row(written):
    assert read(written("sep=,\r\nNom,Ville\r\nA,B\r\n")) == (
        ["Nom", "Ville"],
        [(2, ["A", "B"])],
    )


def test_row_numbers_stay_true(written):
    headers, rows = read(written('\n\nNom;Ville\n\nA;"x\ny"\n;;;\n  ;\nB;Z\n'))
    assert headers == ["Nom", "Ville"]
    assert rows == [(5, ["A", "x\ny"]), (8, ["B", "Z"])]


def test_title_above_the_headers(written):
    with open_sheet(written("Liste des membres 2024\n\nNom;Ville;Pays\nA;B;FR\n")) as sheet:
        assert sheet.headers == ["Nom", "Ville", "Pays"]
        assert sheet.header_row == 3
        assert sheet.notes == [Note("title-skipped", {"row": 3})]
        assert list(sheet.rows) == [(4, ["A", "B", "FR"])]


def test_rows_shorter_and_longer_than_the_headers(written):
    _, rows = read(written("a;b;c\n1\n1;2;3;;;\n1;2;3;4\n"))
    assert rows == [(2, ["1", "", ""]), (3, ["1", "2", "3"]), (4, ["1", "2", "3", "4"])]


def test_duplicate_headers_are_noted(written):
    with open_sheet(written("Nom;Nom;;\nA;B\n")) as sheet:
        assert sheet.headers == ["Nom", "Nom"]
        assert sheet.notes == [Note("duplicate-header", {"header": "Nom", "count": 2})]


def test_header_only_and_empty(written):
    assert read(written("Nom;Ville\n")) == (["Nom", "Ville"], [])
    assert refusal(written("")).code == "empty"
    assert refusal(written("\n \n;;\n")).code == "empty"


def test_nul_bytes_vanish(written):
    with open_sheet(written(b"Nom;Ville\nA\0mis;B\nC;D\n" + b"x;y\n" * 40)) as sheet:
        assert next(sheet.rows) == (2, ["Amis", "B"])
        list(sheet.rows)
        assert Note("nul-removed", {"count": 1}) in sheet.notes


def test_long_cells(written):
    assert read(written("Nom;b\n" + "x" * 10_000 + ";y\n"))[1] == [(2, ["x" * 10_000, "y"])]
    assert refusal(written("Nom;b\n1;2\n" + "x" * 120_000 + ";y\n")).params["row"] == 3


def test_an_unclosed_quote_names_its_row(written):
    error = refusal(written('a;b\n1;2\n3;"oubli\n5;6\n7;8\n'))
    assert (error.code, error.params) == ("unclosed-quote", {"row": 3})
    error = refusal(written('a;b\n1;2\n3;"oubli\n' + "5;6\n" * 5000))
    assert (error.code, error.params) == ("unclosed-quote", {"row": 3})
    assert read(written('a;b\nle "grand" jour;2\n'))[1] == [(2, ['le "grand" jour', "2"])]


def test_a_hundred_thousand_rows_are_fast_and_light(tmp_path):
    path = tmp_path / "big.csv"
    line = "Association des amis du Mali;W123456789;21;ML, SN;12;Orléans;a@b.org;+33 6 12 34 56 78\n"
    path.write_text("Nom;Id;Type;Pays;N;Ville;Courriel;Tél\n" + line * 100_000)
    started = time.process_time()
    with open_sheet(path) as sheet:
        count = sum(1 for _ in sheet.rows)
        assert sheet.estimated_rows == 100_000
    spent = time.process_time() - started
    assert count == 100_000
    assert spent < 2, spent
    tracemalloc.start()
    with open_sheet(path) as sheet:
        sum(1 for _ in sheet.rows)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000, peak


@given(content=st.binary(max_size=400))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_bytes_are_a_table_or_a_refusal(tmp_path, content):
    path = tmp_path / "any"
    path.write_bytes(content)
    try:
        headers, rows = read(path)
    except SheetError as error:
        code = error.code
    else:
        code = ""
        assert all(len(row) >= len(headers) for _, row in rows)
    assert not code or code in SheetError.MESSAGES


# --- Wrong files -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"\x89PNG\r\n\x1a\n....", "image"),
        (b"\xff\xd8\xff\xe0....", "image"),
        (b"<!DOCTYPE html><html><table><tr><td>Nom</td></tr></table>", "HTML"),
        (b"\xef\xbb\xbf <table><tr><td>Nom</td></tr></table>", "HTML"),
        (b"<?xml version='1.0'?><Workbook/>", "XML"),
    ],
)
def test_a_file_that_is_no_table(written, content, found):
    error = refusal(written(content, "liste.xlsx"))
    assert (error.code, error.params) == ("wrong-file", {"found": found})


def archive(entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return out.getvalue()


def test_other_archives(written):
    docx = archive({"[Content_Types].xml": "", "word/document.xml": "<w/>"})
    assert refusal(written(docx, "a.xlsx")).params == {"found": "DOCX"}
    assert refusal(written(archive({"a.txt": "x"}), "a.xlsx")).params == {"found": "ZIP"}
    odt = archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})
    assert refusal(written(odt, "a.ods")).params == {"found": "OpenDocument"}
    assert refusal(written(b"\xd0\xcf\x11\xe0" + b"\0" * 100)).code == "old-excel"
    assert refusal(written(b"PK\x03\x04 nothing more")).code == "damaged"


def test_a_huge_file_is_refused_without_being_read(tmp_path):
    path = tmp_path / "huge.xlsx"
    with path.open("wb") as file:
        file.truncate(300_000_000)
    error = refusal(path)
    assert (error.code, error.params) == ("too-big", {"size": 300, "limit": 50})
    assert cpu(lambda: refusal(path)) < 0.1


# --- Workbooks ---------------------------------------------------------------------------------


def workbook(rows, write=write_xlsx, headers=("Nom", "Ville")):
    out = io.BytesIO()
    write(rows, headers, out)
    return out.getvalue()


def rebuilt(content, changes):
    """The same archive with some entries replaced."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        entries = {name: source.read(name) for name in source.namelist()}
    return archive(entries | changes)


SHEET = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/'
    '2006/main"><sheetData>{}</sheetData></worksheet>'
)


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_workbooks_show_what_people_see(written, kind):
    rows = [
        [
            "00123",
            3.0,
            0.1 + 0.2,
            12345678901234,
            datetime.date(2024, 2, 3),
            True,
            Decimal("1.50"),
        ],
        [None, "", "=1+1", "+33 6 12 34 56 78", "-5", "<b>", "a  b\n c"],
    ]
    path = written(workbook(rows, WRITERS[kind], list("abcdefg")), "a.bin")
    _, (first, second) = read(path)
    assert first[0] == 2
    assert first[1][:2] == ["00123", "3"]
    assert float(first[1][2]) == pytest.approx(0.3)
    assert first[1][3:6] == ["12345678901234", "2024-02-03", "oui"]
    assert Decimal(first[1][6]) == Decimal("1.5")
    assert second == (3, ["", "", "=1+1", "+33 6 12 34 56 78", "-5", "<b>", "a  b\n c"])


def test_blank_rows_of_a_workbook_keep_numbers_true(written):
    path = written(workbook([["A", "B"], [None, None], [], ["C", "D"]]))
    with open_sheet(path) as sheet:
        assert sheet.total == 4
        assert list(sheet.rows) == [(2, ["A", "B"]), (5, ["C", "D"])]


def test_zip_bomb(written):
    bomb = rebuilt(workbook([["A", "B"]]), {"xl/media/x.bin": b"\0" * 60_000_000})
    assert len(bomb) < 1_000_000
    assert refusal(written(bomb, "a.xlsx")).code == "bomb"


def test_too_many_entries(written):
    assert refusal(written(archive({f"{n}.txt": "" for n in range(2_001)}))).code == "bomb"


def test_a_directory_that_lies_about_sizes(written):
    name = "xl/worksheets/sheet1.xml"
    content = bytearray(rebuilt(workbook([["A", "B"]]), {name: b"<a/>" * 7_500_000}))
    at = content.index(b"PK\x01\x02" + content[content.index(b"PK\x01\x02") + 4 :][:2])
    while content[at + 46 : at + 46 + len(name)] != name.encode():
        at = content.index(b"PK\x01\x02", at + 4)
    content[at + 24 : at + 28] = struct.pack("<I", 100)
    assert refusal(written(bytes(content), "a.xlsx")).code == "bomb"


def test_one_far_cell_would_fill_the_memory(written):
    far = SHEET.format('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
    path = written(rebuilt(workbook([]), {"xl/worksheets/sheet1.xml": far}))
    assert refusal(path).code == "too-many-cells"
    silent = SHEET.format('<row><c r="XFD1048576"><v>1</v></c></row>' + " " * 9_000)
    path = written(rebuilt(workbook([]), {"xl/worksheets/sheet1.xml": silent}))
    assert refusal(path).code == "too-many-cells"


@pytest.mark.parametrize(
    ("name", "cell"),
    [
        ("xl/worksheets/sheet1.xml", '<c cm=">" r="XFD1048576"><v>1</v></c>'),
        ("xl/worksheets/sheet1.xml", "<c " + " " * 70_000 + 'r="XFD1048576"><v>1</v></c>'),
        ("xl/elsewhere.bin", '<c r="XFD1048576"><v>1</v></c>'),
    ],
)
def test_a_far_cell_cannot_hide(written, name, cell):
    content = SHEET.format(f"<row>{cell}</row>")
    assert refusal(written(rebuilt(workbook([]), {name: content}))).code == "too-many-cells"


@pytest.mark.parametrize("tag", ["<c ", "<row ", "<table:table-cell ", "<text:s ", '<c t="s" '])
def test_a_million_open_tags_take_no_time(written, tag):
    flood = tag * 300_000
    started = time.process_time()
    refusal(written(rebuilt(workbook([]), {"xl/worksheets/sheet1.xml": flood})))
    refusal(written(rebuilt(workbook([], write_ods), {"content.xml": flood})))
    assert time.process_time() - started < 3


def test_xml_in_utf16_is_refused(written):
    content = SHEET.format('<row r="1"><c r="A1"><v>1</v></c></row>').encode("utf-16")
    path = written(rebuilt(workbook([]), {"xl/worksheets/sheet1.xml": content}))
    assert refusal(path).code == "damaged"


def test_one_long_text_shown_a_million_times(written):
    cells = '<row r="1">' + '<c t="s"><v>0</v></c>' * 300 + "</row>"
    book = rebuilt(
        workbook([]),
        {
            "xl/worksheets/sheet1.xml": SHEET.format(cells * 100),
            "xl/sharedStrings.xml": "<sst><si><t>" + "x" * 30_000 + "</t></si></sst>",
        },
    )
    assert refusal(written(book)).code == "bomb"


REPEATED = (
    '<table:table-row table:number-rows-repeated="1048576">'
    '<table:table-cell table:number-columns-repeated="16384" {}/></table:table-row>'
)
ODS_ROW = (
    '<table:table-row table:number-rows-repeated="{}"><table:table-cell '
    'office:value-type="string"><text:p>{}</text:p></table:table-cell></table:table-row>'
)


def ods(body):
    return rebuilt(
        workbook([["A", "B"]], write_ods),
        {
            "content.xml": "<office:document-content><office:body><office:spreadsheet>"
            f'<table:table table:name="a">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>"
        },
    )


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (REPEATED.format('office:value-type="float" office:value="1"'), "too-many-cells"),
        (REPEATED.replace("/>", "><text:p>x</text:p></table:table-cell>").format(""), "bomb"),
        (REPEATED.replace("{}", 'table:formula="of:=[.A1]&gt;0 > 1" office:value="1"'), "too-many-cells"),
        (ODS_ROW.format(100_000, "x" * 9_000), "bomb"),
        (ODS_ROW.format(1, "<text:s text:c='999999999'/>"), "bomb"),
    ],
)
def test_repetitions_of_opendocument(written, body, code):
    assert refusal(written(ods(body))).code == code


def test_empty_rows_at_the_end_of_opendocument_are_harmless(written):
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    blank = '<table:table-cell table:number-columns-repeated="16000"/>'
    body = (
        f"<table:table-row>{cell.format('Nom')}{cell.format('Ville')}{blank}</table:table-row>"
        f"<table:table-row>{cell.format('A')}{cell.format('B')}{blank}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1048574">{blank}</table:table-row>'
    )
    assert read(written(ods(body))) == (["Nom", "Ville"], [(2, ["A", "B"])])


def test_a_named_sheet(written):
    path = written(workbook([["A", "B"]]))
    with open_sheet(path) as sheet:
        assert sheet.sheet_names == ["Maillage"]
    assert refusal(path, sheet="Autre").code == "no-such-sheet"


# --- Writing -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "attack",
    [
        "=1+1",
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "=HYPERLINK(1)",
        "+cmd|' /C'!A0",
    ],
)
def test_formulas_are_neutralised(attack):
    assert escaped(attack) == "'" + attack
    assert unescaped(escaped(attack)) == attack


@pytest.mark.parametrize("value", ["-5", "+3,5", "-1 200,50 €", "1e5", "+33 6 12 34 56 78", "a=b"])
def test_numbers_and_telephones_stay_themselves(value):
    assert escaped(value) == value


@given(st.text())
def test_escaping_is_undone(text):
    assert unescaped(escaped(text)) == text


def test_csv_for_french_spreadsheets():
    out = io.BytesIO()
    report = write_csv([["Été", 1.5, True, datetime.date(2024, 2, 3), "=1"]], list("abcde"), out)
    assert out.getvalue() == ("\ufeffa;b;c;d;e\r\nÉté;1,5;oui;2024-02-03;'=1\r\n".encode())
    assert report.rows == 1
    assert not out.closed
    english = io.BytesIO()
    write_csv([[1.5, False]], ["a", "b"], english, lang="en")
    assert english.getvalue() == "\ufeffa,b\r\n1.5,no\r\n".encode()


@pytest.mark.parametrize("kind", list(WRITERS))
def test_odd_numbers_are_written_as_text(written, kind):
    odd = [float("nan"), float("inf"), Decimal("NaN"), 10**18, True]
    _, rows = read(written(workbook([odd], WRITERS[kind], list("abcde"))))
    assert rows == [(2, ["nan", "inf", "NaN", "1000000000000000000", "oui"])]


def test_a_cell_too_long_for_a_spreadsheet_is_cut_and_told(written):
    out = io.BytesIO()
    report = write_xlsx([["x", "y" * 40_000]], ["a", "b"], out)
    assert report.cut == [(2, 1)]
    (row,) = read(written(out.getvalue()))[1]
    assert len(row[1][1]) == 32_767


CONTROLS = "".join(map(chr, [*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF]))
plain = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=CONTROLS), min_size=1, max_size=30)
seen = plain.filter(lambda text: text.strip())
tables = st.lists(st.tuples(seen, plain, plain), max_size=8)


@pytest.mark.parametrize("kind", list(WRITERS))
@given(table=tables)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_our_own_export_reads_back_the_same(tmp_path, kind, table):
    if kind != "csv":
        # XML has no carriage return, and an OpenDocument tab would be lost on the way.
        table = [tuple(cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row) for row in table]
    if kind == "ods":
        table = [tuple(cell.replace("\t", " ") for cell in row) for row in table]
    path = tmp_path / f"a.{kind}"
    with path.open("wb") as out:
        WRITERS[kind](table, ["Nom", "Ville", "Note"], out)
    with open_sheet(path) as sheet:
        assert sheet.kind == kind
        got = [row for _, row in sheet.rows]
    assert got == [list(row) for row in table if any(cell.strip() for cell in row)]


def test_every_refusal_and_note_has_its_sentence(monkeypatch):
    monkeypatch.setitem(translation._trans.__dict__, "gettext", str)
    params = dict.fromkeys(["size", "limit", "found", "cells", "row", "name", "count", "header"], 7)
    for code in SheetError.MESSAGES:
        assert "%(" not in explain(Note(code, params))
    assert "300 Mo" in explain(SheetError("too-big", size=300, limit=50))
    assert sheet_guards.MAX_FILE == 50_000_000
