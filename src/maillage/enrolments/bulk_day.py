"""A verb on many enrolments: write to them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import ngettext

from maillage.enrolments.models import Enrolment
from maillage.messages.actions import Recipient, draft_to


def write(rows: QuerySet[Enrolment], *, by: Any) -> str:
    """Begin a letter to those who enrolled: a message about what they enrolled in, not an invitation to anything else."""
    wanted = Enrolment.objects.filter(pk__in=rows.order_by().values("pk"), purged_at=None).order_by("created_at", "pk")
    people = [Recipient(row.email, row.name, row.language, "enrolments.enrolment", str(row.pk)) for row in wanted]
    try:
        mailing = draft_to(recipients=people, by=by)
    except ValidationError as error:
        return " ".join(error.messages)
    count = len(mailing.recipients)
    return ngettext(
        "Un message à %(n)s personne est prêt à écrire : Gestion, Messages.",
        "Un message à %(n)s personnes est prêt à écrire : Gestion, Messages.", count,
    ) % {"n": count}  # fmt: skip
