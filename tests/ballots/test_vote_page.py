"""The ballot page, without JavaScript: vote, change, share, be refused, read the receipt and the result."""

import base64
import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import ValidationError

from maillage.ballots import sealing
from maillage.ballots.actions import count, keys, questions, urns, votes
from maillage.ballots.ballot_forms import size_of
from maillage.ballots.models import NominalVote, OpenedBallot, RightUse
from maillage.core.deciding import PresenceSource
from maillage.core.registry import house
from maillage.organisations.models import Person
from tests import cast, networks
from tests.factories import votes as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def network():
    networks.install()


def signed_in(person):
    user = cast.user(f"votant {person.pk}")
    Person.objects.filter(pk=person.pk).update(user=user)
    return cast.browser(user)


def page(question):
    return f"/espace/votes/{question.pk}/"


def test_vote_change_and_read_the_result():
    question = make.question(make.roll(6))
    browser = signed_in(make.voters(question.roll)[0][0])
    shown = browser.get(page(question)).content.decode()
    assert "Adoptez-vous le rapport" in shown
    assert "Plus de la moitié" in shown
    assert question.lot_seed in shown
    assert "les membres de la liste lisent qui a voté quoi" in shown
    answer = browser.post(page(question), {"choix": "yes"}, follow=True)
    assert "Votre vote est enregistré" in answer.content.decode()
    assert "Vous avez voté : Pour" in browser.get(page(question)).content.decode()
    browser.post(page(question), {"choix": "no"})
    assert NominalVote.objects.get().choice == "no"
    answer = browser.post(page(question), {})
    assert answer.status_code == 422
    assert "Choisissez" in answer.content.decode()
    questions.close_vote(question=question, by=None)
    answer = browser.post(page(question), {"choix": "yes"})
    assert answer.status_code == 422
    assert NominalVote.objects.get().choice == "no"
    count.declare(question=question, by=None)
    shown = browser.get(page(question)).content.decode()
    assert "Rejeté" in shown
    assert "Droits exercés" in shown
    assert "Votes par nom" in shown
    assert "<td>Contre</td>" in shown
    assert "Adoptez-vous" in browser.get("/espace/votes/").content.decode()


def test_a_delegation_shares_its_votes():
    roll = make.roll(10)
    person = make.voters(roll)[0][0]
    make.give_all(roll, person, 10)
    question = make.question(roll)
    browser = signed_in(person)
    assert "Répartir mes 10 voix" in browser.get(page(question)).content.decode()
    answer = browser.post(page(question), {"choix": "partage", "voix-yes": "7", "voix-no": "2"})
    assert "exactement vos 10 voix" in answer.content.decode()
    assert not RightUse.objects.exists()
    browser.post(page(question), {"choix": "partage", "voix-yes": "7", "voix-no": "3"})
    assert sorted(NominalVote.objects.values_list("choice", flat=True)) == ["no"] * 3 + ["yes"] * 7


@pytest.mark.parametrize(
    ("method", "data", "content"),
    [
        ("yesno", {"choix": "abstain"}, "abstain"),
        ("plurality", {"choix": ["1", "3"]}, [1, 3]),
        ("irv", {"rang-2": "1", "rang-1": "2"}, [[2], [1]]),
        ("majority-judgement", {"mention-1": "good", "mention-3": "reject"}, {"1": "good", "3": "reject"}),
        ("two-round", {"blanc": "1"}, "blank"),
    ],
)
def test_a_confidential_ballot_sealed_on_receipt(method, data, content):
    options = [] if method == "yesno" else ["Amina", "Bruno", "Chloé"]
    question = make.question(make.roll(6), secrecy="confidential", method=method, options=options, seats=2)
    browser = signed_in(make.voters(question.roll)[0][0])
    shown = browser.get(page(question)).content.decode()
    assert "le serveur le scelle à sa réception" in shown
    assert question.public_key in shown.replace("&#x2B;", "+")
    receipt = browser.post(page(question), data, follow=True).content.decode()
    assert "scellé par le serveur" in receipt
    assert RightUse.objects.get().question == question
    again = browser.post(page(question), data)
    assert "ne vote qu’une fois" in again.content.decode()
    questions.close_vote(question=question, by=None)
    keys.open_urn(question=question, code=question.code, by=None)
    assert OpenedBallot.objects.get().content == content


@pytest.mark.parametrize("secrecy", ["nominal", "confidential"])
@pytest.mark.parametrize(
    ("method", "data"),
    [
        ("plurality", {"choix": ["1", "3"], "blanc": "1"}),
        ("irv", {"rang-2": "1", "blanc": "1"}),
        ("majority-judgement", {"mention-1": "good", "blanc": "1"}),
        ("two-round", {"choix": ["1", "blank"]}),
    ],
)
def test_names_and_a_blank_ballot_together_are_refused(method, data, secrecy):
    options = ["Amina", "Bruno", "Chloé"]
    question = make.question(make.roll(6), secrecy=secrecy, method=method, options=options, seats=2)
    browser = signed_in(make.voters(question.roll)[0][0])
    assert "gardez l’un ou l’autre" in browser.post(page(question), data).content.decode()
    assert not RightUse.objects.exists()


def test_a_box_that_says_both_is_void():
    question = make.question(make.roll(6), secrecy="confidential", method="approval", options=["Amina", "Bruno"])
    browser = signed_in(make.voters(question.roll)[0][0])
    box = sealing.seal(question.public_key, b"choix=1&blanc=1", size=size_of(question), info=urns.info(question))
    browser.post(page(question), {"boites": base64.b64encode(box).decode()})
    questions.close_vote(question=question, by=None)
    keys.open_urn(question=question, code=question.code, by=None)
    assert OpenedBallot.objects.get().content == "invalid"


def test_a_box_of_the_browser_is_kept_as_it_is_or_refused():
    question = make.question(make.roll(6), secrecy="confidential")
    browser = signed_in(make.voters(question.roll)[0][0])
    assert "illisible" in browser.post(page(question), {"boites": "AAAA"}).content.decode()
    box = sealing.seal(question.public_key, b"choix=yes", size=size_of(question), info=urns.info(question))
    sent = browser.post(page(question), {"boites": base64.b64encode(box).decode()}, follow=True)
    assert "scellé dans votre navigateur" in sent.content.decode()
    other = signed_in(make.voters(question.roll)[1][0])  # the same box again is somebody's ballot, copied
    assert "illisible" in other.post(page(question), {"boites": base64.b64encode(box).decode()}).content.decode()
    assert RightUse.objects.count() == 1


def test_who_has_no_right_sees_none():
    question = make.question(make.roll(6))
    stranger = cast.browser(cast.user("Inconnue"))
    assert stranger.get(page(question)).status_code == 404
    staff = cast.browser(cast.user("Secrétaire", "secretary"))
    assert "aucun droit à exercer" in staff.get(page(question)).content.decode()


def test_a_remote_election_says_what_it_does_not_promise_and_france_refuses_it(monkeypatch):
    values = {
        "secrecy": "confidential",
        "method": "approval",
        "options": ["Amina"],
        "elects_persons": True,
        "remote": True,
    }
    question = make.question(make.roll(6), **values)
    shown = signed_in(make.voters(question.roll)[0][0]).get(page(question)).content.decode()
    assert "Ce que ce vote ne promet pas" in shown
    networks.install("occitanie")
    question = make.question(make.roll(6), opened=False, **values)
    assert "papier ou en séance d’ici là" in " ".join(questions.refusals(question))
    question = questions.change(question=question, remote=False, by=None)
    assert questions.refusals(question)  # no meeting: everyone would vote from afar
    there = make.voters(question.roll)[0][0]
    monkeypatch.setattr(house.presence, "_items", {"t": PresenceSource(lambda roll: {there.pk})})
    question = questions.open_vote(question=question, by=None)
    votes.cast(question=question, person=there, choices=[1])
    with pytest.raises(ValidationError, match="présentes"):
        votes.cast(question=question, person=make.voters(question.roll)[1][0], choices=[1])


def test_the_page_is_light_on_a_2g_phone():
    """Ten names to rank, sealed: what a telephone receives, packed. At 4 kB a second: one second to the form, three for
    all; the fonts are not waited for."""
    names = [f"Candidate Nº {at} de la coopérative des maraîchères" for at in range(1, 11)]
    question = make.question(make.roll(6), secrecy="confidential", method="scottish-stv", options=names, seats=3)
    html = signed_in(make.voters(question.roll)[0][0]).get(page(question)).content
    called = set(re.findall(r'(?:href|src)="/static/([^"]+)"', html.decode()))
    assert {"ballots/sceller.js", "ui/base.css"} <= called
    assert len(gzip.compress(html)) <= 5_000
    files = [Path(finders.find(one)).read_bytes() for one in called]
    assert len(gzip.compress(html)) + sum(len(gzip.compress(content)) for content in files) <= 13_000
