"""Erasing a person: asked, seen by the staff, done by each room for what it knows; what is kept is said, and why."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import override

from maillage.accounts import emails
from maillage.accounts.actions.roles import locked, must_be_allowed, must_not_be_last
from maillage.accounts.models import ErasureRequest, User
from maillage.audit import journal
from maillage.core.registry import house


@transaction.atomic
def ask_erasure(*, user: User, reason: str, by: User) -> ErasureRequest:
    """Ask that what the house knows of a person be erased; asked twice, it is the same request."""
    user = locked(user)
    request, _created = ErasureRequest.objects.waiting().get_or_create(user=user, defaults={"closed_at": None})
    request.reason = reason.replace("\x00", "")[:2000]
    request.save()
    journal.record("account.erasure_asked", user, by=by)
    return request


@transaction.atomic
def withdraw_erasure(*, user: User, by: User) -> None:
    """The person changed their mind before it was done."""
    user = locked(user)
    if not ErasureRequest.objects.waiting().filter(user=user).update(closed_at=now(), reason=""):
        raise ValidationError(_("Il n’y a pas de demande en attente."), code="none")
    journal.record("account.erasure_withdrawn", user, by=by)


@transaction.atomic
def erase_person(*, user: User, by: User | None) -> list[str]:
    """Erase what every room knows of a person; returns what is kept, a sentence each with its reason.

    The journal keeps that things were done, under the account's number; the chain still verifies.
    """
    user = locked(user)
    must_be_allowed(user, by)
    if user.erased_at:
        raise ValidationError(_("Ce compte a déjà été effacé."), code="erased")
    must_not_be_last(user)
    address, language = user.email, user.language
    with override(language):
        kept = [str(sentence) for provider in house.personal_data for sentence in provider.erase(user, by=by)]
    ErasureRequest.objects.waiting().get_or_create(user=user)
    ErasureRequest.objects.waiting().filter(user=user).update(closed_at=now(), kept=kept, reason="")
    user.refresh_from_db()
    journal.record("account.erased", user, by=by)
    transaction.on_commit(lambda: emails.erased(address, language, kept))
    return kept
