"""What the search finds: results and changes of public projects, published notes; the rest by the team."""

from collections.abc import Iterable, Iterator

from maillage.accounts.roles import Permission
from maillage.core.narratives import said
from maillage.projects.models import Project
from maillage.results.enums import NoteState
from maillage.results.models import CapitalisationNote, Result, Transformation
from maillage.search.sources import PUBLIC, Doc, needs

TEAM = str(Permission.RESULTS_VIEW)
HIDDEN = needs(TEAM, str(Permission.WITHHELD_VIEW))


def hidden_projects(ids: Iterable[int]) -> set[int]:
    """Those of these projects that are withheld, or carried by someone who is."""
    return set(Project.objects.hidden().filter(pk__in=list(ids)).values_list("pk", flat=True))


def results(ids: list[int]) -> Iterator[Doc]:
    """For the team alone: the public reads them on the page of the project."""
    rows = list(Result.objects.filter(pk__in=ids).select_related("project").prefetch_related("indicators"))
    hidden = hidden_projects(row.project_id for row in rows)
    for row in rows:
        titles = row.titles or [["", ""]]
        also = " ".join(text for _code, text in titles[1:])
        body = tuple(said(one.titles, "fr") for one in row.indicators.all())
        yield Doc(row.pk, titles[0][1] or str(row), ("results:result", {"pk": row.pk}), HIDDEN if row.project_id in hidden else TEAM,
                  titles[0][0][:2] or "fr", row.project.title, also, (said(row.descriptions, "fr"), *body))  # fmt: skip


def transformations(ids: list[int]) -> Iterator[Doc]:
    rows = list(Transformation.objects.filter(pk__in=ids).select_related("project"))
    public = set(Transformation.objects.public().filter(pk__in=ids).values_list("pk", flat=True))
    hidden = hidden_projects(row.project_id for row in rows)
    for row in rows:
        manage = ("results:transformation", {"pk": row.pk})
        shown = row.pk in public
        urls = (
            {"public": ("site:transformation", {"pk": row.pk, "slug": row.slug}), "manage": manage} if shown else manage
        )
        access = PUBLIC if shown else HIDDEN if row.project_id in hidden else TEAM
        for code, title in row.titles:
            yield Doc(row.pk, title, urls, access, code[:2] or "fr", row.project.title,
                      body=(row.for_whom, said(row.stories, code or "fr")))  # fmt: skip


def notes(ids: list[int]) -> Iterator[Doc]:
    for row in CapitalisationNote.objects.filter(pk__in=ids):
        manage = ("results:note", {"pk": row.pk})
        shown = row.state == NoteState.PUBLISHED
        urls = {"public": ("site:note", {"pk": row.pk, "slug": row.slug}), "manage": manage} if shown else manage
        yield Doc(row.pk, row.title, urls, PUBLIC if shown else TEAM, row.language, row.summary, body=row.text)


def result_ids() -> Iterable[int]:
    return Result.objects.values_list("pk", flat=True)


def transformation_ids() -> Iterable[int]:
    return Transformation.objects.values_list("pk", flat=True)


def note_ids() -> Iterable[int]:
    return CapitalisationNote.objects.values_list("pk", flat=True)
