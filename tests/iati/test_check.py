"""Checking files: the schema, the rules, the lists, the identifiers; what is made to harm is refused with a word."""

import io
import json
import subprocess
import sys
import time

import pytest

from maillage.iati import checking, stream
from tests.iati import files, samples

pytestmark = pytest.mark.one_database


def checked(content: bytes) -> checking.Report:
    return checking.check_file(io.BytesIO(content), "essai.xml")


def rules(report: checking.Report) -> set[str]:
    return {one.rule for one in report.faults}


def test_a_good_file_has_no_fault():
    report = checked(files.document())
    assert [one.as_dict() for one in report.faults] == []
    assert report.xsd_valid
    assert (report.version, report.activities) == ("2.03", 1)


def test_a_fault_says_where_which_rule_and_what_to_do():
    wrong = files.activity(sector='<sector vocabulary="1" code="99999" percentage="60"/>')
    report = checked(files.document(files.activity("BE-BCE_KBO-0123456789-A"), wrong))
    told = {one.rule: one for one in report.faults}
    assert told["codelist/Sector"].severity == "error"
    assert told["codelist/Sector"].path == "/iati-activities/iati-activity[2]/sector/@code"
    assert told["codelist/Sector"].line > 20
    assert told["codelist/Sector"].identifier == files.IDENTIFIER
    assert told["2.1.4"].message == "Un seul secteur : son pourcentage est absent, ou vaut 100."
    assert report.xsd_valid


VALUE = '<value value-date="2023-01-01">1</value>'
TOLD = '<transaction><transaction-type code="{code}"/><transaction-date iso-date="{day}"/>' + VALUE + "</transaction>"
BUDGET = '<budget><period-start iso-date="2023-01-01"/><period-end iso-date="2024-12-31"/>' + VALUE + "</budget>"


@pytest.mark.parametrize(("more", "rule"), [
    (BUDGET, "7.5.3"), (TOLD.format(code="3", day="2093-01-01"), "11.2.1"),
    (TOLD.format(code="77", day="2023-01-01"), "codelist/TransactionType"),
    (TOLD.format(code="3", day="hier"), "0.3.1"),
    ('<related-activity ref="BE-BCE_KBO-0123456789-ABSENTE" type="1"/>', "reference/activity"),
])  # fmt: skip
def test_each_kind_of_fault_is_found(more, rule):
    assert rule in rules(checked(files.document(files.activity(money=more))))


def test_an_incomplete_list_only_warns():
    wrong = files.activity().replace('code="BF"', 'code="ZZ"')
    found = next(one for one in checked(files.document(wrong)).faults if one.rule == "codelist/Country")
    assert found.severity == "warning"


def test_one_identifier_twice_in_a_file_and_across_files(tmp_path):
    one = files.written(tmp_path, "a.xml", files.activity(), files.activity())
    two = files.written(tmp_path, "b.xml", files.activity())
    first, second = checking.check_files([one, two])
    assert "ligne" in next(f for f in first.faults if f.rule == "1.1.2").message
    assert "a.xml" in next(f for f in second.faults if f.rule == "1.1.2").message


def test_an_activity_of_another_file_of_the_check_is_known(tmp_path):
    link = '<related-activity ref="BE-BCE_KBO-0123456789-B" type="1"/>'
    one = files.written(tmp_path, "a.xml", files.activity(more=link))
    two = files.written(tmp_path, "b.xml", files.activity("BE-BCE_KBO-0123456789-B"))
    assert not any(report.faults for report in checking.check_files([one, two]))


@pytest.mark.parametrize("version", ["1.01", "1.05", "2.04", "deux", ""])
def test_other_versions_are_refused_with_a_word(version):
    report = checked(files.document(version=version))
    assert rules(report) == {"0.6.1"}
    assert not report.xsd_valid
    assert "2.03" in report.faults[0].message


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>\n"  # fmt: skip
FOREIGN = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n'


@pytest.mark.parametrize("head", [BOMB, FOREIGN, '<!DOCTYPE iati-activities SYSTEM "http://127.0.0.1/x.dtd">\n',
                                  "<!--" + "x" * 2_000_000 + "-->" + BOMB])  # fmt: skip
def test_entities_and_foreign_files_are_refused(head):
    started = time.process_time()
    report = checked(
        files.document(files.activity().replace("De l’eau", "&i;" if "<!ENTITY i" in head else "&a;"), head=head)
    )
    assert rules(report) <= {"0.1.2", "0.1.1"}
    assert report.faults
    assert time.process_time() - started < 1
    assert "root:" not in json.dumps(report.as_dict())


def test_a_bomb_in_another_encoding_is_refused():
    text = files.document(head=BOMB).decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    assert rules(checked(text.encode("utf-16"))) == {"0.1.2"}


@pytest.mark.parametrize(("content", "rule"), [
    (b"", "0.1.1"), (b"   \n", "0.1.1"), (b"bonjour", "0.1.1"), (b"\0\0\0", "0.1.1"), (b"<html><body/></html>", "0.2.1"),
    (b"<iati-activities version='2.03'><iati-activity>", "0.1.1"), (b"PK\x03\x04" + b"\0" * 100, "0.1.1"),
    (b"<iati-activities version='2.03'>" + b"<x>" * 5_000, "0.1.2"), (b"<iati-activities version='2.03'/>", "0.3.1"),
])  # fmt: skip
def test_what_is_no_iati_file_is_said_so(content, rule):
    assert rules(checked(content)) == {rule}


def test_a_row_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(stream, "LARGEST_ROW", 1 << 18)
    monkeypatch.setattr(stream, "HEAD", 1 << 18)
    report = checked(files.document(files.activity(more=files.transaction() * 5_000)))
    assert rules(report) == {"0.1.2"}


def test_a_file_that_is_not_there_is_a_fault_of_its_own(tmp_path):
    good = files.written(tmp_path, "a.xml")
    reports = checking.check_files([tmp_path / "absent.xml", tmp_path, good])
    assert [one.is_good for one in reports] == [False, False, True]


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "maillage.cli", *arguments], capture_output=True, text=True, check=False
    )


def test_the_command_answers_json_and_exits_by_what_it_found(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MAILLAGE_DATA", raising=False)
    good, bad = files.written(tmp_path, "a.xml"), files.written(tmp_path, "b.xml", files.activity(sector=""))
    done = command("iati", "check", str(good), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"files": [{
        "file": str(good), "version": "2.03", "activities": 1, "xsd_valid": True, "errors": [],
        "counts": {"critical": 0, "error": 0, "warning": 0}}]}  # fmt: skip
    done = command("iati", "check", str(good), str(bad), "--json")
    assert done.returncode == 1
    error = json.loads(done.stdout)["files"][1]["errors"][0]
    assert set(error) == {"severity", "rule", "path", "line", "identifier", "message"}


@pytest.mark.slow
@pytest.mark.skipif(not samples.manifest(), reason="the real files are absent")
def test_real_files_are_valid_or_not_as_their_manifest_says():
    rows = samples.manifest()
    reports = checking.check_files([samples.real(row) for row in rows])
    for row, report in zip(rows, reports, strict=True):
        if row["version"].startswith("2."):
            assert str(report.xsd_valid) == row["xsd_valid"], row["file"]
            assert report.activities == int(row["activities"])
        else:
            assert not report.is_good
            assert "0.6.1" in rules(report)


@pytest.mark.parametrize(("old", "new", "said", "line"), [
    ("De l’eau", "Eau & puits", "&amp;", 5), ("De l’eau", "http://a.org/?x=1&y=2", "&amp;", 5), ("De l’eau", "De&nbsp;l’eau", "&nbsp;", 5),
    ("De l’eau", "a < b", "&lt;", 5), ("De l’eau", "De\x0bl’eau", "signe interdit", 5), ("</title>", "</titre>", "</titre>", 5),
    ("UTF-8", "x-inconnu", "encodage", 1), ("<iati-activities ", '<iati-activities xmlns="urn:a" ', "urn:a", 2),
    ("<?xml", "\n<?xml", "tout au début", 2), ("</iati-activities>", "</iati-activities>fin", "un seul document", 17),
])  # fmt: skip
def test_what_is_not_xml_is_told_in_words_with_its_line(old, new, said, line):
    content = files.document().decode().replace(old, new, 1).encode()
    (found,) = checked(content).faults
    assert found.severity == "critical"
    assert said in found.message
    assert found.line == line


@pytest.mark.parametrize(("content", "said"), [
    (b"\x1f\x8b\x08\x00rien", "compressé"), (b"PK\x03\x04rien", "ZIP"), (b"<!doctype HTML PUBLIC 'x'><html></html>", "page web"),
    (b"\xef\xbb\xbf<html><body>404</body></html>", "page web"), (b'{"a": 1}', "aucun élément"), (files.document()[:-30], "coupé"),
])  # fmt: skip
def test_another_thing_saved_under_the_name_is_named(content, said):
    (found,) = checked(content).faults
    assert said in found.message


@pytest.mark.parametrize(("old", "new", "rule"), [
    ("</iati-activities>", "mot</iati-activities>", "texte"), ('2.03">', '2.03">mot', "texte"),
    ("</iati-activity>", "</iati-activity>mot", "texte"),
    ("<iati-activity ", '<x:y xmlns:x="urn:x"/><iati-activity ', "attendu"),
    ("</iati-activities>", "<title/></iati-activities>", "attendu"),
])  # fmt: skip
def test_what_stands_beside_the_activities_is_judged_too(old, new, rule):
    report = checked(files.document().decode().replace(old, new, 1).encode())
    assert not report.xsd_valid
    assert [rule in one.message for one in report.faults] == [True]


def test_the_lines_of_a_long_file_are_exact():
    first = files.activity(more="\n" * 70_000)
    wrong = files.activity("BE-BCE_KBO-0123456789-B", sector='<sector code="99999"/>').replace(
        "<title>", "<oups/><title>"
    )
    content = files.document(first, wrong)
    lines = content.decode().splitlines()
    for one in checked(content).faults:
        assert one.line > 70_000
        assert ("oups" if one.rule == "0.3.1" else "sector") in lines[one.line - 1]


def test_a_code_that_was_retired_is_a_remark_once():
    old = files.activity().replace('code="BF"', 'code="AN"')
    found = [one for one in checked(files.document(old)).faults if one.rule == "codelist/Country"]
    assert [one.severity for one in found] == ["warning"]
    assert "retiré" in found[0].message


def test_a_prolog_made_to_harm_is_looked_at_quickly():
    started = time.process_time()
    checked(b"<?a?>" * 5_000 + b"!")
    checked(b"<!-- -->" * 5_000 + b"<!DOCTYPE x [")
    assert time.process_time() - started < 1
