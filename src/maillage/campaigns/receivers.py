"""What happens in lower rooms and matters here: a letter noted as returned, an organisation merged into another."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from maillage.campaigns.actions import bounce_signature
from maillage.campaigns.models import CampaignPartner, Relay
from maillage.messages.enums import State
from maillage.messages.models import Message
from maillage.organisations.enums import State as OrganisationState
from maillage.organisations.models import Organisation


@receiver(post_save, sender=Message)
def returned(instance: Message, created: bool, **_rest: Any) -> None:
    """Someone notes a return by hand: at once. What the server says by itself, the job of each few minutes sees."""
    if created or instance.state != State.BOUNCED or instance.about_kind != "campaigns.signature":
        return
    if instance.about_id.isdecimal():
        bounce_signature(signature_id=int(instance.about_id), message_id=instance.pk)


@receiver(post_save, sender=Organisation)
def merged(instance: Organisation, created: bool, **_rest: Any) -> None:
    """A partner or a relay merged into another is that other one from now on."""
    if created or instance.state != OrganisationState.MERGED or instance.merged_into_id is None:
        return
    kept = instance.merged_into_id
    with transaction.atomic():
        mine = CampaignPartner.objects.filter(organisation=instance)
        there = CampaignPartner.objects.filter(organisation=kept).values("campaign")
        mine.filter(campaign__in=list(there.values_list("campaign", flat=True))).delete()
        mine.update(organisation=kept)
        for relay in Relay.objects.filter(organisation=instance):
            if Relay.objects.filter(campaign=relay.campaign_id, region=relay.region, organisation=kept).exists():
                relay.delete()
            else:
                relay.organisation_id = kept
                relay.save(update_fields=["organisation"])
