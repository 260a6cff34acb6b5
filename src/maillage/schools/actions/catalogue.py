"""What requests rest on: schools, animations, facilitators."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from maillage.audit import journal
from maillage.bookings import actions as bookings
from maillage.organisations.models import Organisation, Person
from maillage.schools.actions.common import refuse
from maillage.schools.models import Animation, Facilitator, School
from maillage.search import outbox


def _written(row: Any, values: Mapping[str, Any], verb: str, *, by: Any, label: str | None = None) -> Any:
    """Lock, change, check, save, journal."""
    row = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    before = journal.snapshot(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.full_clean()
    row.save()
    journal.record(verb, row, by=by, changes=journal.difference(before, journal.snapshot(row)), label=label)
    return row


def _label(organisation: Organisation) -> str | None:
    return "" if organisation.withheld else None


@transaction.atomic
def add_school(*, organisation: Organisation, values: Mapping[str, Any], by: Any) -> School:
    """An organisation is a school. Raises ValidationError when it already is."""
    if School.objects.filter(organisation=organisation).exists():
        raise refuse("already_school")
    row = School(organisation=organisation, **values)
    row.full_clean()
    row.save()
    journal.record("school.added", row, by=by, label=_label(organisation))
    return row


@transaction.atomic
def change_school(*, school: School, values: Mapping[str, Any], by: Any) -> School:
    return _written(school, values, "school.changed", by=by, label=_label(school.organisation))  # type: ignore[no-any-return]


@transaction.atomic
def create_animation(*, values: Mapping[str, Any], by: Any) -> Animation:
    """Something that teachers may ask for."""
    row = Animation(**values)
    row.full_clean()
    row.save()
    journal.record("animation.created", row, by=by)
    outbox.queue("schools.animation", [row.pk])
    return row


@transaction.atomic
def change_animation(*, animation: Animation, values: Mapping[str, Any], by: Any) -> Animation:
    row: Animation = _written(animation, values, "animation.changed", by=by)
    outbox.queue("schools.animation", [row.pk])
    return row


@transaction.atomic
def add_facilitator(
    *, person: Person, values: Mapping[str, Any], animations: Iterable[Animation] = (), by: Any
) -> Facilitator:
    """A person gives animations: from now on they have a calendar, and their own page when they sign in."""
    if Facilitator.objects.filter(person=person).exists():
        raise refuse("already_facilitator")
    row = Facilitator(person=person, **values)
    row.full_clean()
    row.save()
    row.animations.set(animations)
    bookings.bookable_for(person=person, by=by)
    journal.record("facilitator.added", row, by=by, label="")
    return row


@transaction.atomic
def change_facilitator(*, facilitator: Facilitator, values: Mapping[str, Any], animations: Iterable[Animation] | None = None,
                       by: Any) -> Facilitator:  # fmt: skip
    """Skills, rates (for what is given from now on), check."""
    row: Facilitator = _written(facilitator, values, "facilitator.changed", by=by, label="")
    if animations is not None:
        row.animations.set(animations)
    return row
