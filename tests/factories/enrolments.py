"""Enrolments for a test, made by the verbs."""

from itertools import count
from typing import Any

from maillage.activities.models import Activity
from maillage.enrolments import actions
from maillage.enrolments.actions import Wish
from maillage.enrolments.models import Enrolment, PlaceKind

_numbers = count(1)


def wish(activity: Activity, people: int = 1, *, name: str = "", email: str | None = None, **values: Any) -> Wish:
    """One kind of place (the first), at all the dates (or the whole)."""
    n = next(_numbers)
    name = name or f"Personne {n}"
    kind = PlaceKind.objects.filter(opening__activity=activity).order_by("rank", "pk")[0]
    if activity.structure in ("cycle", "dinner", "placement"):
        values.setdefault("sessions", [])
    else:
        values.setdefault("sessions", list(activity.sessions.filter(cancelled_at=None).values_list("pk", flat=True)))
    values.setdefault("kinds", {kind.pk: people})
    values.setdefault("key", f"clé-{n}")
    return Wish(name=name, email=f"p{n}@exemple.org" if email is None else email, **values)


def enrolment(
    activity: Activity, people: int = 1, *, may_wait: bool = True, by: Any = None, **values: Any
) -> Enrolment:
    return actions.enrol(activity=activity, wish=wish(activity, people, may_wait=may_wait, **values), by=by)
