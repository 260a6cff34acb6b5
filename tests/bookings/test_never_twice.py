"""Never two at a time: by the verb with a clear word, by the database whatever the verb forgets, whatever the sequence."""

import threading
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connections, transaction
from django.utils.timezone import now
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maillage.bookings import actions
from maillage.bookings.actions import guard
from maillage.bookings.models import Bookable, Reservation
from tests import networks
from tests.databases import POSTGRESQL
from tests.factories import bookings as make
from tests.factories.bookings import START

DAY = timedelta(days=1)


@pytest.fixture
def csi(db):
    return networks.install("csi")


def test_the_second_is_told_when_it_is_free(csi):
    kit = make.kit("Trousse Eau")
    make.reservation(kit, START, 3)
    with pytest.raises(ValidationError) as refused:
        make.reservation(kit, START + DAY, 1)
    assert "Trousse Eau" in refused.value.messages[0].replace("\xa0", " ")
    assert "18 mars 2027" in refused.value.messages[0].replace("\xa0", " ")
    make.reservation(kit, START + 3 * DAY, 1)  # what touches does not clash
    make.reservation(make.kit(), START + DAY, 1)  # nor another kit


def test_asked_keeps_nothing_and_the_first_confirmed_wins(csi):
    kit = make.kit()
    one, other = (make.reservation(kit, asked=True) for _n in range(2))
    actions.confirm(reservation=one, by=None)
    with pytest.raises(ValidationError, match="déjà pris"):
        actions.confirm(reservation=other, by=None)
    actions.cancel(reservation=one, by=None)
    assert actions.confirm(reservation=other, by=None).state == "confirmed"


def test_margins_are_kept_too(csi):
    kit = make.kit(margin_before=60, margin_after=120)
    made = make.reservation(kit, START, 1)
    assert (made.starts_at, made.ends_at) == (START - timedelta(hours=1), START + DAY + timedelta(hours=2))
    assert (made.used_from, made.used_until) == (START, START + DAY)
    with pytest.raises(ValidationError):
        make.reservation(kit, START + DAY + timedelta(hours=1), 1)


@pytest.mark.django_db(transaction=True)
def test_the_database_refuses_alone(monkeypatch):
    """The guard off: rows written by hand, and the verb itself, meet the database, which lets one through."""
    networks.install("csi")
    kit = make.kit()
    monkeypatch.setattr(guard, "check_free", lambda *_a, **_k: None)
    make.reservation(kit)
    with pytest.raises(ValidationError, match="déjà pris"):  # the verb says the database's no in words
        make.reservation(kit)
    values = {"bookable": kit, "state": "confirmed", "confirmed_at": now()}
    for start, end in ((START - DAY, START + DAY), (START + DAY, START + 5 * DAY), (START - DAY, START + 9 * DAY)):
        with pytest.raises(IntegrityError, match="reservation_never_twice"), transaction.atomic():
            Reservation.objects.create(starts_at=start, ends_at=end, **values)
    asked = Reservation.objects.create(bookable=kit, starts_at=START, ends_at=START + DAY)
    with pytest.raises(IntegrityError, match="reservation_never_twice"), transaction.atomic():
        Reservation.objects.filter(pk=asked.pk).update(state="confirmed", confirmed_at=now())
    assert Reservation.objects.holding().count() == 1


def run_together(count, work):
    """The same work in so many threads at once; what each gave, or the refusal it met."""
    gate, results = threading.Barrier(count), []

    def one(number):
        gate.wait()
        try:
            results.append(work(number))
        except ValidationError as error:
            results.append(error.messages[0])
        except OperationalError as error:  # without the lock, PostgreSQL ends some of those who wait for each other
            results.append(str(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.skipif(not POSTGRESQL, reason="threads of one test share a memory database on SQLite")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [True, False])
def test_eight_at_once_get_one(monkeypatch, guarded):
    networks.install("csi")
    kit = make.kit()
    if not guarded:  # no lock, no look: the race is real, and the database stops it
        monkeypatch.setattr(guard, "check_free", lambda *_a, **_k: None)
        monkeypatch.setattr(guard, "locked", lambda bookable: Bookable.objects.get(pk=bookable.pk))
    results = run_together(8, lambda number: make.reservation(kit, START + number * timedelta(hours=1), 2))
    assert sum(isinstance(one, Reservation) for one in results) == 1
    assert not guarded or all("déjà pris" in one for one in results if isinstance(one, str))
    assert Reservation.objects.holding().count() == 1


class Calendar(RuleBasedStateMachine):
    """Two kits, any sequence of verbs: what was said yes to never overlaps."""

    def __init__(self):
        super().__init__()
        networks.install("csi")
        self.kits = [make.kit() for _n in range(2)]

    def attempt(self, verb, **values):
        try:
            return verb(by=None, **values)
        except ValidationError:
            return None

    def pick(self, number):
        rows = list(Reservation.objects.order_by("pk"))
        return rows[number % len(rows)] if rows else None

    @rule(which=st.integers(0, 1), start=st.integers(0, 20), length=st.integers(1, 6), sure=st.booleans())
    def book(self, which, start, length, sure):
        verb = actions.reserve if sure else actions.ask
        options = {} if sure else {"public": False}
        self.attempt(verb, bookable=self.kits[which], start=START + start * DAY, end=START + (start + length) * DAY,
                     values={}, **options)  # fmt: skip

    @rule(number=st.integers(0, 30), start=st.integers(0, 20), length=st.integers(1, 6))
    def move(self, number, start, length):
        if row := self.pick(number):
            self.attempt(actions.move, reservation=row, start=START + start * DAY, end=START + (start + length) * DAY)

    @rule(number=st.integers(0, 30), name=st.sampled_from(["confirm", "cancel", "hand_out", "take_back"]))
    def step(self, number, name):
        if row := self.pick(number):
            more = {"condition": "good"} if name in ("hand_out", "take_back") else {}
            self.attempt(getattr(actions, name), reservation=row, **more)

    @invariant()
    def no_two_hold_the_same(self):
        for kit in self.kits:
            rows = sorted(kit.reservations.holding().values_list("starts_at", "ends_at"))
            assert all(one[1] <= other[0] for one, other in pairwise(rows)), rows
            assert kit.reservations.filter(state="out").count() <= 1


class TestCalendar(Calendar.TestCase, TestCase):
    settings = settings(max_examples=12, stateful_step_count=14, deadline=None,
                        suppress_health_check=list(HealthCheck))  # fmt: skip
