"""The pages of bodies: what is shown to whom, on which day, by pages alone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from maillage.bodies import actions, panels, personal
from maillage.bodies.enums import Leaving
from maillage.bodies.models import Body, Mandate
from maillage.core.registry import house
from maillage.web.commands.install import DemoContext
from tests import cast, networks
from tests.factories import bodies as factory
from tests.factories import members as make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def csi():
    return networks.install("csi")


@pytest.fixture
def secretary(csi):
    return cast.browser(cast.user("Salma", "secretary"))


def page(browser, url, status=200):
    response = browser.get(url)
    assert response.status_code == status, url
    return response.content.decode()


def test_from_an_empty_board_to_a_cooption_by_pages(secretary):
    assert "Conseil d’administration" in page(secretary, reverse("bodies:list"))
    body = Body.objects.board()
    person, other, today = make.person("Ana Ruiz"), make.person("Lou Petit"), localdate()
    sent = secretary.post(reverse("bodies:group_new", args=[body.pk]),
                          {"label": "Sièges ouverts", "seats": 2, "term_months": 24, "order": 1})  # fmt: skip
    assert sent.status_code == 302
    group = body.groups.get()
    sent = secretary.post(reverse("bodies:mandate_new", args=[body.pk]), {
        "person": person.pk, "group": group.pk, "office": "chair", "start": today - 90 * DAY, "how": "elected",
        "terms_served": 0})  # fmt: skip
    assert sent.status_code == 302
    made = Mandate.objects.get()
    said = page(secretary, body.get_absolute_url())
    assert "Ana Ruiz" in said
    assert "1 siège vacant" in said
    assert "par défaut de Maillage" in said
    assert "Ana Ruiz" not in page(secretary, f"{body.get_absolute_url()}?le={today - 91 * DAY:%Y-%m-%d}")
    assert secretary.post(reverse("bodies:mandate_end", args=[made.pk]),
                          {"on": today - 30 * DAY, "reason": "resigned"}).status_code == 302  # fmt: skip
    assert reverse("bodies:mandate_coopt", args=[made.pk]) in page(secretary, body.get_absolute_url())
    sent = secretary.post(reverse("bodies:mandate_coopt", args=[made.pk]),
                          {"person": other.pk, "office": "member", "start": today})  # fmt: skip
    assert sent.status_code == 302
    said = page(secretary, body.get_absolute_url())
    assert "cooptation à confirmer" in said
    assert reverse("bodies:mandate_coopt", args=[made.pk]) not in said  # the seat is filled: offered once
    coopted = Mandate.objects.get(person=other)
    sent = secretary.post(reverse("bodies:mandate_confirm", args=[coopted.pk]), {"confirmed": "1", "on": today})
    assert sent.status_code == 302
    assert "cooptation à confirmer" not in page(secretary, body.get_absolute_url())


def test_a_refusal_is_said_on_the_page(secretary):
    body = factory.board({"category": "oci", "seats": 1})
    sent = secretary.post(reverse("bodies:mandate_new", args=[body.pk]), {
        "person": make.person().pk, "group": body.groups.get().pk, "office": "member", "start": localdate(),
        "how": "elected", "terms_served": 0})  # fmt: skip
    assert sent.status_code == 422
    assert "réservé à la catégorie" in sent.content.decode()


def test_a_quorum_is_a_share_of_the_voting_rights_and_never_more_than_all(secretary):
    body = factory.committee("Comité climat")
    url, words = reverse("bodies:edit", args=[body.pk]), {"name": "Comité climat", "quorum_kind": "share"}
    assert "Une fraction des droits de vote" in page(secretary, url)
    sent = secretary.post(url, {**words, "quorum_share": "3/2"})
    assert "Cette fraction dépasse un" in sent.content.decode()
    assert secretary.post(url, {**words, "quorum_share": "2/2"}).status_code == 302


def test_a_kept_seat_whose_member_left_is_told(csi):
    body = factory.board({"category": "oci", "seats": 2})
    salma = cast.user("Salma", "secretary")
    for _n in range(2):
        member = make.member("oci")
        factory.mandate(body, organisation=member.organisation, group=body.groups.get(), start=localdate())
    assert not list(panels.waiting(salma))
    member.periods.update(ended_on=localdate() - DAY, reason="resigned")
    assert [one.title for one in panels.waiting(salma)] == [
        "1 siège réservé dont la personne n’est plus dans la catégorie : Conseil d’administration"
    ]


def test_what_is_withheld_is_on_no_public_page(csi):
    body = factory.board({"seats": 4})
    group = body.groups.get()
    today = localdate()
    hidden = make.person("Zoé Cachée", withheld=True)
    quiet = make.organisation("oci", "Collectif Discret", is_public=False)
    safe = make.organisation("oci", "Refuge Secret", withheld=True)
    for person, organisation in ((hidden, None), (make.person("Ida Claire"), quiet), (make.person("Noé Sûr"), safe)):
        factory.mandate(body, person, organisation=organisation, group=group, start=today)
    said = page(cast.browser(None), reverse("site:body", args=["ca"]))
    assert "Ida Claire" in said
    for word in ("Cachée", "Collectif Discret", "Refuge Secret", "Noé Sûr", "vacant"):
        assert word not in said
    staff = page(cast.browser(cast.user("Salma", "secretary")), body.get_absolute_url())
    assert "Personne retenue" in staff
    assert "Cachée" not in staff
    assert "Refuge Secret" not in staff


def test_an_internal_body_has_no_public_page(csi):
    body = factory.committee("Comité interne", is_public=False)
    page(cast.browser(None), reverse("site:body", args=[body.code]), 404)
    assert "Comité interne" not in page(cast.browser(None), reverse("site:bodies"))


def test_the_member_reads_where_they_sit_and_takes_it_away(csi):
    user = cast.user("Bruno")
    person = make.person("Bruno L", user=user)
    made = factory.mandate(factory.committee("Comité climat"), person, start=localdate() - 9 * DAY)
    assert "Comité climat" in page(cast.browser(user), reverse("web:member_home"))
    assert "Comité climat" in str(personal.export(user))
    actions.mandates.end(mandate=made, on=localdate(), reason=Leaving.OTHER, note="Un mot sur elle", by=None)
    assert personal.erase(user, by=None)
    assert Mandate.objects.get(pk=made.pk).note == ""


def test_the_composition_asks_the_same_questions_for_two_or_twelve(csi, django_assert_max_num_queries):
    body = factory.board({"seats": 12})
    for _n in range(12):
        factory.mandate(body, organisation=make.organisation(), group=body.groups.get(), start=localdate())
    with django_assert_max_num_queries(12):
        page(cast.browser(None), reverse("site:body", args=["ca"]))


@pytest.mark.slow
@pytest.mark.parametrize("network", ["csi", "wsm", "ciso"])  # the five: with the elections
def test_the_demonstration_has_a_board_in_each_network(network, settings):
    settings.DEMO = True
    context = DemoContext(networks.install(network), localdate(), lambda _said: None, {})
    for key in ("accounts", "organisations", "members", "bodies"):
        house.demo.get(key).write(context)
    body = Body.objects.board()
    assert len(context.made["board"]) >= 7
    assert body.groups.count() >= 2
    assert Mandate.objects.filter(to_confirm=True).exists()
    said = page(cast.browser(None), reverse("site:body", args=["ca"]))
    assert "Qui y siège" in said
