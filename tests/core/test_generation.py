"""What is remembered is found once, until something is journalled; never inside a transaction."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse
from django.utils import timezone

from maillage.accounts.models import User
from maillage.activities.models import Activity, CoOrganiser
from maillage.audit import journal
from maillage.core import generation, pagecache
from maillage.core.generation import among, by_person, by_rights, remembered
from tests import cast, networks
from tests.factories import organisations as factory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]


def test_it_is_found_again_after_a_journalled_change():
    found = iter(range(10))
    user = cast.user("Amina", "director")
    ask = lambda: remembered("number", lambda: next(found))  # noqa: E731
    assert [ask(), ask()] == [0, 0]
    journal.record("account.created", user, by=user)
    assert [ask(), ask()] == [1, 1]
    with transaction.atomic():
        assert [ask(), ask()] == [2, 3]
    assert ask() == 1


def test_the_same_rights_have_the_same_answer_and_others_theirs():
    asked = []
    count = by_rights(lambda user: asked.append(user.name) or len(asked))
    people = [cast.user(name, role) for name, role in (("A", "director"), ("B", "director"), ("C", "treasurer"))]
    assert [count(user) for user in people] == [1, 1, 2]
    assert asked == ["A", "C"]


def test_a_person_has_their_own_answer():
    asked = []
    count = by_person(lambda user: asked.append(user.name) or len(asked))
    people = [cast.user(name, "director") for name in ("A", "B")]
    assert [count(user) for user in (*people, *people)] == [1, 2, 1, 2]
    journal.record("account.created", people[0], by=people[0])
    assert [count(user) for user in people] == [3, 4]


def test_a_list_of_gestion_asks_the_database_twelve_times_at_most():
    networks.install("csi")
    with override_settings(DEMO=True):
        client = cast.browser(cast.user("Amina", "director"))
        for number in range(60):
            factory.organisation(f"N{number}", city="Magog", region="05", countries=("ML", "HT"))
        for asked in ({}, {"etat": "active"}, {"pays": "ML", "tri": "-verified_on"}, {"q": "n1"}):
            client.get(reverse("organisations:list"), asked)
            with CaptureQueriesContext(connection) as seen:
                assert client.get(reverse("organisations:list"), asked).status_code == 200
            assert len(seen) <= 12, asked


def test_few_numbers_are_known_and_many_are_asked_for_again(monkeypatch):
    amina, boris, carla = (cast.user(name, "director") for name in ("Amina", "Boris", "Carla"))
    two = lambda: [User.objects.filter(pk__in=[amina.pk, boris.pk]).values_list("pk", flat=True)]  # noqa: E731
    assert among("two", amina.pk, two)
    assert not among("two", carla.pk, two)
    with CaptureQueriesContext(connection) as seen:
        assert not among("two", carla.pk, two)
    assert not [one for one in seen if "accounts_user" in one["sql"]]
    with transaction.atomic():
        assert among("two", carla.pk, two)  # not known: the page asks
    monkeypatch.setattr(generation, "MOST_AMONG", 1)
    journal.record("account.created", amina, by=amina)
    assert among("two", carla.pk, two)  # too many to be kept


def test_the_public_home_and_an_organisation_s_page_ask_little_once_warm():
    networks.install("csi")
    row = factory.organisation("Atelier du Lac", city="Magog", region="05", countries=("ML",))
    with override_settings(FIRST_START=True):
        for path, most in (("/fr/", 4), (f"/fr/organisations/{row.pk}-atelier-du-lac/", 6)):
            counts = []
            for _turn in range(2):
                pagecache.store.clear()
                with CaptureQueriesContext(connection) as seen:
                    assert Client().get(path).status_code == 200
                counts.append(len(seen))
            assert counts[1] <= most, path


def test_what_an_organisation_makes_is_seen_at_once_on_its_page():
    networks.install("csi")
    row = factory.organisation("Atelier du Lac", city="Magog", region="05")
    path = f"/fr/organisations/{row.pk}-atelier-du-lac/"
    assert "Veillée des lacs" not in Client().get(path).content.decode()
    at = timezone.now() + timedelta(days=3)
    made = Activity.objects.create(title="Veillée des lacs", form="conference", state="announced", announced_at=at,
                                   starts_at=at, ends_at=at)  # fmt: skip
    CoOrganiser.objects.create(activity=made, organisation=row)
    journal.record("activity.created", made, by=None)
    assert "Veillée des lacs" in Client().get(path).content.decode()
