"""The record stands alone: it is verified without an install, and every change to it is told."""

import io
import json
import subprocess
import sys
import zipfile

import pytest
from django.urls import reverse

from maillage.core.errors import Refused
from maillage.minutes import actions, commands
from maillage.minutes.record import building, chain
from tests import cast, networks
from tests.factories import minutes as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    networks.install()
    found = make.held()
    make.vote(found, [[[1], [2]], [[2], [1]], [[1]], [[3], [1]], [[1], [3]], "blank"], title="Bureau", method="scottish-stv",
              seats=2, options=["Ada", "Bo", "Cy"])  # fmt: skip
    make.vote(found, ["yes", "yes", "no", "no", "no", "yes"], title="Confidentiel", secrecy="confidential")
    make.close(found)
    minutes = actions.draft(assembly=found.assembly, by=None)
    for path, content in building.record(minutes.assembly).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    return tmp_path


def told(folder):
    answer = commands.verify(folder=folder, data=None, say=print)
    assert answer["ok"] == (not answer["faults"] and all(vote["same"] for vote in answer["votes"]))
    return answer


def test_a_whole_record_holds_and_every_vote_counts_again(folder):
    answer = told(folder)
    assert answer["ok"], answer
    assert [vote["title"] for vote in answer["votes"]] == ["Approuver les comptes", "Bureau", "Confidentiel"]
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {
        "proces-verbal.pdf",
        "liste.csv",
        "votes/002/vote.blt",
        "votes/001/noms.csv",
        "LISEZMOI.txt",
    } <= names
    assert "votes/003/noms.csv" not in names


def test_the_command_runs_where_there_is_no_install(folder, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("vide")
    done = subprocess.run([sys.executable, "-m", "maillage.cli", "verify", str(folder), "--json"], capture_output=True,
                          env={"MAILLAGE_DATA": str(elsewhere / "rien"), "PATH": "/usr/bin:/bin"}, cwd=elsewhere)  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["ok"]


def spoil(folder, path, old, new):
    file = folder / path
    content = file.read_bytes()
    assert old in content
    file.write_bytes(content.replace(old, new, 1))


def resign(folder, *paths):
    """What a forger does who knows the layout: the manifest says the new digests."""
    manifest = json.loads((folder / "manifeste.json").read_bytes())
    for path in paths:
        manifest["files"][path] = chain.sha256((folder / path).read_bytes())
        if path in manifest["recorded"]:
            manifest["recorded"][path] = manifest["files"][path]
    (folder / "manifeste.json").write_text(json.dumps(manifest))


def test_a_changed_file_a_missing_one_and_one_too_many_are_told(folder):
    spoil(folder, "presences.csv", b"Nom", b"Nam")
    (folder / "liste.csv").unlink()
    (folder / "ajout.txt").write_text("x")
    assert {(one["path"], one["fault"]) for one in told(folder)["faults"]} == {
        ("presences.csv", "changed"), ("liste.csv", "missing"), ("ajout.txt", "extra"),
    }  # fmt: skip


def test_a_ballot_changed_with_its_manifest_changes_the_count(folder):
    spoil(folder, "votes/001/vote.json", b'"choice": "no"', b'"choice": "yes"')
    resign(folder, "votes/001/vote.json")
    vote = next(one for one in told(folder)["votes"] if one["path"].startswith("votes/001"))
    assert (vote["same"], vote["why"]) == (False, "differs")
    assert "yes" in vote["differs"]


def test_a_result_changed_everywhere_is_not_what_the_chain_recorded(folder):
    for path in ("votes/001/vote.json", "votes/001/acte.json"):
        spoil(folder, path, b"Approuver les comptes", b"Approuver les contes ")
    resign(folder, "votes/001/vote.json", "votes/001/acte.json")
    answer = told(folder)
    assert ("votes/001/acte.json", "not_recorded") in {(one["path"], one["fault"]) for one in answer["faults"]}


@pytest.mark.parametrize(
    "bad", ["[]", "{", '{"files": [], "head": ""}', "null", '{"files": {"a": 1}, "head": "x"}', "[" * 5000]
)
def test_a_broken_manifest_is_refused_with_a_word(folder, bad):
    (folder / "manifeste.json").write_text(bad)
    with pytest.raises(Refused):
        told(folder)


@pytest.mark.parametrize("bad", ["[]", "{}", '{"title": "x"}', "null", "[" * 5000, '{"title": 1.5}'])
def test_a_broken_vote_is_told_and_never_raises(folder, bad):
    (folder / "votes/001/vote.json").write_text(bad)
    answer = told(folder)
    assert not answer["ok"]


def test_a_path_that_leaves_the_folder_is_told(folder):
    manifest = json.loads((folder / "manifeste.json").read_bytes())
    manifest["files"]["../../etc/passwd"] = "0" * 64
    (folder / "manifeste.json").write_text(json.dumps(manifest))
    assert ("../../etc/passwd", "unsafe") in {(one["path"], one["fault"]) for one in told(folder)["faults"]}


def test_a_folder_that_is_none_is_refused(tmp_path):
    for place in (tmp_path / "rien", tmp_path):
        with pytest.raises(Refused):
            told(place)


def test_the_zip_is_for_those_who_hold_the_meeting():
    networks.install()
    found = make.drafted()
    address = reverse("minutes:record", args=[found.assembly.pk])
    answer = cast.browser(cast.user("Sylvie", "secretary")).get(address)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as folder:
        assert any(name.endswith("manifeste.json") for name in folder.namelist())
    assert cast.browser(cast.user("Odile", "auditor")).get(address).status_code == 403
