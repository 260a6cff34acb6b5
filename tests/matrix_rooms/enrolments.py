"""Enrolments: whoever has the signed link opens its page; nobody guesses it."""

from maillage.accounts.models import User
from maillage.enrolments import links
from tests.factories import activities
from tests.factories import enrolments as factory
from tests.matrix_objects import Objects, objects


@objects("site:enrol")
def open_enrolment(user: User | None) -> Objects:
    shown, hidden = activities.activity(), activities.activity(state="draft")
    activities.opening(shown, 5)
    activities.opening(hidden, 5)
    return Objects({"pk": shown.pk}, {"pk": hidden.pk})


@objects("enrolments:own", "enrolments:own_change", "enrolments:own_calendar")
def own(user: User | None) -> Objects:
    activity = activities.activity()
    activities.opening(activity, 5)
    return Objects({"token": links.token(factory.enrolment(activity))}, {"token": "devine"})
