"""What the room knows of a person who signs in: the keys that they made."""

from typing import Any

from django.utils.translation import gettext as _

from maillage.api import actions
from maillage.api.models import Token


def export(user: Any) -> list[dict[str, Any]]:
    return [
        {_("À quoi elle sert"): token.name, _("Début de la clé"): token.start,
         _("Faite le"): token.created_at.isoformat(), _("Valable jusqu’au"): token.expires_on.isoformat(),
         _("Retirée le"): token.revoked_at.isoformat() if token.revoked_at else None}
        for token in Token.objects.filter(created_by=user)
    ]  # fmt: skip


def erase(user: Any, *, by: Any) -> list[str]:
    """Their keys open nothing any more, and no longer say who made them."""
    mine = Token.objects.filter(created_by=user)
    for token in mine.filter(revoked_at=None):
        actions.revoke_token(token=token, by=by)
    count = mine.update(created_by=None)
    return [_("Les clés de l’API que vous avez faites sont retirées ; leur nom reste, sans le vôtre.")] if count else []
