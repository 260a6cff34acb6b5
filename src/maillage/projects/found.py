"""What the search finds: projects that everyone sees; the others by those who may see them."""

from collections.abc import Iterable

from maillage.accounts.roles import Permission
from maillage.core.narratives import said
from maillage.projects.models import Project
from maillage.search.sources import PUBLIC, Doc, needs

TEAM = str(Permission.PROJECTS_VIEW)
WITHHELD = needs(Permission.PROJECTS_VIEW, Permission.WITHHELD_VIEW)


def projects(ids: list[int]) -> Iterable[Doc]:
    """One document for each language of the title; what is hidden is for those who read what is withheld."""
    rows = Project.objects.filter(pk__in=ids)
    hidden = set(rows.hidden().values_list("pk", flat=True))
    for row in rows.prefetch_related("descriptions"):
        manage = ("projects:detail", {"pk": row.pk})
        public = row.is_public and row.pk not in hidden
        urls = {"public": ("site:project", {"pk": row.pk, "slug": row.slug}), "manage": manage} if public else manage
        access = PUBLIC if public else WITHHELD if row.pk in hidden else TEAM
        numbers = " ".join(filter(None, [row.reference, row.iati_identifier]))
        told = {row.language: row.title, **{code or row.language: words for code, words in reversed(row.titles)}}
        told[row.language] = row.title
        for language, title in told.items():
            body = "\n".join(said(one.texts, language) for one in row.descriptions.all())
            yield Doc(
                row.pk, title, urls, access, language, subtitle=row.get_level_display(), body=f"{numbers}\n{body}"
            )


def project_ids() -> Iterable[int]:
    return Project.objects.values_list("pk", flat=True)
