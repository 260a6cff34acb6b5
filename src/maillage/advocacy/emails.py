"""What the room writes to people: one function for each letter, in the language of who reads it."""

from django.utils.formats import date_format
from django.utils.translation import override

from maillage.accounts.roles import Permission
from maillage.advocacy.models import Commitment
from maillage.core.public import absolute
from maillage.messages.outbox import remind_once


def renewal(commitment: Commitment, days: int) -> bool:
    """Remind who follows an institution that what it adopted is to be renewed."""
    owner = commitment.owner
    if owner is None or not owner.is_active or not owner.can(Permission.ADVOCACY_VIEW):
        return False
    if commitment.organisation.withheld and not owner.can(Permission.WITHHELD_VIEW):
        return False
    with override(owner.language):
        day = date_format(commitment.due_on, "DATE_FORMAT")
    return remind_once(
        key=f"commitment:{commitment.pk}:due:{commitment.due_on}:{days}", template="advocacy/letters/renewal.txt",
        to=owner.email, language=owner.language, purpose="advocacy.renewal", about=commitment,
        context={"commitment": commitment, "day": day, "link": absolute(commitment.get_absolute_url())},
    )  # fmt: skip
