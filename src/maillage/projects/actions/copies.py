"""A project taken up again: what is wanted of it, with its dates moved, nothing of what happened."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.forms.models import model_to_dict

from maillage.projects import signals
from maillage.projects.actions.common import locked, record
from maillage.projects.actions.parts import PARTS
from maillage.projects.actions.projects import create_project
from maillage.projects.models import Milestone, Project, Risk

# What may be taken along, beside what the project is.
CHOICES = ("descriptions", "participants", "places", "codes", "calendar", "risks", "children")
KEPT = ("titles", "language", "level", "scope", "collaboration_type", "flow_type", "finance_type", "aid_types", "tied_status",
        "currency", "humanitarian", "conditions_attached", "conditions", "image", "image_alt", "keeper")  # fmt: skip
DATES = ("planned_start", "planned_end")


@transaction.atomic
def copy_project(*, project: Project, title: str, parts: Iterable[str], starts_on: date | None = None, by: Any,
                 parent: Project | None = None) -> Project:  # fmt: skip
    """Prepare another project like this one. Identifiers, real dates, state, notes and documents stay behind.

    `children` takes along what stands under it, with the same parts; rooms above take theirs (`project_copied`).
    """
    project, wanted = locked(project), set(parts)
    begins = project.planned_start or project.actual_start
    days = (starts_on - begins).days if starts_on and begins else 0
    copies: dict[int, Project] = {}
    copy = _copied(project, title, wanted, days, by, parent or project.parent, copies)
    signals.project_copied.send(
        sender=Project, origin=project, copy=copy, parts=wanted, copies=copies, days=days, by=by
    )
    return copy


def _copied(project: Project, title: str, wanted: set[str], days: int, by: Any, parent: Project | None,
            copies: dict[int, Project]) -> Project:  # fmt: skip
    values: dict[str, Any] = {name: getattr(project, name) for name in KEPT}
    values |= {"title": title, "parent": parent, "copied_from": project, "is_public": False}
    values |= {name: shifted(getattr(project, name), days) for name in DATES}
    if title != project.title:
        values["titles"] = []
    for name in wanted & set(PARTS):
        values[name] = [part(row) for row in seen(getattr(project, name).all(), by)]
    copy = create_project(values=values, by=by, as_source=True)
    copies[project.pk] = copy
    record("project.copied", copy, by=by, changes={"copied_from": [None, project.pk]})
    if "calendar" in wanted:
        Milestone.objects.bulk_create(
            Milestone(
                project=copy,
                title=row.title,
                due_on=row.due_on + timedelta(days=days),
                is_public=row.is_public,
                owner=row.owner,
            )
            for row in project.milestones.select_related("owner")
        )
    if "risks" in wanted:
        Risk.objects.bulk_create(
            Risk(project=copy, title=row.title, likelihood=row.likelihood, impact=row.impact, measure=row.measure,
                 owner=row.owner)
            for row in project.risks.select_related("owner")
        )  # fmt: skip
    if "children" in wanted:
        for child in project.children.visible_to(by) if by is not None else project.children.all():
            _copied(child, child.title, wanted, days, by, copy, copies)
    return copy


def seen(rows: Any, by: Any) -> Any:
    return rows.visible_to(by) if by is not None and hasattr(rows, "visible_to") else rows


def part(row: Any) -> dict[str, Any]:
    names = [field.name for field in row._meta.concrete_fields if field.name not in ("id", "project", "rank")]
    told = model_to_dict(row, fields=names)
    if "organisation" in told:
        told["organisation_id"] = told.pop("organisation")
    told.pop("activity_id", None)  # an IATI activity of the other project
    return told


def shifted(day: date | None, days: int) -> date | None:
    return day + timedelta(days=days) if day else None
