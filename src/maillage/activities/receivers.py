"""What happens in the directory and matters here: a name that is withheld leaves what the search finds."""

from typing import Any

from django.db.models import Q
from django.db.models.signals import post_save
from django.dispatch import receiver

from maillage.activities.found import KIND
from maillage.activities.models import Activity
from maillage.organisations.models import Organisation
from maillage.search import outbox


@receiver(post_save, sender=Organisation)
def renamed_or_withheld(instance: Organisation, created: bool, **_rest: Any) -> None:
    if created:
        return
    tied = Q(organiser=instance) | Q(co_organisers__organisation=instance)
    if numbers := list(Activity.objects.filter(tied).values_list("pk", flat=True).distinct()):
        (outbox.queue if instance.shows_publicly else outbox.forget)(KIND, numbers)
