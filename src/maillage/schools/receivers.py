"""What happens below and moves a request: the first answers to its evaluation."""

from typing import Any

from django.dispatch import receiver

from maillage.evaluations.enums import For
from maillage.evaluations.signals import poll_asked, sheet_received
from maillage.schools import actions
from maillage.schools.enums import RequestState
from maillage.schools.models import SchoolRequest


@receiver(sheet_received)
def evaluated(sender: Any, sheet: Any, **_more: Any) -> None:
    """Someone answered the evaluation of a class that was counted: it is evaluated."""
    request = SchoolRequest.objects.filter(activity=sheet.poll.activity_id, state=RequestState.COUNTED).first()
    if request is not None:
        actions.evaluate(request=request, text=request.evaluation_note, by=None)


@receiver(poll_asked)
def the_teacher(sender: Any, poll: Any, **_more: Any) -> dict[str, str]:
    """The teacher of the class receives the evaluation meant for teachers."""
    if poll.questionnaire.audience != For.TEACHER:
        return {}
    rows = SchoolRequest.objects.filter(activity=poll.activity_id).exclude(contact_email="")
    return {row.contact_email.lower(): row.contact_language for row in rows}
