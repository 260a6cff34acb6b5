"""What is remembered is found once, until something is journalled; never inside a transaction."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from maillage.audit import journal
from maillage.core.generation import by_rights, remembered
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
            assert len(seen) <= 12 + ("q" in asked), asked  # a search looks in the index for words near a rare one
