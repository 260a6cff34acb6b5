"""`maillage count`, as whole processes and as others drive it."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from maillage import cli
from maillage.ballots.counting import METHODS, Candidate, count
from maillage.ballots.counting.words import FRENCH
from tests.ballots.counting import samples

pytestmark = pytest.mark.one_database
WARD = samples.HERE / "shetland_2017_ward4.blt"


def ask(*arguments):
    return CliRunner().invoke(cli.main, ["count", *map(str, arguments)])


def test_the_answer_is_the_one_promised():
    answer = json.loads(ask(WARD, "--method", "scottish-stv", "--json").stdout)
    assert list(answer) == ["method", "seats", "valid", "invalid", "quota", "elected", "stages", "ties"]
    assert {key: answer[key] for key in list(answer)[:6]} == {
        "method": "scottish-stv", "seats": 3, "valid": 973, "invalid": 0, "quota": "244", "elected": [4, 2, 5],
    }  # fmt: skip
    assert answer["stages"][2] == {
        "stage": 3,
        "totals": {"1": "146.87304", "2": "244.00000", "3": "95.78523", "4": "244.00000", "5": "217.17553"},
        "exhausted": "25.16620",
        "events": [{"candidate": 3, "event": "excluded"}],
    }
    assert answer["ties"] == []


def test_it_runs_without_an_install_and_without_starting_django(tmp_path):
    code = (
        "import sys; from maillage.cli import main\n"
        "try: main(['count', sys.argv[1], '--method', 'meek', '--json'])\n"
        "finally:\n"
        "    from django.apps import apps; from django.conf import settings\n"
        "    assert not apps.ready and not settings.configured"
    )
    done = subprocess.run([sys.executable, "-c", code, str(WARD)], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["elected"] == [4, 2, 5]
    assert list(tmp_path.iterdir()) == []


def test_it_reads_for_people_and_takes_seats_and_a_seed(tmp_path):
    text = ask(WARD, "--method", "scottish-stv").stdout
    assert "Élection, dans l’ordre : Davie SANDISON (Ind), Mark Robert BURGESS (Ind), Ian SCOTT (Ind)" in text
    alone = json.loads(ask(WARD, "--method", "irv", "--seats", 1, "--json").stdout)
    assert alone["elected"] == [4]
    assert json.loads(ask(WARD, "--method", "irv", "--json").stdout) == alone  # a file for three seats
    assert "Le fichier dit 3 sièges : le vote alternatif en pourvoit un." in ask(WARD, "--method", "irv").stdout
    refused = ask(WARD, "--method", "irv", "--seats", 2)
    assert (refused.exit_code, "un seul siège" in refused.stderr) == (1, True)
    file = tmp_path / "b.csv"
    file.write_text("A,B\n1,0\n0,1\n")
    assert "faute de tirage au sort" in ask(file, "--method", "approval").stdout
    drawn = ask(file, "--method", "approval", "--seed", "assemblée").stdout
    assert "tirage au sort fait avant le compte" in drawn
    assert "Graine du tirage au sort : assemblée" in drawn


@pytest.mark.parametrize(
    ("text", "method", "said"),
    [("2 1\n1 1 2\n0\nA\nB\n", "irv", "Ligne 2 : "), ("2 2\n1 1 0\n0\nA\nB\n", "borda", "Méthode inconnue"),
     ("A,B\n1,2\n", "approval", "Ligne 2 : ")],
)  # fmt: skip
def test_a_refusal_is_one_sentence_and_exit_one(tmp_path, text, method, said):
    file = tmp_path / "f"
    file.write_text(text)
    done = ask(file, "--method", method, "--json")
    assert done.exit_code == 1
    assert said in json.loads(done.stdout)["errors"][0]["message"]
    assert ask(tmp_path / "absent", "--method", method, "--json").exit_code == 1
    assert ask(tmp_path, "--method", "irv").exit_code == 1


def test_a_file_of_the_other_kind_is_told_so(tmp_path):
    table = tmp_path / "b.csv"
    table.write_text("A,B\n1,0\n")
    assert "« irv » se compte sur un fichier .blt." in ask(table, "--method", "irv").stderr
    assert "« approval » se compte sur un fichier .csv." in ask(WARD, "--method", "approval").stderr
    assert "se compte" not in ask(WARD, "--method", "irv", "--seats", 2).stderr  # another reason


def test_ballots_come_in_by_a_pipe(tmp_path):
    command = [sys.executable, "-m", "maillage.cli", "count", "-", "--method", "scottish-stv", "--json"]
    with WARD.open("rb") as ballots:
        done = subprocess.run(command, stdin=ballots, cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, json.loads(done.stdout)["elected"]) == (0, [4, 2, 5])


def test_a_result_renders_as_table_text_and_csv_whatever_the_names():
    people = (Candidate(1, "=1+1"), Candidate(2, 'Zoé\n"x"'))
    outcome = count("plurality", candidates=people, ballots=[(2, frozenset({1})), (1, frozenset({2}))])
    headers, rows = outcome.as_table()
    assert headers == ["N°", "Candidature", "Étape 1", "Résultat"]
    assert rows[0] == ["1", "=1+1", "2", "Élection (1)"]
    assert outcome.as_csv().splitlines()[1] == "1,'=1+1,2,Élection (1)"
    assert "\n" not in outcome.as_text().split("Zoé")[1].split("x")[0]
    assert set(METHODS) <= set(FRENCH)
