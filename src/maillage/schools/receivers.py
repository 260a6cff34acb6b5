"""What happens below and moves a request: the first answers to its evaluation."""

from typing import Any

from django.dispatch import receiver

from maillage.evaluations.signals import sheet_received
from maillage.schools import actions
from maillage.schools.enums import RequestState
from maillage.schools.models import SchoolRequest


@receiver(sheet_received)
def evaluated(sender: Any, sheet: Any, **_more: Any) -> None:
    """Someone answered the evaluation of a class that was counted: it is evaluated."""
    request = SchoolRequest.objects.filter(activity=sheet.poll.activity_id, state=RequestState.COUNTED).first()
    if request is not None:
        actions.evaluate(request=request, text=request.evaluation_note, by=None)
