"""What goes with a project: its calendar, its risks, the part of local authorities, its notes."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.accounts.roles import Permission
from maillage.audit import journal
from maillage.projects.actions.common import record, refuse, set_values
from maillage.projects.enums import RiskState
from maillage.projects.models import AuthorityPart, Milestone, Project, ProjectNote, Risk


def check_owner(values: dict[str, Any]) -> None:
    """Who follows something of a project may read it."""
    for name in ("owner", "keeper"):
        user = values.get(name)
        if user is not None and not user.can(Permission.PROJECTS_VIEW):
            raise refuse("keeper_reads")


def _save(row: Any, values: dict[str, Any], verb: str, by: Any) -> Any:
    """Write a row of a project and say it in the project's journal: what changed, never a person's name."""
    check_owner(values)
    before = set_values(row, values)
    new = row.pk is None
    row.save()
    after = journal.snapshot(row)
    changes = journal.difference({} if new else before, after)
    for hidden in ("id", "project_id", "updated_at", "created_at"):
        changes.pop(hidden, None)
    if changes:
        record(verb, row.project, by=by, changes={"what": [None, str(row)[:200]]} | changes)
    return row


def _remove(row: Any, verb: str, by: Any) -> None:
    record(verb, row.project, by=by, changes={"what": [str(row)[:200], None]})
    row.delete()


def _fresh(row: Any) -> Any:
    return type(row).objects.select_for_update(of=("self",)).select_related("project").get(pk=row.pk)


@transaction.atomic
def add_milestone(*, project: Project, values: dict[str, Any], by: Any) -> Milestone:
    """Put a date in the project's calendar."""
    return _save(Milestone(project=project), reached(values), "project.milestone_added", by)  # type: ignore[no-any-return]


@transaction.atomic
def change_milestone(*, milestone: Milestone, values: dict[str, Any], by: Any) -> Milestone:
    """Change a date of the calendar, or say that it was reached."""
    return _save(_fresh(milestone), reached(values), "project.milestone_changed", by)  # type: ignore[no-any-return]


def reached(values: dict[str, Any]) -> dict[str, Any]:
    if values.get("reached_on") and values["reached_on"] > localdate():
        raise ValidationError({"reached_on": _("Écrivez une date passée ou d’aujourd’hui.")})
    return values


@transaction.atomic
def reach_milestone(*, milestone: Milestone, on: date, by: Any) -> Milestone:
    """This step of the calendar is reached."""
    return change_milestone(milestone=milestone, values={"reached_on": on}, by=by)


@transaction.atomic
def remove_milestone(*, milestone: Milestone, by: Any) -> None:
    """Take a date out of the calendar."""
    _remove(_fresh(milestone), "project.milestone_removed", by)


@transaction.atomic
def add_risk(*, project: Project, values: dict[str, Any], by: Any) -> Risk:
    """Write a risk in the register."""
    return _save(Risk(project=project), closing(values), "project.risk_added", by)  # type: ignore[no-any-return]


@transaction.atomic
def change_risk(*, risk: Risk, values: dict[str, Any], by: Any) -> Risk:
    """Change a risk: how likely, how serious, what is done; say that it happened, or that it is over."""
    return _save(_fresh(risk), closing(values), "project.risk_changed", by)  # type: ignore[no-any-return]


def closing(values: dict[str, Any]) -> dict[str, Any]:
    """A risk that is over says since when; one that is watched has no such day."""
    if "state" not in values:
        return values
    over = values["state"] == RiskState.CLOSED
    return {**values, "closed_on": (values.get("closed_on") or localdate()) if over else None}


@transaction.atomic
def remove_risk(*, risk: Risk, by: Any) -> None:
    """Take a risk out: it was written by mistake."""
    _remove(_fresh(risk), "project.risk_removed", by)


@transaction.atomic
def add_authority_part(*, project: Project, values: dict[str, Any], by: Any) -> AuthorityPart:
    """Say what a local authority did at one moment of the project."""
    check_organisations(by, values.get("organisation"))
    return _save(AuthorityPart(project=project), values, "project.authority_added", by)  # type: ignore[no-any-return]


@transaction.atomic
def change_authority_part(*, part: AuthorityPart, values: dict[str, Any], by: Any) -> AuthorityPart:
    """Correct what a local authority did."""
    check_organisations(by, values.get("organisation"))
    return _save(_fresh(part), values, "project.authority_changed", by)  # type: ignore[no-any-return]


@transaction.atomic
def remove_authority_part(*, part: AuthorityPart, by: Any) -> None:
    """Take it out: it was written by mistake."""
    _remove(_fresh(part), "project.authority_removed", by)


def check_organisations(by: Any, *organisations: Any) -> None:
    for one in organisations:
        if by is not None and one is not None and not type(one).objects.visible_to(by).filter(pk=one.pk).exists():
            raise refuse("unseen")


@transaction.atomic
def add_note(*, project: Project, on: date, text: str, by: Any) -> ProjectNote:
    """Write a line of the project's journal; its words stay out of the house's journal."""
    if on > localdate():
        raise ValidationError({"on": _("Écrivez une date passée ou d’aujourd’hui.")})
    note = ProjectNote(project=project, on=on, text=text.strip(), written_by=by)
    note.full_clean()
    note.save()
    record("project.note_added", project, by=by, changes={"on": [None, on.isoformat()]})
    return note


@transaction.atomic
def remove_note(*, note: ProjectNote, by: Any) -> None:
    """Take a note out of the project's journal."""
    record("project.note_removed", note.project, by=by, changes={"on": [note.on.isoformat(), None]})
    note.delete()
