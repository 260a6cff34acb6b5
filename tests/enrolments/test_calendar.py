"""The public calendar says where places are left, and which dates are full."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils.timezone import now

from maillage.enrolments.models import PlaceKind, Quota
from tests import networks
from tests.factories import activities as make


def talk(title, taken=0, size=10, **opening):
    one = make.activity(title, starts_at=now() + timedelta(days=5))
    made = make.opening(one, size, **opening)
    Quota.objects.filter(opening=made).update(taken=taken)
    return one


@pytest.fixture
def calendar(db):
    networks.install("csi")
    talk("Avec des places")
    talk("Complète", taken=10)
    talk("Pas encore ouverte", opens_at=now() + timedelta(days=1))
    talk("Close", closes_at=now() - timedelta(days=1))
    PlaceKind.objects.filter(opening__activity=talk("Sans sorte offerte")).update(is_open=False)
    make.opening(make.activity("Sans limite", starts_at=now() + timedelta(days=6)))
    make.activity("Sans inscription", starts_at=now() + timedelta(days=6))
    two = make.activity("Deux dates", starts_at=None)
    full, free = (make.session(two, now() + timedelta(days=days)) for days in (8, 9))
    opening = make.opening(two)
    kind = PlaceKind.objects.get(opening=opening)
    kind.quotas.add(Quota.objects.create(opening=opening, session=full, name="La première", size=3, taken=3))
    kind.quotas.add(Quota.objects.create(opening=opening, session=free, name="La seconde", size=3, taken=1))


def shown(client, query=""):
    page = BeautifulSoup(client.get(f"/fr/agenda/{query}").content, "html.parser")
    return [(one.a.get_text(), "Complet" in one.get_text(" ")) for one in page.select("article")]


def test_only_those_with_places(client, calendar):
    assert [title for title, _full in shown(client, "?places=1")] == ["Avec des places", "Sans limite", "Deux dates"]


def test_those_that_are_full_are_said_so(client, calendar):
    found = shown(client)
    assert [title for title, full in found if full] == ["Complète", "Deux dates"]
    assert len([title for title, _full in found if title == "Deux dates"]) == 2
