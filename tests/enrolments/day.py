"""A date of today with people enrolled, for the tests of the door."""

from datetime import timedelta

from django.utils.timezone import now

from maillage.enrolments.models import Place
from tests.factories import activities
from tests.factories import enrolments as factory


def date_of(places=5, *, hours=-1, structure="sessions", venue=None, title="", **values):
    """(date, opening): it began an hour ago unless said otherwise."""
    activity = activities.activity(title, starts_at=None, structure=structure)
    values.setdefault("venue", venue)
    session = activities.session(activity, now() + timedelta(hours=hours), **values)
    opening = activities.opening(activity, places) if places is not None else None
    return session, opening


def enrolled(session, people=1, **values):
    """The places of someone enrolled by the team."""
    values.setdefault("origin", "staff")
    made = factory.enrolment(session.activity, people, may_wait=False, **values)
    return list(Place.objects.filter(enrolment=made).order_by("pk"))
