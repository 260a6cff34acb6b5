"""Enrolments: whoever has the signed link opens its page; nobody guesses it. In Gestion, the permissions say all."""

from collections.abc import Callable
from typing import Any

from maillage.accounts.models import User
from maillage.enrolments import links
from maillage.enrolments.models import Enrolment, PlaceKind, Question, Quota
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


def enrolled(state: str = "confirmed", **opening: Any) -> Enrolment:
    activity = activities.activity()
    activities.opening(activity, 5, **opening)
    made = factory.enrolment(activity)
    values: dict[str, Any] = {"state": state}
    if state in ("waiting", "offered"):
        values |= {"waiting_since": made.created_at, "offered_until": made.created_at}
    Enrolment.objects.filter(pk=made.pk).update(**values)
    return made


@objects("enrolments:of", "enrolments:new", "enrolments:opening", "enrolments:rules", "enrolments:close",
         "enrolments:remove", "enrolments:by_date", "enrolments:quota_new", "enrolments:kind_new",
         "enrolments:question_new")  # fmt: skip
def of_activity(user: User | None) -> Objects:
    return Objects({"pk": enrolled().activity_id})


@objects("enrolments:open")
def without_opening(user: User | None) -> Objects:
    return Objects({"pk": activities.activity().pk})


@objects("enrolments:quota", "enrolments:quota_remove")
def quota(user: User | None) -> Objects:
    return Objects({"pk": Quota.objects.get(opening__activity=enrolled().activity_id).pk})


@objects("enrolments:kind", "enrolments:kind_remove")
def kind(user: User | None) -> Objects:
    return Objects({"pk": PlaceKind.objects.get(opening__activity=enrolled().activity_id).pk})


@objects("enrolments:question", "enrolments:question_remove")
def question(user: User | None) -> Objects:
    row = enrolled().activity
    return Objects({"pk": Question.objects.create(opening=row.opening, label="Régime ?").pk})


@objects("enrolments:detail", "enrolments:change", "enrolments:cancel")
def enrolment(user: User | None) -> Objects:
    return Objects({"pk": enrolled().pk})


def in_state(state: str) -> Callable[[User | None], Objects]:
    return lambda user: Objects({"pk": enrolled(state).pk})


objects("enrolments:approve", "enrolments:refuse")(in_state("pending"))
objects("enrolments:call")(in_state("waiting"))
objects("enrolments:confirm")(in_state("offered"))
objects("enrolments:rejoin")(in_state("cancelled"))
