"""What happens below and matters here: a project goes, an organisation becomes another."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.translation import gettext as _

from maillage.fieldwork.models import PartnerReport, ReportPlan
from maillage.organisations.enums import State
from maillage.organisations.models import Organisation
from maillage.projects.signals import project_deleting


@receiver(project_deleting)
def deleting(project: Any, **_rest: Any) -> None:
    """What partners wrote keeps a project; reports that nobody began go with it."""
    rows = PartnerReport.objects.filter(project=project)
    if rows.exclude(version=1).exists() or rows.exclude(photos=None).exists():
        raise ValidationError(_("Des partenaires ont écrit des rapports sur ce projet : annulez-le plutôt."))
    rows.delete()


@receiver(post_save, sender=Organisation)
def merged(instance: Organisation, created: bool, **_rest: Any) -> None:
    """What it reported, the other reports from now on; a withheld one keeps its own, so that they stay hidden."""
    kept = instance.merged_into_id
    if created or instance.state != State.MERGED or kept is None or instance.withheld:
        return
    with transaction.atomic():
        known = PartnerReport.objects.filter(organisation=kept).values_list("project", "starts_on")
        taken = set(known)
        for row in PartnerReport.objects.filter(organisation=instance):
            if (row.project_id, row.starts_on) not in taken:
                PartnerReport.objects.filter(pk=row.pk).update(organisation=kept)
        asked = set(ReportPlan.objects.filter(organisation=kept).values_list("project", flat=True))
        for plan in ReportPlan.objects.filter(organisation=instance):
            if plan.project_id in asked:
                plan.delete()
            else:
                ReportPlan.objects.filter(pk=plan.pk).update(organisation=kept)
