"""What happens in the directory and matters here: an organisation is withheld, shown again, or merged into another."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from maillage.organisations.enums import State
from maillage.organisations.models import Organisation
from maillage.organisations.signals import organisations_seen_differently
from maillage.projects import tree
from maillage.projects.actions.common import forgotten, indexed
from maillage.projects.models import AuthorityPart, Bond, Participant, Project

MANY = 5_000


@receiver(organisations_seen_differently)
def seen_differently(ids: list[int], **_rest: Any) -> None:
    """Projects that they carry are found by those who may see them now: at once where they must not be found."""
    if not ids:
        return
    carried = (
        Participant.objects.filter(organisation__in=ids)
        if len(ids) < MANY
        else Participant.objects.exclude(organisation=None)
    )
    found = tree.ids_under(carried.order_by().values_list("project", flat=True))
    hidden = set(Project.objects.hidden().filter(pk__in=found).values_list("pk", flat=True)) if found else set()
    forgotten(hidden)
    indexed(pk for pk in found if pk not in hidden)


@receiver(post_save, sender=Organisation)
def directory_changed(instance: Organisation, created: bool, **_rest: Any) -> None:
    if not created and instance.state == State.MERGED and instance.merged_into_id is not None and not instance.withheld:
        merged(instance, instance.merged_into_id)


def merged(instance: Organisation, kept: int) -> None:
    """What it carried, the other carries from now on; a withheld one keeps its own, so that they stay hidden."""
    with transaction.atomic():
        mine = Participant.objects.filter(organisation=instance)
        for row in mine:
            if Participant.objects.filter(project=row.project_id, role=row.role, organisation=kept).exists():
                row.delete()
            else:
                row.organisation_id = kept
                row.save(update_fields=["organisation"])
        AuthorityPart.objects.filter(organisation=instance).update(organisation=kept)
        for bond in Bond.objects.filter(here=instance) | Bond.objects.filter(there=instance):
            here = kept if bond.here_id == instance.pk else bond.here_id
            there = kept if bond.there_id == instance.pk else bond.there_id
            if here == there or Bond.objects.filter(here=here, there=there, kind=bond.kind).exists():
                bond.delete()
                continue
            Bond.objects.filter(pk=bond.pk).update(here=here, there=there)
