"""Showing to everyone what files brought and the team alone sees."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.audit import journal
from maillage.iati.exports.files import imported
from maillage.projects.actions.common import indexed
from maillage.projects.models import Project


@transaction.atomic
def show_imported(*, by: Any) -> int:
    """Show every imported project to everyone; none that is withheld. Raises ValidationError when there is none."""
    rows = list(Project.objects.select_for_update(of=("self",)).filter(pk__in=imported().values("pk")))
    if not rows:
        raise ValidationError(_("Aucun projet importé n’attend d’être montré."))
    ids = [row.pk for row in rows]
    Project.objects.filter(pk__in=ids).update(is_public=True, version=F("version") + 1, updated_at=now())
    notes = [journal.note("project.published", row, iati_identifier=row.iati_identifier) for row in rows]
    journal.record_many(notes, by=by)
    indexed(ids)
    return len(rows)
