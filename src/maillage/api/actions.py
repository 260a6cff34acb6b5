"""The verbs on keys of the API."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from maillage.api import tokens
from maillage.api.enums import Scope
from maillage.api.models import Token
from maillage.audit import journal
from maillage.core.text import clean

LONGEST = 366  # days


@transaction.atomic
def create_token(*, name: str, scopes: Iterable[str], expires_on: date, by: Any) -> tuple[Token, str]:
    """Make a key; returns it with the whole secret, which nothing can show again.

    Raises ValidationError when it would read more than the one who makes it, or would last more than a year.
    """
    chosen = [scope for scope in Scope if scope.value in set(scopes)]
    if by is None or any(not by.can(scope.permission) for scope in chosen):
        raise ValidationError(_("Une clé ne lit rien de plus que la personne qui la fait."))
    if Scope.WITHHELD in chosen and Scope.ORGANISATIONS not in chosen:
        raise ValidationError(_("Les fiches retenues se lisent avec les autres : cochez les deux."))
    if not 0 <= (expires_on - localdate()).days <= LONGEST:
        raise ValidationError(_("Choisissez une date d’ici un an : une clé qui ne sert plus ne doit rien ouvrir."))
    prefix, digest, secret = tokens.draw()
    token = Token(name=clean(name), prefix=prefix, digest=digest, scopes=[scope.value for scope in chosen],
                  created_by=by, expires_on=expires_on)  # fmt: skip
    token.full_clean()
    token.save()
    journal.record("token.created", token, by=by, changes={
        "name": [None, token.name], "prefix": [None, prefix], "scopes": [None, token.scopes],
        "expires_on": [None, expires_on],
    })  # fmt: skip
    return token, secret


@transaction.atomic
def revoke_token(*, token: Token, by: Any) -> Token:
    """The key opens nothing any more, at once and for good. Raises ValidationError when it was already revoked."""
    token = Token.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if token.revoked_at:
        raise ValidationError(_("Cette clé est déjà retirée."))
    token.revoked_at = now()
    token.save(update_fields=["revoked_at"])
    journal.record("token.revoked", token, by=by, changes={"revoked_at": [None, token.revoked_at]})
    return token
