"""Proxies: given, accepted, revoked by an arrival; twice, in a circle, to oneself, beyond the limit."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from maillage.audit.models import Entry
from maillage.ballots.actions import corrections, delegates, proxies
from maillage.ballots.enums import ProxyHow, ProxyState
from maillage.ballots.exercise import rights_of
from maillage.ballots.models import Proxy
from maillage.core.registry import PresenceSource, house
from maillage.files import actions as files
from maillage.members.enums import DelegateKind
from maillage.messages.models import Message
from tests import cast, networks
from tests.factories import members as make
from tests.factories import rolls as factory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" \
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"  # fmt: skip


class Scene:
    """Four voters of Occitanie (two proxies a person at most) and their frozen roll."""

    def __init__(self, count=4, network="occitanie", category="associations"):
        networks.install(network)
        self.people = [factory.voter(category)[1] for _ in range(count)]
        self.roll = factory.frozen()

    def right(self, at):
        return factory.right_of(self.roll, self.people[at])

    def give(self, giver, holder, **options):
        return proxies.give(right=self.right(giver), holder=self.people[holder], by=None, **options)

    def live(self, giver, holder, **options):
        return proxies.accept(proxy=self.give(giver, holder, **options), by=None)

    def refused(self, giver, holder, **options):
        with pytest.raises(ValidationError) as found:
            self.give(giver, holder, **options)
        assert Proxy.objects.live().filter(right=self.right(giver)).count() <= 1
        return found.value.code

    def routes(self, at, source=None):
        return [(one.right.delegate_id == self.people[at].pk, one.route)
                for one in rights_of(self.roll, self.people[at], source=source)]  # fmt: skip


def present(monkeypatch, *people):
    monkeypatch.setitem(house.presence._items, "essai", PresenceSource(lambda roll: {one.pk for one in people}))


def test_a_proxy_waits_for_its_holder_then_moves_the_right(django_capture_on_commit_callbacks):
    scene = Scene()
    with django_capture_on_commit_callbacks(execute=True):
        proxy = scene.give(0, 1)
    assert proxy.state == ProxyState.PENDING
    assert Message.objects.get(purpose="ballots.proxy").to == scene.people[1].email
    assert scene.routes(0) == [(True, "own")]  # not accepted: nothing moved
    proxies.accept(proxy=proxy, by=None)
    assert scene.routes(0) == []
    assert sorted(scene.routes(1)) == [(False, "proxy"), (True, "own")]
    assert set(Entry.objects.filter(kind="ballots.proxy").values_list("verb", flat=True)) == {
        "proxy.given", "proxy.accepted"}  # fmt: skip


def test_declined_it_leaves_the_right_free():
    scene = Scene()
    proxies.decline(proxy=scene.give(0, 1), by=None)
    assert scene.routes(1) == [(True, "own")]
    scene.live(0, 2)
    assert (False, "proxy") in scene.routes(2)


def test_forbidden_by_the_law_says_its_source():
    scene = Scene(2, "csi", "associee")
    with pytest.raises(ValidationError) as refused:
        scene.give(0, 1)
    assert networks.shipped("csi").legal.proxies.allowed.source in refused.value.messages[0]


def test_twice_in_a_circle_to_oneself_beyond_the_limit():
    scene = Scene(6)
    scene.live(0, 1)
    assert scene.refused(0, 2) == "already"
    assert scene.refused(2, 2) == "oneself"
    assert scene.refused(1, 0) == "circle"
    assert scene.refused(1, 3) == "principal_holds"
    assert scene.refused(3, 0) == "holder_gave"
    scene.give(2, 1)  # pending ones count too
    assert scene.refused(3, 1) == "limit"
    outsider = make.person()
    with pytest.raises(ValidationError, match="ne porte aucun droit"):
        proxies.give(right=scene.right(3), holder=outsider, by=None)


def test_wsm_gives_one_to_a_person():
    scene = Scene(3, "wsm", "effectif-personne")
    scene.live(0, 1)
    assert scene.refused(2, 1) == "limit"


def test_within_a_category_and_limited_to_items_when_the_by_laws_say_so():
    networks.install("occitanie")
    _first, giver = factory.voter("associations")
    _second, other = factory.voter("publics")
    _third, alike = factory.voter("associations")
    roll = factory.opened_to_proxies(factory.frozen(), same_category=True, items=True)
    right = factory.right_of(roll, giver)
    with pytest.raises(ValidationError, match="même catégorie"):
        proxies.give(right=right, holder=other, by=None)
    proxies.accept(proxy=proxies.give(right=right, holder=alike, items=["item:3"], by=None), by=None)
    assert [one.route for one in rights_of(roll, alike, source="item:3")] == ["own", "proxy"] or [
        one.route for one in rights_of(roll, alike, source="item:3")] == ["proxy", "own"]  # fmt: skip
    assert [one.route for one in rights_of(roll, alike, source="item:4")] == ["own"]
    assert [one.route for one in rights_of(roll, giver, source="item:4")] == ["own"]
    assert rights_of(roll, giver, source="item:3") == []


def test_arrival_takes_it_back_and_leaving_does_not_bring_it_back():
    scene = Scene()
    proxy = scene.live(0, 1)
    (fallen,) = proxies.principal_arrived(roll=scene.roll, person=scene.people[0], by=None)
    assert (fallen.pk, fallen.state, fallen.by_arrival) == (proxy.pk, ProxyState.REVOKED, True)
    assert Entry.objects.filter(verb="proxy.revoked_by_arrival").exists()
    assert scene.routes(0) == [(True, "own")]
    assert proxies.principal_left(roll=scene.roll, person=scene.people[0], by=None) == []
    assert scene.routes(1) == [(True, "own")]


def test_an_arrival_typed_in_error_is_undone():
    scene = Scene()
    proxy = scene.live(0, 1)
    proxies.principal_arrived(roll=scene.roll, person=scene.people[0].pk, by=None)
    proxies.restore(proxy=proxy, by=None)
    assert scene.routes(0) == []
    proxies.revoke(proxy=proxy, by=None, why="Je viens.")
    with pytest.raises(ValidationError, match="retirée par une arrivée"):
        proxies.restore(proxy=proxy, by=None)


def test_a_signed_form_stands_at_once_and_must_be_there():
    scene = Scene()
    assert scene.refused(0, 1, how=ProxyHow.FORM) == "form_needed"
    form = files.store(upload=PDF, title="Procuration", access=files.permission("assemblies.view"), by=cast.user("Ana"))
    proxy = scene.give(0, 1, how=ProxyHow.FORM, document=form)
    assert proxy.state == ProxyState.ACCEPTED


def test_the_database_keeps_one_live_proxy_for_a_right():
    scene = Scene()
    proxy = scene.give(0, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proxy.objects.create(roll=scene.roll, right=proxy.right, holder=scene.people[2])


def test_a_struck_right_takes_its_proxies_with_it():
    scene = Scene()
    scene.live(0, 1)
    held = scene.right(1)
    corrections.correct_strike(right=held, decision="Le conseil a radié ce droit.", by=None)
    assert not Proxy.objects.live().exists()  # whoever carries nothing holds nothing
    assert scene.routes(0) == [(True, "own")]
    assert scene.routes(1) == []
    assert scene.refused(1, 2) == "struck"


def test_another_delegate_takes_the_right_and_the_proxy_falls():
    scene = Scene()
    scene.live(0, 1)
    newcomer = make.person()
    delegates.name_delegate(right=scene.right(0), person=newcomer, by=None)
    assert [one.route for one in rights_of(scene.roll, newcomer)] == ["own"]
    assert scene.routes(1) == [(True, "own")]


def test_substitutes_take_the_rights_of_absent_delegates_in_order(monkeypatch):
    networks.install("ciso")
    member = make.member("groupe-a", sizes={"represented_members": 60_000})
    seats = networks.shipped("ciso").category("groupe-a").votes.votes_for(60_000)
    people = [make.delegate(member).person for _ in range(seats)]
    spare = [make.delegate(member, kind=DelegateKind.SUBSTITUTE).person for _ in range(2)]
    roll = factory.frozen()
    assert rights_of(roll, spare[0]) == []  # no meeting: nobody is away
    present(monkeypatch, *people, *spare)
    assert rights_of(roll, spare[0]) == []
    present(monkeypatch, *people[1:], *spare)
    assert [one.right.delegate for one in rights_of(roll, spare[0])] == [people[0]]
    assert rights_of(roll, spare[1]) == []
    present(monkeypatch, *people[2:], spare[1])
    assert [one.right.delegate for one in rights_of(roll, spare[1])] == [people[0]]
    present(monkeypatch, *people[2:], *spare)
    assert [one.right.delegate for one in rights_of(roll, spare[1])] == [people[1]]


def test_what_a_person_may_exercise_asks_as_many_questions_for_one_as_for_nine(django_assert_num_queries):
    scene = Scene(10)
    roll = factory.opened_to_proxies(scene.roll)
    scene.live(1, 0)
    with django_assert_num_queries(4):
        assert len(rights_of(roll, scene.people[0])) == 2
    for at in range(2, 10):
        scene.live(at, 0)
    with django_assert_num_queries(4):
        assert len(rights_of(roll, scene.people[0])) == 10


def test_supporting_members_carry_nothing():
    networks.install("csi")
    alone = make.member("solidaire", holder=make.person())
    factory.voter("associee")
    assert rights_of(factory.frozen(), alone.person) == []
