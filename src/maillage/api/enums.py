"""What a key of the API may read beyond what anyone may."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission


class Scope(TextChoices):
    ORGANISATIONS = (
        "organisations:read",
        _("Toutes les organisations sauf les fiches retenues, avec les champs gardés pour le réseau"),
    )
    WITHHELD = "withheld:read", _("Les fiches retenues aussi")

    @property
    def permission(self) -> Permission:
        """Nobody makes a key that reads what they may not read themselves."""
        return Permission.WITHHELD_VIEW if self is Scope.WITHHELD else Permission.ORGANISATIONS_VIEW
