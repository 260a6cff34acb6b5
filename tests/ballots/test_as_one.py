"""A delegation that votes as one, whoever carries its voices: one person votes for all of them, whatever they send."""

import base64

import pytest
from django.core.exceptions import ValidationError

from maillage.ballots import sealing
from maillage.ballots.actions import delegates, proxies, urns, votes
from maillage.ballots.ballot_forms import size_of
from maillage.ballots.exercise import rights_of
from maillage.ballots.models import NominalVote, Right
from maillage.core.deciding import PresenceSource
from maillage.core.registry import house
from maillage.organisations.models import Person
from tests import cast, networks
from tests.factories import members as make
from tests.factories import rolls as factory
from tests.factories import votes as questions

pytestmark = pytest.mark.django_db


class Scene:
    """A union of four voices, with two substitutes, and small ones that vote for themselves."""

    def __init__(self):
        networks.install("ciso")
        self.member = make.member("groupe-a", sizes={"represented_members": 60_000})
        seats = networks.shipped("ciso").category("groupe-a").votes.votes_for(60_000)
        self.people = [make.delegate(self.member).person for _seat in range(seats)]
        self.spare = [make.delegate(self.member, kind="substitute").person for _seat in range(2)]
        self.alone = [factory.voter("groupe-d")[1] for _one in range(3)]
        self.roll = factory.opened_to_proxies(factory.frozen())
        self.rights = list(self.roll.rights.filter(member=self.member).order_by("seat"))
        delegates.vote_as_one(right=self.rights[0], block=True, by=None)

    def held(self, person, question=None):
        found = votes.exercised(question, person) if question else rights_of(self.roll, person)
        return [one.right.seat for one in found if one.right.member_id == self.member.pk]


@pytest.fixture
def scene():
    return Scene()


def there(monkeypatch, people):
    numbers = {person.pk for person in people}
    monkeypatch.setattr(house.presence, "_items", {"t": PresenceSource(lambda roll: numbers)})


def test_its_first_person_votes_for_all_and_the_others_for_none(scene):
    every = [right.seat for right in scene.rights]
    question = questions.question(scene.roll)
    assert scene.held(scene.people[0], question) == every
    assert [scene.held(person, question) for person in scene.people[1:]] == [[]] * (len(every) - 1)
    votes.cast(question=question, person=scene.people[0], choices="yes")
    assert list(NominalVote.objects.values_list("choice", flat=True)) == ["yes"] * len(every)
    with pytest.raises(ValidationError, match="aucun droit"):
        votes.cast(question=question, person=scene.people[1], choices="no")
    mixed = {right.pk: "no" if at else "yes" for at, right in enumerate(scene.rights)}
    with pytest.raises(ValidationError, match="d’un bloc"):
        votes.cast(question=question, person=scene.people[0], choices=mixed)


def test_in_a_meeting_the_first_who_is_there(scene, monkeypatch):
    there(monkeypatch, scene.people[2:])
    assert scene.held(scene.people[0]) == []
    assert scene.held(scene.people[2]) == [right.seat for right in scene.rights[2:]]  # those away left theirs
    there(monkeypatch, [*scene.people[2:], scene.spare[0]])
    voice, taken = scene.spare[0], [scene.rights[0].seat, *[right.seat for right in scene.rights[2:]]]
    assert scene.held(voice) == taken  # a substitute takes the first seat, and speaks
    assert scene.held(scene.people[2]) == []
    there(monkeypatch, scene.alone)
    assert scene.held(scene.people[0]) == [right.seat for right in scene.rights]  # from afar, as anyone


def test_a_right_given_away_goes_with_its_proxy(scene):
    proxy = proxies.give(right=scene.rights[0], holder=scene.alone[0], by=None)
    proxies.accept(proxy=proxy, by=None)
    assert scene.held(scene.people[1]) == [right.seat for right in scene.rights[1:]]
    assert scene.held(scene.alone[0]) == [scene.rights[0].seat]


def test_the_server_seals_for_it_so_that_no_box_says_otherwise(scene):
    question = questions.question(scene.roll, secrecy="confidential")
    users = [cast.user("Voix"), cast.user("Autre")]
    for person, user in zip(scene.people, users, strict=False):
        Person.objects.filter(pk=person.pk).update(user=user)
    at, browser = f"/espace/votes/{question.pk}/", cast.browser(users[0])
    page = browser.get(at).content.decode()
    assert "data-scelle " not in page
    assert "data-ici" not in page
    assert "Répartir" not in page
    assert "vote d’un bloc : une autre personne" in cast.browser(users[1]).get(at).content.decode()
    info, size = urns.info(question), size_of(question)
    boxes = [sealing.seal(question.public_key, f"choix={one}".encode(), size=size, info=info)
             for one in ["no", *["yes"] * (len(scene.rights) - 1)]]  # fmt: skip
    said = browser.post(at, {"boites": ",".join(base64.b64encode(box).decode() for box in boxes)})
    assert "c’est le serveur qui scelle" in said.content.decode()
    assert "scellé par le serveur" in browser.post(at, {"choix": "yes"}, follow=True).content.decode()
    assert question.uses.count() == len(scene.rights)
    assert set(Right.objects.filter(uses__question=question).values_list("member", flat=True)) == {scene.member.pk}
