"""What happens in lower rooms and matters here: a project is withheld, shown, taken up again or deleted; organisations merge."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.translation import gettext as _

from maillage.organisations.enums import State
from maillage.organisations.models import Organisation
from maillage.organisations.signals import organisations_seen_differently
from maillage.projects import signals, tree
from maillage.projects.models import Participant, Project
from maillage.results.models import Measurement, Result, ResultUse, Transformation
from maillage.search import outbox

RESULT, CHANGE = "results.result", "results.transformation"


def said_again(projects: Iterable[int], *, hidden: bool) -> None:
    """The search forgets, or reads again, what is of these projects."""
    ids = list(projects)
    say = outbox.forget if hidden else outbox.queue
    for kind, model in ((RESULT, Result), (CHANGE, Transformation)):
        rows = list(model._default_manager.filter(project__in=ids).values_list("pk", flat=True))
        if rows:
            say(kind, rows)


@receiver(signals.project_withheld)
def withheld(ids: Iterable[int], **_rest: Any) -> None:
    said_again(ids, hidden=True)


@receiver(signals.project_given_back)
def given_back(ids: Iterable[int], **_rest: Any) -> None:
    said_again(ids, hidden=False)


@receiver([signals.project_changed, signals.project_moved])
def changed(project: Project, **_rest: Any) -> None:
    said_again(tree.ids_under([project.pk]), hidden=False)


@receiver(organisations_seen_differently)
def seen_differently(ids: list[int], **_rest: Any) -> None:
    """Projects that a withheld organisation carries are hidden with it."""
    carried = Participant.objects.filter(organisation__in=ids).order_by().values_list("project", flat=True)
    found = tree.ids_under(carried)
    hidden = set(Project.objects.hidden().filter(pk__in=found).values_list("pk", flat=True)) if found else set()
    said_again(hidden, hidden=True)
    said_again([pk for pk in found if pk not in hidden], hidden=False)
    told = list(Transformation.objects.filter(organisation__in=ids).values_list("pk", flat=True))
    if told:
        outbox.forget(CHANGE, told)


@receiver(signals.project_deleting)
def deleting(project: Project, **_rest: Any) -> None:
    """A draft that was measured, or whose results others use, stays."""
    if Measurement.objects.filter(period__project=project).exists():
        raise ValidationError(_("Ce projet a des mesures : retirez-les d’abord."))
    if ResultUse.objects.filter(result__project=project).exclude(project=project).exists():
        raise ValidationError(_("D’autres projets utilisent des résultats définis par celui-ci."))


@receiver(signals.project_copied)
def copied(copies: dict[int, Project], **_rest: Any) -> None:
    """A project taken up again works towards the same results: by definition, never by copy; no value comes along."""
    rows = ResultUse.objects.filter(project__in=list(copies)).order_by("rank", "pk")
    ResultUse.objects.bulk_create(
        ResultUse(result_id=row.result_id, project=copies[row.project_id], rank=row.rank) for row in rows
    )


@receiver(post_save, sender=Organisation)
def merged(instance: Organisation, created: bool, **_rest: Any) -> None:
    """What it measured and said, the other measured and said; a withheld one keeps its own, so that it stays hidden."""
    if created or instance.state != State.MERGED or instance.merged_into_id is None or instance.withheld:
        return
    with transaction.atomic():
        Measurement.objects.filter(organisation=instance).update(organisation=instance.merged_into_id)
        Transformation.objects.filter(organisation=instance).update(organisation=instance.merged_into_id)
