"""What is found follows what is written; when two organisations are one, mandates follow."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from maillage.bodies.models import Body, Mandate
from maillage.organisations.enums import State
from maillage.organisations.models import Organisation
from maillage.search import outbox


@receiver(post_save, sender=Body)
def found(instance: Body, created: bool, **_rest: Any) -> None:
    hidden = not created and not (instance.is_public and instance.active)
    (outbox.forget if hidden else outbox.queue)("bodies.body", [instance.pk])


@receiver(post_save, sender=Organisation)
def merged(instance: Organisation, created: bool, **_rest: Any) -> None:
    """What was of the absorbed one is of the kept one from now on."""
    if not created and instance.state == State.MERGED and instance.merged_into_id is not None:
        Mandate.objects.filter(organisation=instance).update(organisation=instance.merged_into_id)
