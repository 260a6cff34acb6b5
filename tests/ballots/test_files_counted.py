"""What is exported counts as what was declared: the files of a question, given to the command."""

import json

import pytest
from click.testing import CliRunner

from maillage import cli
from maillage.ballots import record
from maillage.ballots.actions import count, questions, votes
from tests import networks
from tests.factories import votes as make

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
RANKED = ([[1], [2]], [[2], [4], [1]], [[4], [3]], [[3], [1]], [[1]], [[2], [3]])
CHOSEN = ([1, 2], [2, 4], [3], [4], [1, 3], [])
GRADED = (
    {1: "excellent", 2: "good"}, {4: "excellent"}, {2: "very_good", 3: "very_good"}, {3: "passable", 1: "fair"},
    {1: "very_good", 4: "reject"}, {},
)  # fmt: skip


def counted(folder, question, name, *more):
    files = dict(record.files_of(question))
    path = folder / name
    path.write_bytes(files[f"vote-{question.number}{name}"])
    asked = ["count", str(path), "--method", question.method, "--seats", str(question.seats), "--json", *more]
    done = CliRunner().invoke(cli.main, asked)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("method", "seats", "given"),
    [("scottish-stv", 2, RANKED), ("meek", 2, RANKED), ("irv", 1, RANKED), ("schulze", 2, RANKED), ("approval", 2, CHOSEN),
     ("plurality", 2, CHOSEN), ("majority-judgement", 2, GRADED)],
)  # fmt: skip
def test_the_files_of_a_vote_give_what_was_declared(tmp_path, method, seats, given):
    networks.install()
    roll = make.roll(6, weights=(1, 2))
    question = make.question(roll, title="Bureau", method=method, secrecy="nominal", seats=seats,
                             options=["Amina", "Bruno", "Chloé", "Dina"])  # fmt: skip
    for (person, right), choice in zip(make.voters(roll), given, strict=True):
        votes.cast(question=question, person=person, choices={right.pk: choice or "blank"})
    question.refresh_from_db()
    questions.withdraw_option(option=question.options.get(label="Dina"), by=None)
    question = count.declare(question=questions.close_vote(question=question, by=None), by=None)
    said = question.outcome
    if question.shape == "ranked":
        found = counted(tmp_path, question, ".blt")
        assert (found["stages"], found["ties"]) == (said["stages"], said["ties"])
    else:
        found = counted(tmp_path, question, "-bulletins.csv", "--seed", question.lot_seed)
    assert (found["elected"], found["valid"]) == (said["elected"], said["valid"])
