"""What happens in the directory and matters here: an organisation is withheld or released, or merged into another."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from maillage.organisations.enums import State
from maillage.organisations.models import Organisation
from maillage.partnerships.actions.common import KIND
from maillage.partnerships.models import Carrier, NetworkSeat, Partnership, PlanAction
from maillage.search import outbox


@receiver(post_save, sender=Organisation)
def seen_or_not(instance: Organisation, created: bool, **_rest: Any) -> None:
    """Withheld: nobody finds the partnership from this commit on; in any case its name is said again."""
    if created or not (ids := list(Partnership.objects.filter(organisation=instance).values_list("pk", flat=True))):
        return
    (outbox.forget if instance.withheld else outbox.queue)(KIND, ids)


@receiver(post_save, sender=Organisation)
def merged(instance: Organisation, created: bool, **_rest: Any) -> None:
    """What was of the absorbed one is of the kept one from now on."""
    if created or instance.state != State.MERGED or instance.merged_into_id is None:
        return
    kept = instance.merged_into_id
    with transaction.atomic():
        ids = list(Partnership.objects.filter(organisation=instance).values_list("pk", flat=True))
        Partnership.objects.filter(pk__in=ids).update(organisation=kept)
        Carrier.objects.filter(organisation=instance, partnership__carrier_rows__organisation=kept).delete()
        Carrier.objects.filter(partnership__organisation=kept, organisation=instance).delete()
        Carrier.objects.filter(organisation=instance).update(organisation=kept)
        NetworkSeat.objects.filter(organisation=instance, network__seats__organisation=kept).delete()
        NetworkSeat.objects.filter(organisation=instance).update(organisation=kept)
        PlanAction.objects.filter(lead=instance).update(lead=kept)
        if ids:
            outbox.queue(KIND, ids)
