"""What the room does when a vote is declared."""

from typing import Any

from django.dispatch import receiver

from maillage.ballots.signals import question_declared
from maillage.motions import actions


@receiver(question_declared)
def declared(sender: Any, *, question: Any, by: Any, **_others: Any) -> None:
    actions.take_result(question=question, by=by)
