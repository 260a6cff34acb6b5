"""Mails of the room, besides allauth's: an invitation, the answer to a request of erasure."""

from typing import Any

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from maillage.accounts.adapter import house_name
from maillage.accounts.models import INVITATION_LASTS, User


def send(to: str, language: str, subject: str, template: str, context: dict[str, Any]) -> None:
    with override(language):
        body = render_to_string(f"accounts/email/{template}.txt", {"house": house_name(), **context})
        send_mail(f"[{house_name()}] {subject}", body.strip() + "\n", None, [to])


def invitation(user: User, link: str, by: User | None) -> None:
    """A link to choose a way to sign in."""
    with override(user.language):
        subject = _("Votre compte est prêt")
    context = {"user": user, "link": link, "by": by, "days": INVITATION_LASTS.days}
    send(user.email, user.language, subject, "invitation", context)


def erased(address: str, language: str, kept: list[str]) -> None:
    """What was erased, what is kept and why."""
    with override(language):
        subject = _("Vos données sont effacées")
    send(address, language, subject, "erased", {"kept": kept})
