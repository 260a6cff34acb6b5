"""Papers: joined to the assembly or to an item, replaced by a new version that keeps the old one, taken out."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.accounts.roles import Permission
from maillage.assemblies.actions.common import locked, unfinished
from maillage.assemblies.enums import AssemblyState
from maillage.assemblies.models import AgendaItem, Assembly, Paper
from maillage.audit import journal
from maillage.files import actions as files
from maillage.files.enums import DocumentKind


@transaction.atomic
def join(*, assembly: Assembly, upload: Any, title: str, by: Any, item: AgendaItem | None = None) -> Paper:
    """Join a paper: who sees the assembly opens it (the room serves it), the team finds it among documents."""
    row = locked(assembly)
    if row.state == AssemblyState.CANCELLED:
        raise ValidationError(_("Cette assemblée est annulée."))
    if item is not None and item.assembly_id != row.pk:
        raise ValidationError(_("Ce point est celui d’une autre assemblée."))
    document = files.store(
        upload=upload, title=title, access=files.permission(Permission.ASSEMBLIES_VIEW), by=by, about=row,
        kind=DocumentKind.OTHER,
    )  # fmt: skip
    paper = Paper.objects.create(
        assembly=row, item=item, document=document, title=document.title,
        position=Paper.objects.filter(assembly=row).count() + 1,
    )  # fmt: skip
    journal.record("paper.joined", paper, by=by)
    return paper


@transaction.atomic
def replace(*, paper: Paper, upload: Any, by: Any) -> Paper:
    """A new version; the earlier ones stay, and say when they were replaced."""
    unfinished(paper.assembly)
    version = files.add_version(document=paper.document, upload=upload, by=by)
    journal.record("paper.replaced", paper, by=by, changes={"version": [version.number - 1, version.number]})
    return paper


@transaction.atomic
def remove(*, paper: Paper, by: Any) -> Paper:
    """Take a paper out of the assembly; what was sent with the notice stays written in the notice."""
    unfinished(paper.assembly)
    paper.removed_at = now()
    paper.save(update_fields=["removed_at"])
    journal.record("paper.removed", paper, by=by)
    return paper
