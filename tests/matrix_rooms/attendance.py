"""The room attendance: a date that was held, counted; its link."""

from datetime import timedelta
from uuid import uuid4

from django.utils.timezone import now

from maillage.accounts.models import User
from maillage.accounts.roles import Permission
from maillage.activities.models import Session
from maillage.attendance import actions, links
from maillage.attendance.figures import years
from tests.factories import activities as make
from tests.matrix_objects import Objects, objects


def held(**values: object) -> Session:
    session = make.activity(state="held", starts_at=now() - timedelta(days=3), **values).sessions.get()
    actions.record(session=session, present=12, by=None)
    return session


@objects("attendance:count", "attendance:forget", "attendance:send_link")
def counted_date(user: User | None) -> Objects:
    return Objects({"pk": held().pk})


@objects("attendance:activity", "attendance:people")
def counted_activity(user: User | None) -> Objects:
    hidden = None if user and user.can(Permission.ACTIVITIES_VIEW) else {"pk": held(is_public=False).activity_id}
    return Objects({"pk": held().activity_id}, hidden)


@objects("attendance:by_link")
def link_to_count(user: User | None) -> Objects:
    """Whoever has the link counts that date: nobody guesses it."""
    return Objects({"token": links.token(held())}, {"token": "devine"})


@objects("attendance:snapshot")
def frozen_year(user: User | None) -> Objects:
    held()
    return Objects({"pk": actions.freeze(years=years.asked(), name=f"Bilan {uuid4()}", by=None).pk})
