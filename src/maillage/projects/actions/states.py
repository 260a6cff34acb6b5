"""The state of a project, with the day on which it changed."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from maillage.projects import signals
from maillage.projects.actions.common import indexed, locked, record, refuse, touch
from maillage.projects.enums import ProjectState
from maillage.projects.models import Project, Transition


@transaction.atomic
def change_state(*, project: Project, state: str, on: date, note: str = "", by: Any) -> Project:
    """Pass to another state, true from this day on. The real start and end follow where they are not known."""
    project = locked(project)
    before, wanted = ProjectState(project.state), ProjectState(state)
    if not before.can_become(wanted):
        raise refuse("state", state=before.label, wanted=wanted.label)
    if on > localdate():
        raise refuse("future")
    last = project.transitions.order_by("-on", "-pk").first()
    # The first line is the day on which it was typed: a project may have begun long before.
    if last and last.on > on and project.transitions.count() > 1:
        raise refuse("before_last", day=last.on)
    if last and last.on > on:
        Transition.objects.filter(pk=last.pk).update(on=on)
    changes: dict[str, Any] = {"state": [before.value, wanted.value], "on": [None, on.isoformat()]}
    if note:
        changes["note"] = [None, note[:500]]
    project.state = wanted
    if wanted == ProjectState.RUNNING and project.actual_start is None:
        project.actual_start = on
        changes["actual_start"] = [None, on.isoformat()]
    if wanted == ProjectState.CLOSED:
        changes["actual_end"] = [project.actual_end and project.actual_end.isoformat(), on.isoformat()]
        project.actual_end = on
    elif before == ProjectState.CLOSED:
        changes["actual_end"] = [project.actual_end and project.actual_end.isoformat(), None]
        project.actual_end = None
    project.clean()
    touch(project)
    Transition.objects.create(project=project, state=wanted, on=on, note=note.strip()[:500])
    record("project.state_changed", project, by=by, changes=changes)
    indexed([project.pk])
    signals.project_state_changed.send(sender=Project, project=project, before=before.value, state=wanted.value, on=on,
                                       by=by)  # fmt: skip
    return project
