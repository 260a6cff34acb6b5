"""What happens in the directory and matters here: when one is withheld, nobody finds their application any more."""

from typing import Any

from django.db.models import Q
from django.db.models.signals import post_save
from django.dispatch import receiver

from maillage.members.models import Application
from maillage.organisations.models import Organisation, Person
from maillage.search import outbox


@receiver(post_save, sender=Organisation)
@receiver(post_save, sender=Person)
def withheld(instance: Organisation | Person, created: bool, **_rest: Any) -> None:
    if created or not instance.withheld:
        return
    tied = Q(member__person=instance)
    if isinstance(instance, Organisation):
        tied = Q(organisation=instance) | Q(member__organisation=instance)
    if found := list(Application.objects.filter(tied).values_list("pk", flat=True)):
        outbox.forget("members.application", found)
