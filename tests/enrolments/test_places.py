"""Places: all or none, never one too many; the waiting list calls whoever fits, in order."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils.timezone import now

from maillage.enrolments import actions, places, reasons
from maillage.enrolments.models import Enrolment, Opening, Place, PlaceKind, Quota
from maillage.messages.models import Message
from tests import networks
from tests.factories import activities
from tests.factories import enrolments as factory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _network():
    networks.install()


def make(size=2, **values):
    activity = activities.activity(structure=values.pop("structure", "sessions"))
    return activity, activities.opening(activity, size, **values)


def states(activity):
    return list(Enrolment.objects.filter(activity=activity).order_by("pk").values_list("state", flat=True))


def taken(opening):
    return [q.taken for q in opening.quotas.order_by("pk")]


def sound():
    assert [level for level, _text in places.check()] == ["ok"]


def test_a_place_is_taken_and_told_once():
    activity, opening = make(2)
    wish = factory.wish(activity)
    one = actions.enrol(activity=activity, wish=wish)
    again = actions.enrol(activity=activity, wish=wish)  # a double click
    assert one == again
    assert one.state == "confirmed"
    assert taken(opening) == [1]
    (letter,) = Message.objects.all()
    assert letter.to == wish.email
    assert letter.attachments == [f"enrolment:{one.pk}"]
    assert "/inscription/" in letter.text
    assert not mail.outbox
    sound()


def test_two_tabs_are_one_enrolment():
    activity, opening = make(5)
    first = actions.enrol(activity=activity, wish=factory.wish(activity, name="Ana Ruiz", email="ana@exemple.org"))
    with pytest.raises(actions.Known) as known:
        actions.enrol(activity=activity, wish=factory.wish(activity, name="ana ruíz", email="Ana@exemple.org"))
    assert known.value.enrolment == first
    assert taken(opening) == [1]
    actions.cancel(enrolment=first)
    actions.enrol(activity=activity, wish=factory.wish(activity, name="Ana Ruiz", email="ana@exemple.org"))
    assert taken(opening) == [1]


def test_all_the_places_or_none():
    activity, opening = make(3)
    factory.enrolment(activity, 2)
    with pytest.raises(places.Full, match="une place"):
        factory.enrolment(activity, 2, may_wait=False)
    assert taken(opening) == [2]
    assert Enrolment.objects.count() == 1
    assert Place.objects.count() == 2
    sound()


def test_several_quotas_at_once():
    """A shared quota, and one of a date: none is taken where the other is full."""
    activity, opening = make(10)
    (session,) = activity.sessions.all()
    kind = PlaceKind.objects.get()
    kind.quotas.add(Quota.objects.create(opening=opening, name="Salle B", size=1, session=session))
    factory.enrolment(activity, 1)
    with pytest.raises(places.Full):
        factory.enrolment(activity, 1, may_wait=False)
    assert taken(opening) == [1, 1]
    sound()


def test_the_database_itself_refuses_one_too_many():
    from django.db import IntegrityError, transaction

    _activity, opening = make(1)
    quota = opening.quotas.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Quota.objects.filter(pk=quota.pk).update(taken=2)


def test_the_waiting_list_calls_the_first_whose_whole_entry_fits():
    activity, opening = make(4)
    holders = [factory.enrolment(activity, 2), factory.enrolment(activity, 1), factory.enrolment(activity, 1)]
    group, single, pair = (factory.enrolment(activity, n) for n in (3, 1, 2))
    assert states(activity)[3:] == ["waiting"] * 3
    actions.cancel(enrolment=holders[1])  # one place: the group of three does not block
    assert states(activity)[3:] == ["waiting", "offered", "waiting"]
    assert taken(opening) == [4]
    actions.cancel(enrolment=holders[0])  # two places: the group needs three, the pair takes them
    assert states(activity)[3:] == ["waiting", "offered", "offered"]
    single.refresh_from_db()
    actions.accept(enrolment=single)
    actions.cancel(enrolment=pair)
    actions.cancel(enrolment=holders[2])
    group.refresh_from_db()
    assert group.state == "offered"
    assert taken(opening) == [4]
    sound()


def test_an_offer_lapses_and_the_next_is_called():
    activity, opening = make(1)
    holder, first, second = (factory.enrolment(activity) for _n in range(3))
    actions.cancel(enrolment=holder)
    first.refresh_from_db()
    assert first.state == "offered"
    assert first.offered_until is not None
    later = first.offered_until + timedelta(minutes=1)
    with pytest.raises(ValidationError, match="délai"):
        actions.accept(enrolment=first, at=later)
    assert actions.lapse(opening=opening, at=later) == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("lapsed", "offered")
    actions.rejoin(enrolment=first, at=later)
    actions.cancel(enrolment=second, at=later)
    first.refresh_from_db()
    assert first.state == "offered"
    assert first.offered_until > later
    sound()


def test_why_not_yet():
    activity, opening = make(2)
    factory.enrolment(activity, 2)
    factory.enrolment(activity, 1)
    second = factory.enrolment(activity, 2)
    (told,) = reasons.why([second], opening).values()
    assert told[0] == "Rang dans la liste : 2."
    assert "il manque 2 places (libres : 0 sur 2)" in told[1]


def test_approval_holds_the_places_and_a_refusal_gives_them_to_the_next():
    activity, opening = make(1, approval=True)
    asked, waiting = factory.enrolment(activity), factory.enrolment(activity)
    assert (asked.state, waiting.state) == ("pending", "waiting")
    assert taken(opening) == [1]
    actions.refuse_enrolment(enrolment=asked, by=None, word="Réservé aux écoles.")
    waiting.refresh_from_db()
    assert waiting.state == "offered"
    assert actions.accept(enrolment=waiting).state == "pending"
    assert actions.approve(enrolment=waiting, by=None).state == "confirmed"
    assert "Réservé aux écoles." in Message.objects.get(about_id=str(asked.pk), subject__startswith="Réponse").text
    sound()


def test_a_size_never_goes_under_what_is_taken():
    activity, opening = make(3)
    factory.enrolment(activity, 3)
    quota = opening.quotas.get()
    with pytest.raises(ValidationError, match="3 places sont prises"):
        actions.save_quota(opening=opening, quota=quota, name="Salle", size=2, by=None)
    waiting = factory.enrolment(activity, 2)
    actions.save_quota(opening=opening, quota=quota, name="Salle", size=5, by=None)  # raised: the next is called
    waiting.refresh_from_db()
    assert waiting.state == "offered"
    sound()


def test_quotas_made_afterwards_count_what_is_already_taken():
    activity, opening = make(None)
    factory.enrolment(activity, 3)
    kind = PlaceKind.objects.get()
    with pytest.raises(ValidationError, match="3 places sont prises"):
        actions.save_quota(opening=opening, name="Salle", size=2, kinds=[kind], by=None)
    assert not Quota.objects.exists()
    assert actions.save_quota(opening=opening, name="Salle", size=4, kinds=[kind], by=None).taken == 3
    sound()


def test_a_quota_for_each_date():
    activity = activities.activity(starts_at=None)
    for days in range(3):
        activities.session(activity, activities.START + timedelta(days=days))
    opening = activities.opening(activity)
    assert actions.quotas_by_date(opening=opening, size=1, by=None) == 3
    first, second, _third = activity.sessions.all()
    factory.enrolment(activity, sessions=[first.pk])
    with pytest.raises(places.Full):
        factory.enrolment(activity, sessions=[second.pk, first.pk], may_wait=False)
    factory.enrolment(activity, sessions=[second.pk])
    assert taken(opening) == [1, 1, 0]
    assert actions.quotas_by_date(opening=opening, size=9, by=None) == 0
    sound()


def test_a_cycle_is_taken_as_a_whole():
    activity, opening = make(2, structure="cycle")
    activities.session(activity, activities.START + timedelta(days=7))
    actions.quotas_by_date(opening=opening, size=1, by=None)
    one = factory.enrolment(activity)
    assert [p.session_id for p in one.places.all()] == [None]
    assert taken(opening) == [1, 1, 1]
    assert factory.enrolment(activity).state == "waiting"
    sound()


def test_places_change_and_what_is_given_back_goes_to_the_next():
    activity, opening = make(3)
    one = factory.enrolment(activity, 2)
    waiting = factory.enrolment(activity, 2)
    wish = actions.wish_of(one)
    (kind,) = wish.kinds
    more = type(wish)(**{**wish.__dict__, "kinds": {kind: 4}})
    with pytest.raises(places.Full):
        actions.change(enrolment=one, wish=more)
    assert taken(opening) == [2]
    actions.change(enrolment=one, wish=type(wish)(**{**wish.__dict__, "kinds": {kind: 1}}))
    waiting.refresh_from_db()
    assert waiting.state == "offered"
    assert taken(opening) == [3]
    sound()


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"opens_at": now() + timedelta(days=1)}, "pas encore ouvertes"),
        ({"closes_at": now() - timedelta(days=1)}, "fermées"),
    ],
)
def test_refused_outside_its_dates(change, word):
    activity, _opening = make(2, **change)
    with pytest.raises(ValidationError, match=word):
        factory.enrolment(activity)


def test_refused_when_there_is_nothing_to_enrol_in():
    activity, opening = make(2, most_places=2)
    for wrong, word in (
        ({"people": 3}, "2 places au plus"), ({"people": 0}, "au moins une place"),
        ({"sessions": []}, "au moins une date"), ({"sessions": [99999]}, "n’est plus proposée"),
        ({"kinds": {99999: 1}}, "n’est plus proposée"),
    ):  # fmt: skip
        with pytest.raises(ValidationError, match=word):
            factory.enrolment(activity, **wrong)
    activity.state, activity.cancelled_at = "cancelled", now()
    activity.save()
    with pytest.raises(ValidationError, match="annulée"):
        factory.enrolment(activity)
    Opening.objects.filter(pk=opening.pk).delete()
    with pytest.raises(ValidationError, match="n’a pas d’inscriptions"):
        actions.enrol(activity=activity, wish=actions.Wish(key="x", kinds={1: 1}))
