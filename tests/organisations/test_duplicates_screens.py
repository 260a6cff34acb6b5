"""Duplicates on screen: side by side, set apart, merged with a choice, parted; nothing that one may not see."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from maillage.organisations import jobs
from maillage.organisations.actions import merging
from maillage.organisations.enums import State
from maillage.organisations.models import DuplicateGroup, Merge, NotDuplicate, Organisation
from tests import cast, networks
from tests.factories import organisations as factory

pytestmark = pytest.mark.django_db
EVIL = "Les Amis <b>du</b> Mali"


@pytest.fixture(autouse=True)
def network(db):
    return networks.install("csi")


@pytest.fixture
def client():
    return cast.browser(cast.user("Amina", "membership_officer"))


def page(client, name, *args, **query):
    answer = client.get(reverse(f"organisations:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def twins(**other):
    one = factory.organisation(EVIL, city="Lyon", country="FR", phone="04 00")
    two = factory.organisation(EVIL, city="Lyon", country="FR", **({"phone": "05 00", "email": "a@b.org"} | other))
    jobs.find_duplicates()
    return one, two


def test_found_shown_with_reasons_and_facts(client):
    assert "Aucun doublon probable" in page(client, "duplicates")
    one, two = twins()
    text = page(client, "duplicates")
    assert EVIL not in text
    for said in ("Même nom", "Même ville", "04 00", "05 00", "Presque sûr", f"n° {two.pk}"):
        assert said in text.replace("\xa0", " "), said
    assert "Aucun groupe ici" in page(client, "duplicates", vraisemblance="faible")
    assert client.post(reverse("organisations:duplicates")).status_code == 302
    assert DuplicateGroup.objects.count() == 1
    assert one.pk in DuplicateGroup.objects.get().ids


def test_set_apart_and_never_proposed_again(client):
    twins()
    group = DuplicateGroup.objects.get()
    assert "bien différentes" in page(client, "duplicate_apart", group.pk)
    assert client.post(reverse("organisations:duplicate_apart", args=[group.pk])).status_code == 302
    assert NotDuplicate.objects.count() == 1
    jobs.find_duplicates()
    assert not DuplicateGroup.objects.exists()


def test_merged_by_choice_then_parted(client):
    one, two = twins()
    factory.link(two, factory.person("Roy"))
    text = page(client, "merge", one.pk, two.pk)
    assert "choisissez ce qui reste" in text
    assert "Liens : 1" in text.replace("\xa0", " ")
    assert "a@b.org" in text
    address = reverse("organisations:merge", args=[one.pk, two.pk])
    stale = client.post(address, {"seen": "9-9", "choice_phone": "absorbed"})
    assert stale.status_code == 409
    assert "a changé pendant votre lecture" in stale.content.decode()
    assert 'value="absorbed" checked' in stale.content.decode()
    assert client.post(address, {"seen": "1-1", "choice_phone": "absorbed"}).status_code == 302
    one.refresh_from_db()
    assert (one.phone, one.email, one.links.count()) == ("05 00", "a@b.org", 1)
    assert Organisation.objects.get(pk=two.pk).state == State.MERGED
    assert "Aucun doublon probable" in page(client, "duplicates")
    merge = Merge.objects.get()
    assert "y a été fusionnée" in page(client, "detail", one.pk)
    assert "Défaire cette fusion" in page(client, "detail", two.pk)
    assert client.post(address, {"seen": "1-1"}).status_code == 409
    assert "redevient une fiche à part" in page(client, "unmerge", merge.pk)
    assert client.post(reverse("organisations:unmerge", args=[merge.pk])).status_code == 302
    one.refresh_from_db()
    assert (one.phone, one.email, one.links.count()) == ("04 00", "", 0)
    assert client.post(reverse("organisations:unmerge", args=[merge.pk])).status_code == 409


def test_the_other_is_looked_for_from_a_page(client):
    one, two = twins()
    other = factory.organisation("Passerelles")
    assert reverse("organisations:merge", args=[one.pk, two.pk]) in page(client, "merge_choose", one.pk)
    found = page(client, "merge_choose", one.pk, q="passer")
    assert reverse("organisations:merge", args=[one.pk, other.pk]) in found
    assert "Aucune fiche ne correspond" in page(client, "merge_choose", one.pk, q="zorglub\x00")


def test_what_cannot_be_is_said_before(client):
    one, two = twins()
    factory.proposal(two)
    text = page(client, "merge", one.pk, two.pk)
    assert "ne peuvent pas être fusionnées maintenant" in text
    assert "attend votre réponse" in text
    assert client.post(reverse("organisations:merge", args=[one.pk, two.pk]), {"seen": "1-1"}).status_code == 409
    assert not Merge.objects.exists()


def test_a_withheld_twin_is_shown_to_those_who_may_alone(client):
    twins(withheld=True)
    assert EVIL.replace("<b>", "&lt;b&gt;").replace("</b>", "&lt;/b&gt;") in page(client, "duplicates")
    editor = cast.browser(cast.user("Sofia", "editor"))
    assert editor.get(reverse("organisations:duplicates")).status_code == 403


def test_who_may_not_see_withheld_records_sees_no_group_of_them(monkeypatch):
    twins(withheld=True)
    person = cast.user("Rosa", "membership_officer")
    can = type(person).can
    monkeypatch.setattr(type(person), "can", lambda self, p: p != "withheld.view" and can(self, p))
    client = cast.browser(person)
    assert "Amis" not in page(client, "duplicates")
    assert (
        client.get(reverse("organisations:duplicate_apart", args=[DuplicateGroup.objects.get().pk])).status_code == 404
    )


def test_the_page_asks_the_same_number_of_questions(client):
    def count():
        with CaptureQueriesContext(connection) as queries:
            page(client, "duplicates")
        return len(queries)

    twins()
    page(client, "duplicates")
    few = count()
    for number in range(6):
        for _twice in range(2):
            factory.organisation(f"Association numéro {number} des amis de Ségou", country="FR", countries=("ML",))
    jobs.find_duplicates()
    assert count() == few


def test_a_group_whose_records_went_away_is_no_fault(client):
    one, two = twins()
    two.delete()
    assert "Aucun doublon" in page(client, "duplicates") or "Aucun groupe" in page(client, "duplicates")
    group = DuplicateGroup.objects.get()
    assert client.get(reverse("organisations:duplicate_apart", args=[group.pk])).status_code == 404
    with pytest.raises(ValidationError):
        merging.merge(kept=one, absorbed=one, choices={}, by=None)
