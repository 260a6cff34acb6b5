"""Links that sign in once. A link opens a page with a button: software that reads mail opens links, it presses nothing."""

import secrets

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now

from maillage.accounts.models import INVITATION_LASTS, LINK_LASTS, LoginLink, User
from maillage.core.public import absolute


def make(user: User, *, email: str = "", next_url: str = "", invitation: bool = False) -> str:
    """A new link for this person; an invitation takes the place of those sent before."""
    token = secrets.token_urlsafe(32)
    if invitation:
        LoginLink.objects.filter(user=user, invitation=True, used_at=None).delete()
    LoginLink.objects.create(
        user=user, digest=LoginLink.digest_of(token), email=email or user.email, invitation=invitation,
        next=next_url[:500], expires_at=now() + (INVITATION_LASTS if invitation else LINK_LASTS),
    )  # fmt: skip
    return absolute(reverse("accounts:link", args=[token]))


def find(token: str) -> LoginLink | None:
    """The link, when it can still be used."""
    return LoginLink.objects.usable().of_token(token).select_related("user").first()


@transaction.atomic
def use(token: str) -> LoginLink | None:
    """Use the link, once: two clicks at the same time sign in once."""
    link = LoginLink.objects.select_for_update(of=("self",)).usable().of_token(token).select_related("user").first()
    if link:
        link.used_at = now()
        link.save(update_fields=["used_at"])
    return link
