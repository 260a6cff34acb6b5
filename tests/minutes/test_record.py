"""The record stands alone: verified without an install, by hand as by the command; it says what it holds and nothing more."""

import io
import json
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from maillage.minutes import actions, commands
from maillage.minutes.record import building, chain
from tests import cast, networks
from tests.assemblies import holding
from tests.factories import minutes as make
from tests.minutes import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    return records.write(records.signed(), tmp_path / "dossier")


def told(folder, *known):
    answer = commands.verify(folder=folder, data=None, say=print, known=known)
    assert answer["ok"] == (not answer["faults"] and all(vote["same"] for vote in answer["votes"]))
    return answer


def test_a_whole_record_holds_and_every_vote_counts_again(folder):
    answer = told(folder)
    assert answer["ok"], answer
    assert [vote["title"] for vote in answer["votes"]] == ["Approuver les comptes", "Bureau", "Confidentiel"]
    assert answer["manifest_only"] == ["LISEZMOI.txt", "proces-verbal.odt", "proces-verbal.pdf"]
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {"presences.csv", "liste-electorale/droits.csv", "votes/002/vote.blt", "votes/001/noms.csv", "signatures/chair.json",
            "resolutions.csv"} <= names  # fmt: skip
    assert "votes/003/noms.csv" not in names


@pytest.mark.one_database
def test_the_command_runs_where_there_is_no_install_on_a_folder_as_on_a_zip(folder, tmp_path):
    box = records.zipped(records.signed(), tmp_path / "dossier.zip")
    for given in (folder, box):
        done = subprocess.run([sys.executable, "-m", "maillage.cli", "verify", str(given), "--json"], capture_output=True,
                              env={"MAILLAGE_DATA": str(tmp_path / "rien"), "PATH": "/usr/bin:/bin"}, cwd=tmp_path)  # fmt: skip
        assert done.returncode == 0, done.stderr.decode()
        assert json.loads(done.stdout)["ok"]


@pytest.mark.one_database
def test_anyone_checks_it_by_hand_with_sha256sum_alone(folder):
    done = subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    links = json.loads((folder / "chaine.json").read_bytes())
    held = {link["content"] for link in links}
    for act in (
        "votes/001/acte.json",
        "proces-verbal.json",
        *(f"resolutions/{p.name}" for p in folder.glob("resolutions/*")),
    ):
        assert chain.sha256((folder / act).read_bytes()) in held
    # What the README says of a link, done as it says.
    for before, link in zip([{"digest": chain.START}, *links], links, strict=False):
        assert link["previous"] == before["digest"]
        text = ('{{"content":"{content}","kind":"{kind}","number":{number},"on":"{on}","previous":"{previous}",'
                '"ref":"{ref}"}}').format(**link)  # fmt: skip
        assert chain.sha256(text.encode()) == link["digest"]
    assert "sha256sum -c SHA256SUMS" in (folder / "LISEZMOI.txt").read_text()


def test_what_is_printed_at_the_foot_of_the_minutes_is_the_digest_of_their_text(folder):
    text = chain.sha256((folder / "proces-verbal.json").read_bytes())
    link = json.loads((folder / "manifeste.json").read_bytes())["head"]
    signature = json.loads((folder / "signatures" / "chair.json").read_bytes())
    assert signature["text"] == text
    assert told(folder, text, link.upper())["ok"]
    answer = told(folder, "0" * 64)
    assert [one["fault"] for one in answer["faults"]] == ["unknown"]


def test_a_confidential_vote_carries_neither_name_nor_order_nor_hour(folder):
    votes = folder / "votes" / "003"
    assert sorted(path.name for path in votes.iterdir()) == ["acte.json", "bulletins.csv", "vote.json"]
    vote = json.loads((votes / "vote.json").read_bytes())
    assert vote["ballots"] == [
        {"choice": "no", "college": "", "votes": 3},
        {"choice": "yes", "college": "", "votes": 3},
    ]
    whole = b"".join(path.read_bytes() for path in votes.iterdir()).decode()
    names = [row.split(",")[0] for row in (folder / "presences.csv").read_text("utf-8-sig").splitlines()[1:]]
    assert len(names) == 6
    assert not [name for name in names if name in whole]
    assert not [word for word in ("opened_at", "closed_at", "route", "by") if f'"{word}"' in whole]


def test_minutes_not_adopted_yet_are_told_as_such():
    networks.install()
    found = make.drafted()
    answer = records.told(building.record(found.assembly))
    assert answer["ok"], answer
    assert not answer["adopted"]
    assert "presences.csv" in answer["manifest_only"]


def test_a_record_made_again_later_still_says_what_was_adopted():
    networks.install()
    found = make.signed()
    type(found.people[0]).objects.filter(pk=found.people[0].pk).update(first_name="Autre")
    found.assembly.attendances.all().update(name="Autre nom")
    answer = records.told(building.record(found.assembly))
    assert answer["ok"], answer


def test_the_zip_is_for_those_who_hold_the_meeting_opens_on_any_disk_and_speaks_as_the_network():
    networks.install()
    found = make.drafted()
    address = reverse("minutes:record", args=[found.assembly.pk])
    officer = cast.user("Sylvie", "secretary")
    type(officer).objects.filter(pk=officer.pk).update(language="es")
    answer = cast.browser(officer).get(address)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as folder:
        assert any(name.endswith("manifeste.json") for name in folder.namelist())
        assert {row.external_attr >> 16 & 0o777 for row in folder.infolist()} == {0o644}
        told = folder.read(f"dossier-{found.assembly.pk}/presences.csv").decode("utf-8-sig")
    assert told.startswith("Nom,Organisation")
    assert cast.browser(cast.user("Odile", "auditor")).get(address).status_code == 403


def test_a_meeting_that_did_not_happen_adopts_nothing():
    networks.install()
    found = make.drafted()
    later = holding.assembly(state="called", starts_at=found.assembly.starts_at + timedelta(days=30))
    actions.send_to_review(minutes=found.minutes, by=None)
    with pytest.raises(ValidationError) as caught:
        actions.adopt(minutes=found.minutes, on=localdate(), at=later, by=None)
    assert caught.value.code == "not_held"


def test_the_day_of_an_act_is_that_of_the_network_in_a_job_as_on_a_page():
    networks.install()
    found = make.signed()
    late = datetime(2026, 5, 13, 2, 30, tzinfo=UTC)  # the 12th, where the network lives
    type(found.question).objects.filter(pk=found.question.pk).update(declared_at=late)
    acted = set()
    for zone in ("UTC", "America/Montreal", "Asia/Tokyo"):
        with timezone.override(zone):
            acted.add(building.record(found.assembly)["votes/001/acte.json"])
    (act,) = acted
    assert b'"declared_on":"2026-05-12"' in act
