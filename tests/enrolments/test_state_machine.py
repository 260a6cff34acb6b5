"""Whatever the order of what people and the team do, quotas say what places hold, and nobody is called who does not fit."""

import contextlib
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.enrolments import actions, places, waiting
from maillage.enrolments.models import Enrolment, Place, PlaceKind, Quota
from tests import networks
from tests.factories import activities
from tests.factories import enrolments as factory

STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["enrol", "enrol", "enrol", "cancel", "cancel", "accept", "lapse", "rejoin", "approve", "refuse", "change", "size", "call"]
        ),
        st.integers(0, 11), st.integers(1, 4),
    ),
    min_size=6, max_size=22,
)  # fmt: skip


def consistent(activity):
    assert [level for level, _text in places.check()] == ["ok"]
    for quota in Quota.objects.all():
        assert 0 <= quota.taken <= quota.size
    for row in Enrolment.objects.prefetch_related("places"):
        assert {place.holds for place in row.places.all()} <= {row.standing.holds}
    # Nobody waits for what is free: whoever fits was called.
    rows = list(Enrolment.objects.waiting().filter(activity=activity))
    entries = actions.calling.entries_of(rows)
    free = {quota.pk: quota.free for quota in Quota.objects.all()}
    needs = actions.calling.needs_of(entries)
    assert waiting.who_fits([(row.pk, needs[row.pk]) for row in rows], free) == []


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS, size=st.integers(1, 5), approval=st.booleans(), child=st.integers(0, 3))
def test_any_sequence(steps, size, approval, child):
    Enrolment.objects.all().delete()
    Place.objects.all().delete()
    networks.install()
    activity = activities.activity()
    opening = activities.opening(activity, size, approval=approval)
    shared = Quota.objects.get(opening=opening)
    kids = PlaceKind.objects.create(opening=opening, name="Enfant", rank=2)
    kids.quotas.set([shared, Quota.objects.create(opening=opening, name="Enfants", size=child)])
    adult = opening.kinds.get(name="Place")
    at = now()
    for step, which, many in steps:
        at += timedelta(minutes=7)
        rows = list(Enrolment.objects.filter(activity=activity).order_by("pk"))
        row = rows[which % len(rows)] if rows else None
        with contextlib.suppress(ValidationError):
            one_step(step, activity, opening, shared, row, which, many, (adult, kids), at)
        consistent(activity)
    Quota.objects.all().delete()


def one_step(step, activity, opening, shared, row, which, many, kinds, at):
    kind = kinds[which % 2]
    match step:
        case "enrol":
            factory.enrolment(activity, kinds={kind.pk: many}, may_wait=which % 3 != 0)
        case "size":
            actions.save_quota(opening=opening, quota=shared, name="Salle", size=many + which % 4, by=None)
        case "lapse":
            actions.lapse(opening=opening, at=at + timedelta(days=60 * (which % 2)))
        case _other if row is None:
            return
        case "cancel":
            actions.cancel(enrolment=row, at=at)
        case "accept":
            actions.accept(enrolment=row, at=at)
        case "rejoin":
            actions.rejoin(enrolment=row, at=at)
        case "approve":
            actions.approve(enrolment=row, by=None, at=at)
        case "refuse":
            actions.refuse_enrolment(enrolment=row, by=None, at=at)
        case "call":
            actions.call(enrolment=row, by=None, at=at)
        case "change":
            wish = actions.wish_of(row)
            actions.change(enrolment=row, wish=type(wish)(**{**wish.__dict__, "kinds": {kind.pk: many}}), at=at)


@given(
    st.lists(st.dictionaries(st.integers(1, 3), st.integers(1, 4), min_size=1), max_size=8),
    st.dictionaries(st.integers(1, 3), st.integers(0, 6)),
)
def test_who_fits_never_takes_more_than_is_free(entries, free):
    numbered = list(enumerate(entries))
    called = waiting.who_fits(numbered, free)
    assert called == sorted(called)
    for quota, left in free.items():
        assert sum(entries[number].get(quota, 0) for number in called) <= left
    if numbered and not waiting.lacking(entries[0], free):
        assert called[0] == 0  # the first in order whose whole entry fits
