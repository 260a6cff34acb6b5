"""Visits and support, what follows them, what was learned."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from maillage.files.enums import DocumentKind
from maillage.organisations.models import Person
from maillage.partnerships.actions.common import kept, locked, note, refuse, saved, written
from maillage.partnerships.models import Learning, Partnership, PartnerVisit


@transaction.atomic
def note_visit(*, partnership: Partnership, values: dict[str, Any], by: Any) -> PartnerVisit:
    """A visit or a support, done or planned."""
    values = dict(values)
    people, upload = values.pop("people", ()), values.pop("upload", None)
    row = PartnerVisit(partnership=partnership, noted_by=by, **values)
    row.full_clean()
    row.save()
    row.people.set(people)
    note(
        "visit.noted",
        partnership,
        by=by,
        row=row,
        changes={"starts_on": [None, row.starts_on], "kind": [None, row.kind]},
    )
    return with_report(row, upload, by) if upload else row


@transaction.atomic
def change_visit(*, visit: PartnerVisit, values: dict[str, Any], by: Any) -> PartnerVisit:
    """Correct it, add its report."""
    row, values = locked(visit), dict(values)
    people, upload = values.pop("people", None), values.pop("upload", None)
    if not values.get("follow_up", row.follow_up):
        values |= {"followed_on": None, "follow_note": ""}
    before = written(row, values)
    if people is not None:
        unseen = [] if by is None else row.people.exclude(pk__in=Person.objects.visible_to(by).values("pk"))
        row.people.set([*people, *unseen])
    note("visit.changed", row.partnership, by=by, row=row, changes=saved(row, before))
    return with_report(row, upload, by) if upload else row


def with_report(row: PartnerVisit, upload: Any, by: Any) -> PartnerVisit:
    row.report = kept(upload=upload, title=row.title, partnership=row.partnership, document=row.report, by=by,
                      kind=DocumentKind.REPORT)  # fmt: skip
    row.save(update_fields=["report"])
    return row


@transaction.atomic
def follow_up(*, visit: PartnerVisit, on: date, text: str, by: Any) -> PartnerVisit:
    """What was promised is done."""
    row = locked(visit)
    if not row.follow_up or row.followed_on:
        raise refuse("no_follow")
    if on > localdate():
        raise refuse("future")
    if on < row.starts_on:
        raise refuse("too_early", day=row.starts_on)
    before = written(row, {"followed_on": on, "follow_note": text[:500]})
    note("visit.followed", row.partnership, by=by, row=row, changes=saved(row, before))
    return row


@transaction.atomic
def note_learning(*, partnership: Partnership, values: dict[str, Any], by: Any) -> Learning:
    """What one learned from the other."""
    row = Learning(partnership=partnership, noted_by=by, **values)
    row.full_clean()
    row.save()
    note(
        "partnership.learned",
        partnership,
        by=by,
        changes={"learned_by": [None, row.learned_by], "text": [None, row.text]},
    )
    return row


@transaction.atomic
def change_learning(*, learning: Learning, values: dict[str, Any], by: Any) -> Learning:
    row = locked(learning)
    before = written(row, values)
    note("partnership.learned", row.partnership, by=by, changes=saved(row, before))
    return row
