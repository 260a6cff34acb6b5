"""What happens in allauth and matters to the journal: a second factor added or removed, a password or address changed."""

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals as factor
from allauth.mfa.models import Authenticator
from django.dispatch import receiver

from maillage.audit import journal


@receiver(factor.authenticator_added)
def second_factor_added(request: Any, user: Any, authenticator: Any, **_rest: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:  # shown to work just now: it is not asked again at once
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True)
    journal.record("account.second_factor_added", user, by=user, changes={"second_factor": [None, authenticator.type]})


@receiver(factor.authenticator_removed)
def second_factor_removed(user: Any, authenticator: Any, **_rest: Any) -> None:
    journal.record(
        "account.second_factor_removed", user, by=user, changes={"second_factor": [authenticator.type, None]}
    )


@receiver(account.password_changed)
@receiver(account.password_set)
@receiver(account.password_reset)
def password_changed(user: Any, **_rest: Any) -> None:
    journal.record("account.password_changed", user, by=user)


@receiver(account.email_changed)
def email_changed(user: Any, from_email_address: Any, to_email_address: Any, **_rest: Any) -> None:
    if from_email_address and from_email_address.email != to_email_address.email:
        changes = {"email": [from_email_address.email, to_email_address.email]}
        journal.record("account.email_changed", user, by=user, changes=changes)
