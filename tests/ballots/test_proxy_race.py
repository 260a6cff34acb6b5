"""Proxies given at the same instant: one for a right, never more for a holder than the rule allows."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from maillage.ballots.actions import proxies
from maillage.ballots.models import Proxy
from tests import networks
from tests.databases import POSTGRESQL
from tests.factories import rolls as factory


@pytest.mark.django_db
def test_two_that_passed_the_rules_together_are_one_in_the_database(monkeypatch):
    networks.install("occitanie")
    people = [factory.voter("associations")[1] for _ in range(3)]
    right = factory.right_of(factory.frozen(), people[0])
    monkeypatch.setattr(proxies, "_checked", lambda *_asked: None)  # both looked before either wrote
    proxies.give(right=right, holder=people[1], by=None)
    with pytest.raises(ValidationError, match="déjà donnée"):
        proxies.give(right=right, holder=people[2], by=None)
    assert Proxy.objects.get().holder == people[1]


def at_once(gifts):
    """Each gift in a thread of its own, all behind one barrier; the codes of the refusals."""
    barrier, told = threading.Barrier(len(gifts)), []

    def give(right, holder):
        barrier.wait(20)
        try:
            proxies.give(right=right, holder=holder, by=None)
        except ValidationError as refused:
            told.append(refused.code)
        except Exception as fault:
            told.append(repr(fault))
        finally:
            connection.close()

    threads = [threading.Thread(target=give, args=gift) for gift in gifts]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    return sorted(told)


@pytest.mark.skipif(not POSTGRESQL, reason="SQLite writes one after the other")
@pytest.mark.django_db(transaction=True)
def test_given_at_the_same_instant_the_rule_holds():
    networks.install("occitanie")
    people = [factory.voter("associations")[1] for _ in range(8)]
    roll = factory.frozen()
    right = factory.right_of(roll, people[0])
    assert at_once([(right, one) for one in people[1:5]]) == ["already"] * 3
    Proxy.objects.all().delete()
    asked = [(factory.right_of(roll, one), people[0]) for one in people[1:6]]
    assert at_once(asked) == ["limit"] * 3
    Proxy.objects.all().delete()
    circle = [(factory.right_of(roll, people[0]), people[1]), (factory.right_of(roll, people[1]), people[0])]
    assert at_once(circle) == ["circle"]
