"""Schools, facilitators and requests for a test, by the verbs themselves."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.utils.timezone import localdate, now

from maillage.schools import actions
from maillage.schools.models import Animation, Facilitator, School, SchoolRequest, Visit
from tests.factories import organisations as directory

_numbers = count(1)


def soon(days: float = 10, hour: int = 14) -> datetime:
    return (now() + timedelta(days=days)).astimezone(UTC).replace(hour=hour, minute=0, second=0, microsecond=0)


def school(name: str = "", region: str = "QC-05", **values: Any) -> School:
    organisation = directory.organisation(name or f"École {next(_numbers)}", city="Sherbrooke", region=region, **values)
    return actions.add_school(organisation=organisation, values={"levels": ["secondary-1"]}, by=None)


def animation(title: str = "", **values: Any) -> Animation:
    return actions.create_animation(values={"title": title or f"Animation {next(_numbers)}", **values}, by=None)


def facilitator(
    user: Any = None, *, animations: Any = (), last_name: str = "", withheld: bool = False, **values: Any
) -> Facilitator:
    number = next(_numbers)
    person = directory.person(last_name, user=user, email=f"anime{number}@exemple.org", withheld=withheld)
    values = {"languages": ["fr"], "currency": "CAD", "fee": 12000, "per_100_km": 6100, "check_on": localdate() - timedelta(days=90),
              "check_until": localdate() + timedelta(days=900), **values}  # fmt: skip
    return actions.add_facilitator(person=person, values=values, animations=animations, by=None)


def request(*, start: datetime | None = None, groups: Any = (("Groupe 31", 28),), school_: School | None = None,
            **values: Any) -> SchoolRequest:  # fmt: skip
    start = start or soon()
    values = {"contact_name": "Rosa Marchand", "contact_email": "rosa@ecole.org", "level": "secondary-1", **values}
    if school_ is not None:
        values["school"] = school_
    elif "school" not in values:
        values.setdefault("school_name", "École du Fleuve")
    return actions.ask(values=values, groups=list(groups), slots=[(start, start + timedelta(hours=3))])


def visit(
    request_: SchoolRequest, *people: Facilitator, start: datetime | None = None, hours: float = 1.25, **values: Any
) -> Visit:
    first = request_.slots.first()
    start = start or first.starts_at
    return actions.plan_visit(request=request_, start=start, end=start + timedelta(hours=hours),
                              facilitators=people or [facilitator()], by=None, **values)  # fmt: skip


def confirmed(*people: Facilitator, **values: Any) -> SchoolRequest:
    made = request(**values)
    visit(made, *people)
    actions.send_proposal(request=made, by=None)
    return actions.accept(request=made)


def past(made: SchoolRequest, days: int = 20) -> SchoolRequest:
    """The same, as if so many days had passed."""
    back = timedelta(days=days)
    made.refresh_from_db()
    for one in made.visits.select_related("session"):
        Visit.objects.filter(pk=one.pk).update(starts_at=one.starts_at - back, ends_at=one.ends_at - back)
        if one.session:
            type(one.session).objects.filter(pk=one.session.pk).update(
                starts_at=one.session.starts_at - back, ends_at=one.session.ends_at - back
            )
    if made.activity:
        type(made.activity).objects.filter(pk=made.activity.pk).update(
            starts_at=made.activity.starts_at - back, ends_at=made.activity.ends_at - back
        )
    made.refresh_from_db()
    return made
