"""What the law no longer asks to keep: names of those who signed, answered, looked; nothing else goes."""

from datetime import date

from django.db import transaction
from django.utils.timezone import now

from maillage.partnerships.models import (
    AgreementSignature,
    Assessment,
    AssessmentAnswer,
    CapacityAssessment,
    DuePiece,
    PieceLook,
)


@transaction.atomic
def purge(*, before: date) -> int:
    """Forget the names of what ended, or was answered, before a day. Returns how many rows were blanked."""
    signed = AgreementSignature.objects.filter(agreement__ended_on__lt=before, purged_at=None)
    count = _signed(list(signed))
    answered = {"answered_at__date__lt": before}
    old = Assessment.objects.filter(**answered).exclude(answered_by="", words="")
    AssessmentAnswer.objects.filter(assessment__in=Assessment.objects.filter(**answered)).exclude(words="").update(
        words=""
    )
    count += old.update(answered_by="", words="")
    count += (
        CapacityAssessment.objects.filter(**answered).exclude(answered_by="", words="").update(answered_by="", words="")
    )
    count += PieceLook.objects.filter(on__lt=before).exclude(name="", by=None).update(name="", by=None)
    count += DuePiece.objects.filter(received_on__lt=before).exclude(received_from="").update(received_from="")
    return count


def _signed(done: list[AgreementSignature]) -> int:
    """One by one: two who signed the same version for the same side stay two rows, told apart by their number."""
    for row in done:
        row.name, row.role, row.purged_at = f"– {row.pk}", "", now()
    AgreementSignature.objects.bulk_update(done, ["name", "role", "purged_at"], batch_size=500)
    return len(done)
