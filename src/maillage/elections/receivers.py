"""What votes say: a result that is declared, a vote that is cancelled; what a second meeting takes up."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from maillage.assemblies.signals import second_made
from maillage.ballots.models import Question
from maillage.ballots.signals import question_cancelled, question_declared
from maillage.elections.actions import elections, voting
from maillage.elections.models import Candidacy, Election
from maillage.organisations.enums import State
from maillage.organisations.models import Organisation

PREFIX = "election:"


def election_of(question: Question) -> Election | None:
    number = question.source.removeprefix(PREFIX)
    if not question.source.startswith(PREFIX) or not number.isdecimal():
        return None
    return Election.objects.filter(pk=int(number)).first()


@receiver(question_declared)
def declared(question: Question, by: Any, **_rest: Any) -> None:
    if election := election_of(question):
        voting.settle(election=election, by=by)


@receiver(question_cancelled)
def cancelled(question: Question, by: Any, **_rest: Any) -> None:
    if election := election_of(question):
        voting.go_back(election=election, by=by)
        voting.settle(election=election, by=by)


@receiver(second_made)
def taken_up(assembly: Any, items: Any, by: Any, **_rest: Any) -> None:
    elections.follow(assembly=assembly, items=items, by=by)


@receiver(post_save, sender=Organisation)
def merged(instance: Organisation, created: bool, **_rest: Any) -> None:
    """What was of the absorbed one is of the kept one from now on."""
    if not created and instance.state == State.MERGED and instance.merged_into_id is not None:
        Candidacy.objects.filter(organisation=instance).update(organisation=instance.merged_into_id)
