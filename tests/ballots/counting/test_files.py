"""Files of ballots: read, written, and refused with the line where the fault is."""

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.ballots.counting import blt, csvfile
from maillage.ballots.counting.types import Candidate, CountError, RankedBallots
from tests.ballots.counting.strategies import strict, weak

pytestmark = pytest.mark.one_database
GOOD = '4 2\n-2\n3 1 3 4 0\n4 1 3 2 0\n0\n"Adam"\n"Basil"\n"Charlotte"\n"Donald"\n"Titre"\n'


def read(text):
    return blt.read(io.BytesIO(text if isinstance(text, bytes) else text.encode()))


def test_the_file_of_its_inventors():
    found = read(GOOD)
    assert (found.seats, found.title) == (2, "Titre")
    assert found.ballots == ((3, ((1,), (3,), (4,))), (4, ((1,), (3,), (2,))))
    assert [(one.number, one.name, one.withdrawn) for one in found.candidates] == [
        (1, "Adam", False), (2, "Basil", True), (3, "Charlotte", False), (4, "Donald", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + GOOD,
        GOOD.replace("\n", "\r\n"),
        "# essai\n\n" + GOOD.replace("3 1 3 4 0", "3 1 3 4 0 # trois\n# rien"),
        GOOD.replace('"', "").replace("Titre", '"Titre" # fin'),
        GOOD.replace("4 1 3 2 0", "2 1 3 2 0\n(b-2) 1 1 3 2 0\n(b 3)1 1 3 2 0"),
        GOOD.replace(" ", "\t"),
        GOOD.replace('"Adam"\n"Basil"', '"Adam" "Basil"'),
        GOOD.rstrip(),
        GOOD.replace("\n", ",,\n"),
        GOOD.replace('"Adam"\n"Basil"', '"Adam","Basil"'),
        GOOD.replace("3 1 3 4 0", "3 1 3 4 0 0 0").replace("4 1 3 2 0", "4 1 3 2 0 0"),
        GOOD.replace('"Adam"\n', "# ALTERNATIVE NAME 1: Adam\n"),
        GOOD.replace("\n", " "),
        GOOD.replace("4 2\n", "4 2 ").replace("1 3 4", "1 3\n4").replace("0\n0", "0 0"),
    ],
    ids=[
        "mark",
        "crlf",
        "comments",
        "bare names",
        "ballots' marks",
        "tabs",
        "names on a line",
        "no last end",
        "commas of a spreadsheet",
        "commas between names",
        "zeros for empty ranks",
        "a name as PrefLib has it",
        "on one line",
        "whatever the ends of lines",
    ],
)
def test_the_same_file_otherwise_written(text):
    assert read(text) == read(GOOD)


def test_equal_ranks_empty_ranks_and_empty_ballots():
    found = read('3 1\n[tie 3 1 2]\n1 1=2 - 3 0\n2 0\n0\n"Zoé "la rouge" Li"\n"É"\n"C"\n')
    assert found.ballots == ((1, ((1, 2), (), (3,))), (2, ()))
    assert (found.lot, found.title) == ((2, 1, 3), "")  # Droop lets the first go first: the last is the favoured
    assert found.candidates[0].name == 'Zoé "la rouge" Li'
    party = read('2 1\n1 1 0\n0\n"A"  "Vert, uni"\n"B" "Bleu"\n"T"\n')
    assert [one.name for one in party.candidates] == ["A (Vert, uni)", "B (Bleu)"]
    again = read(blt.write(found))  # the lot is in a comment, which OpaVote passes over
    assert "\n# [tie 3 1 2]\n" in blt.write(found)
    assert (again.lot, again.ballots) == (found.lot, found.ballots)
    skipped = read("3 1\n1 0 0 2 0\n1 3 0 1 0\n1 0 0 0 0\n0\nA\nB\nC\n")  # as Stack Exchange has them
    assert skipped.ballots == ((1, ((), (), (2,))), (1, ((3,), (), (1,))), (1, ()))
    sheet = read('2 1\n1 1 0\n0\n"Jérémie F ""Scottish National Party (SNP)"""\n"B ""Ind"""\nWard 6 - Elgin\n')
    assert [one.name for one in sheet.candidates] == ['Jérémie F "Scottish National Party (SNP)"', 'B "Ind"']
    assert read(GOOD.replace("Adam", "Andrée").encode("cp1252")).candidates[0].name == "Andrée"


BROKEN = {
    "": 1, "x\n": 1, "4\n": 1, "0 1\n": 1, "4 -2\n": 1, "99999999999 1\n": 1, "2 2 2\n": 1,
    "2 1\n1 1 2\n0\nA\nB\n": 2,                 # lost its 0
    "2 1\n1 1 0\n1 2 1 0 1 1 0\n0\nA\nB\n": 3,  # two on a line
    "2 1\n1 3 0\n0\nA\nB\n": 2, "2 1\n1 1 1 0\n0\nA\nB\n": 2, "2 1\n1 x 0\n0\nA\nB\n": 2,
    "2 1\n1 -1 0\n0\nA\nB\n": 2, "2 1\n1 1 0\n-3 2 0\n0\nA\nB\n": 3, "2 1\n-3\n0\nA\nB\n": 2, "2 1\n-1 2 0\n0\n": 2,
    "2 1\n0 1 0\n0\nA\nB\n": 2, "2 1\n1.5 1 0\n0\nA\nB\n": 2, "2 1\n99999999999999999 1 0\n0\nA\nB\n": 2,
    "2 1\n1 1 0\n": 2, "2 1\n1 1 0\nA\nB\n": 3, "2 1\n1 1 0\n0\n": 3, "2 1\n1 1 0\n0\nA\n": 4,
    '2 1\n1 1 0\n0\n"A\n"B"\n': 4, "2 1\n1 1= 0\n0\nA\nB\n": 2, "2 1\n1 =1 0\n0\nA\nB\n": 2, "2 1\n1 1==2 0\n0\nA\nB\n": 2,
    "2 1\n[tie 1]\n0\nA\nB\n": 2, "2 1\n[droop x]\n0\nA\nB\n": 2, "2 1\n1 1\0 0\n": 2, "2 1\n0\nA\nB\nT\nS\nR\nX\n": 8,
    "2 1\n[nick a b]\n1 1 0\n0\nA\nB\n": 2, "2 1\n(a) 1 1 0\n(b) 2 0\n0\nA\nB\n": 3,
    "3 1\n1 1 0\n1 2 0 1 3 0\n1 1 0 2 0\n0\nA\nB\nC\n": 3,  # two ballots, or a rank left empty?
    "3 1\n1 1 0 0 0\n1 2 0 2 0\n0\nA\nB\nC\n": 3, "2 1\n1 00 1 0\n0\nA\nB\n": 2, "2 1\n2,5 1 0\n0\nA\nB\n": 2,
    "3 2 4 1 2 0 2 3 0 0": 1, "2 1 1 1 0\n1 2": 2, "2 1 1 1 0\n1 x 0 0 A B": 2,
    "2 1\n1 (1 2) 0\n0\nA\nB\n": 2, "2 1\n1 1,2 0\n0\nA\nB\n": 2,
    "2 1\n1 ١ 0\n0\nA\nB\n": 2, "2 1\n1 1- 0\n0\nA\nB\n": 2,
}  # fmt: skip


@pytest.mark.parametrize(("text", "line"), BROKEN.items(), ids=[repr(text)[:40] for text in BROKEN])
def test_a_broken_file_is_refused_with_its_line(text, line):
    with pytest.raises(CountError, match=f"^Ligne {line} : ") as refusal:
        read(text)
    assert refusal.value.line == line


class Endless(io.RawIOBase):
    """A line that never ends, counted."""

    def __init__(self, start):
        self.start, self.given = start, 0

    def readline(self, size=-1):
        assert 0 < size < 10_000_000
        start, self.start = self.start, b""
        if start:
            return start
        self.given += size
        return b"1 " * (size // 2) + b"1"


@pytest.mark.parametrize("start", [b"2 1\n", b""])
def test_a_line_without_end_is_not_read_whole(start):
    file = Endless(start)
    with pytest.raises(CountError, match="octets"):
        blt.read(file)
    assert file.given < 3_000_000
    rows = csvfile.read(Endless(b"A,B\n"))[1]
    with pytest.raises(CountError, match="octets"):
        list(rows)


@settings(max_examples=80, deadline=None)
@given(st.one_of(strict(), weak()), st.lists(st.text(max_size=8), min_size=7, max_size=7), st.booleans())
def test_what_is_written_reads_back(election, names, gone):
    candidates, ballots, seats = election
    merged = {}
    for weight, ranks in ballots:
        ranks = tuple(ranks)
        while ranks and not ranks[-1]:
            ranks = ranks[:-1]
        merged[ranks] = merged.get(ranks, 0) + weight
    known = tuple(
        Candidate(one.number, blt.clean(name), withdrawn=gone and one.number == 1)
        for one, name in zip(candidates, names, strict=False)
    )
    kept = RankedBallots(known, tuple((weight, ranks) for ranks, weight in merged.items()), seats, blt.clean(names[-1]))
    assert read(blt.write(kept)) == kept
    assert read(blt.write(kept).replace("\n", " ")) == kept


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(list('0123456789 \n"-=#()[]\0é')), max_size=60).map("".join), st.integers(0, len(GOOD)))
def test_nothing_but_a_refusal_ever_comes_out(noise, at):
    for text in (noise, GOOD[:at] + noise + GOOD[at:], GOOD[:at]):
        try:
            read(text)
        except CountError as refusal:
            said = str(refusal)
        else:
            said = "Ligne 1 : "
        assert re.match(r"Ligne \d+ : ", said)


def table(tmp_path, text):
    path = tmp_path / "b.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    "text",
    [
        "weight,A,B\n2,1,0\n1,1,1\n1,,\n",
        "\ufeffA;B;Poids\r\n1;0;2,0\r\n1;1;1\r\n0;0;1\r\n",
        "A\tB\n1\t0\n1\t0\n1\t1\n0\t\n\n",
    ],
)
def test_choices_from_a_spreadsheet(tmp_path, text):
    found = csvfile.read_choices(table(tmp_path, text))
    assert [one.name for one in found.candidates] == ["A", "B"]
    assert {choice: weight for weight, choice in found.ballots} == {
        frozenset({1}): 2, frozenset({1, 2}): 1, frozenset(): 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("A,B\nBien,Passable\nTrès bien,\n", "excellent|Très bien|Bien|assez bien|Passable|insuffisant|à rejeter"),
        ("A,B\n3,0\n1,5\n", "5|4|3|2|1|0"),
        ("A,B\nA,C\nB,\n", "A|B|C"),
        ("A,B\na,C\nA,\n", "a|B|C"),
        ("A,B\n-1,0\n1,\n", "1|0|-1"),
        ("A,B\nGOOD,Good\n\n,good\n", "excellent|très bien|GOOD|assez bien|passable|insuffisant|à rejeter"),
    ],
)
def test_the_scale_is_found(tmp_path, text, scale):
    assert "|".join(csvfile.read_grades(table(tmp_path, text)).grades) == scale


@pytest.mark.parametrize(
    ("text", "line"),
    [("", 1), ("weight\n1\n", 1), ("A,A\n", 1), ("A,,B\n", 1), ("weight,A,Poids\n", 1), ("A,B\n1\n", 2), ("A,B\n1,2\n", 2),
     ("A,weight\n1,1\n1,-1\n", 3), ("A,weight\n1,0\n", 2), ("A,weight\n1,1.5\n", 2), ("A,B\n1,0\n1,\0\n", 3),
     ('A,B\n1,"0\n', 2), ("A,B\n1,0,1\n", 2), ("A,B\nx,1\n", 2)],
)  # fmt: skip
def test_a_broken_table_is_refused_with_its_line(tmp_path, text, line):
    with pytest.raises(CountError, match=f"^Ligne {line} : "):
        csvfile.read_choices(table(tmp_path, text))


def test_a_given_scale_is_read_whatever_the_capitals(tmp_path):
    found = csvfile.read_grades(table(tmp_path, "A,B\nOUI,non\nPeut-être,\n"), ("Oui", "Peut-être", "Non"))
    assert found.ballots == ((1, {1: "Oui", 2: "Non"}), (1, {1: "Peut-être"}))
    apart = csvfile.read_grades(table(tmp_path, "A,B\na,A\n"), ("A", "a"))
    assert apart.ballots == ((1, {1: "a", 2: "A"}),)


@pytest.mark.parametrize("text", ["A,B\nBien,Chouette\n", "A,B\nGood,Bien\n", "A,B\n03,3\n", "A\n\n"])
def test_grades_that_make_no_scale_are_refused(tmp_path, text):
    with pytest.raises(CountError):
        csvfile.read_grades(table(tmp_path, text))
    with pytest.raises(CountError):
        csvfile.read_grades(table(tmp_path, text), ("x", "y"))


def test_a_table_written_reads_back(tmp_path):
    people = (
        Candidate(1, "Léa, la « vive »"),
        Candidate(2, 'B"b', withdrawn=True),
        Candidate(3, "[C]"),
        Candidate(4, "=1+1"),
    )
    text = csvfile.write(people, [(2, {1: "Bien"}), (1, {1: "Passable", 2: "Bien"})])
    assert ",'=1+1\n" in text
    found = csvfile.read_grades(table(tmp_path, text))
    assert [(one.name, one.withdrawn) for one in found.candidates] == [
        ("Léa, la « vive »", False), ('B"b', True), ("(C)", False), ("=1+1", False),
    ]  # fmt: skip
    assert found.ballots == ((2, {1: "Bien"}), (1, {1: "Passable", 2: "Bien"}))
