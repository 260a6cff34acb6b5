"""Gestion: a question from its draft to its files, by the secretary; its pages say what is missing."""

import json
import re

import pytest

from maillage.ballots import record
from maillage.ballots.actions import votes
from maillage.ballots.models import Question
from tests import cast, networks
from tests.factories import votes as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary():
    networks.install()
    return cast.browser(cast.user("Secrétaire", "secretary"))


def test_a_confidential_election_from_the_draft_to_the_files(secretary):
    roll = make.roll(7)
    answer = secretary.post(f"/gestion/listes-electorales/{roll.pk}/question/", {
        "title": "Élection au conseil", "method": "scottish-stv", "options": "Amina\nBruno\nChloé", "seats": "2",
        "kind": "ordinary", "secrecy": "confidential", "elects_persons": "on", "remote": "on",
    }, follow=True)  # fmt: skip
    question = Question.objects.get()
    page = answer.content.decode()
    assert "Préparez d’abord la clé" in page
    assert "scrutin n’est pas vérifiable" in page
    at = f"/gestion/votes/{question.pk}/"
    shown = secretary.post(f"{at}cle/", {"passphrase": ""}).content.decode()
    code = re.search(r"[2-9A-Z]{5}(-[2-9A-Z]{5}){4}", shown).group()
    assert code not in secretary.get(f"{at}cle/").content.decode()
    assert secretary.post(f"{at}cle/", {"code": "AAAAA"}).status_code == 422
    secretary.post(f"{at}cle/", {"code": code})
    assert "Clore le vote" in secretary.post(f"{at}ouvrir/", follow=True).content.decode()
    for (person, _right), choice in zip(make.voters(roll), ([[1], [2]], [[2]], [[1], [3]], [[3]], [[1]]), strict=False):
        votes.cast(question=Question.objects.get(), person=person, choices=choice)
    secretary.post(f"{at}clore/")
    assert secretary.post(f"{at}proclamer/").status_code == 422
    secretary.post(f"{at}urne/", {"code": code})
    page = secretary.post(f"{at}proclamer/", follow=True).content.decode()
    assert "Amina" in page
    assert "Étape 1" in page
    assert "Quota" in page
    data = json.loads(b"".join(secretary.get(f"{at}fichiers/vote.json").streaming_content))
    assert data["outcome"]["elected"][0] == 1
    assert sum(weight for weight, _ in data["ballots"]) == 5
    blt = b"".join(secretary.get(f"{at}fichiers/vote.blt").streaming_content).decode()
    assert blt.startswith("3 2\n")
    assert secretary.get(f"{at}fichiers/noms.csv").status_code == 404
    assert "Élection au conseil" in secretary.get("/gestion/votes/").content.decode()


def test_two_tellers_see_their_difference(secretary):
    question = make.question(make.roll(9), secrecy="hands")
    at = f"/gestion/votes/{question.pk}/"
    other = cast.browser(cast.user("Autre", "secretary"))
    secretary.post(f"{at}depouillement/", {"yes": "5", "no": "2", "abstain": "0", "blank": "0", "invalid": "0"})
    other.post(f"{at}depouillement/", {"yes": "4", "no": "3", "abstain": "0", "blank": "0", "invalid": "0"})
    page = other.get(at).content.decode()
    assert "Les deux feuilles diffèrent" in page
    assert "5 ou 4" in page
    other.post(f"{at}depouillement/", {"yes": "5", "no": "2", "abstain": "0", "blank": "0", "invalid": "0"})
    assert "Deux feuilles disent la même chose" in other.get(at).content.decode()


def test_a_vote_by_name_and_its_pages(secretary):
    question = make.question(make.roll(6), opened=False)
    at = f"/gestion/votes/{question.pk}/"
    for page in ("", "modifier/", "ouvrir/", "annuler/"):
        assert secretary.get(f"{at}{page}").status_code == 200, page
    secretary.post(f"{at}modifier/", {
        "title": "Autre question", "method": "yesno", "seats": "1", "kind": "bylaws", "secrecy": "nominal",
        "version": "1",
    })  # fmt: skip
    question.refresh_from_db()
    assert (question.title, question.rule["kind"]) == ("Autre question", "bylaws")
    secretary.post(f"{at}ouvrir/")
    for page in ("", "clore/", "prolonger/"):
        assert secretary.get(f"{at}{page}").status_code == 200, page
    votes.cast(question=Question.objects.get(), person=make.voters(question.roll)[0][0], choices="yes")
    secretary.post(f"{at}clore/")
    secretary.get(f"{at}proclamer/")
    page = secretary.post(f"{at}proclamer/", follow=True).content.decode()
    assert "Adopté" in page
    assert "Votes par nom" in page
    assert "Votante Nº 0001" in page
    names = [record.short_name(path) for path, _content in record.files_of(Question.objects.get())]
    assert names == ["vote.json", "bulletins.csv", "noms.csv"]
    for name in names:
        assert secretary.get(f"{at}fichiers/{name}").status_code == 200
    assert secretary.post(f"{at}annuler/", {"reason": "non"}).status_code == 409
