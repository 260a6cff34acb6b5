"""What happens in the directory and matters here: when one is withheld or renamed, the search forgets or reads again."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from maillage.advocacy.models import Commitment, DecisionMaker, Exchange
from maillage.organisations.models import Organisation, Person
from maillage.search import outbox


@receiver(post_save, sender=Organisation)
def organisation_saved(instance: Organisation, created: bool, **_rest: Any) -> None:
    if created:
        return
    rows = list(Commitment.objects.filter(organisation=instance).values_list("pk", flat=True))
    if not rows:
        return
    talks = list(Exchange.objects.filter(commitment__in=rows).values_list("pk", flat=True))
    say = outbox.forget if instance.withheld else outbox.queue
    say("advocacy.commitment", rows)
    if talks:
        say("advocacy.exchange", talks)


@receiver(post_save, sender=Person)
def person_saved(instance: Person, created: bool, **_rest: Any) -> None:
    if created:
        return
    rows = list(DecisionMaker.objects.filter(person=instance).values_list("pk", flat=True))
    if not rows:
        return
    talks = list(Exchange.objects.filter(decision_makers__in=rows).distinct().values_list("pk", flat=True))
    say = outbox.forget if instance.withheld else outbox.queue
    say("advocacy.decisionmaker", rows)
    if talks:
        say("advocacy.exchange", talks)
