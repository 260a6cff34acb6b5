"""A project: prepared, changed, moved in the tree, shown or kept to the team, withheld, erased while a draft."""

from typing import Any

from django.db import models, transaction

from maillage.audit import journal
from maillage.projects import signals
from maillage.projects.actions.common import (
    branch,
    forgotten,
    indexed,
    locked,
    record,
    refuse,
    set_values,
    touch,
)
from maillage.projects.actions.parts import PARTS, told_parts, write_parts
from maillage.projects.enums import Level, ProjectState
from maillage.projects.models import Project, Transition


def split(values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The columns of the project, and its parts (who, where, codes…)."""
    return ({k: v for k, v in values.items() if k not in PARTS}, {k: v for k, v in values.items() if k in PARTS})


@transaction.atomic
def create_project(*, values: dict[str, Any], by: Any, as_source: bool = False) -> Project:
    """Prepare a node of the tree, with its parts where `values` holds them (`participants`, `places`, `codes`,
    `descriptions`, `other_identifiers`, `related`, `contacts`). `as_source`: shares are kept as a source wrote them."""
    own, parts = split(values)
    project = Project(**own)
    check_place(project, project.parent)
    check_identifier(project)
    project.full_clean()
    project.save()
    Transition.objects.create(project=project, state=project.state, on=project.created_at.date())
    write_parts(project, parts, by, as_source=as_source)
    record("project.created", project, by=by)
    indexed([project.pk])
    signals.project_created.send(sender=Project, project=project, by=by)
    return project


@transaction.atomic
def change_project(*, project: Project, values: dict[str, Any], by: Any, as_source: bool = False) -> Project:
    """Change what a project is and the parts that are given; its place in the tree and its state have their own verbs."""
    project = locked(project)
    own, parts = split(values)
    told = told_parts(project, parts)
    before = set_values(project, own)
    check_place(project, project.parent)
    check_identifier(project)
    write_parts(project, parts, by, as_source=as_source)
    changes = journal.difference(before, journal.snapshot(project))
    changes |= journal.difference(told, told_parts(project, parts))
    if not changes:
        return project
    touch(project)
    record("project.changed", project, by=by, changes=changes)
    # Who takes part may withhold it, with all that stands under it.
    ids = branch(project) if "participants" in parts else [project.pk]
    hidden = set(Project.objects.hidden().filter(pk__in=ids).values_list("pk", flat=True))
    forgotten(hidden)
    indexed(pk for pk in ids if pk not in hidden)
    signals.project_changed.send(sender=Project, project=project, by=by)
    return project


@transaction.atomic
def move_project(*, project: Project, parent: Project | None, level: str | None = None, by: Any) -> Project:
    """Put a node under another one (or under none), at another level if asked. Refuses a circle and levels upside down."""
    # Moves are made one at a time: two at once could make a circle that neither sees.
    list(Project.objects.select_for_update(of=("self",)).filter(parent=None).order_by("pk").values_list("pk")[:1])
    project = locked(project)
    before = {"parent_id": project.parent_id, "level": project.level}
    if parent is not None and parent.pk in branch(project):
        raise refuse("circle", title=parent.title)
    project.parent, project.level = parent, level or project.level
    check_place(project, parent)
    for under in project.children.values_list("level", flat=True):
        if not Level(project.level).may_hold(Level(under)):
            raise refuse("level_under", level=Level(project.level).label, under=Level(under).label)
    changes = journal.difference(before, {"parent_id": project.parent_id, "level": project.level})
    if not changes:
        return project
    touch(project)
    record("project.moved", project, by=by, changes=changes)
    ids = branch(project)
    (forgotten if Project.objects.hidden().filter(pk=project.pk).exists() else indexed)(ids)
    signals.project_moved.send(sender=Project, project=project, before=before["parent_id"], by=by)
    return project


def check_place(project: Project, parent: Project | None) -> None:
    if parent is not None and not Level(parent.level).may_hold(Level(project.level)):
        raise refuse("level_above", level=Level(project.level).label, above=Level(parent.level).label)


def check_identifier(project: Project) -> None:
    project.iati_identifier = (project.iati_identifier or "").strip() or None
    if project.publishes_iati and not project.iati_identifier:
        raise refuse("no_identifier")
    same = Project.objects.filter(iati_identifier=project.iati_identifier).exclude(pk=project.pk)
    if project.iati_identifier and same.exists():
        raise refuse("identifier", what=project.iati_identifier)


@transaction.atomic
def set_public(*, project: Project, public: bool, by: Any) -> Project:
    """Show a project to everyone, or keep it to the team."""
    project = locked(project)
    if project.is_public == public:
        return project
    project.is_public = public
    touch(project)
    record("project.published" if public else "project.unpublished", project, by=by,
           changes={"is_public": [not public, public]})  # fmt: skip
    (indexed if public else forgotten)([project.pk])
    signals.project_changed.send(sender=Project, project=project, by=by)
    return project


@transaction.atomic
def withhold_project(*, project: Project, reason: str, by: Any) -> Project:
    """Keep it, and all that stands under it, from everyone but those who read what is withheld, from this commit on."""
    reason = reason.strip()
    if not reason:
        raise refuse("reason")
    project = locked(project)
    if project.withheld:
        raise refuse("is_withheld")
    project.withheld, project.withheld_reason = True, reason[:300]
    touch(project)
    ids = branch(project)
    forgotten(ids)
    record("project.withheld", project, by=by, changes={"withheld": [False, True], "withheld_reason": ["", reason]})
    signals.project_withheld.send(sender=Project, project=project, ids=ids, by=by)
    return project


@transaction.atomic
def give_back_project(*, project: Project, reason: str, by: Any) -> Project:
    """Let it be seen again by those who may, as its other settings say."""
    project, reason = locked(project), reason.strip()
    if not project.withheld:
        raise refuse("not_withheld")
    if not reason:
        raise refuse("reason")
    before, project.withheld, project.withheld_reason = project.withheld_reason, False, ""
    touch(project)
    ids = branch(project)
    indexed(ids)
    record("project.given_back", project, by=by,
           changes={"withheld": [True, False], "withheld_reason": [before, ""], "reason": [None, reason]})  # fmt: skip
    signals.project_given_back.send(sender=Project, project=project, ids=ids, by=by)
    return project


@transaction.atomic
def delete_draft(*, project: Project, by: Any) -> None:
    """Erase a project that never began and that nothing rests upon."""
    project = locked(project)
    began = project.transitions.exclude(state=ProjectState.IDENTIFIED).exists()
    if project.state != ProjectState.IDENTIFIED or began:
        raise refuse("not_a_draft")
    if project.children.exists():
        raise refuse("holds")
    used = rests_upon(project)
    if used:
        raise refuse("used", what=", ".join(used))
    signals.project_deleting.send(sender=Project, project=project, by=by)
    forgotten([project.pk])
    record("project.deleted", project, by=by)
    project.delete()


def rests_upon(project: Project) -> list[str]:
    """What rooms above keep of it, in words: never erased along with a draft."""
    found = []
    for relation in Project._meta.related_objects:
        model: Any = relation.related_model
        if model._meta.app_label == "projects" or not isinstance(relation, models.ManyToOneRel):
            continue
        if model._base_manager.filter(**{relation.field.name: project}).exists():
            found.append(str(model._meta.verbose_name_plural))
    return found
