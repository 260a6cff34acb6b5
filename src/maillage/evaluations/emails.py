"""What the room writes to people."""

from hashlib import sha256

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from maillage.core.public import absolute
from maillage.evaluations.models import Poll
from maillage.messages.outbox import send_letter


def address_of(poll: Poll, language: str = "") -> str:
    """The whole address of its public page, in a language."""
    with override(language or poll.questionnaire.language):
        return absolute(reverse("site:evaluation", args=[poll.code]))


def invitation(poll: Poll, to: str, language: str) -> bool:
    """Ask someone who came what they think; once for each evaluation. True when a letter leaves."""
    one = sha256(f"{settings.SECRET_KEY}{to}".encode()).hexdigest()[:16]
    letter = send_letter(
        "evaluations/letters/invitation.txt", to=to, language=language, purpose="activities.evaluation",
        context={"activity": poll.activity.title, "link": address_of(poll, language)}, key=f"poll:{poll.pk}:{one}",
        about=poll,
    )  # fmt: skip
    return letter is not None
