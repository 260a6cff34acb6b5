"""A proxy for some points alone: chosen on the page, said wherever it is read, held to at the vote and by the reminder."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from maillage.assemblies.models import AgendaItem
from maillage.ballots import jobs_votes, points
from maillage.ballots.actions import proxies, questions, rolls, votes
from maillage.ballots.listing import proxy_columns
from maillage.ballots.models import Proxy
from maillage.ballots.tallying import present_votes
from maillage.core.deciding import PresenceSource
from maillage.core.registry import house
from maillage.messages.models import Message
from maillage.organisations.models import Person
from tests import cast, networks
from tests.ballots.test_proxies import PDF
from tests.factories import assemblies as meeting
from tests.factories import members as make
from tests.factories import motions as motion_factory
from tests.factories import rolls as factory

pytestmark = pytest.mark.django_db


class Scene:
    """Occitanie, where a proxy may be limited: an agenda of two points that decide, the first with parts."""

    def __init__(self):
        networks.install("occitanie")
        meeting.voters(3, "associations")
        self.assembly = motion_factory.assembly(frozen=True)
        self.roll = self.assembly.roll
        self.item("Rapport d’activité", "information", position=1)
        self.budget = self.item("Budget", "decision", position=2)
        self.part = self.item("Cotisations", "decision", parent=self.budget)
        self.other = self.item("Élection", "election", position=3)
        self.rights = list(self.roll.rights.select_related("roll", "delegate").order_by("pk"))
        self.people = [right.delegate for right in self.rights]
        for person in self.people[:2]:
            Person.objects.filter(pk=person.pk).update(user=cast.user(f"votant {person.pk}"))
            person.refresh_from_db()

    def item(self, title, kind, **values):
        return AgendaItem.objects.create(assembly=self.assembly, title=title, kind=kind, **values)

    def question(self, source):
        return questions.draft(roll=self.roll, source=source, title="Adopter ?", by=None)


@pytest.fixture
def scene():
    return Scene()


def test_chosen_by_the_member_said_to_the_holder_held_to_at_the_vote(scene, django_capture_on_commit_callbacks):
    giver, holder = scene.people[:2]
    browser, at = cast.browser(giver.user), f"/espace/procurations/{scene.rights[0].pk}/donner/"
    page = browser.get(at).content.decode()
    for word in ("pour tous les points", "seulement pour ces points", "Budget", "Cotisations", "Élection"):
        assert word in page, word
    assert "Rapport d’activité" not in page  # nothing is decided there
    said = browser.post(at, {"holder": str(holder), "scope": "some"})
    assert "Cochez au moins un point" in said.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(at, {"holder": str(holder), "scope": "some", "items": [scene.budget.source]})
    proxy = Proxy.objects.get()
    assert proxy.items == [scene.budget.source]
    assert "Budget" in Message.objects.get(purpose="ballots.proxy").text
    theirs = cast.browser(holder.user)
    assert "Seulement pour" in theirs.get(f"/espace/procurations/recues/{proxy.pk}/").content.decode()
    theirs.post(f"/espace/procurations/recues/{proxy.pk}/", {"answer": "yes"})
    for reader, address in ((browser, "/espace/procurations/"), (theirs, "/espace/procurations/"),
                            (cast.browser(cast.user("Amina", "director")), scene.rights[0].get_absolute_url())):  # fmt: skip
        assert re.search(r"Seulement pour :\s+\d Budget", reader.get(address).content.decode()), address
    told = {str(column.label): column.exported(proxy) for column in proxy_columns(None)}
    assert told["Limitée aux points"].endswith("Budget")
    # A part of the point goes with it, a motion too; another point stays with its own.
    motion = motion_factory.motion(scene.assembly)
    type(motion).objects.filter(pk=motion.pk).update(item=scene.part)
    for source, who in ((scene.budget.source, [holder]), (scene.part.source, [holder]), (motion.source, [holder]),
                        (scene.other.source, [giver]), ("", [giver])):  # fmt: skip
        question = scene.question(source)
        may = [person for person in (giver, holder)
               if scene.rights[0].pk in {one.right.pk for one in votes.exercised(question, person)}]  # fmt: skip
        assert may == who, source
        assert (giver.pk in jobs_votes.waiting_for(question)) == (who == [giver])


def test_those_present_count_for_the_points_that_they_carry(scene, monkeypatch):
    proxy = proxies.give(right=scene.rights[0], holder=scene.people[1], items=[scene.budget.source], by=None)
    proxies.accept(proxy=proxy, by=None)
    monkeypatch.setattr(house.presence, "_items", {"t": PresenceSource(lambda roll: {scene.people[1].pk})})
    assert present_votes(scene.question(scene.part.source)) == 2
    assert present_votes(scene.question(scene.other.source)) == 1
    scene.part.delete()
    scene.budget.delete()
    assert points.told(scene.roll, [proxy]) == {proxy.pk: ["point retiré de l’ordre du jour"]}


def test_the_secretary_types_the_points_of_a_signed_form(scene):
    desk = cast.browser(cast.user("Amina", "director"))
    at = f"/gestion/listes-electorales/droits/{scene.rights[2].pk}/procuration/"
    form = SimpleUploadedFile("procuration.pdf", PDF, "application/pdf")
    desk.post(at, {"holder": scene.people[0].pk, "scope": "some", "items": [scene.other.source], "document": form})
    assert Proxy.objects.get().items == [scene.other.source]


def test_without_a_meeting_or_the_rule_nobody_is_asked(scene):
    rolls.Roll.objects.filter(pk=scene.roll.pk).update(proxies_items=False)
    browser = cast.browser(scene.people[0].user)
    page = browser.get(f"/espace/procurations/{scene.rights[0].pk}/donner/").content.decode()
    assert "seulement pour ces points" not in page
    assert points.offered(factory.seated(make.person())) == []


def test_the_legal_profile_says_of_which_category_and_on_which_points():
    def strict(data):
        rules = data["legal"]["proxies"]
        rules |= {"same_category": rules["by_item"], "by_item": rules["by_item"] | {"value": False}}

    networks.install(profile=networks.changed("occitanie", strict))
    roll = rolls.make(title="Assemblée", rights_on=factory.ON, by=None)
    assert (roll.proxies_same_category, roll.proxies_items) == (True, False)
    values = {"roll": roll, "allowed": True, "maximum": 2, "source": "Article 3", "by": None}
    for same, items in ((False, False), (True, True)):
        with pytest.raises(ValidationError, match="profil légal"):
            rolls.set_proxy_rule(same_category=same, items=items, **values)
    rolls.set_proxy_rule(same_category=True, items=False, **values)
