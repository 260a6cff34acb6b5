"""Documents and image of a project: files of the house, or an address elsewhere."""

from typing import Any

from django.db import transaction
from django.db.models import Max

from maillage.accounts.roles import Permission
from maillage.core import narratives
from maillage.files import actions as files
from maillage.files.enums import DocumentKind
from maillage.files.images import store_poster
from maillage.projects.actions.common import locked, record, touch
from maillage.projects.models import Project, ProjectDocument


def _next_rank(project: Project) -> int:
    last = project.documents.aggregate(last=Max("rank"))["last"]
    return 0 if last is None else last + 1


@transaction.atomic
def add_document(*, project: Project, title: str, upload: Any = None, url: str = "", public: bool = True, by: Any,
                 **values: Any) -> ProjectDocument:  # fmt: skip
    """Add a document: a file of the house (for everyone, or for the team), or a link."""
    row = ProjectDocument(project=project, rank=_next_rank(project), url="" if upload else url.strip(), **values)
    row.titles = narratives.clean([[project.language, title]])
    if upload:
        access = files.PUBLIC if public else files.permission(Permission.PROJECTS_VIEW)
        row.document = files.store(upload=upload, title=title, access=access, by=by, about=project,
                                   kind=DocumentKind.REPORT)  # fmt: skip
    row.full_clean()
    row.save()
    record("project.document_added", project, by=by, changes={"document": [None, title[:200]]})
    return row


@transaction.atomic
def remove_document(*, row: ProjectDocument, by: Any) -> None:
    """Take a document out: its file is downloaded no more."""
    record("project.document_removed", row.project, by=by,
           changes={"document": [narratives.said(row.titles, row.project.language, row.url), None]})  # fmt: skip
    document, _deleted = row.document, row.delete()
    if (
        document is not None
        and not document.removed_at
        and not ProjectDocument.objects.filter(document=document).exists()
    ):
        files.remove(document=document, by=by)


@transaction.atomic
def set_image(*, project: Project, upload: Any, alt: str, by: Any) -> Project:
    """Give the project an image, drawn again and light; without a file, its description alone."""
    project = locked(project)
    before = project.image
    if upload:
        project.image = store_poster(upload, alt=alt, by=by).public_id
    project.image_alt = alt
    touch(project)
    record("project.image_set", project, by=by, changes={"image": [before, project.image]})
    return project
