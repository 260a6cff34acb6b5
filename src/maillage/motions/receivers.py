"""What the room does when a vote is declared, or a second meeting fixed."""

from typing import Any

from django.dispatch import receiver

from maillage.assemblies.signals import second_made
from maillage.ballots.signals import question_declared
from maillage.motions import actions


@receiver(question_declared)
def declared(sender: Any, *, question: Any, by: Any, **_others: Any) -> None:
    actions.take_result(question=question, by=by)


@receiver(second_made)
def taken_up(sender: Any, *, assembly: Any, items: Any, by: Any, **_others: Any) -> None:
    actions.follow(assembly=assembly, items=items, by=by)
