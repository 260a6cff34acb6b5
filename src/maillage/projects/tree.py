"""The tree of projects: the nodes above and under one, in few queries whatever its size."""

from collections.abc import Iterable

from maillage.projects.models import Project


def ids_under(roots: Iterable[int]) -> list[int]:
    """The numbers of these nodes and of all that stands under them: a query for each level."""
    found: list[int] = []
    level = sorted(set(roots))
    while level:
        found += level
        level = sorted(
            set(Project.objects.filter(parent__in=level).order_by().values_list("pk", flat=True)) - set(found)
        )
    return found


def ids_above(project: Project) -> list[int]:
    """The numbers of the nodes above, the nearest first."""
    found: list[int] = []
    at = project.parent_id
    while at and at not in found:
        found.append(at)
        at = Project.objects.filter(pk=at).values_list("parent", flat=True).first()
    return found
